"""The question form to print and hand out: four short questions and one open, without a name."""

from datetime import date

from dorpsapp.figures.wording import Wording
from dorpsapp.models import Feedback, WithoutUs
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Block, Column, Document, Heading, Note, Paragraph, Signatures, Table
from dorpsapp.text import _, in_dutch

_BOX = "☐"


@in_dutch()
def question_form(initiative: str, wording: Wording, made_on: date) -> Document:
    """One page; who fills it in leaves the name out, and hands it in as they like."""
    yes_no = (Paragraph(_to_tick(_("ja"))), Paragraph(_to_tick(_("nee"))))
    blocks: list[Block] = [
        Paragraph(
            _("U kreeg hulp of u kwam bij ons langs. Wilt u vertellen hoe dat was? Het kost twee minuten."),
        ),
        Note(_("Vul uw naam niet in. Wij weten niet wie wat heeft ingevuld. U hoeft niet alles te beantwoorden.")),
        Heading(_question("grade"), 2),
        _grades(),
        Heading(_question("without_us"), 2),
        *(Paragraph(_to_tick(_(one.value))) for one in WithoutUs),
        Heading(_question("less_alone"), 2),
        *yes_no,
        Heading(_question("again"), 2),
        *yes_no,
        Heading(_question("meaning"), 2),
        Paragraph(_("Schrijf geen namen op, ook niet van anderen.")),
        Signatures(("", "", "")),
        Note(wording.fill(_("Dank u wel. Samen met de antwoorden van andere {clients} leren wij hiervan."))),
    ]
    return Document(
        title=_("Hoe was het?"),
        subtitle=_("vragenlijst zonder naam"),
        organisation=initiative,
        subject=_("Vragenlijst over onze hulp"),
        author=initiative,
        created=made_on,
        blocks=tuple(blocks),
        footer=initiative,
    )


def _grades() -> Table:
    """A box under each grade, wide enough for a hand that is not steady."""
    columns = tuple(Column(f"grade_{grade}", str(grade), Text()) for grade in range(1, 11))
    caption = _("1 is heel slecht, 10 is uitstekend. Zet een kruisje onder uw cijfer.")
    return Table("grades", caption, columns, ((None,) * len(columns),), to_fill_in=True)


def _question(name: str) -> str:
    return _(Feedback.field_named(name).label)


def _to_tick(word: str) -> str:
    return f"{_BOX}\N{NO-BREAK SPACE}{word}"
