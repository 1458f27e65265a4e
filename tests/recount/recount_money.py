"""Every printed amount worked out again from an export, by what the report says it is, in plain Python.

Money is counted in cents, hours in minutes, so that nothing is lost on the way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.recount.recount import Recount
from tests.recount.workbook import Exported, Row, day

Number = float | Decimal | str | None
Amounts = dict[tuple[str, str], Number]
"""A number by its reference, and the column it stands in where one reference has several; estimates are words."""

KINDS = (
    "subsidie", "fonds", "contributies", "eigen bijdragen van deelnemers", "giften en sponsoring",
    "verhuur en kantine", "overige baten", "huisvesting", "dorpsondersteuner en personeel",
    "kosten van vrijwilligers", "kosten van activiteiten", "vervoer", "verzekeringen", "bestuur, bank en kantoor",
    "overige lasten",
)  # fmt: skip
OWN_MONEY = {KINDS[at] for at in (2, 3, 4, 5, 6)}
BOUNDS = {"laag": 1, "midden": 2, "hoog": 3}
QUESTIONS = (
    ("Had u het zonder ons gered?", ("ja", "voor een deel", "nee", "weet ik niet")),
    ("Voelt u zich door ons minder alleen?", ("ja", "nee")),
    ("Vraagt u ons weer?", ("ja", "nee")),
)
GRADE = "Welk cijfer geeft u onze hulp?"


@dataclass(frozen=True)
class Line:
    """One line of the year beside those of the years around it; cents, with what is not filled in as nothing."""

    number: int
    name: str
    side: str
    kind: str
    budget: int
    actual: int
    is_known: bool
    before: int
    coming: int
    activity: int | None
    grant: int | None
    is_general: bool
    counts: bool

    @property
    def amounts(self) -> tuple[int, int, int, int, int]:
        """Budget, actual, difference, the year before, and next year's budget: E01 to E05."""
        return self.budget, self.actual, self.actual - self.budget, self.before, self.coming


def cents(euros: float | None) -> int:
    return int((Decimal(str(euros or 0)) * 100).to_integral_value(ROUND_HALF_UP))


def as_euros(amount: int) -> float:
    return amount / 100


def rounded(amount: Decimal) -> str:
    """An estimate in cents as it is printed: two digits that count."""
    euros = amount / 100
    step = Decimal(10) ** max(0, len(str(int(euros.to_integral_value(ROUND_HALF_UP)))) - 2)
    return "€ " + f"{int((euros / step).to_integral_value(ROUND_HALF_UP) * step):,}".replace(",", ".")


