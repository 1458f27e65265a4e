"""What can be put in a funder's form: the protected figures of the report, agreements, sums of money, a few texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from dorpsapp.figures.indicators import BY_KEY, INDICATORS
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import figure_code
from dorpsapp.figures.wording import Wording
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold, in_dutch, show_day, show_money, show_number

_ALIKE = 88
_LEAST_SIGNS = 4
_OF_NO_MEANING = frozenset("aantal totaal totale alle de het een van in dit samen".split())
_NAMES = {
    "initiatief": "text:initiative", "organisatie": "text:initiative", "aanvrager": "text:initiative",
    "gemeente": "text:municipality", "jaar": "text:year", "verslagjaar": "text:year", "boekjaar": "text:year",
    "periode": "text:period", "datum": "text:made_on", "vandaag": "text:made_on",
    "subsidienummer": "text:grant_number", "beschikkingsnummer": "text:grant_number", "zaaknummer": "text:case_number",
    "kenmerk": "text:case_number", "subsidiebedrag": "money:granted", "verleend bedrag": "money:granted",
}  # fmt: skip
"""What a place in a form may be called by whoever made the form; beside a cell these words say too little."""
_LABELS = {
    "naam organisatie": "text:initiative", "naam initiatief": "text:initiative", "naam aanvrager": "text:initiative",
    "baten": "money:income", "inkomsten": "money:income", "opbrengsten": "money:income",
    "lasten": "money:expense", "uitgaven": "money:expense", "resultaat": "money:result", "saldo": "money:result",
    "baten begroot": "money:income_budget", "lasten begroot": "money:expense_budget",
    "verleende subsidie": "money:granted", "uren vrijwilligers": "volunteer_hours", "rapportcijfer": "form:grade",
    "cijfer": "form:grade",
}  # fmt: skip

AGREEMENTS = 10
"""As many agreements as a form can ask for one by one, in the order of the report."""


@dataclass(frozen=True)
class FormValue:
    """A value for a cell: a number (percentages from 0 to 100, money in euros) or a text, and how it is written."""

    value: int | float | str
    shown: str
    is_percentage: bool = False


def sources(wording: Wording) -> dict[str, str]:
    """Everything that can be put in a form, by key, with its label."""
    figures = {one.key: f"{figure_code(one.key)} {wording.fill(_(one.label))}" for one in INDICATORS}
    return {
        **figures,
        "form:count": _("V01 Ingevulde vragenlijsten"),
        "form:grade": _("V02 Gemiddeld cijfer"),
        "money:income": _("Baten, werkelijk"),
        "money:income_budget": _("Baten, begroot"),
        "money:expense": _("Lasten, werkelijk"),
        "money:expense_budget": _("Lasten, begroot"),
        "money:result": _("Resultaat, werkelijk"),
        "money:granted": _("Verleend bedrag"),
        "text:grant_number": _("Subsidienummer"),
        "text:case_number": _("Zaaknummer"),
        "text:initiative": _("Naam van het initiatief"),
        "text:municipality": _("Gemeente"),
        "text:year": _("Jaar"),
        "text:period": _("Periode"),
        "text:made_on": _("Datum van vandaag"),
        **{
            f"afspraak:{n}{end}": _("Afspraak {n}: {what}").format(n=n, what=what)
            for n in range(1, AGREEMENTS + 1)
            for end, what in _of_agreement().items()
        },
    }


def _of_agreement() -> dict[str, str]:
    """What a form can ask of each agreement, by how its key ends."""
    return {
        "": _("omschrijving"),
        "_afgesproken": _("afgesproken"),
        "_gerealiseerd": _("gerealiseerd"),
        "_toelichting": _("toelichting"),
    }


def propose(key: str, label: str, known: Mapping[str, str]) -> str:
    """The source that a name (`volunteer_hours`, `F04`), else the label beside a cell most likely means; else empty."""
    plain = key.strip().lower()
    codes = {figure_code(one.key).lower(): one.key for one in INDICATORS} | {"v01": "form:count", "v02": "form:grade"}
    for found in (plain, codes.get(plain, ""), plain.replace("_", ":", 1)):
        if found in known:
            return found
    called, words = _bare(key), _bare(label)
    meant = _NAMES.get(called) or _LABELS.get(called) or _LABELS.get(words)
    if meant:
        return meant
    if len(words) < _LEAST_SIGNS:
        return ""
    scores = {source: fuzz.token_sort_ratio(words, _bare(_without_code(name))) for source, name in known.items()}
    best = max(scores, key=lambda source: scores[source])
    return best if scores[best] >= _ALIKE else ""


@in_dutch()
def form_values(store: Store, funder_id: int, year: int, today: date) -> dict[str, FormValue]:
    """Every source with its value over a year, as this funder sees it; figures are those of the protected report.

    A figure that may not be shown is the words that the report prints in its place.
    """
    options = ReportOptions(created=today, funder_id=funder_id)
    told = figures_json(build_report(store, Period.of_year(year), options))
    found = {
        figure["key"]: FormValue(
            figure["shown"] if figure["value"] is None else figure["value"], figure["shown"], figure["unit"] == "%"
        )
        for figure in told["figures"]
    }
    lines = told["money"]["lines"] if told["money"] else []
    sums = {
        f"money:{side}{end}": sum(round((line[field] or 0) * 100) for line in lines if line["side"] == side)
        for side in ("income", "expense")
        for field, end in (("actual", ""), ("budget", "_budget"))
    }
    sums["money:result"] = sums["money:income"] - sums["money:expense"]
    for key, cents in sums.items():
        found[key] = FormValue(cents / 100, show_money(cents)) if lines else FormValue("–", "–")
    first, last = (date.fromisoformat(told["period"][end]) for end in ("from", "to"))
    texts = {
        "initiative": told["initiative"] or "",
        "municipality": told["municipality"] or "",
        "period": f"{show_day(first)} {_('tot en met')} {show_day(last)}",
        "made_on": show_day(today),
    }
    found |= _agreements(told["grants"])
    said = told["feedback"]
    grade = said["grade"]["average"]
    found["form:count"] = FormValue(said["forms"], show_number(said["forms"]))
    found["form:grade"] = FormValue("–", "–") if grade is None else FormValue(grade, show_number(grade, 1))
    found |= {f"text:{key}": FormValue(text, text) for key, text in texts.items()}
    found["text:year"] = FormValue(year, str(year))
    return found


def _agreements(grants: list[dict[str, Any]]) -> dict[str, FormValue]:
    """Numbers and amount of the grants of this funder, and their agreements one by one; empty where there is none."""
    found = {}
    for name in ("grant_number", "case_number"):
        numbers = ", ".join(one[name] for one in grants if one[name])
        found[f"text:{name}"] = FormValue(numbers, numbers)
    amounts = [round(one["amount"] * 100) for one in grants if one["amount"] is not None]
    found["money:granted"] = FormValue(sum(amounts) / 100, show_money(sum(amounts))) if amounts else FormValue("", "")
    targets = [target for one in grants for target in one["targets"]]
    for n in range(1, AGREEMENTS + 1):
        asked = _of_target(targets[n - 1]) if n <= len(targets) else dict.fromkeys(_of_agreement(), _text(""))
        found |= {f"afspraak:{n}{end}": value for end, value in asked.items()}
    return found


def _of_target(target: Mapping[str, Any]) -> dict[str, FormValue]:
    is_percentage = BY_KEY[target["figure"]].unit == "%"
    done = target["shown"] if target["value"] is None else target["value"]
    return {
        "": _text(target["label"]),
        "_afgesproken": FormValue(target["wanted"], show_number(target["wanted"]), is_percentage),
        "_gerealiseerd": FormValue(done, target["shown"], is_percentage),
        "_toelichting": _text(target["explanation"] or ""),
    }


def _text(text: str) -> FormValue:
    return FormValue(text, text)


def _without_code(name: str) -> str:
    return name.split(" ", 1)[1] if name[:1] in "FV" and name[1:3].isdecimal() else name


def _bare(text: str) -> str:
    """The words that tell one figure from another."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return " ".join(word for word in words if word not in _OF_NO_MEANING)
