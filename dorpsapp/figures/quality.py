"""How good the data is: what is sure, what was estimated, what is missing, and what that does to the totals."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dorpsapp.figures.facts import Facts
from dorpsapp.figures.gaps import Gaps
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.protect import THRESHOLD, round_people
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole, Quality, Shape
from dorpsapp.text import _, ngettext, round_half_up, show_hours, show_number

MOST_HOURS_A_YEAR = 300
"""More than this in a year is possible but rare: volunteers average some 210 hours (CBS, 2023, four hours a week)."""
_DAYS_IN_YEAR = 365
_VOLUNTEER, _CLIENT = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT

RIDES = "without_km"
"""The remark on rides without kilometres, which tells how many rides there were."""


@dataclass(frozen=True)
class Remark:
    """One thing to know about the data: how often out of how many, and what it does to the totals.

    `of_people` says that people are counted, so that outside the program a few are not told exactly.
    """

    key: str
    label: str
    count: int
    out_of: int
    effect: str
    of_people: bool = False

    @property
    def share(self) -> Decimal | None:
        """The part it concerns, as a fraction of 1."""
        return Decimal(self.count) / self.out_of if self.out_of else None

    def shown_count(self, *, exact: bool) -> int | Hidden:
        """The count as it may be shown."""
        return self.count if exact or not self.of_people else round_people(self.count)

    def shown_effect(self, *, exact: bool) -> str:
        """The effect as it may be told: not of one to four people."""
        few = self.of_people and 0 < self.count < THRESHOLD
        return _("Zo weinig mensen dat het effect hier niet staat.") if few and not exact else self.effect


def remarks(facts: Facts, gaps: Gaps, wording: Wording) -> tuple[Remark, ...]:
    """Every remark about the data of a period, also those that count nothing; the least sure come first."""
    return (
        *_durations(facts),
        _rides(facts),
        _over_hours(facts),
        *_people_missing(facts, gaps, wording),
        *_about_people(facts, wording),
    )


def _durations(facts: Facts) -> tuple[Remark, ...]:
    times, minutes = dict.fromkeys(Quality, 0), dict.fromkeys(Quality, 0)
    for row in facts.work:
        if row.role is _VOLUNTEER:
            times[row.quality] += row.times
            minutes[row.quality] += row.minutes
    everything, total = sum(times.values()), sum(minutes.values())
    estimated = Decimal(minutes[Quality.ESTIMATED]) / total if total else Decimal(0)
    lacking = missing_minutes(facts)
    return (
        Remark(
            "estimated", _("Duur geschat"), times[Quality.ESTIMATED], everything,
            _("{hours} uur, {share}% van alle vrijwilligersuren, is de gewone duur van die soort hulp.").format(
                hours=show_hours(minutes[Quality.ESTIMATED], 0), share=show_number(estimated * 100)
            ),
        ),
        Remark(
            "missing", _("Duur onbekend"), times[Quality.MISSING], everything,
            _("Telt als nul uur. Met de gemiddelde duur per soort zouden er ongeveer {hours} uur bij komen.").format(
                hours=show_hours(lacking, 0)
            ),
        ),
    )  # fmt: skip


def missing_minutes(facts: Facts) -> int:
    """What help without a duration would add, at the average length of the same kind; of unknown kinds nothing."""
    known: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    lacking: dict[int, int] = defaultdict(int)
    for row in facts.work:
        if row.role is not _VOLUNTEER:
            continue
        if row.quality is Quality.MISSING:
            lacking[row.category] += row.times
        else:
            known[row.category][0] += row.times
            known[row.category][1] += row.minutes
    sums = (
        Decimal(known[category][1]) * times / known[category][0]
        for category, times in lacking.items()
        if known[category][0]
    )
    return int(round_half_up(sum(sums, Decimal(0))))


def _rides(facts: Facts) -> Remark:
    """Support without kilometres, of the kinds of which kilometres are noted at all."""
    rides = without = tenths = 0
    with_km = kinds_with_km(facts)
    for row in facts.given:
        if row.category in with_km:
            rides, without, tenths = rides + row.times, without + row.without_km, tenths + row.km
    more = Decimal(tenths) / 10 * without / (rides - without) if rides > without else Decimal(0)
    effect = _("Telt als nul kilometer. Met het gemiddelde zouden er ongeveer {km} km bij komen.")
    return Remark(RIDES, _("Ritten zonder kilometers"), without, rides, effect.format(km=show_number(more)))


def kinds_with_km(facts: Facts) -> frozenset[int]:
    """The kinds of support of which kilometres are noted at all."""
    transport = {one.id for one in facts.categories.values() if one.code == "TRANSPORT"}
    return frozenset({row.category for row in facts.given if row.km} | transport)


def hours_limit(period: Period) -> int:
    """The minutes above which one volunteer's hours in the period stand out: 300 hours a year, in proportion."""
    days = (period.last - period.first).days + 1
    return round(MOST_HOURS_A_YEAR * 60 * days / _DAYS_IN_YEAR)


