"""Every figure of the report is what an outsider counts from the export: all practice villages and random files."""

import json
import shutil
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.figures.period import Period
from dorpsapp.models.kinds import Money, Percentage
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.references import Printed, printed
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.recount.outputs import number_of, outputs_of
from tests.recount.random_money import add_money
from tests.recount.random_village import fill_at_random
from tests.recount.recount import Recount
from tests.recount.recount_money import Amounts, MoneyRecount, Number
from tests.recount.workbook import Exported
from tests.reports.reading import bare, pdf_pages

YEAR = Period.of_year(2025)
ODD = Period(date(2024, 11, 17), date(2025, 4, 3))
QUICK, FULL = 8, 300
RENDERED = ("bunnik", "jutter")
"""The villages of which every cell of every output is compared."""


def compare(store: Store, path: Path, period: Period, kinds: tuple[DocumentKind, ...] = ()) -> None:
    """Every figure, line of a breakdown and amount that the recount knows, against the export at `path`.

    Of these `kinds` of document every cell with a reference is compared in every output.
    """
    options = ReportOptions(created=date(2026, 7, 1), exact=True)
    made = build_report(store, period, options)
    book = Exported(path)
    recount = Recount(book, period.first, period.last)
    amounts = MoneyRecount(book, recount).amounts()
    compare_figures(made, recount)
    for one in printed(made.document):
        if not one.reference.startswith("F"):
            assert_equal(one, counted(one, amounts))
    for kind in kinds:
        compare_outputs(build_document(store, period, kind, options), amounts)


def counted(one: Printed, amounts: Amounts) -> Number:
    """What the recount has for a printed number; KeyError when it lacks it."""
    return amounts[one.reference, one.column.key if (one.reference, "") not in amounts else ""]


def assert_equal(one: Printed, wanted: Number) -> None:
    if isinstance(wanted, str):
        assert one.cell.text == wanted, one
    else:
        assert one.cell.number == pytest.approx(float(wanted or 0), abs=0.000001), (one.reference, one.label, wanted)


def compare_outputs(made: Report, amounts: Amounts) -> None:
    """Workbook, CSV, text, PDF and JSON against the recount, cell by cell."""
    document = made.document
    told = outputs_of(document)
    json_amounts = json.loads(json.dumps(figures_json(made)))["amounts"]
    pages = bare("".join(pdf_pages(render_pdf(document))))
    texts: dict[tuple[str, int], list[str]] = defaultdict(list)
    found = [one for one in printed(document) if not one.reference.startswith("F")]
    assert [one["reference"] for one in json_amounts] == [one.reference for one in found]
    for one, in_json in zip(found, json_amounts, strict=True):
        wanted = counted(one, amounts)
        place = [column.key for column in one.table.columns].index(one.column.key)
        rows = len(one.table.rows)
        row = one.row if one.row is not None else max(rows, 1)
        in_sheet = told.sheets[one.table.key][row][place]
        in_file = told.files[one.table.key][one.row if one.row is not None else rows][place]
        if isinstance(wanted, str):
            assert {in_sheet, in_file, in_json["shown"]} == {wanted}, one
            shown = wanted
        else:
            number = float(wanted or 0)
            assert in_sheet == pytest.approx(number, abs=0.000001), one
            assert number_of(in_file) == pytest.approx(number, abs=0.000001), one
            assert in_json["value"] == pytest.approx(number, abs=0.000001), one
            shown = dutch(number, one)
        assert bare(shown) in pages, one
        texts[one.table.key, place].append(shown)
    for (key, place), cells in texts.items():
        column = told.text[key][place]
        assert [cell for cell in column if cell in set(cells)] == cells, (key, column, cells)


def dutch(number: float, one: Printed) -> str:
    """A number as it is printed; how many decimals depends on what it is."""
    kind = one.cell.kind
    decimals = {"Money": 2, "Distance": 0 if round(number, 6).is_integer() else 1}.get(type(kind).__name__)
    if decimals is None:
        decimals = getattr(kind, "decimals", 0)
    percent = isinstance(kind, Percentage)
    rounded = Decimal(repr(round(number * (100 if percent else 1), 9))).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    plain = f"{abs(rounded):,f}".translate(str.maketrans(",.", ".,"))
    sign = "-" if rounded < 0 else ""
    return f"{sign}€ {plain}" if isinstance(kind, Money) else f"{sign}{plain}{'%' if percent else ''}"


