"""People and kinds of help for the tests of the quick line; all of them invented."""

from datetime import date

from dorpsapp.models import ParticipantRole
from dorpsapp.services.quick_known import Known, KnownKind, KnownPerson
from dorpsapp.services.taxonomy import CATEGORIES

TODAY = date(2026, 11, 23)
V, C = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT
ROWS = (
    ("Jan", "de", "Vries", {V: 5}),
    ("Anneke", "", "Bos", {V: 9}),
    ("Truus", "", "Bakker", {C: 7}),
    ("Kees", "", "Jansen", {C: 3}),
    ("Piet", "", "Bakker", {C: 2}),
    ("Gerda", "van den", "Berg", {V: 2}),
    ("Jan", "", "Tuinman", {V: 1}),
    ("Do", "", "Smit", {V: 1}),
    ("Sientje", "op de", "Weegh", {C: 4}),
    ("Wim", "", "Post", {V: 3, C: 3}),
)
PEOPLE = tuple(
    KnownPerson(
        number, " ".join(part for part in (first, prefix, last) if part), first, "", prefix, last, recent=recent
    )
    for number, (first, prefix, last, recent) in enumerate(ROWS, start=1)
)
KINDS = tuple(
    KnownKind(number, each.name, each.shape, each.code, each.unit, each.units)
    for number, each in enumerate(CATEGORIES, start=1)
)
KNOWN = Known(PEOPLE, KINDS, TODAY)
