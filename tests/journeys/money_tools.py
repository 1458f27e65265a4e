"""What journeys through the money of a year share: the page, and reading it."""

import pytest

from dorpsapp.services.money import MoneyLine, money_year
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.money import MoneyPage
from dorpsapp.ui.pages.money_rows import COLUMNS
from tests.window_tools import Desk


@pytest.fixture
def money(desk: Desk) -> MoneyPage:
    """The money of 2026: the grant of the municipality, and the rent that became more than was planned."""
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    assert page.year == 2026
    page.table.setFocus()
    return page


def row(page: MoneyPage, name: str) -> int:
    """Where a line stands."""
    return next(at for at, each in enumerate(page.model.rows) if each.line is not None and each.line.name == name)


def shown(page: MoneyPage, name: str) -> list[str]:
    """The cells of a line."""
    return [page.model.shown(page.model.index(row(page, name), column)) for column in range(COLUMNS)]


def totals(page: MoneyPage, column: int) -> list[str]:
    """The totals of both sides and the result."""
    kinds = ("total", "result")
    return [
        page.model.shown(page.model.index(at, column))
        for at, each in enumerate(page.model.rows)
        if each.kind.value in kinds
    ]


def line(store: Store, name: str, year: int = 2026) -> MoneyLine:
    return next(one for one in money_year(store, year).lines if one.name == name)
