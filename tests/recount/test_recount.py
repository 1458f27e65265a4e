"""Every figure of the report is what an outsider counts from the export: all practice villages and random files."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.figures.period import Period
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.recount.random_village import fill_at_random
from tests.recount.recount import Recount

YEAR = Period.of_year(2025)
ODD = Period(date(2024, 11, 17), date(2025, 4, 3))
QUICK, FULL = 8, 300


def compare(store: Store, path: Path, period: Period) -> None:
    """Every figure, and every line of the breakdowns that the recount knows, against the export at `path`."""
    made = build_report(store, period, ReportOptions(created=date(2026, 7, 1), exact=True))
    told: dict[str, dict[str, Any]] = {one["key"]: one for one in json.loads(json.dumps(figures_json(made)))["figures"]}
    recount = Recount(path, period.first, period.last)
    counted = recount.figures()
    assert set(counted) == set(told)
    for key, value in counted.items():
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
    compare(store, exported(store, tmp_path), YEAR)
    store.close()


def exported(store: Store, folder: Path) -> Path:
    export_workbook(store, folder / "alles.xlsx")
    return folder / "alles.xlsx"


def random_file(empty_file: Path, path: Path, seed: int) -> Store:
    store = Store.open(Path(shutil.copy(empty_file, path)), TEST_KEY)
    fill_at_random(store, seed)
    return store


def random_files(count: int, empty_file: Path, folder: Path) -> None:
    compared = 0
    for seed in range(count):
        store = random_file(empty_file, folder / f"{seed}.dorpsapp", seed)
        path = exported(store, folder)
        for period in (YEAR, ODD):
            with store.read() as session:
                is_empty = read_facts(session, period).is_empty
            if not is_empty:
                compare(store, path, period)
                compared += 1
        store.close()
    assert compared > count


def test_an_outsider_counts_the_same_in_random_files(empty_file: Path, tmp_path: Path) -> None:
    random_files(QUICK, empty_file, tmp_path)


@pytest.mark.full
def test_an_outsider_counts_the_same_in_many_random_files(empty_file: Path, tmp_path: Path) -> None:
    random_files(FULL, empty_file, tmp_path)


def test_the_recount_knows_every_figure() -> None:
    """A new figure is counted a second time, or this fails."""
    source = Path(__file__).with_name("recount.py").read_text("utf-8")
    assert not [one.key for one in INDICATORS if f'"{one.key}"' not in source]


def test_a_wrong_figure_is_noticed(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search bites: a recount that forgets the own duration of people is not accepted."""
    store = random_file(empty_file, tmp_path / "dorp.dorpsapp", 3)
    monkeypatch.setattr("tests.recount.recount.Help.hours", lambda self, role: float(len(self.people(role))))
    with pytest.raises(AssertionError, match="hours"):
        compare(store, exported(store, tmp_path), YEAR)
    store.close()
