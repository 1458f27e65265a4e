"""The guide's page on what every figure means, made from the registry of indicators."""

from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.figures.wording import Wording
from dorpsapp.text import _, in_dutch


@in_dutch()
def figures_page() -> str:
    """The page as Markdown; the guide holds a copy of it, which a test keeps equal."""
    wording = Wording()
    lines = [
        "# " + _("Wat betekenen de getallen?"),
        "",
        _("Dezelfde uitleg staat achter in elk rapport, met de woorden die u bij de instellingen kiest."),
    ]
    for indicator in INDICATORS:
        lines += ["", f"## {wording.fill(_(indicator.label))}", "", wording.fill(_(indicator.definition))]
    return "\n".join(lines) + "\n"
