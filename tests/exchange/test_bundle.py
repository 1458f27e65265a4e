"""Bundles: what is sent is what the report shows, what comes back is the same, and what was changed is refused."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dorpsapp import __version__
from dorpsapp.errors import UserError
from dorpsapp.exchange.bundle_in import check_together, read_bundle
from dorpsapp.figures.dimensions import AGE_BANDS
from dorpsapp.figures.period import Period
from dorpsapp.models import Category
from dorpsapp.reports.bundle import (
    BUNDLE_KIND,
    OWN_KINDS,
    PER_AGE,
    PER_KIND,
    TOTALS,
    Bundle,
    bundle_json,
    bundle_of,
    write_bundle,
)
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.taxonomy import CATEGORIES
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)
MADE = date(2026, 1, 15)
AGES = tuple(f"{low}-{high}" for low, high in AGE_BANDS)
CODES = (OWN_KINDS, *(one.code for one in CATEGORIES))


@pytest.fixture(scope="module", params=["achterveld", "austerlitz", "jutter"])
def village(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.create(tmp_path_factory.mktemp("bundle") / f"{request.param}.dorpsapp", key=bytes(32))
    make_village(
        store, VILLAGES[request.param], VillageSize(people=110, support=500, years=2, until=date(2025, 12, 31))
    )
    request.addfinalizer(store.close)
    return store


def test_a_bundle_says_what_the_protected_report_says(village: Store) -> None:
    told = figures_json(build_report(village, YEAR, ReportOptions(created=MADE)))
    figures = {one["key"]: one for one in told["figures"]}
    bundle = bundle_of(village, YEAR, MADE)
    scale = {"uur": 60, "km": 10}
    for key in TOTALS:
        assert bundle.totals[key] == round(figures[key]["value"] * scale.get(figures[key]["unit"], 1)), key
    for key in PER_KIND:
        for row in figures[key]["breakdowns"]["category"]:
            if row["key"] in CODES and row["value"] is None:
                assert bundle.kinds[row["key"]][key] is None
            elif row["key"] in CODES and row["value"]:
                assert bundle.kinds[row["key"]][key] == round(row["value"] * scale.get(figures[key]["unit"], 1))
    for key in PER_AGE:
        for row in figures[key]["breakdowns"]["age"]:
            low, high = bundle.ages[key][row["key"]]
            assert low <= (row["value"] or low) <= high
            assert low < high or row["value"] == 0


def test_no_text_that_anyone_typed_is_in_a_bundle(village: Store) -> None:
    """But for the name and the municipality of the initiative every word in it is one of a fixed list."""
    told = bundle_json(replace(bundle_of(village, YEAR, MADE), initiative="", municipality=""))
    units, ages = ("count", "minutes", "tenths of a kilometre"), (*AGES, "none")
    fixed = {*told, *CODES, *TOTALS, *PER_AGE, *PER_KIND, *units, *ages, "", BUNDLE_KIND, __version__}
    fixed |= {"2025-01-01", "2025-12-31", MADE.isoformat(), told["checksum"]}
    words = set(_words(told))
    assert len(words) > len(TOTALS)
    assert words <= fixed


def _words(told: object) -> Iterator[str]:
    """Every text in an object of JSON, names of fields too."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for key, value in told.items():
            yield from (key, *_words(value))
    elif isinstance(told, list):
        for value in told:
            yield from _words(value)


def test_the_name_of_a_kind_that_an_initiative_made_itself_is_not_sent(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "eigen.dorpsapp", key=bytes(32))
    make_village(store, VILLAGES["jutter"], VillageSize(people=90, support=300, years=1, until=date(2025, 12, 31)))
    before = bundle_of(store, YEAR, MADE)
    with store.write("Eigen soort") as unit:
        kind = unit.scalars(sa.select(Category).where(Category.code == "DROP_IN")).one()
        kind.code, kind.name = "KOFFIE_BIJ_ANNEKE", "Koffie bij Anneke"
    after = bundle_of(store, YEAR, MADE)
    store.close()
    assert after.kinds[OWN_KINDS] == before.kinds["DROP_IN"]
    assert "ANNEKE" not in json.dumps(bundle_json(after)).upper()


def test_a_bundle_comes_back_as_it_was_sent(village: Store, tmp_path: Path) -> None:
    bundle = bundle_of(village, YEAR, MADE)
    path = tmp_path / "bundel.json"
    write_bundle(bundle, path)
    assert read_bundle(path) == bundle


