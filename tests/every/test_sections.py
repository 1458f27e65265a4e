"""Every section of the report renders on next to nothing and on a whole village, alike in every output, nameless."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.period import Period
from dorpsapp.models import Category, DeclineReason, ParticipantRole, Person, Request, RequestState, Shape
from dorpsapp.reports.blocks import BigFigures, Chart, Heading, Table, walk
from dorpsapp.reports.checking import broken_checks
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import ReportOptions, Section, all_sections, build_report, proposed_name
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store

SECTIONS = all_sections()
MADE_ON = date(2026, 1, 15)
YEAR = Period.of_year(2025)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["zegveld"], VillageSize(years=2, until=date(2025, 12, 31)))
    with store.write("Proef") as unit:
        people = unit.scalars(sa.select(Person.id).limit(12)).all()
        kind = unit.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
        for number, person in enumerate(people):
            state = tuple(RequestState)[number % len(RequestState)]
            reason = DeclineReason.NO_VOLUNTEER if state is RequestState.DECLINED else None
            about = {"person_id": person, "category_id": kind, "received_on": date(2025, 1 + number, 5)}
            records.put(unit, Request, {**about, "state": state, "decline_reason": reason})
    yield store
    store.close()


@pytest.fixture
def hamlet(store: Store) -> Store:
    """An initiative with one evening of board work and nothing else."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    helper = save_person(store, {"first_name": "Zebedeus", "surname": "Voorbeeldman"}, role=ParticipantRole.VOLUNTEER)
    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "COORDINATION")).one()
    record_support(store, SupportEntry(date.today() - timedelta(days=1), kind, Shape.HOURS, 120, (helper,)))
    return store


def this_year() -> Period:
    return Period.of_year((date.today() - timedelta(days=1)).year)


def test_sections_have_a_key_and_a_place_of_their_own() -> None:
    assert len(SECTIONS) >= 8
    assert len({section.key for section in SECTIONS}) == len({section.order for section in SECTIONS}) == len(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_section_renders_on_a_village_and_on_next_to_nothing(
    section: Section, village: Store, hamlet: Store
) -> None:
    for store, period in ((village, YEAR), (hamlet, this_year())):
        report = build_report(store, period, ReportOptions(created=MADE_ON))
        blocks = section.blocks(report.review)
        assert blocks
        assert any(isinstance(block, Heading | BigFigures) for block in walk(blocks))
        for block in walk(blocks):
            if isinstance(block, Chart) and block.table:
                assert any(isinstance(other, Table) and other.key == block.table for other in walk(blocks))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_section_can_be_left_out(section: Section, village: Store) -> None:
    whole = build_report(village, YEAR, ReportOptions(created=MADE_ON)).document
    without = build_report(village, YEAR, ReportOptions(created=MADE_ON, left_out=frozenset({section.key}))).document
    assert len(without.blocks) < len(whole.blocks)
    render_workbook(without)
    assert render_text(without) != render_text(whole)


def test_all_checks_hold(village: Store, hamlet: Store) -> None:
    for store, period in ((village, YEAR), (hamlet, this_year())):
        document = build_report(store, period, ReportOptions(created=MADE_ON)).document
        assert document.checks
        assert list(broken_checks(document)) == []


def test_no_name_of_anyone_reaches_any_output(village: Store) -> None:
    document = build_report(village, YEAR, ReportOptions(created=MADE_ON)).document
    text = render_text(document)
    with village.read() as session:
        people = session.execute(sa.select(Person.first_name, Person.surname, Person.street, Person.mobile)).all()
    for first_name, surname, street, mobile in people:
        assert f"{first_name} {surname}" not in text
        assert not re.search(rf"\b{re.escape(str(surname))}\b", text)
        assert str(street) not in text
        assert mobile is None or mobile not in text


def test_pdf_workbook_and_text_hold_every_big_figure(village: Store, tmp_path: Path) -> None:
    report = build_report(village, YEAR, ReportOptions(created=MADE_ON))
    text = render_text(report.document)
    for block in walk(report.document.blocks):
        if isinstance(block, BigFigures):
            for figure in block.figures:
                assert figure.kind.show(figure.value) in text
    assert len(render_pdf(report.document)) < 10_000_000
    assert proposed_name(report.document) == "Impactrapport 2025 Zegveld Zorgt"


def test_the_annex_defines_every_figure(village: Store) -> None:
    report = build_report(village, YEAR, ReportOptions(created=MADE_ON))
    text = " ".join(render_text(report.document).split())
    for figure in work_out(report.review.now.facts, report.review.wording).figures:
        assert " ".join(figure.definition.split()) in text


def test_a_period_without_anything_has_no_report(village: Store) -> None:
    with pytest.raises(UserError, match="In 1990 is niets vastgelegd"):
        build_report(village, Period.of_year(1990))
