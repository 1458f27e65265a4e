"""The money of a year with keyboard and clipboard: cells, new lines, explanations, bookings and reserves."""

from datetime import date

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from dorpsapp.models import Activity, BudgetLine, LineKind, Rate, RateKind, ReserveKind, Shape, Side
from dorpsapp.services import records
from dorpsapp.services.bookings import save_booking
from dorpsapp.services.grants import save_grant
from dorpsapp.services.money import money_year
from dorpsapp.services.money_lines import add_line, change_line
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.reserves import save_reserve
from dorpsapp.ui.pages.money import MoneyPage
from dorpsapp.ui.pages.money_costs import AmountsCard
from dorpsapp.ui.pages.money_rows import ACTUAL, BUDGET, DIFFERENCE, EXPLANATION, NAME, NEXT
from dorpsapp.ui.widgets.cards import LineLink
from tests.journeys.money_tools import line, row, shown, totals
from tests.window_tools import Desk, category_id


def test_typing_saves_totals_live_and_undo_brings_back(desk: Desk, money: MoneyPage) -> None:
    assert totals(money, ACTUAL) == ["12.000,00", "7.200,00", "4.800,00"]
    money.table.enter(row(money, "Huur"), BUDGET)
    desk.type("6.500,50\t")
    assert shown(money, "Huur")[:4] == ["Huur", "6.500,50", "7.200,00", "699,50"]
    assert totals(money, BUDGET) == ["12.000,00", "6.500,50", "5.499,50"]
    assert money.table.currentIndex().column() == ACTUAL
    assert desk.store.undoable() == "Begroting 2026: 1 vak"
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert shown(money, "Huur")[1] == "6.000,00"


def test_enter_goes_down_and_tab_skips_what_is_worked_out(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), ACTUAL)
    desk.press(Qt.Key.Key_Tab)
    assert money.table.currentIndex().column() == EXPLANATION
    desk.press(Qt.Key.Key_Tab)
    assert money.table.currentIndex().column() == NEXT
    desk.press(Qt.Key.Key_Tab)
    assert (money.table.currentIndex().row(), money.table.currentIndex().column()) == (row(money, "Huur") + 1, NAME)
    money.table.enter(row(money, "Subsidie gemeente"), BUDGET)
    desk.press(Qt.Key.Key_Return)
    assert money.table.currentIndex().row() == row(money, "Huur")


def test_what_is_worked_out_says_so(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), DIFFERENCE)
    desk.type("5")
    assert "rekent Dorpsapp uit" in money.problem.text()


def test_what_cannot_be_read_stays_and_holds_the_page(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), ACTUAL)
    desk.type("duur\t")
    assert shown(money, "Huur")[2] == "duur"
    assert "Huur, werkelijk 2026: Vul een bedrag in" in money.problem.text()
    desk.go("people")
    assert desk.page is money
    money.table.enter(row(money, "Huur"), ACTUAL)
    desk.type("7200\t")
    assert money.problem.text() == ""
    desk.go("people")
    assert desk.page is not money


def test_a_new_line_is_typed_and_its_kind_guessed(desk: Desk, money: MoneyPage) -> None:
    money.share.setFocus()
    desk.press(Qt.Key.Key_N, alt=True)
    desk.wait_for_focus(money.table)
    assert money.table.currentIndex().row() == money.model.row_of(Side.INCOME, "")
    money.table.enter(money.model.row_of(Side.EXPENSE, "") or 0, NAME)
    desk.type("Bankkosten\t")
    assert line(desk.store, "Bankkosten").kind is LineKind.GENERAL
    assert (money.table.currentIndex().row(), money.table.currentIndex().column()) == (row(money, "Bankkosten"), BUDGET)
    desk.type("120\n")
    assert line(desk.store, "Bankkosten").budget == 12_000
    money.table.enter(money.model.row_of(Side.EXPENSE, "") or 0, NAME)
    desk.type("huur\t")
    assert "al een regel met deze naam" in money.problem.text()


