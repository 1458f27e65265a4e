"""Finds the kind of support, the activity and the people that a row names; a name not in a list is never guessed."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_book import KnownPerson, PeopleBook, name_parts
from dorpsapp.exchange.support_row import SupportRow
from dorpsapp.models import Activity, Category, ParticipantRole
from dorpsapp.models.person import full_name
from dorpsapp.text import _, fold

WITHOUT_CLIENT = "COORDINATION"
WITH_CLIENT = "OTHER"
_ALIKE = 60
_VERY_ALIKE = 88
_NEAR_COUNT = 3


def near_names(text: str, names: Iterable[str]) -> str:
    """The names most like this text, as a sentence; empty when none is like it."""
    from rapidfuzz import fuzz, process

    known = {fold(name): name for name in names}
    found = process.extract(fold(text), list(known), scorer=fuzz.WRatio, limit=_NEAR_COUNT, score_cutoff=_ALIKE)
    if not found:
        return ""
    return _("Bedoelt u: {names}?").format(names=", ".join(known[name] for name, _score, _at in found))


class SubjectLookup:
    """Kinds of support and activities by the words a list uses for them."""

    def __init__(self, session: Session, layout: Layout, findings: Findings) -> None:
        self._layout = layout
        self._findings = findings
        self._categories: dict[str, int] = {}
        self._category_names: list[str] = []
        self._codes: dict[str, int] = {}
        for number, code, name in session.execute(
            sa.select(Category.id, Category.code, Category.name).order_by(Category.id)
        ):
            self._categories[fold(name)] = number
            self._category_names.append(name)
            self._codes[code] = number
            self._categories.setdefault(fold(code), number)
        self._activities: dict[str, tuple[int, int]] = {}
        self._activity_names: list[str] = []
        for number, name, category_id in session.execute(
            sa.select(Activity.id, Activity.name, Activity.category_id).order_by(Activity.id)
        ):
            self._activities.setdefault(fold(name), (number, category_id))
            self._activity_names.append(name)

    def find(self, row: SupportRow) -> tuple[int, int | None] | None:
        """The category and the activity of a row; None after its problem was noted."""
        category_id = activity_id = None
        if row.category:
            category_id = self._categories.get(fold(row.category))
            if category_id is None:
                self._unknown(row, "category", row.category, self._category_names)
                return None
        if row.activity:
            known = self._activities.get(fold(row.activity))
            if known is not None:
                activity_id = known[0]
                category_id = category_id or known[1]
            elif category_id is None and fold(row.activity) in self._categories:
                category_id = self._categories[fold(row.activity)]
            else:
                self._unknown(row, "activity", row.activity, self._activity_names + self._category_names)
                return None
        if category_id is None:
            asked = next((name for name in ("category", "activity") if name in self._layout), None)
            if asked is not None:
                self._findings.problem(row.number, self._layout.heading(asked), _("Vul de soort hulp in."))
                return None
            category_id = self._default(row)
        return category_id, activity_id

    def _default(self, row: SupportRow) -> int:
        with_client = any(role is ParticipantRole.CLIENT for role, *_rest in row.people)
        code = WITH_CLIENT if with_client else WITHOUT_CLIENT
        if code not in self._codes:
            raise UserError(_("De lijst noemt geen soort hulp. Kies bij het inlezen een soort voor alle regels."))
        return self._codes[code]

    def _unknown(self, row: SupportRow, field: str, text: str, names: Iterable[str]) -> None:
        sentence = (
            _("Deze soort hulp kent Dorpsapp niet: “{text}”.")
            if field == "category"
            else _("Deze activiteit kent Dorpsapp niet: “{text}”.")
        )
        said = f"{sentence.format(text=text[:60])} {near_names(text, names)}".strip()
        self._findings.problem(row.number, self._layout.heading(field), said)
        self._findings.preview.unknown_word(field, text)


class PeopleLookup:
    """The people of a row, by number or by name; who is not known yet is made, unless the name fits two people."""

    def __init__(self, book: PeopleBook, findings: Findings) -> None:
        self._book = book
        self._findings = findings
        self._taken_apart: dict[str, tuple[dict[str, str | None], str]] = {}

    def find(self, row: SupportRow) -> dict[tuple[KnownPerson, ParticipantRole], None] | None:
        """The people with their roles, in the order of the row; None after a problem was noted."""
        found: list[tuple[KnownPerson | dict[str, str | None], ParticipantRole, str]] = []
        before = len(self._findings.problems)
        for role, heading, number, name in row.people:
            one = self._one(row, heading, number, name)
            if one is not None:
                found.append((one, role, heading))
        if len(self._findings.problems) > before:
            return None
        people: dict[tuple[KnownPerson, ParticipantRole], None] = {}
        made: dict[tuple[tuple[str, str | None], ...], KnownPerson] = {}
        for who, role, heading in found:
            if isinstance(who, KnownPerson):
                people[who, role] = None
                continue
            key = tuple(who.items())
            if key not in made:
                self._tell_likeness(row, heading, who)
                made[key] = self._book.add(who)
            people[made[key], role] = None
        return people

    def _one(self, row: SupportRow, heading: str, number: str, name: str) -> KnownPerson | dict[str, str | None] | None:
        values, key = self._name(name)
        same_name = self._book.by_name(key) if name else []
        if number:
            known = self._book.by_number(number)
            if known is not None:
                if name and key != fold(known.name) and known.values.get("surname"):
                    text = _("Nummer {number} is in Dorpsapp iemand anders: {name}.")
                    self._problem(row, heading, text.format(number=number, name=known.name))
                    return None
                return known
            if any(not one.values.get("number") for one in same_name):
                text = _("Er is al iemand met de naam {name}, zonder nummer. Vul daar eerst het nummer in.")
                self._problem(row, heading, text.format(name=name))
                return None
            return {**values, "number": number[:40]}
        if len(same_name) > 1:
            text = _("Er zijn meer mensen met de naam {name}. Zet er een nummer bij.")
            self._problem(row, heading, text.format(name=name))
            return None
        return same_name[0] if same_name else values

    def _name(self, name: str) -> tuple[dict[str, str | None], str]:
        if name not in self._taken_apart:
            values = name_parts(name) if name else {}
            self._taken_apart[name] = values, fold(full_name(values)) if name else ""
        return self._taken_apart[name]

    def _tell_likeness(self, row: SupportRow, heading: str, values: dict[str, str | None]) -> None:
        if not (values.get("surname") or values.get("first_name")):
            return
        from rapidfuzz import fuzz, process

        name = full_name(values)
        alike = process.extractOne(fold(name), list(self._book.names()), scorer=fuzz.ratio, score_cutoff=_VERY_ALIKE)
        if alike is not None and alike[0] != fold(name):
            other = self._book.by_name(alike[0])[0].name
            text = _("{name} is nieuw, maar lijkt op {other}. Is dit dezelfde?").format(name=name, other=other)
            self._findings.notice(row.number, heading, text)

    def _problem(self, row: SupportRow, heading: str, text: str) -> None:
        self._findings.problem(row.number, heading, text)
