"""The sub-commands about bundles: make that of this initiative, and add up those of many."""

from argparse import Namespace
from datetime import date

from dorpsapp.commands import Answer, opened
from dorpsapp.errors import WrongUsage
from dorpsapp.figures.period import Period
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.text import _


def bundle(chosen: Namespace) -> Answer:
    """Write the protected key figures of a year, without personal data, to add to those of other initiatives."""
    from dorpsapp.reports.bundle import bundle_json, bundle_of, write_bundle

    with opened(chosen, read_only=True) as store:
        made = bundle_of(store, Period.of_year(chosen.year), chosen.made_on or date.today())
        store.note(AuditAction.EXPORTED, detail=_("bundel {year}").format(year=chosen.year))
    write_bundle(made, chosen.out)
    return {
        **bundle_json(made),
        "file": str(chosen.out),
        "said": _("De bundel staat in {file}.").format(file=chosen.out),
    }


def alliance(chosen: Namespace) -> Answer:
    """Add the bundles of many initiatives up in one picture."""
    from dorpsapp.exchange.bundle_in import check_together, read_bundle
    from dorpsapp.reports.alliance import alliance_document, alliance_totals
    from dorpsapp.reports.excel import write_workbook
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.reports.plain_text import write_text

    if not any((chosen.pdf, chosen.excel, chosen.text, chosen.json)):
        raise WrongUsage(_("Kies wat u wilt maken, zoals --pdf of --excel."))
    bundles = [read_bundle(path) for path in chosen.bundles]
    check_together(bundles)
    made = alliance_document(bundles, chosen.made_on or date.today())
    written = []
    for path, write in ((chosen.pdf, write_pdf), (chosen.excel, write_workbook), (chosen.text, write_text)):
        if path is not None:
            write(made, path)
            written.append(str(path))
    said = _("{n} bundels opgeteld: {names}.").format(n=len(bundles), names=", ".join(written))
    return {
        "initiatives": [one.initiative for one in bundles],
        "from": bundles[0].period.first.isoformat(),
        "to": bundles[0].period.last.isoformat(),
        "totals": alliance_totals(bundles),
        "written": written,
        "said": said,
    }
