"""Why someone can help with a request or can not: reasons in words, and an order that can be explained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dorpsapp.models import DayPart, MatchState, Person
from dorpsapp.services.request_moment import moment
from dorpsapp.text import _, ngettext, say_duration, show_day


class Tone(Enum):
    """How a reason counts: for, as a warning, against, or merely good to know."""

    FITS = "past"
    NEUTRAL = "weet"
    WARNING = "let op"
    CANNOT = "kan niet"


class Nearness(Enum):
    """How near someone lives, as far as addresses tell."""

    STREET = 0
    KERN = 1
    POSTCODE = 2
    ELSEWHERE = 3


@dataclass(frozen=True)
class Wish:
    """What a request asks of whoever helps; `day` is the day looked for, None when any day will do."""

    day: date | None = None
    part: DayPart | None = None
    needs_car: bool = False
    skill: str = ""
    language: str = ""


@dataclass(frozen=True)
class VolunteerFacts:
    """What is known of one volunteer beside one request; times and minutes of the month count everything they did."""

    person_id: int
    name: str
    sort_key: str = ""
    numbers: tuple[str, ...] = ()
    has_skill: bool = False
    speaks: bool = False
    availability_known: bool = False
    free_parts: frozenset[DayPart] = frozenset()
    absent: tuple[date, date | None] | None = None
    drives: bool | None = None
    licence_until: date | None = None
    inspection_until: date | None = None
    insurance_until: date | None = None
    nearness: Nearness = Nearness.ELSEWHERE
    near_words: str = ""
    times_here: int = 0
    last_here: date | None = None
    times_kind: int = 0
    times_month: int = 0
    minutes_month: int = 0
    has_vog: bool = False
    answer: MatchState | None = None
    asked_on: date | None = None
    elsewhere_that_day: bool = False

    @property
    def phones(self) -> tuple[str, ...]:
        """The numbers to call as people write them; costly, so only for who shows."""
        return tuple(Person.field_named("mobile").kind.show(number) for number in self.numbers)


@dataclass(frozen=True)
class Reason:
    """One reason in words."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class MatchCandidate:
    """Someone who may be asked; `missing` is how much of what is needed they do not have, as far as is known."""

    facts: VolunteerFacts
    reasons: tuple[Reason, ...]
    missing: int

    @property
    def can(self) -> bool:
        """Whether nothing makes it impossible."""
        return all(reason.tone is not Tone.CANNOT for reason in self.reasons)


def weigh(wish: Wish, facts: VolunteerFacts, today: date) -> MatchCandidate:
    """The reasons for and against one volunteer, what stands in the way first."""
    car = _car(wish, facts, wish.day or today)
    free = _free(wish, facts, today)
    abilities = tuple(_abilities(wish, facts))
    reasons = (*_answer(facts), *car, *free, *abilities, *_known(facts))
    ordered = sorted(reasons, key=lambda reason: reason.tone is not Tone.CANNOT)
    asked = (car, free if wish.day else (), *((one,) for one in abilities))
    missing = sum(any(reason.tone is not Tone.FITS for reason in part) for part in asked)
    return MatchCandidate(facts, tuple(ordered), missing)


def in_order(candidates: Iterable[MatchCandidate]) -> tuple[MatchCandidate, ...]:
    """As `order_in_words` says; names decide what is left."""
    places = {MatchState.AGREED: 0, MatchState.ASKED: 1}

    def place(one: MatchCandidate) -> tuple[object, ...]:
        facts = one.facts
        asked = places.get(facts.answer, 2) if facts.answer is not None else 2
        return (
            asked if asked == 0 or one.can else 3,
            one.missing,
            not facts.times_here,
            facts.minutes_month,
            facts.times_month,
            facts.nearness.value,
            facts.sort_key,
            facts.person_id,
        )

    return tuple(sorted(candidates, key=place))


def order_in_words() -> str:
    """The order of the candidates, as the screen explains it."""
    return _(
        "Bovenaan staat wie gevraagd is. Dan wie het best past, hier eerder hielp, deze maand het minst deed "
        "en dichtbij woont. Wie niet kan, staat onderaan."
    )