def test_a_whole_budget_is_pasted_from_a_spreadsheet_as_one_step(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(money.model.row_of(Side.EXPENSE, "") or 0, NAME)
    QGuiApplication.clipboard().setText("Verzekering\t€ 300,00\t290\r\nDrukwerk\t1.250\t\r\n")
    desk.press(Qt.Key.Key_V, control=True)
    desk.settle()
    assert [(line(desk.store, name).budget, line(desk.store, name).typed) for name in ("Verzekering", "Drukwerk")] == [
        (30_000, 29_000), (125_000, None),
    ]  # fmt: skip
    assert desk.window.toast.text.text() == "2 regels toegevoegd."
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert "Drukwerk" not in {one.name for one in money_year(desk.store, 2026).lines}
    assert money.table.currentIndex().isValid()
    money.table.enter(money.model.row_of(Side.EXPENSE, "") or 0, NAME)
    QGuiApplication.clipboard().setText("Porto\tveel")
    desk.press(Qt.Key.Key_V, control=True)
    desk.settle()
    assert "Porto, begroot 2026: Vul een bedrag in" in money.problem.text()
    assert "Porto" not in {one.name for one in money_year(desk.store, 2026).lines}


def test_the_line_of_a_block_that_is_there_already_is_named(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(money.model.row_of(Side.EXPENSE, "") or 0, NAME)
    QGuiApplication.clipboard().setText("Porto\t5\nhuur\t6\n")
    desk.press(Qt.Key.Key_V, control=True)
    desk.settle()
    assert "huur: In 2026 is er al een regel met deze naam." in money.problem.text()
    assert "Porto" not in {one.name for one in money_year(desk.store, 2026).lines}


def test_a_block_of_amounts_fills_cells_and_tells_what_fell_outside(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), BUDGET)
    QGuiApplication.clipboard().setText("5000\t5100\n1\t2")
    desk.press(Qt.Key.Key_V, control=True)
    desk.settle()
    assert shown(money, "Huur")[1:3] == ["5.000,00", "5.100,00"]
    assert "Begin bij Nieuwe regel" in money.problem.text()


def test_a_difference_asks_its_explanation_when_the_year_is_over(desk: Desk, money: MoneyPage) -> None:
    assert money.model.index(row(money, "Huur"), EXPLANATION).data() == ""
    add_line(desk.store, 2025, Side.EXPENSE, "Huur", {"budget": 600_000, "actual": 720_000})
    money.previous.click()
    desk.settle()
    assert money.title.text() == "Geld 2025"
    place = money.model.index(row(money, "Huur"), EXPLANATION)
    assert place.data() == "Uitleg nodig"
    assert "groter dan 10%" in place.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    told = [each.text_of_line.text() for each in money.checks.lines if isinstance(each, LineLink)]
    assert "1 verschil is nog niet uitgelegd." in told
    money.table.setFocus()
    money.table.enter(row(money, "Huur"), EXPLANATION)
    desk.type("De zaal werd duurder.\t")
    assert line(desk.store, "Huur", 2025).explanation == "De zaal werd duurder."
    told = [each.text_of_line.text() for each in money.checks.lines if isinstance(each, LineLink)]
    assert not [text for text in told if "uitgelegd" in text]


def test_what_must_still_fit_leads_to_where_it_is_put_right(desk: Desk, money: MoneyPage) -> None:
    add_line(desk.store, 2025, Side.INCOME, "Giften", {"budget": 100_000, "actual": 100_000})
    add_line(desk.store, 2025, Side.EXPENSE, "Huur", {"budget": 600_000, "actual": 720_000})
    save_booking(desk.store, {"day": date(2025, 5, 1), "amount": -500, "description": "Porto"})
    money.previous.click()
    desk.settle()

    def follow(words: str) -> None:
        lines = [each for each in money.checks.lines if isinstance(each, LineLink)]
        next(each for each in lines if words in each.text_of_line.text()).setFocus()
        desk.press(Qt.Key.Key_Space)
        desk.settle()

    follow("nog niet uitgelegd")
    at = money.table.currentIndex()
    assert desk.focused() is money.table and (at.row(), at.column()) == (row(money, "Huur"), EXPLANATION)
    follow("hoort nog bij geen regel")
    assert desk.focused() is money.bookings.table
    follow("nog niet verdeeld over de reserves")
    assert desk.focused() is money.reserves.add


def test_next_year_is_budgeted_beside_this_one(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), NEXT)
    desk.type("7300\n")
    money.next.click()
    desk.settle()
    assert shown(money, "Huur") == ["Huur", "7.300,00", "", "", "", "7.200,00", ""]
    ready = row(money, "Subsidie gemeente")
    assert money.model.line_at(ready).id is None  # type: ignore[union-attr]  # it is a line
    money.table.setFocus()
    money.table.enter(ready, BUDGET)
    desk.type("12500\n")
    assert line(desk.store, "Subsidie gemeente", 2027).budget == 1_250_000


