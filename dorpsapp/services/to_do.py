"""To do: what deserves attention today, each line with the page where it is solved.

To add a source, write a function that reads from `Now` and yields lines, and list it in SOURCES.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from dorpsapp.models import Activity, Deadline, Draft, Initiative, Request, Support
from dorpsapp.models.request import OPEN_STATES
from dorpsapp.services.breaches import moment_of, open_breaches, say_state
from dorpsapp.services.drafts import draft_in_words, may_see_draft
from dorpsapp.services.mending import rides_without_km
from dorpsapp.services.privacy_state import review_due
from dorpsapp.services.request_list import RequestFilter
from dorpsapp.services.request_series import ids_to_record
from dorpsapp.services.retention import Stage, plan_within
from dorpsapp.services.to_do_item import Now, ToDo, Urgency
from dorpsapp.services.to_do_people import birthdays, missing_vog, old_vog, papers_of_drivers, returns
from dorpsapp.services.to_do_safety import full_disk, little_room, lost_password, recovery_drill, second_holder
from dorpsapp.store import keys
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, month_name, ngettext, show_day, show_number

BACKUP_DAYS = 7
ELSEWHERE_DAYS = 30
LONG_WAIT_DAYS = 7
MONTHS_LOOKED_BACK = 3
ACTIVITIES_NAMED = 3
Source = Callable[[Now], Iterable[ToDo]]


def to_do(store: Store, today: date, last_backup: datetime | None, days_without_elsewhere: int = 0) -> tuple[ToDo, ...]:
    """Every line there is, the most urgent first; `last_backup` is when the newest verified backup was made.

    `days_without_elsewhere` is for how many days there has been no new one in a second place.
    """
    users = keys.users(store.path) if store.may(Capability.USERS) and not store.practice else ()
    with store.read() as session:
        now = Now(
            session, today, last_backup, store.practice, days_without_elsewhere, users, store.role,
            little_room(store.path), by_sheet=bool(store.user.name) and not store.user.user_id,
        )  # fmt: skip
        lines = [line for source in SOURCES for line in source(now)]
    return tuple(sorted(lines, key=lambda line: line.urgency))


def nameless_initiative(now: Now) -> Iterator[ToDo]:
    """A file in which nobody has said whose it is."""
    if now.session.scalar(sa.select(Initiative.id)) is None:
        yield ToDo(_("Vul de naam van uw initiatief in"), "settings")


def running_clocks(now: Now) -> Iterator[ToDo]:
    """Breaches that must still be reported, with the hours that are left, and of which the people must be told."""
    moment = moment_of(now.today)
    for view in open_breaches(now.session):
        yield ToDo(_("Datalek: {state}").format(state=say_state(view, moment)), "breaches", view.id, Urgency.LATE)


def waiting_requests(now: Now) -> Iterator[ToDo]:
    """Requests that nobody is found for: those whose day has come, and those that wait longer than a week."""
    still_open = Request.state.in_(OPEN_STATES)
    urgent = sa.func.coalesce(Request.wanted_on <= now.today + timedelta(days=1), sa.false())
    waits = sa.and_(sa.not_(urgent), Request.received_on < now.today - timedelta(days=LONG_WAIT_DAYS))

    def ids(condition: sa.ColumnElement[bool]) -> list[int]:
        return list(now.session.scalars(sa.select(Request.id).where(still_open, condition)))

    if found := ids(urgent):
        text = ngettext(
            "{n} hulpvraag voor morgen of eerder is nog niet geregeld",
            "{n} hulpvragen voor morgen of eerder zijn nog niet geregeld",
            len(found),
        )
        yield _request_line(text, found, RequestFilter.OPEN, Urgency.LATE)
    if found := ids(waits):
        text = ngettext(
            "{n} hulpvraag wacht langer dan een week", "{n} hulpvragen wachten langer dan een week", len(found)
        )
        yield _request_line(text, found, RequestFilter.OPEN, Urgency.SOON)


def help_to_record(now: Now) -> Iterator[ToDo]:
    """Arranged requests, also those that come back, of which a day has passed without anything recorded."""
    if found := sorted(ids_to_record(now.session, now.today)):
        text = ngettext(
            "Van {n} hulpvraag is de hulp nog niet vastgelegd",
            "Van {n} hulpvragen is de hulp nog niet vastgelegd",
            len(found),
        )
        yield _request_line(text, found, RequestFilter.TO_RECORD, Urgency.SOON)


def _request_line(text: str, found: list[int], more: RequestFilter, urgency: Urgency) -> ToDo:
    """One request opens by itself, more open their list."""
    argument = found[0] if len(found) == 1 else more
    return ToDo(text.format(n=show_number(len(found))), "requests", argument, urgency)


def unfinished_typing(now: Now) -> Iterator[ToDo]:
    """Typing that was kept but never saved, each form by itself; the first word of a draft names its form."""
    for draft in now.session.scalars(sa.select(Draft).order_by(Draft.saved_at.desc(), Draft.id.desc())):
        if not may_see_draft(now.role, draft.form):
            continue
        form = draft.form.partition(" ")[0]
        page, argument = {
            "record": ("record", None),
            "session": ("activities", draft.form),
            "activity": ("activities", draft.form),
            "person": ("person", None),
            "grants": ("grants", draft.form),
            "grant": ("grant", draft.form),
            "funder": ("funder", draft.form),
            "money": ("money", draft.form),
            "report": ("reports", draft.form),
            "value": ("value", draft.form),
            "voices": ("voices", draft.form),
            "request": ("requests", None),
            "breach": ("breaches", draft.form),
        }.get(form, (form, None))
        text = _("Nog niet opgeslagen: {what}").format(what=draft_in_words(draft.form, draft.saved_at))
        yield ToDo(text, page, argument)


def rides(now: Now) -> Iterator[ToDo]:
    """Rides of this year of which the kilometres were never noted."""
    line = rides_without_km(now.session, now.today.replace(month=1, day=1), now.today)
    if line is not None:
        yield line


def nothing_this_month(now: Now) -> Iterator[ToDo]:
    """A month in which nobody has recorded anything yet, in a file that is in use."""
    last = now.session.scalar(sa.select(sa.func.max(Support.day)))
    if last is not None and last < now.today.replace(day=1):
        yield ToDo(_("Deze maand is nog geen hulp vastgelegd"), "record")


def silent_activities(now: Now) -> Iterator[ToDo]:
    """Activities that came back lately but have no session this month, in a month in which others do."""
    month = now.today.replace(day=1)
    first = _months_before(month, MONTHS_LOOKED_BACK)
    held = sa.select(Support.activity_id).where(Support.activity_id.is_not(None))
    this_month = held.where(Support.day.between(month, now.today))
    if now.session.scalars(this_month.limit(1)).first() is None:
        return
    query = (
        sa.select(Activity.id, Activity.name)
        .where(
            Activity.id.in_(held.where(Support.day.between(first, month - timedelta(days=1)))),
            Activity.id.not_in(this_month),
            sa.or_(Activity.until.is_(None), Activity.until >= month),
        )
        .order_by(Activity.name)
    )
    found = now.session.execute(query).all()
    if len(found) > ACTIVITIES_NAMED:
        text = _("Van {n} activiteiten is in {month} nog niets vastgelegd")
        text = text.format(n=show_number(len(found)), month=month_name(month.month))
        yield ToDo(text, "activities", None, Urgency.GOOD_TO_KNOW)
        return
    for number, name in found:
        text = _("Van {name} is in {month} nog niets vastgelegd").format(name=name, month=month_name(month.month))
        yield ToDo(text, "activities", number, Urgency.GOOD_TO_KNOW)


def old_backup(now: Now) -> Iterator[ToDo]:
    """No verified backup, or one that is older than a week; practice files need none."""
    if now.practice:
        return
    if now.last_backup is None:
        yield ToDo(_("Er is nog geen reservekopie"), "backup", None, Urgency.LATE)
    elif (days := (now.today - now.last_backup.date()).days) > BACKUP_DAYS:
        text = _("De laatste reservekopie is {n} dagen oud").format(n=show_number(days))
        yield ToDo(text, "backup", None, Urgency.LATE)


def no_backup_elsewhere(now: Now) -> Iterator[ToDo]:
    """Each week the question for a copy in a second place, and after a month in red."""
    days = now.days_without_elsewhere
    if now.practice or days <= BACKUP_DAYS:
        return
    text = _("Al {n} dagen geen kopie op een andere plek, zoals een USB-stick").format(n=show_number(days))
    yield ToDo(text, "backup", None, Urgency.LATE if days > ELSEWHERE_DAYS else Urgency.SOON)


def past_retention(now: Now) -> Iterator[ToDo]:
    """Data that have been kept long enough, but for those who were announced and wait for their day."""
    plan = plan_within(now.session, now.today)
    people = {one.person_id for one in plan.due if one.stage is not Stage.WAITING}
    if people:
        text = ngettext(
            "Van {n} mens is de bewaartermijn voorbij", "Van {n} mensen is de bewaartermijn voorbij", len(people)
        )
        yield ToDo(text.format(n=show_number(len(people))), "privacy", None, Urgency.GOOD_TO_KNOW)


def privacy_review(now: Now) -> Iterator[ToDo]:
    """A year after the board went through the page Privacy, it is time to do so again."""
    due = review_due(now.session, now.today)
    if due is not None and due < now.today:
        text = _("Loop de pagina Privacy door: dat is langer dan een jaar geleden")
        yield ToDo(text, "privacy", "review", Urgency.SOON)


def grant_deadlines(now: Now) -> Iterator[ToDo]:
    """What must be with a funder soon, from the day on which each deadline wants to be remembered."""
    query = sa.select(Deadline).where(Deadline.done_on.is_(None)).order_by(Deadline.due_on, Deadline.id)
    for each in now.session.scalars(query):
        ahead = (each.due_on - now.today).days
        if ahead > each.remind_days:
            continue
        text = _("{what}: moest uiterlijk op {day} klaar zijn") if ahead < 0 else _("{what}: uiterlijk op {day}")
        text = text.format(what=each.what, day=show_day(each.due_on))
        yield ToDo(text, "grants", each.grant_id, Urgency.LATE if ahead < 0 else Urgency.SOON)


def _months_before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


SOURCES: tuple[Source, ...] = (
    running_clocks,
    nameless_initiative,
    waiting_requests,
    help_to_record,
    unfinished_typing,
    missing_vog,
    old_vog,
    papers_of_drivers,
    grant_deadlines,
    old_backup,
    no_backup_elsewhere,
    full_disk,
    lost_password,
    second_holder,
    recovery_drill,
    nothing_this_month,
    rides,
    silent_activities,
    past_retention,
    privacy_review,
    returns,
    birthdays,
)
