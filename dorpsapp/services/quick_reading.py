"""What a quick line says: the parts that were understood, what is uncertain with its answers, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from dorpsapp.models import Shape
from dorpsapp.models.kinds import Distance
from dorpsapp.services.quick_known import KnownKind
from dorpsapp.services.quick_spans import Means
from dorpsapp.text import MONTHS, WEEKDAYS, _, ngettext, say_duration


@dataclass(frozen=True)
class Who:
    """Someone in the line; without an id a name that becomes a person when the line is saved.

    Not `sure` is a name of which must still be chosen whose it is.
    """

    id: int | None
    name: str
    sure: bool = True


@dataclass(frozen=True)
class Piece:
    """Consecutive words with what they mean; None for what was not understood, a note while it is to be chosen."""

    words: str
    means: Means | None


@dataclass(frozen=True)
class Answer:
    """One way to understand some words, in words of its own."""

    label: str
    means: Means
    value: object


@dataclass(frozen=True)
class Question:
    """Words that can mean more than one thing; `settled` is the answer that counts, None while one must be chosen."""

    key: str
    words: str
    text: str
    answers: tuple[Answer, ...]
    settled: Answer | None = None


@dataclass(frozen=True)
class Reading:
    """A whole line as it was understood; `ready` says that it can be saved."""

    line: str
    today: date
    pieces: tuple[Piece, ...] = ()
    day: date | None = None
    started: time | None = None
    minutes: int | None = None
    km: int | None = None
    both_ways: bool = False
    headcount: int = 0
    kind: KnownKind | None = None
    helpers: tuple[Who, ...] = ()
    clients: tuple[Who, ...] = ()
    note: str | None = None
    apart: bool = False
    questions: tuple[Question, ...] = ()
    not_understood: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that must be answered before the line can be saved."""
        return tuple(each for each in self.questions if each.settled is None)

    @property
    def shape(self) -> Shape:
        """The shape of the support this makes."""
        if self.headcount or (len(self.clients) > 1 and not self.apart):
            return Shape.GROUP
        if self.clients:
            return Shape.INDIVIDUAL
        return self.kind.shape if self.kind is not None else Shape.INDIVIDUAL

    @property
    def missing(self) -> tuple[str, ...]:
        """What the line does not say yet, in words."""
        lacking = (
            (not self.helpers, _("wie hielp")),
            (not self.clients and self.shape is Shape.INDIVIDUAL, _("wie hulp kreeg")),
            (not self.clients and not self.headcount and self.shape is Shape.GROUP, _("hoeveel mensen er waren")),
            (self.kind is None, _("de soort hulp")),
            (not self.minutes, _("hoe lang")),
        )
        return tuple(words for is_lacking, words in lacking if is_lacking)

    @property
    def ready(self) -> bool:
        """Whether everything is understood and nothing is missing."""
        return not (self.missing or self.open_questions or self.not_understood or self.wrong)


def say_reading(reading: Reading) -> str:
    """`Gisteren, zondag 22 november: Jan de Vries hielp Truus Bakker, Boodschappen, 2 uur, 12 km.`"""
    clients = [who.name for who in reading.clients]
    if reading.headcount:
        clients.append(ngettext("{n} gast zonder naam", "{n} gasten zonder naam", reading.headcount))
        clients[-1] = clients[-1].format(n=reading.headcount)
    helpers = _listed([who.name for who in reading.helpers])
    parts = []
    if clients:
        helped = _("{helpers} hielpen {clients}") if len(reading.helpers) > 1 else _("{helpers} hielp {clients}")
        parts.append(helped.format(helpers=helpers or _("…"), clients=_listed(clients)))
    elif helpers:
        parts.append(helpers)
    if reading.kind is not None:
        parts.append(reading.kind.name)
    if reading.minutes:
        each = reading.apart and len(reading.clients) > 1
        duration = say_duration(reading.minutes)
        parts.append(_("ieder {duration}").format(duration=duration) if each else duration)
    if reading.started is not None:
        parts.append(_("vanaf {time}").format(time=f"{reading.started:%H:%M}"))
    if reading.km:
        parts.append(_("{km} km").format(km=Distance().show(reading.km)))
    if reading.both_ways:
        parts.append(_("heen en terug"))
    if reading.note:
        parts.append(_("opmerking: {note}").format(note=reading.note))
    return f"{_day_in_words(reading)}: {', '.join(parts)}." if parts else f"{_day_in_words(reading)}."


def _day_in_words(reading: Reading) -> str:
    day = reading.day or reading.today
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    if day.year != reading.today.year:
        words += f" {day.year}"
    ago = (reading.today - day).days
    near = {0: _("Vandaag"), 1: _("Gisteren"), 2: _("Eergisteren")}.get(ago)
    return f"{near}, {words}" if near else words.capitalize()


def _listed(names: Sequence[str]) -> str:
    return _(" en ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