def compare_figures(made: Report, recount: Recount) -> None:
    told: dict[str, dict[str, Any]] = {one["key"]: one for one in json.loads(json.dumps(figures_json(made)))["figures"]}
    found = recount.figures()
    assert set(found) == set(told)
    for key, value in found.items():
        percent = told[key]["unit"] == "%"
        wanted = value * 100 if percent and value is not None else value
        assert told[key]["value"] == (None if wanted is None else pytest.approx(wanted, abs=0.001)), key
    for key, split in recount.splits().items():
        for dimension, lines in split.items():
            rows = told[key]["breakdowns"][dimension]
            named = "key" if dimension in ("month", "age") else "label"
            printed = {"none" if row["key"] == "none" else row[named]: row["value"] for row in rows}
            assert {label: value for label, value in printed.items() if value} == {
                label: pytest.approx(value, abs=0.001) for label, value in lines.items() if value
            }, (key, dimension)


@pytest.mark.parametrize("key", VILLAGES)
def test_an_outsider_counts_the_same_in_every_practice_village(key: str, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES[key], VillageSize(support=150, years=2, until=date(2025, 12, 31)))
    compare(store, exported(store, tmp_path), YEAR, tuple(DocumentKind) if key in RENDERED else ())
    store.close()


def exported(store: Store, folder: Path) -> Path:
    export_workbook(store, folder / "alles.xlsx")
    return folder / "alles.xlsx"


def random_file(empty_file: Path, path: Path, seed: int) -> Store:
    store = Store.open(Path(shutil.copy(empty_file, path)), TEST_KEY)
    fill_at_random(store, seed)
    add_money(store, seed)
    return store


def random_files(count: int, empty_file: Path, folder: Path, rendered: int) -> None:
    """Compare so many files, and of every so manieth of them every output as well."""
    compared = 0
    for seed in range(count):
        store = random_file(empty_file, folder / f"{seed}.dorpsapp", seed)
        path = exported(store, folder)
        for period in (YEAR, ODD):
            with store.read() as session:
                is_empty = read_facts(session, period).is_empty
            if not is_empty:
                compare(store, path, period, tuple(DocumentKind) if seed % rendered == 0 and period == YEAR else ())
                compared += 1
        store.close()
    assert compared > count


def test_an_outsider_counts_the_same_in_random_files(empty_file: Path, tmp_path: Path) -> None:
    random_files(QUICK, empty_file, tmp_path, QUICK)


@pytest.mark.full
def test_an_outsider_counts_the_same_in_many_random_files(empty_file: Path, tmp_path: Path) -> None:
    random_files(FULL, empty_file, tmp_path, 10)


def test_the_recount_knows_every_figure() -> None:
    """A new figure is counted a second time, or this fails."""
    source = Path(__file__).with_name("recount.py").read_text("utf-8")
    assert not [one.key for one in INDICATORS if f'"{one.key}"' not in source]


def test_a_wrong_amount_of_every_family_is_noticed(tmp_path: Path) -> None:
    """The search bites: a recount that is off by one is not accepted, whatever it is about."""
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["bunnik"], VillageSize(support=60, years=1, until=date(2025, 12, 31)))
    made = build_report(store, YEAR, ReportOptions(created=date(2026, 7, 1), exact=True))
    book = Exported(exported(store, tmp_path))
    store.close()
    amounts = MoneyRecount(book, Recount(book, YEAR.first, YEAR.last)).amounts()
    seen: set[str] = set()
    for one in printed(made.document):
        if one.reference[0] not in seen | {"F"}:
            seen.add(one.reference[0])
            wanted = counted(one, amounts)
            assert_equal(one, wanted)
            with pytest.raises(AssertionError):
                assert_equal(one, "€ 1" if isinstance(wanted, str) else float(wanted or 0) + 1)
    assert seen == {"E", "A", "V", "W", "K"}


def test_a_wrong_figure_is_noticed(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search bites: a recount that forgets the own duration of people is not accepted."""
    store = random_file(empty_file, tmp_path / "dorp.dorpsapp", 3)
    monkeypatch.setattr("tests.recount.recount.Help.hours", lambda self, role: float(len(self.people(role))))
    with pytest.raises(AssertionError, match="hours"):
        compare(store, exported(store, tmp_path), YEAR)
    store.close()