COUNTS = st.integers(0, 10**7)
BUNDLES = st.builds(
    Bundle,
    initiative=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30),
    municipality=st.text(st.characters(categories=["L"]), max_size=20),
    period=st.integers(2000, 2100).map(Period.of_year),
    made_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    program=st.just("0.1.0"),
    totals=st.dictionaries(st.sampled_from(TOTALS), COUNTS),
    kinds=st.dictionaries(
        st.sampled_from(CODES), st.dictionaries(st.sampled_from(PER_KIND), st.none() | COUNTS), max_size=6
    ),
    ages=st.dictionaries(
        st.sampled_from(PER_AGE),
        st.dictionaries(st.sampled_from(["0-17", "85-400", "none"]), st.tuples(st.integers(0, 9), st.integers(9, 99))),
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bundle=BUNDLES)
def test_every_bundle_comes_back(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "bundel.json"
    write_bundle(bundle, path)
    assert read_bundle(path) == bundle


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bundle=BUNDLES, data=st.data())
def test_one_number_that_was_changed_is_noticed(bundle: Bundle, data: st.DataObject, tmp_path: Path) -> None:
    told: Any = bundle_json(bundle)
    key = data.draw(st.sampled_from(TOTALS))
    told["totals"][key] = told["totals"].get(key, 0) + data.draw(st.integers(1, 99))
    path = tmp_path / "bundel.json"
    path.write_text(json.dumps(told), "utf-8")
    with pytest.raises(UserError, match="beschadigd"):
        read_bundle(path)


SAMPLE = Bundle("Dorp", "Leusden", YEAR, MADE, "0.1.0", {"supports": 3}, {"TRANSPORT": {"supports": 3}})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "geen bundel"),
        (b"[1, 2]", "geen bundel"),
        (b"\xff\xfe\x00", "geen bundel"),
        (b"[" * 100_000, "geen bundel"),
        (b'{"kind": "dorpsapp-bundel"}', "beschadigd"),
        (b'{"kind": "dorpsapp-bundel", "format": 2}', "nieuwere Dorpsapp"),
        (b" " * 1_000_001, "te groot"),
    ],
)
def test_what_is_no_bundle_is_refused_in_plain_words(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "iets.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said) as refused:
        read_bundle(path)
    assert "iets.json" in refused.value.sentence


def test_a_bundle_that_is_gone_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="kan niet worden gelezen"):
        read_bundle(tmp_path / "weg.json")


@pytest.mark.parametrize(
    "change",
    [
        {"totals": {"supports": -1}},
        {"totals": {"supports": True}},
        {"totals": {"supports": 3.5}},
        {"totals": {"names": 3}},
        {"kinds": {"Rit voor mevrouw": {"supports": 3}}},
        {"kinds": {"TRANSPORT": {"supports": "3"}}},
        {"ages": {"clients_unique": {"0-17": [4, 1]}}},
        {"ages": {"clients_unique": {"0-17": [1]}}},
        {"initiative": " "},
        {"initiative": "Dorp\n"},
        {"municipality": 3},
        {"program": "<b>"},
        {"from": "2025-13-01"},
        {"to": "2024-12-31"},
        {"remark": "Anneke reed 3 keer"},
    ],
)
def test_what_does_not_belong_in_a_bundle_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    """Also by somebody who knows how to work the checksum out again."""
    path = tmp_path / "bundel.json"
    path.write_text(json.dumps({**bundle_json(SAMPLE), **change}), "utf-8")
    with pytest.raises(UserError, match="beschadigd"):
        read_bundle(path)


def test_bundles_that_do_not_fit_together_are_named() -> None:
    check_together([SAMPLE, replace(SAMPLE, initiative="Ander dorp")])
    with pytest.raises(UserError, match="Kies eerst"):
        check_together([])
    with pytest.raises(UserError, match="Van dorp zijn er twee"):
        check_together([SAMPLE, replace(SAMPLE, initiative="dorp")])
    other = replace(SAMPLE, initiative="Ander dorp", period=Period.of_year(2024))
    with pytest.raises(UserError, match="Dorp over 2025, Ander dorp over 2024"):
        check_together([SAMPLE, other])
    many = [replace(SAMPLE, initiative=f"Dorp {n}") for n in range(501)]
    with pytest.raises(UserError, match="Meer dan 500"):
        check_together(many)
