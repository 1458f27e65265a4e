"""Editions: a report that is frozen stays as it was, proves it, and explains what is different now."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import parse_reference
from dorpsapp.figures.rows import Rows, read_rows
from dorpsapp.models import Category, Edition, Person, Support
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.edition import PDF, TEXT, WORKBOOK, FrozenEdition, freeze, open_edition
from dorpsapp.reports.edition_changes import changes_document, changes_since
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.frozen_rows import frozen, thawed
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import ReportOptions
from dorpsapp.reports.tables import work_out
from dorpsapp.reports.tracing import trace, trace_document
from dorpsapp.services import records
from dorpsapp.services.editions import list_editions
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from tests.conftest import TEST_KEY

YEAR = Period.of_year(2025)
MADE_ON = ReportOptions(created=date(2026, 1, 15))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int]]:
    """A village with one frozen report."""
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    size = VillageSize(people=110, support=200, years=2, until=date(2025, 12, 31))
    make_village(store, VILLAGES["bunnik"], size)
    number, _report = freeze(store, YEAR, DocumentKind.REPORT, MADE_ON)
    yield store, number
    store.close()


@pytest.fixture
def edition(made: tuple[Store, int]) -> FrozenEdition:
    return open_edition(*made)


def test_facts_and_rows_come_back_out_of_json_as_they_went_in(made: tuple[Store, int]) -> None:
    with made[0].read() as session:
        facts, rows = read_facts(session, YEAR), read_rows(session, YEAR)
    assert thawed(Facts, json.loads(json.dumps(frozen(facts)))) == facts
    assert thawed(Rows, json.loads(json.dumps(frozen(rows)))) == rows


def test_a_frozen_report_prints_its_number_and_checksum(edition: FrozenEdition) -> None:
    held = [edition.files[f"{name}.json"] for name in ("cijfers", "rijen", "herleiding", "jaren")]
    assert edition.view.checksum == hashlib.sha256(b"".join(held)).hexdigest()
    text = "".join(edition.files[TEXT].decode().split())
    assert edition.view.checksum in text
    assert f"vastgesteldrapport{edition.view.number}" in text.lower()
    assert edition.files[PDF].startswith(b"%PDF")
    assert edition.files[WORKBOOK].startswith(b"PK")


def test_nobody_is_named_in_what_is_kept(made: tuple[Store, int], edition: FrozenEdition) -> None:
    with made[0].read() as session:
        found = session.scalars(sa.select(Person.surname).where(sa.func.length(Person.surname) > 5))
        names = {name for name in found if name}
    kept = "\n".join(content.decode("utf-8", "ignore") for content in edition.files.values())
    assert len(names) > 20
    assert not [name for name in names if name in kept]


def test_the_frozen_figures_are_the_exact_ones_and_the_report_is_protected(
    made: tuple[Store, int], edition: FrozenEdition
) -> None:
    exact = figures_json(build_document(made[0], YEAR, DocumentKind.REPORT, replace(MADE_ON, exact=True)))
    assert edition.figures["figures"] == exact["figures"]
    outside = json.loads(edition.files["rapport.json"])
    assert outside["protected"]
    assert outside["edition"]["checksum"] == edition.view.checksum
    assert outside["figures"] != exact["figures"]


def test_nothing_has_changed_at_first(made: tuple[Store, int], edition: FrozenEdition) -> None:
    changes = changes_since(made[0], edition)
    assert changes.figures == ()
    assert "Alle cijfers zijn nog gelijk" in render_text(changes_document(changes, "Proef", date(2026, 2, 1)))


def test_a_later_correction_leaves_the_report_and_is_explained(made: tuple[Store, int], edition: FrozenEdition) -> None:
    store, number = made
    with store.write("Verbeterd") as unit:
        rides = unit.scalars(
            sa.select(Support)
            .join(Category, Support.category_id == Category.id)
            .where(Support.day.between(YEAR.first, YEAR.last), Support.minutes > 30, Category.code == "TRANSPORT")
            .order_by(Support.id)
        ).all()
        rides[0].minutes = (rides[0].minutes or 0) + 60
        unit.delete(rides[1])
    try:
        again = open_edition(store, number)
        assert again.files == edition.files
        changes = {one.key: one for one in changes_since(store, again).figures}
        text = render_text(changes_document(changes_since(store, again), "Proef", date(2026, 2, 1)))
    finally:
        store.undo()
    hours, times = changes["volunteer_hours"], changes["supports"]
    assert (hours.rows.added, hours.rows.removed, hours.rows.changed) == (0, 1, 1)
    assert (times.rows.added, times.rows.removed, times.rows.changed) == (0, 1, 0)
    assert int(times.then) - int(times.now) == 1
    assert "Hulp: 1 eraf, 1 gewijzigd." in text
    assert changes_since(store, edition).figures == ()


def test_another_setting_is_named_as_the_cause(made: tuple[Store, int], edition: FrozenEdition) -> None:
    from dorpsapp.models import Initiative

    store = made[0]
    with store.read() as session:
        initiative = session.scalars(sa.select(Initiative)).one()
    records.save(store, Initiative, {"return_ride_units": 3 - initiative.return_ride_units}, initiative.id)
    try:
        changes = {one.key: one.why for one in changes_since(store, edition).figures}
    finally:
        store.undo()
    assert "hoe een rit heen en terug telt" in changes["deliveries"]


def test_a_reference_leads_to_the_rows_that_were_frozen(made: tuple[Store, int], edition: FrozenEdition) -> None:
    store, number = made
    code = next(one["reference"] for one in edition.figures["figures"] if one["key"] == "volunteer_hours")
    found = trace(store, parse_reference(f"{number}-{code}"))
    assert found.adds_up
    exact = next(one for one in edition.figures["figures"] if one["key"] == "volunteer_hours")
    assert sum(int(str(row[-1])) for row in found.table.rows) / 60 == pytest.approx(exact["value"], abs=0.001)
    assert "Alleen voor intern gebruik" in render_text(trace_document(found, "Proef", date(2026, 2, 1)))
    without = trace(store, parse_reference(code), YEAR)
    assert without.table.rows == found.table.rows
    with pytest.raises(UserError, match="Kies over welk jaar"):
        trace(store, parse_reference(code))
    with pytest.raises(UserError, match="Deze regel is er niet"):
        trace(store, parse_reference(f"{number}-{code}-s99"))
    with pytest.raises(UserError, match="geen vastgesteld rapport met nummer 77"):
        trace(store, parse_reference(f"77-{code}"))


def test_the_hours_behind_a_figure_stand_to_the_minute(made: tuple[Store, int]) -> None:
    traced = trace(made[0], parse_reference("F04"), YEAR)
    grid = work_out(traced.table)
    assert grid.total is not None
    minutes = [
        60 * int(hours) + int(rest) for hours, _colon, rest in (row[-1].text.partition(":") for row in grid.rows)
    ]
    hours, rest = divmod(sum(minutes), 60)
    assert grid.total[-1].text.replace(".", "") == f"{hours}:{rest:02}"
    assert (f"Dat is {grid.total[-1].text} uur, afgerond op hele uren." in traced.sentence) == bool(rest)


def test_a_report_that_is_no_longer_whole_says_so(made: tuple[Store, int]) -> None:
    store, number = made

    def spoil(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        files["rijen.json"] = files["rijen.json"].replace(b"2025", b"2024", 1)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            for name, one in files.items():
                packed.writestr(name, one)
        return stream.getvalue()

    for change in (spoil, lambda content: content[:200]):
        with store.write("Beschadigd") as unit:
            kept = unit.scalars(sa.select(Edition).where(Edition.id == number)).one()
            kept.content = change(kept.content)
        with pytest.raises(UserError, match="niet meer heel"):
            open_edition(store, number)
        store.undo()
    assert open_edition(store, number).view.number == number


def test_the_documents_are_written_as_they_were(edition: FrozenEdition, tmp_path: Path) -> None:
    edition.save(PDF, tmp_path / "rapport.pdf")
    assert (tmp_path / "rapport.pdf").read_bytes() == edition.files[PDF]
    assert len(edition.save_csv(tmp_path)) >= 10


def test_freezing_can_not_be_undone_and_counts_on(made: tuple[Store, int]) -> None:
    store, number = made
    before = store.undoable()
    again, report = freeze(store, YEAR, DocumentKind.SUMMARY, MADE_ON)
    assert again == number + 1
    assert store.undoable() == before
    assert report.review.options.mark is not None
    assert [one.number for one in list_editions(store)] == [again, number]


def test_nothing_is_kept_of_an_empty_period(store: Store) -> None:
    from dorpsapp.services.initiative import found_initiative

    found_initiative(store, "Proef", "Leusden")
    with pytest.raises(UserError, match="niets vastgelegd"):
        freeze(store, YEAR, DocumentKind.REPORT, MADE_ON)
    assert list_editions(store) == ()


def test_a_registrar_does_not_freeze_a_report(data_file: Path) -> None:
    store = Store.open(data_file, TEST_KEY, opened_by=User("1", "Iemand", "registrar"))
    with pytest.raises(NotAllowed):
        freeze(store, YEAR, DocumentKind.REPORT, MADE_ON)
    store.close()
