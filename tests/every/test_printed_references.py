"""Every number that any document prints has a reference, and every reference leads to rows that give that number."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Code, Reference, parse_reference
from dorpsapp.models import AvoidedCost, Category, Funder, Grant, GrantState, Rate, RateKind, Target
from dorpsapp.reports.blocks import Table, walk
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.edition import freeze, open_edition
from dorpsapp.reports.edition_changes import changes_since
from dorpsapp.reports.printed_lines import printed_lines
from dorpsapp.reports.proof import Proof
from dorpsapp.reports.proof_support import exact_figures, figure_proof
from dorpsapp.reports.proofs import proofs
from dorpsapp.reports.references import Printed, printed
from dorpsapp.reports.report import Report, ReportOptions
from dorpsapp.reports.sources import Behind, read_behind, read_sources
from dorpsapp.reports.tables import work_out
from dorpsapp.reports.tracing import trace
from dorpsapp.services import records
from dorpsapp.services.money import money_year
from dorpsapp.services.money_lines import LineChange, write_cells
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.rates import show_avoided_costs
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15))
FOLLOWS = {"difference", "change", "share", "conversion"}
"""Columns that follow from the numbers beside them."""


def fill(store: Store, village: str) -> None:
    """A practice village with a rate of a kind of its own, avoided costs, and targets over other days."""
    make_village(store, VILLAGES[village], VillageSize(people=110, support=200, years=2, until=date(2025, 12, 31)))
    with store.write("Proef") as unit:
        kind = unit.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
        for bound, category, cents in ((RateKind.MIDDLE, None, 2200), (RateKind.HIGH, kind, 3500)):
            rate = {"kind": bound, "category_id": category, "amount": cents, "valid_from": YEAR.first}
            records.put(unit, Rate, {**rate, "source": "prijslijst van de proef"})
        rate = {"kind": RateKind.PASSENGER_KM, "valid_from": date(2025, 3, 1), "amount": 35}
        if unit.scalars(sa.select(Rate).where(Rate.kind == RateKind.PASSENGER_KM)).first() is None:
            records.put(unit, Rate, {**rate, "source": "afspraak van de proef"})
        avoided = {"year": 2025, "people": 8, "price_low": 100_000, "price_middle": 200_000, "price_high": 300_000}
        values = {**avoided, "label": "Opname uitgesteld", "anyway": 50, "due_to_us": 50, "price_source": "prijslijst"}
        records.put(unit, AvoidedCost, {**values, "share_source": "schatting bestuur"})
        funder = unit.scalars(sa.select(Funder.id)).first()
        grant = records.put(
            unit,
            Grant,
            {
                "funder_id": funder, "name": "Over de jaarwisseling", "period_from": date(2024, 7, 1),
                "period_to": date(2025, 6, 30), "state": GrantState.GRANTED, "amount": 123_457,
            },
        )  # fmt: skip
        for at, (indicator, category) in enumerate((("volunteer_hours", None), ("supports", kind))):
            wanted = {"label": f"Doel {at}", "indicator": indicator, "category_id": category, "wanted": 100}
            records.put(unit, Target, {**wanted, "grant_id": grant.id})
    show_avoided_costs(store, True)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    fill(store, "bunnik")
    yield store
    store.close()


@pytest.fixture(scope="module")
def documents(village: Store) -> dict[DocumentKind, Report]:
    return {kind: build_document(village, YEAR, kind, OPTIONS) for kind in DocumentKind}


@pytest.fixture(scope="module")
def known(village: Store, documents: dict[DocumentKind, Report]) -> dict[str, Proof]:
    review = documents[DocumentKind.REPORT].review
    return {str(one.code): one for one in proofs(review, read_sources(village, review))}


def without_reference(report: Report) -> list[str]:
    """The numbers in tables that have none and do not follow from the numbers beside them."""
    places = {(one.table.key, one.row, one.column.key) for one in printed(report.document)}
    return [
        f"{table.key} {row} {column.key} {cell.text}"
        for table in walk(report.document.blocks)
        if isinstance(table, Table)
        for row, cells in (
            (at, cells) for at, cells in [*enumerate(work_out(table).rows), (None, work_out(table).total)]
        )
        for column, cell in zip(table.columns, cells or (), strict=bool(cells))
        if cell.number is not None and column.key not in FOLLOWS and (table.key, row, column.key) not in places
    ]


@pytest.mark.parametrize("kind", DocumentKind, ids=lambda kind: kind.name)
def test_every_number_has_a_reference(kind: DocumentKind, documents: dict[DocumentKind, Report]) -> None:
    assert without_reference(documents[kind]) == []
    assert len(list(printed(documents[kind].document))) > 10


def told(one: Printed, proof: Proof) -> bool:
    """Whether the rows give what is printed, or say what is printed instead, or what it was counted for."""
    alike = {proof.shown, *(cell.text for row in work_out(proof.table).rows for cell in row)}
    total = work_out(proof.table).total
    sums = {cell.number for cell in total} if total else set()
    return one.cell.text in alike or one.cell.number in sums or one.cell.text in f"{proof.how} {len(proof.table.rows)}"


@pytest.mark.parametrize("kind", DocumentKind, ids=lambda kind: kind.name)
def test_amounts_are_what_their_rows_give(
    kind: DocumentKind, documents: dict[DocumentKind, Report], known: dict[str, Proof]
) -> None:
    amounts = [one for one in printed(documents[kind].document) if not one.reference.startswith("F")]
    letters = {one.reference[0] for one in amounts}
    assert letters == ({"E", "W", "A", "V", "K"} if kind is DocumentKind.REPORT else letters)
    for one in amounts:
        proof = known[one.reference]
        if (one.reference[0] in "EVK" and one.column.key not in {"of", "n"}) or one.column.key == "realised":
            printed_here = f"In het rapport staat {one.cell.text}" in proof.how
            assert one.cell.text == proof.shown or printed_here, (one.reference, one.label)
        elif one.column.key not in FOLLOWS | {"next"}:
            assert told(one, proof), (one.reference, one.label, one.cell.text, proof)


def test_sums_add_up_exactly(known: dict[str, Proof]) -> None:
    no_sum = {str(one.code) for one in known.values() if not one.adds_up}
    assert {code.split("-")[0] for code in no_sum if code[0] == "E"} <= {"E07", "E20", "E22", "E25", "E26"}
    assert len(known) - len(no_sum) > 150
    assert {"E20", "E21", "E18-v", "E02-r", "W04", "W08-n1", "V02", "K03", "N01"} <= known.keys()
    assert {"E07-a", "E08-a", "E11-g", "E23-a", "E24-a", "E25-a", "E26-a", "A", "Q"} <= {
        re.sub(r"(?<=[a-zAQ])\d+$", "", code) for code in known
    }


def test_figures_of_every_year_are_what_their_rows_give(village: Store, documents: dict[DocumentKind, Report]) -> None:
    review = documents[DocumentKind.REPORT].review
    years = []
    with village.read() as session:
        for figures in review.years:
            behind: Behind = read_behind(session, figures.facts.period, None)
            years.append((behind, exact_figures(behind, review.wording), printed_lines(figures)))
    seen = set()
    for one in printed(documents[DocumentKind.REPORT].document):
        reference = parse_reference(one.reference)
        if isinstance(reference, Reference):
            seen.add((reference.dimension, reference.line == -1, reference.back))
            proof = figure_proof(reference, *years[reference.back])
            printed_here = f"In het rapport staat {one.cell.text}" in proof.how
            assert one.cell.text == proof.shown or printed_here, (one.reference, one.label)
    assert {back for _dimension, _line, back in seen} == {0, 1}
    assert any(together for _dimension, together, _back in seen)


@pytest.mark.parametrize("text", ["E02-u", "W01", "V03-a1", "K01", "N1", "F04-sz", "F04-j1", "E20"])
def test_a_typed_reference_leads_to_its_rows(text: str, village: Store, known: dict[str, Proof]) -> None:
    found = trace(village, parse_reference(text), YEAR)
    assert found.table.rows
    if text in known:
        assert (found.shown, found.table.rows) == (known[text].shown, known[text].table.rows)
    assert found.shown in found.sentence


def test_what_is_not_there_is_told(village: Store) -> None:
    for text in ("E02-p99999", "W99", "A999", "F04-j9", "F01-gz"):
        with pytest.raises(UserError, match="Deze regel is er niet"):
            trace(village, parse_reference(text), YEAR)


def test_a_frozen_report_keeps_the_rows_behind_everything(village: Store, known: dict[str, Proof]) -> None:
    number, report = freeze(village, YEAR, DocumentKind.REPORT, OPTIONS)
    edition = open_edition(village, number)
    assert edition.proofs is not None
    assert {one.reference: (one.shown, one.table.rows) for one in edition.proofs} == {
        code: (proof.shown, proof.table.rows) for code, proof in known.items()
    }
    money = money_year(village, 2025)
    line = next(one for one in money.lines if one.booked is None and one.typed)
    write_cells(village, 2025, [LineChange(line, "actual", (line.typed or 0) + 12_345)])
    try:
        code = f"E02-p{line.number}"
        before = trace(village, parse_reference(f"{number}-{code}"))
        after = trace(village, parse_reference(code), YEAR)
        assert before.shown == known[code].shown != after.shown
        changes = {one.reference: one for one in changes_since(village, edition).figures}
        assert (changes[code].then, changes[code].now) == (before.shown, after.shown)
        assert changes[code].rows.changed == 1
        assert {"E02-r", "E03-r"} <= changes.keys()
        assert not [one for one in changes if one[0] in "FKV"]
    finally:
        village.undo()
    assert changes_since(village, edition).figures == ()
    for one in printed(report.document):
        if one.reference.startswith("F"):
            reference = parse_reference(one.reference)
            assert isinstance(reference, Reference)
            found = trace(village, replace(reference, edition=number))
            assert found.shown == one.cell.text or f"In het rapport staat {one.cell.text}" in found.how
            break
    assert isinstance(parse_reference(f"{number}-E02-r"), Code)
    assert trace(village, parse_reference(f"{number}-F04-j1")).table.rows


@pytest.mark.parametrize("key", ["hoogland", "jutter"])
def test_every_number_of_other_villages_has_a_reference(key: str, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES[key], VillageSize(people=80, support=150, years=2, until=date(2025, 12, 31)))
    report = build_document(store, YEAR, DocumentKind.REPORT, OPTIONS)
    assert without_reference(report) == []
    found = {str(one.code): one for one in proofs(report.review, read_sources(store, report.review))}
    for one in printed(report.document):
        assert one.reference.startswith("F") or one.reference in found
    store.close()
