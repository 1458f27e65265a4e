"""The own room in what is printed: told where there is one, traced to its meetings, and not in older frozen reports."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.exchange.form_values import form_values, propose, sources
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import parse_reference
from dorpsapp.figures.rows import Rows, read_rows
from dorpsapp.figures.wording import Wording
from dorpsapp.models import Funder, Initiative
from dorpsapp.models.kinds import Hours, Percentage
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.reports.edition import freeze, open_edition
from dorpsapp.reports.edition_changes import changes_since
from dorpsapp.reports.frozen_rows import frozen, thawed
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.references import printed
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.reports.tracing import trace
from dorpsapp.services import records
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)
TODAY = date(2026, 1, 15)
OPTIONS = ReportOptions(created=TODAY)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("huis") / "huis.dorpsapp", practice=True)
    make_village(store, VILLAGES["jutter"], VillageSize(people=80, support=300, years=1, until=date(2025, 12, 31)))
    yield store
    store.close()


def initiative_of(store: Store) -> int:
    with store.read() as session:
        return session.scalars(sa.select(Initiative.id)).one()


def lines(document: Document) -> set[str]:
    """The references of all numbers in tables."""
    return {one.reference for one in printed(document)}


def test_the_report_tells_of_a_room_only_where_there_is_one(house: Store) -> None:
    made = build_report(house, YEAR, OPTIONS)
    now = made.review.now
    used, occupancy = now.value("room_hours_used"), now.value("occupancy")
    told = render_text(made.document)
    assert used
    assert f"Bezettingsgraad{Percentage().show(occupancy)}" in told.replace(" ", "")
    assert f"Urengebruikvanderuimte{Hours().show(int(used))}" in told.replace(" ", "")
    assert ("F38" in lines(made.document), "F39" in lines(made.document)) == (True, True)
    assert "De ruimte kan 84 uur per week open zijn." in told
    records.save(house, Initiative, {"room_hours": None}, initiative_of(house))
    try:
        without = build_report(house, YEAR, OPTIONS).document
    finally:
        house.undo()
    assert not lines(without) & {"F38", "F39"}
    assert "ruimte kan" not in render_text(without)


def test_its_reference_leads_to_the_meetings(house: Store) -> None:
    now = build_report(house, YEAR, OPTIONS).review.now
    used = trace(house, parse_reference("F38"), YEAR)
    share = trace(house, parse_reference("F39"), YEAR)
    places = [column.key for column in used.table.columns]
    assert sum(int(str(row[places.index("adds")])) for row in used.table.rows) == now.value("room_hours_used")
    assert used.adds_up
    assert not share.adds_up
    assert share.shown == now["occupancy"].shown
    assert [row[0] for row in share.table.rows] == [row[0] for row in used.table.rows]
    assert len(used.table.rows) == now.value("sessions")


def test_a_form_of_a_funder_can_ask_it(house: Store) -> None:
    known = sources(Wording())
    assert propose("", "Bezettingsgraad", known) == propose("occupancy", "", known) == "occupancy"
    with house.write("Geldgever") as unit:
        funder = records.put(unit, Funder, {"name": "Gemeente Voorbeeldstad", "own_municipality": "Utrecht"}).id
    found = form_values(house, funder, 2025, TODAY)["occupancy"]
    now = build_report(house, YEAR, OPTIONS).review.now
    assert found.is_percentage
    assert found.shown == now["occupancy"].shown


def as_before(value: Any, kind: Any) -> Any:
    """The JSON of facts or rows as the program wrote it before it knew of a room."""
    held = frozen(value)
    if kind is Facts:
        return held[:-1]
    supports, requests = held
    return [[one[:-1] for one in supports], requests]


def test_a_report_that_was_frozen_before_there_were_rooms_still_opens(house: Store) -> None:
    assert fields(Facts)[-1].name == "room_hours"
    with house.read() as session:
        facts, rows = replace(read_facts(session, YEAR), given=()), read_rows(session, YEAR)
    kept = json.loads(json.dumps([as_before(facts, Facts), as_before(rows, Rows)]))
    assert thawed(Facts, kept[0]) == replace(facts, room_hours=None)
    without = tuple(replace(one, in_own_room=False) for one in rows.supports)
    assert thawed(Rows, kept[1]) == replace(rows, supports=without)
    with pytest.raises(ValueError, match="too many"):
        thawed(Facts, [*frozen(facts), 1])
    with pytest.raises(TypeError):
        thawed(Facts, [])


def test_other_hours_are_named_as_the_cause(house: Store) -> None:
    number, _report = freeze(house, YEAR, DocumentKind.REPORT, OPTIONS)
    records.save(house, Initiative, {"room_hours": 21}, initiative_of(house))
    try:
        changes = {one.key: one for one in changes_since(house, open_edition(house, number)).figures}
    finally:
        house.undo()
    assert set(changes) == {"occupancy"}
    assert changes["occupancy"].why == "Anders ingesteld: hoeveel uur de ruimte open kan zijn."
