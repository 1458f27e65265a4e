"""The papers of a volunteer in words: what is missing, has expired, or will within sixty days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dorpsapp.services.settings import VOG_RENEW_YEARS, YEARS_BEFORE_RENEWAL, whole_setting
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_day

AHEAD = 60


@dataclass(frozen=True)
class PaperRemark:
    """One remark; `field` is the field of the role it is about, `late` says that it is too late already."""

    field: str
    text: str
    late: bool


def paper_remarks(store: Store, role: Mapping[str, Any], today: date) -> tuple[PaperRemark, ...]:
    """Remarks on the papers of one volunteer role that has not ended; none when all is in order."""
    if role["until"] is not None and role["until"] < today:
        return ()
    with store.read() as session:
        years = whole_setting(session, VOG_RENEW_YEARS, YEARS_BEFORE_RENEWAL)
    return (*_vog(role, today, years), *_of_drivers(role, today))


def _vog(role: Mapping[str, Any], today: date, years: int) -> Iterator[PaperRemark]:
    seen = role["vog_issued_on"] or role["vog_seen_on"]
    if seen is None:
        yield PaperRemark("vog_issued_on", _("Er is nog geen VOG gezien."), late=True)
    elif years:
        ends = _years_later(seen, years)
        if ends <= today:
            text = _("De VOG van {day} is {years} jaar of ouder. Vraag een nieuwe aan.")
            yield PaperRemark("vog_issued_on", text.format(day=show_day(seen), years=years), late=True)
        elif ends <= today + timedelta(days=AHEAD):
            text = _("De VOG van {day} is {when} {years} jaar oud.")
            words = text.format(day=show_day(seen), when=_when(ends, today), years=years)
            yield PaperRemark("vog_issued_on", words, late=False)


def _of_drivers(role: Mapping[str, Any], today: date) -> Iterator[PaperRemark]:
    if role["drives"] is False:
        return
    papers = (
        ("licence_until", _("Het rijbewijs")),
        ("inspection_until", _("De APK")),
        ("insurance_until", _("De verzekering")),
    )
    for field, name in papers:
        until = role[field]
        if until is not None and until < today:
            text = _("{paper} is verlopen op {day}.").format(paper=name, day=show_day(until))
            yield PaperRemark(field, text, late=True)
        elif until is not None and until <= today + timedelta(days=AHEAD):
            text = _("{paper} verloopt {when}, op {day}.")
            words = text.format(paper=name, when=_when(until, today), day=show_day(until))
            yield PaperRemark(field, words, late=False)


def _when(day: date, today: date) -> str:
    """`vandaag`, or `over 12 dagen`."""
    left = (day - today).days
    return ngettext("over {n} dag", "over {n} dagen", left).format(n=left) if left else _("vandaag")


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
