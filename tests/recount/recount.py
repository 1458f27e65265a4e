"""Every figure worked out again from an export, by its printed definition, in plain Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from tests.recount.workbook import Exported, Row, day

Split = dict[str, dict[str, float]]
AGES = ((0, 17), (18, 34), (35, 54), (55, 64), (65, 74), (75, 84), (85, 999))
OPEN, ASKED_FOR = {"nieuw", "gezocht"}, {"geregeld", "klaar"}


@dataclass(frozen=True)
class Part:
    """One person at one support, with the hours that count."""

    person: int
    role: str
    hours: float


@dataclass(frozen=True)
class Help:
    """One support of the period."""

    when: date
    kind: Row
    sure: str
    km: float
    has_km: bool
    both_ways: bool
    guests: int
    activity: int | None
    in_room: float
    parts: tuple[Part, ...]

    def people(self, role: str) -> set[int]:
        return {part.person for part in self.parts if part.role == role}

    def hours(self, role: str) -> float:
        return sum(part.hours for part in self.parts if part.role == role)


class Recount:
    """The figures of one period out of one export; hours and kilometres as decimals, shares from 0 to 1."""

    def __init__(self, book: Exported, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.initiative = next(book.rows("Initiatieven"))
        self.kinds = {row["Id"]: row for row in book.rows("Soorten hulp")}
        self.people = {row["Id"]: row for row in book.rows("Mensen")}
        self.kernen = {row["Id"]: row for row in book.rows("Kernen")}
        self.inhabitants = self._inhabitants(book)
        self.helped = self._helped(book)
        self.requests = self._requests(book)
        self.roles = {name: list(book.rows(name)) for name in ("Vrijwilligers", "Deelnemers", "Leden")}

    def inside(self, when: date) -> bool:
        return self.first <= when <= self.last

    def _inhabitants(self, book: Exported) -> dict[int, int]:
        newest: dict[int, Row] = {}
        for row in book.rows("Inwonertallen"):
            kern = row["Kern (id)"]
            if (row["Vanaf leeftijd"] or 0) == 0 and row["Jaar"] <= self.last.year and (
                kern not in newest or row["Jaar"] > newest[kern]["Jaar"]
            ):  # fmt: skip
                newest[kern] = row
        return {kern: row["Inwoners"] for kern, row in newest.items()}

    def _helped(self, book: Exported) -> list[Help]:
        parts: dict[int, list[Row]] = defaultdict(list)
        for row in book.rows("Deelnames"):
            parts[row["Hulp (id)"]].append(row)
        own_room = {row["Id"] for row in book.rows("Activiteiten") if row["In onze eigen ruimte"] == "ja"}
        self.first_help: dict[int, date] = {}
        found = []
        for row in book.rows("Hulp"):
            request = row["Hulpvraag (id)"]
            if request is not None:
                self.first_help[request] = min(day(row["Datum"]), self.first_help.get(request, date.max))
            if not self.inside(day(row["Datum"])):
                continue
            whole = row["Duur"] or 0
            taking = tuple(
                Part(one["Persoon (id)"], one["Rol"], whole if one["Eigen duur"] is None else one["Eigen duur"])
                for one in parts[row["Id"]]
            )
            kind = self.kinds[row["Soort hulp (id)"]]
            found.append(
                Help(
                    row["Datum"], kind, row["Duur is"], row["Kilometers"] or 0,
                    row["Kilometers"] is not None, row["Heen en terug"] == "ja",
                    row["Aantal zonder naam"] or 0, row["Activiteit (id)"],
                    whole if row["Activiteit (id)"] in own_room else 0, taking,
                )
            )  # fmt: skip
        return found

    def _requests(self, book: Exported) -> list[Row]:
        return [row for row in book.rows("Hulpvragen") if self.inside(day(row["Gevraagd op"]))]

    # The figures over any part of the support, so that a breakdown is the same sum over fewer rows.

    def units(self, helped: Iterable[Help]) -> int:
        twice = self.initiative["Heen en terug telt als"]
        return sum(twice if one.both_ways else 1 for one in helped)

    def amounts(self, helped: list[Help]) -> dict[str, float]:
        """The figures that are sums or counts of people over these rows of support."""
        groups = [one for one in helped if one.kind["Vorm"] == "groep"]
        clients = {person for one in helped for person in one.people("deelnemer")}
        volunteers = {person for one in helped for person in one.people("vrijwilliger")}
        return {
            "volunteers_active": len(volunteers),
            "clients_unique": len(clients),
            "give_and_receive": len(clients & volunteers),
            "volunteer_hours": sum(one.hours("vrijwilliger") for one in helped),
            "paid_hours": sum(one.hours("betaalde kracht") for one in helped),
            "deliveries": self.units(one for one in helped if one.kind["Vorm"] == "één op één"),
            "sessions": len(groups),
            "attendances": sum(one.guests + len(one.people("deelnemer")) for one in groups),
            "contacts": sum(one.guests + len(one.people("deelnemer")) for one in helped),
            "supports": len(helped),
            "km": sum(one.km for one in helped),
        }

    def figures(self) -> dict[str, float | None]:
        """Every figure over the whole period."""
        every = self.amounts(self.helped)
        done = self.helped
        times = [one for one in done for _person in one.people("vrijwilliger")]
        hours = {sure: sum(one.hours("vrijwilliger") for one in done if one.sure == sure) for sure in _SURE}
        rides = [one for one in done if one.kind["Code"] == "TRANSPORT"]
        clients = {person for one in done for person in one.people("deelnemer")}
        largest = max((one.guests + len(one.people("deelnemer")) for one in done if one.guests), default=0)
        paid_at_rides = sum(one.hours("betaalde kracht") for one in rides)
        unpaid, paid = every["volunteer_hours"], every["paid_hours"]
        began = self._began("Vrijwilligers"), self._began("Deelnemers")
        return {
            **every,
            **self._asked(),
            "volunteers_new": len(began[0]),
            "volunteers_left": len(self._left()),
            "hours_recorded": hours["genoteerd"],
            "hours_estimated": hours["geschat"],
            "efforts_without_duration": sum(one.sure == "onbekend" for one in times),
            "coverage": _share(sum(one.sure == "genoteerd" for one in times), len(times)),
            "hours_per_volunteer": _share(unpaid, every["volunteers_active"]),
            "volunteer_share": _share(unpaid, unpaid + paid),
            "members": len({row["Persoon (id)"] for row in self._holding("Leden")}),
            "clients_new": len(began[1]),
            "people_at_least": max(len(clients), largest),
            "people_at_most": len(clients) + sum(one.guests for one in done),
            "own_residents": _share(sum(self._lives_here(person) for person in clients), len(clients)),
            "reach": self._reach(clients),
            "cross_domain": self._cross_domain(clients),
            "referrals_in": sum(row["Aangemeld door"] not in (None, "zelf") for row in began[1].values()),
            "referrals_out": self.units(one for one in done if one.kind["Code"] == "REFERRAL"),
            **self._room(),
            "paid_hours_per_ride": _share(paid_at_rides, self.units(rides)) if rides and paid_at_rides else None,
        }

    def _room(self) -> dict[str, float | None]:
        """The hours of groups in the own room, and which part they are of all hours that it can be open."""
        used = sum(one.in_room for one in self.helped if one.kind["Vorm"] == "groep")
        weekly = self.initiative["Ruimte open, uren per week"]
        weeks = ((self.last - self.first).days + 1) / 7
        return {"room_hours_used": used, "occupancy": None if weekly is None else used / (weekly * weeks)}

    def splits(self) -> dict[str, Split]:
        """Every figure that is broken down: by dimension, then by the label of the line."""
        by_month = self._grouped(lambda one: f"{one.when.year}-{one.when.month:02d}")
        by_kind = self._grouped(lambda one: one.kind["Naam"])
        by_area = self._grouped(lambda one: one.kind["Beleidsterrein"] or "none")
        found: dict[str, Split] = defaultdict(dict)
        for name, parts in (("month", by_month), ("category", by_kind), ("policy_area", by_area)):
            for key in _WITH_PARTS:
                if (key, name) not in _NOT_BY:
                    found[key][name] = {label: self.amounts(rows)[key] for label, rows in parts.items()}
        for key, role in (("volunteers_active", "vrijwilliger"), ("clients_unique", "deelnemer")):
            everyone = {person for one in self.helped for person in one.people(role)}
            found[key]["age"] = _counted(self._age(person) for person in everyone)
        clients = {person for one in self.helped for person in one.people("deelnemer")}
        found["clients_unique"]["kern"] = _counted(self.people[person]["Kern"] or "none" for person in clients)
        new = self._began("Deelnemers").values()
        found["referrals_in"]["referrer"] = _counted(
            row["Aangemeld door"] for row in new if row["Aangemeld door"] not in (None, "zelf")
        )
        return found

    def _grouped(self, label: Callable[[Help], str]) -> dict[str, list[Help]]:
        groups: dict[str, list[Help]] = defaultdict(list)
        for one in self.helped:
            groups[label(one)].append(one)
        return groups

    def _age(self, person: int) -> str:
        row = self.people[person]
        born = row["Geboortedatum"].year if row["Geboortedatum"] else row["Geboortejaar"]
        if born is None:
            return "none"
        age = max(0, self.last.year - born)
        return next(f"{low}-{400 if high > 400 else high}" for low, high in AGES if low <= age <= high)

    def _lives_here(self, person: int) -> bool:
        kern = self.people[person]["Kern (id)"]
        return kern is not None and self.kernen[kern]["Gemeente"] == self.initiative["Gemeente"]

    def _reach(self, clients: set[int]) -> float | None:
        reached: dict[int, int] = defaultdict(int)
        for person in clients:
            kern = self.people[person]["Kern (id)"]
            if kern is not None and self.inhabitants.get(kern):
                reached[kern] += 1
        return _share(sum(reached.values()), sum(self.inhabitants[kern] for kern in reached))

    def _cross_domain(self, clients: set[int]) -> float | None:
        areas: dict[int, set[Any]] = {person: set() for person in clients}
        for one in self.helped:
            for person in one.people("deelnemer"):
                if one.kind["Beleidsterrein (id)"] is not None:
                    areas[person].add(one.kind["Beleidsterrein (id)"])
        return _share(sum(len(found) >= 2 for found in areas.values()), len(clients))

    def _began(self, sheet: str) -> dict[int, Row]:
        """Whose role began in the period, with the first such role, unless they had it when the period began."""
        new: dict[int, Row] = {}
        had = set()
        for row in self.roles[sheet]:
            since, until = day(row["Sinds"]), row["Tot en met"]
            if self.inside(since):
                new.setdefault(row["Persoon (id)"], row)
            elif since < self.first and (until is None or until >= self.first):
                had.add(row["Persoon (id)"])
        return {person: row for person, row in new.items() if person not in had}

    def _holding(self, sheet: str) -> list[Row]:
        return [
            row
            for row in self.roles[sheet]
            if day(row["Sinds"]) <= self.last and (row["Tot en met"] is None or row["Tot en met"] >= self.last)
        ]

    def _left(self) -> set[int]:
        ended = {
            row["Persoon (id)"]
            for row in self.roles["Vrijwilligers"]
            if day(row["Sinds"]) <= self.last and row["Tot en met"] is not None and self.inside(row["Tot en met"])
        }
        stays = {
            row["Persoon (id)"]
            for row in self.roles["Vrijwilligers"]
            if day(row["Sinds"]) <= self.last and (row["Tot en met"] is None or row["Tot en met"] > self.last)
        }
        return ended - stays

    def _asked(self) -> dict[str, float | None]:
        states = [row["Stand"] for row in self.requests]
        days = [
            max(0, (self.first_help[row["Id"]] - day(row["Gevraagd op"])).days)
            for row in self.requests
            if row["Id"] in self.first_help
        ]
        unmet = [
            row for row in self.requests
            if row["Stand"] == "niet gelukt" and row["Reden"] not in ("zelf ingetrokken", "hoort niet bij ons")
        ]  # fmt: skip
        fulfilled = sum(state in ASKED_FOR for state in states)
        return {
            "requests_received": len(states),
            "requests_fulfilled": fulfilled,
            "requests_open": sum(state in OPEN for state in states),
            "requests_declined": states.count("niet gelukt"),
            "requests_referred": states.count("doorverwezen"),
            "requests_unmet": len(unmet),
            "fulfilled_share": _share(fulfilled, len(states)),
            "match_days": median(days) if days else None,
        }


_SURE = ("genoteerd", "geschat", "onbekend")
_WITH_PARTS = (
    "volunteers_active", "clients_unique", "volunteer_hours", "deliveries", "sessions", "attendances", "contacts",
    "supports", "km",
)  # fmt: skip
_OF_ONE_SHAPE = ("deliveries", "sessions", "attendances")
_NOT_BY = {("km", "policy_area"), *((key, name) for key in _OF_ONE_SHAPE for name in ("month", "policy_area"))}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _counted(labels: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(int)
    for label in labels:
        counts[label] += 1
    return counts
