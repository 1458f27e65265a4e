"""What the sub-commands for privacy do: the register, the statement, and what one person may ask for."""

from argparse import Namespace
from datetime import date

from dorpsapp.commands import Answer, opened
from dorpsapp.errors import WrongUsage
from dorpsapp.text import _


def privacy(chosen: Namespace) -> Answer:
    """Write the register of processing activities and the privacy statement."""
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.reports.plain_text import write_text
    from dorpsapp.reports.privacy_register import privacy_register
    from dorpsapp.reports.privacy_statement import privacy_statement

    wanted = {privacy_register: chosen.register, privacy_statement: chosen.statement}
    if not any(wanted.values()):
        raise WrongUsage(_("Kies wat u wilt maken: --register, --statement of beide."))
    made_on = chosen.made_on or date.today()
    written = []
    with opened(chosen, read_only=True) as store:
        for make, path in wanted.items():
            if path is not None:
                write = write_text if path.suffix.lower() == ".txt" else write_pdf
                write(make(store, made_on), path)
                written.append(str(path))
    return {
        "files": written,
        "said": _("Gemaakt: {files}.").format(files=", ".join(written)),
    }