def minutes_by_volunteer(facts: Facts) -> Mapping[int, int]:
    """The minutes of each volunteer, by the person's id."""
    minutes: dict[int, int] = defaultdict(int)
    for row in facts.presence:
        if row.role is _VOLUNTEER:
            minutes[row.person] += row.minutes
    return minutes


def _over_hours(facts: Facts) -> Remark:
    minutes = minutes_by_volunteer(facts)
    limit = hours_limit(facts.period)
    many = [one for one in minutes.values() if one > limit]
    share = Decimal(sum(many)) / sum(minutes.values()) if many else Decimal(0)
    effect = _("Samen {share}% van alle vrijwilligersuren. Kijk na of deze uren kloppen.")
    label = _("Vrijwilligers met meer dan {hours} uur").format(hours=show_hours(limit, 0))
    return Remark(
        "over_hours", label, len(many), len(minutes), effect.format(share=show_number(share * 100)), of_people=True
    )


def _people_missing(facts: Facts, gaps: Gaps, wording: Wording) -> tuple[Remark, ...]:
    everything = sum(row.times for row in facts.given)
    individual = sum(row.times for row in facts.given if facts.categories[row.category].shape is Shape.INDIVIDUAL)
    without_client, visitors = sum(gaps.without_client.values()), sum(gaps.without_visitors.values())
    return (
        Remark(
            "without_client", wording.fill(_("Hulp van één op één zonder {client}")), without_client, individual,
            wording.fill(
                ngettext("{n} contactmoment te weinig; ook een unieke {client} kan ontbreken.",
                         "{n} contactmomenten te weinig; ook unieke {clients} kunnen ontbreken.", without_client),
                n=show_number(without_client),
            ),
        ),
        Remark(
            "without_visitors", _("Bijeenkomsten zonder bezoekers"), visitors,
            int(BY_KEY["sessions"].value(facts) or 0),
            _("Telt als bijeenkomst, maar niet als deelname. De deelnames zijn dan te laag."),
        ),
        Remark(
            "without_helper", _("Hulp zonder iemand die hielp"), sum(gaps.without_helper.values()), everything,
            _("Telt als hulp, maar niet bij de uren en de vrijwilligers."),
        ),
    )  # fmt: skip


def _about_people(facts: Facts, wording: Wording) -> tuple[Remark, ...]:
    clients, volunteers = facts.people_in(_CLIENT), facts.people_in(_VOLUNTEER)
    without_kern = sum(facts.people[person].locality is None for person in clients)
    active = clients | volunteers
    without_year = sum(facts.people[person].born is None for person in active)
    return (
        Remark(
            "without_kern", wording.fill(_("{clients} zonder kern")).capitalize(), without_kern, len(clients),
            _("Tellen mee in het totaal, maar niet bij een kern, niet in het bereik en niet als eigen inwoner."),
            of_people=True,
        ),
        Remark(
            "without_birth_year", _("Mensen zonder geboortejaar"), without_year, len(active),
            _("Tellen mee in het totaal, en staan bij leeftijd onbekend."), of_people=True,
        ),
    )  # fmt: skip