class MoneyRecount:
    """The amounts of one period out of one export; `recount` has the support of the same period."""

    def __init__(self, book: Exported, recount: Recount) -> None:
        self.book, self.recount = book, recount
        self.first, self.last = recount.first, recount.last
        self.year = self.last.year
        self.rows = {name: list(book.rows(name)) for name in ("Regels van de begroting", "Boekingen", "Subsidies")}
        self.lines = self._lines()
        self.grants = [
            row
            for row in self.rows["Subsidies"]
            if row["Periode van"] <= self.last and row["Periode tot en met"] >= self.first
            and row["Stand"] != "afgewezen"
        ]  # fmt: skip

    def amounts(self) -> Amounts:
        """Everything."""
        found: Amounts = {}
        for part in (
            self._of_lines(), self._of_activities(), self._of_grants(), self._of_reserves(), self._asked(),
            self._outside(), self._value(), self._avoided(), self._targets(), self._forms(), self._quality(),
        ):  # fmt: skip
            found.update(part)
        return found

    # Money.

    def _lines(self) -> list[Line]:
        booked: dict[int, int] = defaultdict(int)
        has = set()
        for row in self.rows["Boekingen"]:
            if row["Regel (id)"] is not None:
                booked[row["Regel (id)"]] += cents(row["Bedrag"])
                has.add(row["Regel (id)"])

        def became(row: Row | None) -> int | None:
            if row is None:
                return None
            if row["Werkelijk"] is not None:
                return cents(row["Werkelijk"])
            sign = 1 if row["Baten of lasten"] == "baten" else -1
            return sign * booked[row["Id"]] if row["Id"] in has else None

        years: dict[int, dict[tuple[str, str], Row]] = defaultdict(dict)
        for row in self.rows["Regels van de begroting"]:
            years[row["Jaar"]][row["Baten of lasten"], row["Naam"].casefold()] = row
        now, before, coming = years[self.year], years[self.year - 1], years[self.year + 1]
        lines = []
        for key in {**now, **before, **coming}:
            own, earlier, later = now.get(key), before.get(key), coming.get(key)
            about = own or earlier or later
            assert about is not None
            actual = became(own)
            lines.append(
                Line(
                    about["Id"], about["Naam"], about["Baten of lasten"], about["Soort"],
                    cents(own["Begroting"]) if own else 0, actual or 0, actual is not None, became(earlier) or 0,
                    cents(later["Begroting"]) if later else 0, about["Activiteit (id)"],
                    own["Subsidie (id)"] if own else None, about["Algemene kosten"] == "ja",
                    about["Telt mee voor de subsidie"] == "ja",
                )
            )  # fmt: skip
        return lines

    def _side(self, side: str) -> list[Line]:
        return [line for line in self.lines if line.side == side]

    def _of_lines(self) -> Iterator[tuple[tuple[str, str], Number]]:
        def told(code: str, lines: Iterable[Line], sign: int = 1) -> Iterator[tuple[tuple[str, str], Number]]:
            sums = [sum(column) for column in zip(*(line.amounts for line in lines), strict=True)] or [0] * 5
            yield from ((((f"E0{at}-{code}", "")), as_euros(sign * total)) for at, total in enumerate(sums, start=1))

        for line in self.lines:
            yield from told(f"p{line.number}", [line])
        for at, kind in enumerate(KINDS, start=1):
            yield from told(f"s{at}", [line for line in self.lines if line.kind == kind])
        income, expense = dict(told("x", self._side("baten"))), dict(told("x", self._side("lasten")))
        yield from told("b", self._side("baten"))
        yield from told("u", self._side("lasten"))
        for (code, _column), value in income.items():
            other = expense[code, ""]
            assert isinstance(value, float) and isinstance(other, float)
            yield (code.replace("-x", "-r"), ""), round(value - other, 2)
        coming = [line for line in self._side("baten") if line.coming]
        whole = sum(line.coming for line in coming)
        for line in coming:
            yield (f"E22-p{line.number}", ""), line.coming / whole

    def _of_activities(self) -> Iterator[tuple[tuple[str, str], Number]]:
        own: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            if line.activity is not None and not line.is_general:
                own[line.activity].append(line)
        general = [line for line in self._side("lasten") if line.is_general]
        names = {row["Id"]: row["Naam"] for row in self.book.rows("Activiteiten")}
        order = sorted(own, key=lambda one: (names[one].casefold(), one))
        costs = {one: [line for line in own[one] if line.side == "lasten"] for one in order}
        weights = [max(sum(line.budget for line in costs[one]), 0) for one in order]
        parts = _spread(sum(line.actual for line in general), weights)
        budgets = _spread(sum(line.budget for line in general), weights)
        totals = [0] * 5
        for one, part, budget in zip(order, parts, budgets, strict=True):
            spent = sum(line.actual for line in costs[one])
            planned = sum(line.budget for line in costs[one])
            income = sum(line.actual for line in own[one] if line.side == "baten")
            row = (spent, part, spent + part, planned + budget, income)
            totals = [a + b for a, b in zip(totals, row, strict=True)]
            for at, amount in enumerate(row, start=6):
                yield (f"E{at:02d}-a{one}", ""), as_euros(amount)
            held = [each for each in self.recount.helped if each.activity == one]
            came = sum(each.guests + len(each.people("deelnemer")) for each in held)
            for at, count in enumerate((len(held), came)):
                yield (f"E{23 + at}-a{one}", ""), count
                if count:
                    yield (f"E{25 + at}-a{one}", ""), as_euros(spent + part) / count
        for at, amount in enumerate(totals, start=6):
            yield (f"E{at:02d}-a", ""), as_euros(amount)

    def _of_grants(self) -> Iterator[tuple[tuple[str, str], Number]]:
        for grant in self.grants:
            number = grant["Id"]
            own = [line for line in self.lines if line.grant == number]
            costs = [line for line in own if line.side == "lasten"]
            if grant["Verleend bedrag"] is not None:
                yield (f"E11-g{number}", ""), grant["Verleend bedrag"]
            yield (f"E12-g{number}", ""), as_euros(sum(line.actual for line in own if line.side == "baten"))
            yield (f"E13-g{number}", ""), as_euros(sum(line.actual for line in costs if line.counts))
            yield (f"E14-g{number}", ""), as_euros(sum(line.actual for line in costs if not line.counts))

    def _of_reserves(self) -> Iterator[tuple[tuple[str, str], Number]]:
        totals = [0, 0, 0, 0]
        for row in self.book.rows("Reserves"):
            if row["Jaar"] != self.year:
                continue
            opening, added, out = (cents(row[name]) for name in ("Stand op 1 januari", "Erbij", "Eraf"))
            values = (opening, added, out, opening + added - out)
            totals = [a + b for a, b in zip(totals, values, strict=True)]
            for at, amount in enumerate(values, start=15):
                yield (f"E{at}-v{row['Id']}", ""), as_euros(amount)
        for at, amount in enumerate(totals, start=15):
            yield (f"E{at}-v", ""), as_euros(amount)

    def _asked(self) -> Iterator[tuple[tuple[str, str], Number]]:
        begin, end = self.last + timedelta(days=1), date(self.last.year + 1, self.last.month, min(self.last.day, 28))
        asked = [
            row["Gevraagd bedrag"]
            for row in self.rows["Subsidies"]
            if row["Stand"] != "afgewezen" and begin <= row["Periode van"] <= end
            and row["Periode tot en met"] >= begin and row["Gevraagd bedrag"] is not None
        ]  # fmt: skip
        planned = [line.coming for line in self._side("baten") if line.kind == "subsidie" and line.coming]
        if asked or planned:
            yield ("E19", ""), sum(asked) if asked else as_euros(sum(planned))

    def _outside(self) -> Iterator[tuple[tuple[str, str], Number]]:
        rates = [row for row in self.book.rows("Tarieven") if "passagier" in row["Soort"]]
        km = paid = Decimal(0)
        for one in self.recount.helped:
            fitting = [row for row in rates if day(row["Geldt vanaf"]) <= one.when]
            own = [row for row in fitting if row["Alleen soort hulp (id)"] == one.kind["Id"]]
            general = [row for row in fitting if row["Alleen soort hulp (id)"] is None]
            if one.km and (own or general):
                rate = max(own or general, key=lambda row: day(row["Geldt vanaf"]))
                km += Decimal(str(one.km))
                paid += Decimal(str(one.km)) * cents(rate["Bedrag"])
        if km:
            yield ("E20", ""), as_euros(int(paid.to_integral_value(ROUND_HALF_UP)))
            yield ("E21", ""), float(km)

    # Value.

    def _value(self) -> Iterator[tuple[tuple[str, str], Number]]:
        minutes: dict[int, int] = defaultdict(int)
        for one in self.recount.helped:
            minutes[one.kind["Id"]] += round(one.hours("vrijwilliger") * 60)
        rates = list(self.book.rows("Tarieven"))
        for name, number in BOUNDS.items():
            fitting = [row for row in rates if row["Soort"].endswith(name) and day(row["Geldt vanaf"]) <= self.last]
            newest: dict[int | None, Row] = {}
            for row in sorted(fitting, key=lambda row: day(row["Geldt vanaf"])):
                newest[row["Alleen soort hulp (id)"]] = row
            priced, total = 0, Decimal(0)
            for kind, worked in minutes.items():
                rate = newest.get(kind) or newest.get(None)
                if rate is not None and worked:
                    priced += worked
                    total += Decimal(worked) / 60 * cents(rate["Bedrag"])
            if priced:
                yield (f"W{number:02d}", "hours"), priced / 60
                yield (f"W{number:02d}", "value"), rounded(total)
        yield from self._effort(sum(minutes.values()))

    def _effort(self, minutes: int) -> Iterator[tuple[tuple[str, str], Number]]:
        grant = Decimal(0)
        for row in self.grants:
            given = row["Vastgesteld bedrag"] if row["Vastgesteld bedrag"] is not None else row["Verleend bedrag"]
            if row["Stand"] not in ("verleend", "verantwoord", "vastgesteld") or not given:
                continue
            first, last = max(row["Periode van"], self.first), min(row["Periode tot en met"], self.last)
            days = (row["Periode tot en met"] - row["Periode van"]).days + 1
            grant += Decimal(cents(given)) * ((last - first).days + 1) / days
        if not grant:
            return
        yield ("W04", ""), as_euros(int(grant.to_integral_value(ROUND_HALF_UP)))
        yield ("W05", ""), float(Decimal(minutes) / 60 / (grant / 100_000))
        if (self.first, self.last) == (date(self.year, 1, 1), date(self.year, 12, 31)):
            for number, kinds in ((6, OWN_MONEY), (7, {"fonds"})):
                known = [line.actual for line in self._side("baten") if line.kind in kinds and line.is_known]
                if known:
                    yield (f"W0{number}", ""), float(sum(known) / grant)

    def _avoided(self) -> Iterator[tuple[tuple[str, str], Number]]:
        helped = len({person for one in self.recount.helped for person in one.people("deelnemer")})
        for row in self.book.rows("Mogelijk vermeden kosten"):
            if row["Jaar"] != self.year:
                continue
            yield (f"W11-n{row['Id']}", ""), row["Aantal mensen"]
            if row["Aantal mensen"] > helped:
                continue
            part = Decimal(row["Aantal mensen"]) * (100 - row["Was ook zonder ons gebeurd (%)"])
            for number, name in ((8, "Prijs laag"), (9, "Prijs midden"), (10, "Prijs hoog")):
                amount = part * row["Deel door ons (%)"] * cents(row[name]) / 10_000
                yield (f"W{number:02d}-n{row['Id']}", ""), rounded(amount)

    # Agreements, forms and what is missing.

    def _targets(self) -> Iterator[tuple[tuple[str, str], Number]]:
        counted: dict[tuple[date, date], Recount] = {}
        grants = {row["Id"]: row for row in self.grants}
        percents = {"coverage", "volunteer_share", "own_residents", "reach", "cross_domain", "fulfilled_share"}
        for row in self.book.rows("Afspraken"):
            grant = grants.get(row["Subsidie (id)"])
            if grant is None:
                continue
            days = (grant["Periode van"], min(grant["Periode tot en met"], self.last))
            if days not in counted:
                counted[days] = Recount(self.book, *days)
            recount = counted[days]
            kind = row["Alleen soort hulp (id)"]
            if kind is None:
                realised = recount.figures()[row["Getal"]]
            else:
                realised = recount.amounts([one for one in recount.helped if one.kind["Id"] == kind])[row["Getal"]]
            wanted = row["Afgesproken aantal"] / (100 if row["Getal"] in percents else 1)
            code = f"A{row['Id']:02d}"
            yield (code, "wanted"), wanted
            yield (
                (code, "next"),
                (row["Aantal volgend jaar"] or row["Afgesproken aantal"]) / (100 if row["Getal"] in percents else 1),
            )
            if realised is not None:
                yield (code, "realised"), realised
                yield (code, "difference"), realised - wanted
                if wanted:
                    yield (code, "share"), realised / wanted

    def _forms(self) -> Iterator[tuple[tuple[str, str], Number]]:
        forms = [row for row in self.book.rows("Ingevulde vragenlijsten") if self.recount.inside(day(row["Datum"]))]
        if not forms:
            return
        yield ("V01", ""), len(forms)
        grades = [row[GRADE] for row in forms if row[GRADE] is not None]
        yield ("V02", "n"), len(grades)
        if len(grades) >= 5:
            yield ("V02", "grade"), sum(grades) / len(grades)
        for number, (question, possible) in enumerate(QUESTIONS, start=3):
            answers = [row[question] for row in forms if row[question] is not None]
            yield (f"V{number:02d}", ""), len(answers)
            for at, answer in enumerate(possible, start=1):
                yield (f"V{number:02d}-a{at}", ""), answers.count(answer)

    def _quality(self) -> Iterator[tuple[tuple[str, str], Number]]:
        helped, people = self.recount.helped, self.recount.people
        efforts = [(one.sure, part) for one in helped for part in one.parts if part.role == "vrijwilliger"]
        with_km = {one.kind["Id"] for one in helped if one.km} | {
            one.kind["Id"] for one in helped if one.kind["Code"] == "TRANSPORT"
        }
        rides = [one for one in helped if one.kind["Id"] in with_km]
        minutes: dict[int, float] = defaultdict(float)
        for _sure, part in efforts:
            minutes[part.person] += round(part.hours * 60)
        most = round(300 * 60 * ((self.last - self.first).days + 1) / 365)
        empty = [one for one in helped if not one.guests and not one.people("deelnemer")]
        alone = [one for one in helped if not one.people("vrijwilliger") and not one.people("betaalde kracht")]
        single = [one for one in helped if one.kind["Vorm"] == "één op één"]
        groups = [one for one in helped if one.kind["Vorm"] == "groep"]
        clients = {person for one in helped for person in one.people("deelnemer")}
        active = clients | set(minutes)
        found = (
            (sum(sure == "geschat" for sure, _part in efforts), len(efforts)),
            (sum(sure == "onbekend" for sure, _part in efforts), len(efforts)),
            (sum(not one.has_km for one in rides), len(rides)),
            (sum(total > most for total in minutes.values()), len(minutes)),
            (sum(one in single for one in empty), len(single)),
            (sum(one in groups for one in empty), len(groups)),
            (len(alone), len(helped)),
            (sum(people[person]["Kern (id)"] is None for person in clients), len(clients)),
            (
                sum(people[one]["Geboortejaar"] is None and people[one]["Geboortedatum"] is None for one in active),
                len(active),
            ),
        )
        for at, (count, whole) in enumerate(found, start=1):
            yield (f"K{at:02d}", "count"), count
            yield (f"K{at:02d}", "of"), whole


def _spread(amount: int, weights: list[int]) -> list[int]:
    """An amount over weights to the cent: what is left goes to the largest remainders, the first of equals first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    size = abs(amount)
    parts = [size * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(size * weights[at] % whole), at))
    for at in order[: size - sum(parts)]:
        parts[at] += 1
    return [part if amount >= 0 else -part for part in parts]
