"""What is to be done about people: their papers, their birthdays, and when they are back."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from dorpsapp.models import Absence, ClientRole, MemberRole, Person, VolunteerRole
from dorpsapp.services.people import names_of
from dorpsapp.services.people_list import PeopleChoice, PeopleFilter, holds_role, people_conditions
from dorpsapp.services.restrictions import unrestricted
from dorpsapp.services.settings import VOG_RENEW_YEARS, YEARS_BEFORE_RENEWAL, whole_setting
from dorpsapp.services.to_do_item import Now, ToDo, Urgency, about_people
from dorpsapp.text import _, month_name, ngettext, show_number, weekday_name

PAPERS_AHEAD = 60
DAYS_AHEAD = 7
BIRTHDAYS_NAMED = 5
PAPERS = (VolunteerRole.licence_until, VolunteerRole.inspection_until, VolunteerRole.insurance_until)


def missing_vog(now: Now) -> Iterator[ToDo]:
    """Volunteers of whom no certificate of conduct (VOG) was ever noted."""
    wanted = PeopleFilter.WITHOUT_VOG
    yield from about_people(
        now,
        PeopleChoice(_("Zonder VOG"), people_conditions({wanted}, now.today)),
        lambda _number, name: _("{name} heeft nog geen VOG").format(name=name),
        lambda n: _("{n} vrijwilligers zonder VOG").format(n=n),
        argument=wanted,
    )


def old_vog(now: Now) -> Iterator[ToDo]:
    """Certificates that are older than the initiative wants, and those that will be so within sixty days."""
    years = whole_setting(now.session, VOG_RENEW_YEARS, YEARS_BEFORE_RENEWAL)
    if not years:
        return
    issued = sa.func.coalesce(VolunteerRole.vog_issued_on, VolunteerRole.vog_seen_on)
    passed = _years_before(now.today, years)
    near = _years_before(now.today + timedelta(days=PAPERS_AHEAD), years)
    yield from about_people(
        now,
        _volunteers(now, _("VOG te oud"), issued <= passed),
        lambda _number, name: _("VOG van {name} is {years} jaar of ouder").format(name=name, years=years),
        lambda n: _("{n} vrijwilligers met een VOG van {years} jaar of ouder").format(n=n, years=years),
        urgency=Urgency.LATE,
    )
    yield from about_people(
        now,
        _volunteers(now, _("VOG bijna te oud"), issued > passed, issued <= near),
        lambda _number, name: _("VOG van {name} is bijna {years} jaar oud").format(name=name, years=years),
        lambda n: _("{n} vrijwilligers met een VOG van bijna {years} jaar").format(n=n, years=years),
    )


def papers_of_drivers(now: Now) -> Iterator[ToDo]:
    """Licence, inspection (APK) or insurance that has passed, or will within sixty days."""
    near = now.today + timedelta(days=PAPERS_AHEAD)
    drives = VolunteerRole.drives.is_not(False)
    late = sa.or_(*(_known(until < now.today) for until in PAPERS))
    soon = sa.or_(*(_known(until.between(now.today, near)) for until in PAPERS))

    def listed(number: int, first: date, last: date) -> tuple[str, int]:
        papers = _papers(now, number, first, last)
        words = _(" en ").join([part for part in (", ".join(papers[:-1]), *papers[-1:]) if part])
        return words[:1].upper() + words[1:], len(papers)

    def passed(number: int, name: str) -> str:
        papers, count = listed(number, date.min, now.today - timedelta(days=1))
        text = ngettext("{papers} van {name} is verlopen", "{papers} van {name} zijn verlopen", count)
        return text.format(papers=papers, name=name)

    def passing(number: int, name: str) -> str:
        papers, count = listed(number, now.today, near)
        text = ngettext("{papers} van {name} verloopt binnenkort", "{papers} van {name} verlopen binnenkort", count)
        return text.format(papers=papers, name=name)

    yield from about_people(
        now,
        _volunteers(now, _("Papieren verlopen"), drives, late),
        passed,
        lambda n: _("{n} vrijwilligers met verlopen rijbewijs, APK of verzekering").format(n=n),
        urgency=Urgency.LATE,
    )
    yield from about_people(
        now,
        _volunteers(now, _("Papieren bijna verlopen"), drives, sa.not_(late), soon),
        passing,
        lambda n: _("{n} vrijwilligers met rijbewijs, APK of verzekering die bijna verloopt").format(n=n),
    )


def birthdays(now: Now) -> Iterator[ToDo]:
    """Birthdays of active people, today and in the coming seven days; the age only where the year is known."""
    days = {f"{day:%m-%d}": day for day in (now.today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1))}
    if "03-01" in days and not isleap(days["03-01"].year):
        days["02-29"] = days["03-01"]
    month, in_month = sa.extract("month", Person.birth_date), sa.extract("day", Person.birth_date)
    born_then = [sa.and_(month == int(key[:2]), in_month == int(key[3:])) for key in days]
    active = sa.or_(*(holds_role(role, now.today) for role in (VolunteerRole, ClientRole, MemberRole)))
    has_birthday = sa.or_(Person.birthday.in_(list(days)), *born_then)
    conditions = (Person.archived_on.is_(None), unrestricted(), active, has_birthday)
    columns = (Person.id, Person.birth_date, Person.birthday, Person.birth_year)
    found = [
        (days[f"{born:%m-%d}" if born else str(birthday)], number, born.year if born else year)
        for number, born, birthday, year in now.session.execute(sa.select(*columns).where(*conditions))
    ]
    if len(found) > BIRTHDAYS_NAMED:
        text = _("{n} mensen zijn jarig in de komende week").format(n=show_number(len(found)))
        yield ToDo(text, "people", PeopleChoice(_("Jarig deze week"), conditions), Urgency.GOOD_TO_KNOW)
        return
    names = names_of(now.session, [number for _day, number, _year in found])
    for day, number, year in sorted(found, key=lambda each: (each[0], each[1])):
        text = _say_birthday(names[number][0], day, year, now.today)
        yield ToDo(text, "person", number, Urgency.GOOD_TO_KNOW)


def returns(now: Now) -> Iterator[ToDo]:
    """Volunteers whose absence ends today or within a week, and who are not away again then."""
    last = now.today + timedelta(days=DAYS_AHEAD)
    ending = Absence.until.between(now.today, last)
    still = sa.or_(Absence.until.is_(None), Absence.until > last)
    away_longer = sa.select(Absence.person_id).where(Absence.since <= last + timedelta(days=1), still)
    query = sa.select(Absence.person_id, sa.func.max(Absence.until)).where(ending).group_by(Absence.person_id)
    ends = {person: until for person, until in now.session.execute(query) if until is not None}
    back = (Person.id.in_(sa.select(Absence.person_id).where(ending)), Person.id.not_in(away_longer))
    choice = _volunteers(now, _("Binnen een week terug"))
    yield from about_people(
        now,
        PeopleChoice(choice.label, (*choice.conditions, *back)),
        lambda number, name: _("{name} is vanaf {day} weer terug").format(
            name=name, day=_say_day(ends[number] + timedelta(days=1), now.today)
        ),
        lambda n: _("{n} vrijwilligers zijn binnen een week weer terug").format(n=n),
        urgency=Urgency.GOOD_TO_KNOW,
    )


def _volunteers(now: Now, label: str, *of_role: sa.ColumnElement[bool]) -> PeopleChoice:
    """Present volunteers in whose role these things are so."""
    return PeopleChoice(label, (Person.archived_on.is_(None), holds_role(VolunteerRole, now.today, *of_role)))


def _known(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The condition with unknown taken for untrue, so that it can be turned round."""
    return sa.func.coalesce(condition, sa.false())


def _papers(now: Now, person: int, first: date, last: date) -> list[str]:
    """The papers of this person that end from one day to another."""
    found = []
    for label, until in zip((_("rijbewijs"), _("APK"), _("verzekering")), PAPERS, strict=True):
        ends = holds_role(VolunteerRole, now.today, until.between(first, last))
        if now.session.scalar(sa.select(sa.exists().where(Person.id == person, ends))):
            found.append(label)
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _say_birthday(name: str, day: date, year: int | None, today: date) -> str:
    when = _say_day(day, today)
    if year is None or year >= day.year:
        return _("{name} is {day} jarig").format(name=name, day=when)
    return _("{name} wordt {day} {age} jaar").format(name=name, day=when, age=day.year - year)


def _say_day(day: date, today: date) -> str:
    """`vandaag`, `morgen`, and further away `vrijdag 27 november`."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return (_("vandaag"), _("morgen"))[ahead]
    return f"{weekday_name(day.weekday())} {day.day} {month_name(day.month)}"
