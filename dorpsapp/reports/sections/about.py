"""Who we are: form, area and partners in the initiative's own words, below the facts that the file holds."""

from dorpsapp.models import LegalForm
from dorpsapp.reports.blocks import Block, Heading, Paragraph
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    return (Heading(_("Wie zijn wij")), Paragraph(in_short(review)))


def in_short(review: Review) -> str:
    """Name, legal form, municipality and number of registration in one or two sentences."""
    about = review.initiative
    name = about.get("name") or _("Onbekend initiatief")
    form = about.get("legal_form")
    if form is None or form is LegalForm.NONE:
        text = _("{name} is een initiatief van inwoners in de gemeente {municipality}.")
    else:
        text = _("{name} is een {form} van inwoners in de gemeente {municipality}.")
    shown = text.format(name=name, form=_(form.value) if form else "", municipality=about.get("municipality") or "–")
    numbers = [f"{label} {about[key]}" for key, label in (("kvk", _("KvK")), ("rsin", _("RSIN"))) if about.get(key)]
    return f"{shown} {', '.join(numbers)}." if numbers else shown


SECTION = Section(
    "about", "Wie zijn wij", 14, blocks, has_content=lambda review: bool(review.accounts.texts.get("about"))
)
