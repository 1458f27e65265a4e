"""What people of a practice village say: filled-in question forms and a few stories, all invented."""

from datetime import date, timedelta
from random import Random

from dorpsapp.models import Feedback, Story, WithoutUs
from dorpsapp.store.unit import Unit

_FORMS_A_YEAR = 24
_STORIES = (
    (
        "Weer naar de markt",
        "Sinds zij niet meer autorijdt, kwam mevrouw B. bijna niet meer buiten. Nu rijdt elke woensdag iemand uit het "
        'dorp met haar mee. "Ik ga voor de kaas," zegt zij, "maar ik kom terug met nieuws."',
        "Mevrouw B.",
    ),
    (
        "Een kraan en een praatje",
        "De kraan van meneer V. lekte al weken. De vrijwilliger was in een half uur klaar en bleef koffiedrinken. "
        "Nu helpt meneer V. zelf mee: hij houdt het gereedschap van de klussers bij.",
        "Meneer V.",
    ),
    (
        "Niet meer alleen eten",
        "Na het overlijden van zijn vrouw at de heer K. staand aan het aanrecht. Aan de eettafel heeft hij een vaste "
        "plek. Als hij een keer niet komt, belt er iemand.",
        "De heer K.",
    ),
)


def add_voices(unit: Unit, first: date, last: date, seed: str) -> None:
    """Fill in forms over all the days and one story a year; the same seed gives the same."""
    rng = Random(seed)
    days = (last - first).days + 1
    count = max(1, round(_FORMS_A_YEAR * days / 365))
    unit.insert_many(Feedback, [_form(first + timedelta(days=rng.randrange(days)), rng) for _number in range(count)])
    for at, year in enumerate(range(last.year, first.year - 1, -1)):
        title, text, pseudonym = _STORIES[at % len(_STORIES)]
        day = min(date(year, 10, 1), last)
        unit.add(Story(day=day, title=title, text=text, pseudonym=pseudonym, consent_on=day, is_used=True))


def _form(day: date, rng: Random) -> dict[str, object]:
    answered = rng.random() < 0.9
    return {
        "day": day,
        "grade": rng.choices((6, 7, 8, 9, 10), (1, 4, 9, 6, 3))[0] if answered else None,
        "without_us": rng.choices(tuple(WithoutUs), (3, 6, 9, 2))[0],
        "less_alone": rng.random() < 0.7 if rng.random() < 0.9 else None,
        "again": rng.random() < 0.95,
    }