def test_an_empty_year_begins_with_the_usual_lines_or_those_of_last_year(empty_desk: Desk) -> None:
    page = empty_desk.go("money")
    assert isinstance(page, MoneyPage)
    assert page.empty.isVisible() and empty_desk.focused() is page.empty.buttons[0]
    empty_desk.press(Qt.Key.Key_Space)
    empty_desk.settle()
    assert len(money_year(empty_desk.store, 2026).lines) > 25
    page.next.click()
    empty_desk.settle()
    assert page.empty.buttons[0].text() == "Neem de regels van vorig jaar over"


def test_the_card_of_a_line_changes_what_it_belongs_to(desk: Desk, money: MoneyPage) -> None:
    money.table.enter(row(money, "Huur"), BUDGET)
    assert money.line_card.title is not None and money.line_card.title.text() == "Regel: Huur"
    picker = money.line_card.form.boxes["is_general"].editor
    picker.setFocus()
    desk.type("ja")
    picker.activated.emit(1)  # type: ignore[attr-defined]  # a list to pick from
    desk.settle()
    assert line(desk.store, "Huur").is_general
    assert picker.hasFocus()
    picker = money.line_card.form.boxes["side"].editor
    picker.setCurrentIndex(1)  # type: ignore[attr-defined]
    picker.activated.emit(1)  # type: ignore[attr-defined]
    desk.settle()
    assert line(desk.store, "Huur").side is Side.INCOME
    money.table.enter(row(money, "Huur"), BUDGET)
    money.line_card.away.click()
    desk.settle()
    assert "Huur" not in {one.name for one in money_year(desk.store, 2026).lines}


