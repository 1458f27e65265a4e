"""How the targets of grants stand today, worked out away from the main thread, and the line that tells of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.funder import read_funder, seen_by
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.targets import Light
from dorpsapp.models.kinds import Percentage
from dorpsapp.reports.accounts import Answer, GrantResults, TargetResult, grant_results
from dorpsapp.services.grants import GrantView, grants_between
from dorpsapp.store.store import Store
from dorpsapp.text import _
from dorpsapp.ui.own_words import own_wording
from dorpsapp.ui.widgets.cards import LineLink

LOOKS = {
    Light.GREEN: ("circle-check", "success"),
    Light.MET: ("circle-check", "success"),
    Light.AMBER: ("triangle-alert", "warning"),
    Light.NEARLY: ("triangle-alert", "warning"),
    Light.RED: ("circle-alert", "error"),
    Light.MISSED: ("circle-alert", "error"),
    Light.EARLY: ("clock", "muted"),
    Light.UNKNOWN: ("info", "muted"),
}


def running_results(store: Store, today: date) -> tuple[GrantResults, ...]:
    """The grants of today with their results so far."""
    with store.read() as session:
        grants = grants_between(session, today, today)
    return results_of(store, grants, today)


def results_of(store: Store, grants: tuple[GrantView, ...], today: date) -> tuple[GrantResults, ...]:
    """These grants beside exact figures over their periods, up to today."""
    wording = own_wording(store)
    known = {}
    found = []
    for grant in grants:
        if not grant.targets and not any(question.indicator for question in grant.questions):
            continue
        period = Period(grant.first, max(grant.first, min(grant.last, today)))
        key = (period, grant.funder_id if grant.own_municipality else None)
        if key not in known:
            with store.read() as session:
                facts = read_facts(session, period)
                if grant.own_municipality:
                    facts = seen_by(facts, read_funder(session, grant.funder_id))
            known[key] = work_out(facts, wording, exact=True)
        found.append(grant_results(grant, known[key], period, today))
    return tuple(found)


def target_in_words(result: TargetResult) -> str:
    """`Ritten: 312 van 360 (87%), op schema`, with what is asked of the user."""
    standing = result.standing
    share = f" ({Percentage().show(standing.share)})" if standing.share is not None else ""
    text = _("{target}: {realised} van {wanted}{share}, {light}").format(
        target=result.agreed.label,
        realised=standing.realised_shown,
        wanted=standing.wanted_shown,
        share=share,
        light=_(standing.light.value),
    )
    return f"{text}. {_('Leg het verschil nog uit.')}" if result.lacks_explanation else text


def answer_line(answer: Answer, pressed: Callable[[], object]) -> LineLink:
    """What an answer begins with by itself: `Wie bereikte u? Unieke deelnemers: 312`, without the unit of reports."""
    indicator = BY_KEY.get(answer.question.indicator or "")
    shown = (answer.shown or "").removesuffix(f" {indicator.unit}" if indicator else "")
    words = _("{question} {figure}: {shown}").format(question=answer.question.text, figure=answer.figure, shown=shown)
    return LineLink(words, pressed, icon="info")


def target_line(result: TargetResult, pressed: Callable[[], object], grant: str = "") -> LineLink:
    """The words with the icon of the light; with the name of the grant where there are more."""
    icon, colour = LOOKS[result.standing.light]
    words = target_in_words(result)
    return LineLink(f"{grant} · {words}" if grant else words, pressed, icon=icon, colour=colour)