def _answer(facts: VolunteerFacts) -> Iterator[Reason]:
    asked_on = show_day(facts.asked_on) if facts.asked_on else ""
    if facts.answer is MatchState.AGREED:
        yield Reason(_("doet het"), Tone.FITS)
    elif facts.answer is MatchState.ASKED:
        yield Reason(_("gevraagd op {day}").format(day=asked_on), Tone.NEUTRAL)
    elif facts.answer is MatchState.REFUSED:
        yield Reason(_("zei nee, gevraagd op {day}").format(day=asked_on), Tone.CANNOT)


def _car(wish: Wish, facts: VolunteerFacts, day: date) -> tuple[Reason, ...]:
    if not wish.needs_car:
        return ()
    if facts.drives is None:
        return (Reason(_("onbekend of er een auto is"), Tone.WARNING),)
    if not facts.drives:
        return (Reason(_("rijdt niet met eigen auto"), Tone.CANNOT),)
    papers = (
        (_("rijbewijs"), facts.licence_until),
        (_("APK"), facts.inspection_until),
        (_("verzekering"), facts.insurance_until),
    )
    passed = [(name, until) for name, until in papers if until is not None and until < day]
    return (
        Reason(_("rijdt met eigen auto"), Tone.FITS),
        *(
            Reason(_("{paper} dan verlopen (geldig tot {day})").format(paper=name, day=show_day(until)), Tone.WARNING)
            for name, until in passed
        ),
    )


def _free(wish: Wish, facts: VolunteerFacts, today: date) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if facts.absent is not None:
        since, until = facts.absent
        words = _("afwezig tot en met {day}").format(day=show_day(until)) if until else _("afwezig, einde niet bekend")
        if since > today:
            words = _("{away}, vanaf {day}").format(away=words, day=show_day(since))
        found.append(Reason(words, Tone.CANNOT if wish.day else Tone.WARNING))
    if wish.day is None:
        return tuple(found)
    if facts.elsewhere_that_day:
        found.append(Reason(_("helpt die dag ook iemand anders"), Tone.WARNING))
    when = moment(wish.day, wish.part)
    if not facts.availability_known:
        found.append(Reason(_("beschikbaarheid onbekend"), Tone.NEUTRAL))
    elif wish.part in facts.free_parts or (wish.part is None and facts.free_parts):
        words = _("vrij op {moment}").format(moment=when)
        if wish.part is None:
            words += f" ({', '.join(_(part.value) for part in DayPart if part in facts.free_parts)})"
        found.append(Reason(words, Tone.FITS))
    else:
        found.append(Reason(_("meestal niet vrij op {moment}").format(moment=when), Tone.WARNING))
    return tuple(found)


def _abilities(wish: Wish, facts: VolunteerFacts) -> Iterator[Reason]:
    if wish.skill:
        known = _("kan: {skill}") if facts.has_skill else _("niet ingevuld: {skill}")
        yield Reason(known.format(skill=wish.skill), Tone.FITS if facts.has_skill else Tone.WARNING)
    if wish.language:
        known = _("spreekt {language}") if facts.speaks else _("niet ingevuld: spreekt {language}")
        yield Reason(known.format(language=wish.language), Tone.FITS if facts.speaks else Tone.WARNING)


def _known(facts: VolunteerFacts) -> Iterator[Reason]:
    if facts.times_here:
        words = ngettext("hielp hier {n} keer", "hielp hier {n} keer", facts.times_here).format(n=facts.times_here)
        if facts.last_here:
            words = _("{times}, laatst op {day}").format(times=words, day=show_day(facts.last_here))
        yield Reason(words, Tone.FITS)
    if facts.nearness is not Nearness.ELSEWHERE:
        yield Reason(facts.near_words, Tone.FITS)
    if facts.times_kind:
        words = ngettext("deed dit werk {n} keer", "deed dit werk {n} keer", facts.times_kind)
        yield Reason(words.format(n=facts.times_kind), Tone.FITS)
    yield Reason(_load(facts), Tone.NEUTRAL)
    if not facts.has_vog:
        yield Reason(_("VOG ontbreekt"), Tone.WARNING)


def _load(facts: VolunteerFacts) -> str:
    if not facts.times_month:
        return _("deze maand nog niet")
    words = ngettext("deze maand {n} keer", "deze maand {n} keer", facts.times_month).format(n=facts.times_month)
    return f"{words}, {say_duration(facts.minutes_month)}" if facts.minutes_month else words