def test_grants_of_one_name_are_told_apart_where_a_line_gets_one(desk: Desk, money: MoneyPage) -> None:
    def offered() -> list[str]:
        picker = money.line_card.form.boxes["grant_id"].editor
        assert isinstance(picker, QComboBox)
        return [picker.itemText(at) for at in range(picker.count())]

    assert offered() == ["", "Burenhulp 2026"]
    values = {"name": "Burenhulp 2026", "period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
    save_grant(desk.store, values, new_funder="Oranjestichting Voorbeeld")
    desk.settle()
    assert set(offered()) == {
        "", "Burenhulp 2026 (Gemeente Voorbeelddorp, 2026)", "Burenhulp 2026 (Oranjestichting Voorbeeld, 2026)",
    }  # fmt: skip


def test_years_end_where_no_books_are(desk: Desk, money: MoneyPage) -> None:
    money.show_year(1990)
    money.previous.click()
    desk.settle()
    assert money.title.text() == "Geld 1990"
    assert money.empty.buttons[1].text() == "Lees een begroting in…" and not money.out.isVisible()


def test_bookings_are_sorted_by_keyboard_and_the_next_is_proposed(desk: Desk, money: MoneyPage) -> None:
    for day in (3, 2, 1):
        values = {"day": date(2026, 5, day), "amount": -5_000 * day, "description": f"Zaal Voorbeeld {day} · mei"}
        save_booking(desk.store, values)
    desk.settle()
    bookings = money.bookings
    assert bookings.model.rowCount() == 3
    bookings.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is bookings.picker
    desk.type("\n")
    assert "Kies een regel" in bookings.picker_box.error
    desk.type("huu\n")
    assert bookings.model.rowCount() == 2
    assert desk.focused() is bookings.table
    assert bookings.take_all.text() == "2 voorstellen overnemen"
    desk.press(Qt.Key.Key_Return)
    assert bookings.picker.text() == "Huur"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    bookings.take_all.click()
    desk.settle()
    assert bookings.model.rowCount() == 0
    assert line(desk.store, "Huur").booked == 30_000
    bookings.everything.setChecked(True)
    desk.settle()
    assert bookings.model.rowCount() == 3
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert money_year(desk.store, 2026).unsorted == 1


def test_a_booking_is_added_by_hand(desk: Desk, money: MoneyPage) -> None:
    money.bookings.begin_new()
    boxes = money.bookings.form.boxes
    boxes["amount"].editor.setFocus()
    desk.type("0\n")
    assert "niet nul" in boxes["amount"].error
    amount = boxes["amount"].editor
    assert isinstance(amount, QLineEdit)
    amount.selectAll()
    desk.type("-12,50\n")
    assert money_year(desk.store, 2026).unsorted == 1
    assert desk.window.toast.text.text() == "Opgeslagen."
    money.bookings.begin_new({"day": date(2025, 12, 31), "amount": -500})
    money.bookings.save()
    assert desk.window.toast.text.text() == "Opgeslagen in Geld 2025."
    money.bookings.begin_new({"day": date(2026, 12, 31), "amount": -500})
    money.bookings.save()
    assert desk.window.toast.text.text() == "Opgeslagen."


def test_reserves_are_carried_over_and_the_result_is_divided(desk: Desk, money: MoneyPage) -> None:
    values = {"name": "Algemene reserve", "kind": ReserveKind.GENERAL, "opening": 100_000, "added": 5_000}
    save_reserve(desk.store, 2025, {**values, "withdrawn": None, "purpose": None})
    desk.settle()
    assert money.carry.isVisible()
    money.carry.click()
    desk.settle()
    assert money.reserves.model.rowCount() == 1
    (reserve,) = money_year(desk.store, 2026).reserves
    assert (reserve.opening, reserve.before) == (105_000, 105_000)
    money.reserves.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    money.reserves.form.boxes["added"].editor.setFocus()
    added = money.reserves.form.boxes["added"].editor
    assert isinstance(added, QLineEdit)
    added.selectAll()
    desk.type("4800\n")
    assert money_year(desk.store, 2026).reserves[0].closing == 585_000
    money.reserves.begin_new({"name": "algemene reserve", "kind": ReserveKind.EARMARKED})
    money.reserves.save()
    assert "al een reserve met deze naam" in money.reserves.form.boxes["name"].error


def test_the_share_from_which_is_explained_can_be_set(desk: Desk, money: MoneyPage) -> None:
    money.share.setFocus()
    money.share.selectAll()
    desk.type("200\t")
    assert "tot en met 100" in money.share_box.error
    money.share.setFocus()
    money.share.selectAll()
    desk.type("25\t")
    assert money_year(desk.store, 2026).explained_from == 25


def test_costs_are_told_per_activity_and_per_grant(desk: Desk, money: MoneyPage) -> None:
    def cells(card: AmountsCard) -> list[list[str]]:
        table = card.table
        columns = range(table.columnCount())
        return [[item.text() for at in columns if (item := table.item(row, at))] for row in range(table.rowCount())]

    assert money.costs.nothing.isVisible() and money.grant_costs.nothing.isVisible()
    values = {"name": "Ritten", "category_id": category_id(desk.store, "Vervoer")}
    activity = records.save(desk.store, Activity, values)
    for side, name, budget, actual, of in (
        (Side.EXPENSE, "Benzine", 100_000, 80_000, {"activity_id": activity, "grant_id": 1}),
        (Side.EXPENSE, "Borrel", 5_000, 7_500, {"grant_id": 1, "is_eligible": False}),
        (Side.EXPENSE, "Bank", 10_000, 12_000, {"is_general": True}),
    ):
        add_line(desk.store, 2026, side, name, {"budget": budget, "actual": actual, **of})
    subsidy = line(desk.store, "Subsidie gemeente")
    assert subsidy.id is not None
    change_line(desk.store, subsidy.id, subsidy.version, {"grant_id": 1})
    desk.settle()
    assert cells(money.costs) == [["Ritten", "€ 1.100,00", "€ 800,00", "€ 120,00", "€ 920,00", "0", ""]]
    kind = category_id(desk.store, "Vervoer")
    for day in (3, 4, 5):
        ride = SupportEntry(date(2026, 9, day), kind, Shape.INDIVIDUAL, 60, (1,), (4,), activity_id=activity)
        record_support(desk.store, ride)
    desk.settle()
    assert cells(money.costs)[0][4:] == ["€ 920,00", "3", "€ 306,67"]
    assert cells(money.grant_costs) == [
        ["Burenhulp 2026", "€ 12.000,00", "€ 1.000,00", "€ 800,00", "€ 75,00", "€ 12.000,00"]
    ]
    assert money.grant_costs.table.model().index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Werkelijk: € 800,00"
    assert not money.grant_costs.nothing.isVisible()


def test_money_of_passengers_is_told_beside_the_books(desk: Desk, money: MoneyPage) -> None:
    assert not money.costs.outside.isVisible()
    rate = {"kind": RateKind.PASSENGER_KM, "valid_from": date(2026, 1, 1), "amount": 30, "source": "besluit"}
    records.save(desk.store, Rate, rate)
    desk.settle()
    assert "€ 10,80 voor 36 km" in money.costs.outside.text()
    assert totals(money, ACTUAL)[0] == "12.000,00"


def test_a_screen_reader_hears_column_and_value(desk: Desk, money: MoneyPage) -> None:
    role = Qt.ItemDataRole
    place = money.model.index(row(money, "Huur"), ACTUAL)
    assert place.data(role.AccessibleTextRole) == "Werkelijk 2026: 7.200,00"
    assert money.model.headerData(row(money, "Huur"), Qt.Orientation.Vertical) == "Huur"
    interface = QAccessible.queryAccessibleInterface(money.table)
    assert interface is not None and interface.text(QAccessible.Text.Name) == "Begroting"
    money.table.enter(row(money, "Huur"), BUDGET)
    desk.press(Qt.Key.Key_F2)
    assert desk.focused().accessibleName() == "Huur, begroot 2026"
    desk.press(Qt.Key.Key_Escape)


def test_what_someone_else_changed_meanwhile_is_not_overwritten(desk: Desk, money: MoneyPage) -> None:
    stale = line(desk.store, "Huur")
    with desk.store.write("Iemand anders") as unit:
        kept = unit.scalars(sa.select(BudgetLine).where(BudgetLine.name == "Huur")).one()
        kept.budget = 1
    rows = money.model.rows
    at = row(money, "Huur")
    rows[at] = type(rows[at])(rows[at].kind, rows[at].side, stale)
    money.model.write({(at, BUDGET): "99"})
    assert "intussen gewijzigd" in money.model.problems()[0]
    assert line(desk.store, "Huur").budget == 1
