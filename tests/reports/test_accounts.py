"""Grants and money in reports: the same figures everywhere, protected, explained, and never added twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.figures import Figures
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.figures.targets import Light, why_no_target
from dorpsapp.models import BudgetLine, Category, Funder, GrantState, LegalForm, ParticipantRole, Shape, Side
from dorpsapp.reports.accounts import GrantResults
from dorpsapp.reports.blocks import Document, Heading, KeepTogether, Paragraph, Table, plain, walk
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import ReportOptions, Section, all_sections, build_report, with_own_text
from dorpsapp.reports.tables import work_out
from dorpsapp.services import records
from dorpsapp.services.grants import grants_between, save_grant, save_target
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.money import money_year
from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.report_texts import save_text
from dorpsapp.store.store import Store
from tests.reports.reading import book_cells, pdf_pages

YEAR = Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15))


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["zegveld"], VillageSize(years=2, until=date(2025, 12, 31)))
    yield store
    store.close()


@pytest.fixture
def hamlet(store: Store) -> Store:
    """Three people driven once in March 2025, by two volunteers."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad", legal_form=LegalForm.FOUNDATION)
    drivers = [save_person(store, {"surname": f"Rijder {n}"}, role=ParticipantRole.VOLUNTEER) for n in (1, 2)]
    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
    for number in (1, 2, 3):
        rider = save_person(store, {"surname": f"Reiziger {number}"}, role=ParticipantRole.CLIENT)
        entry = SupportEntry(
            date(2025, 3, number), kind, Shape.INDIVIDUAL, 90, (drivers[number % 2],), (rider,), km=200
        )
        record_support(store, entry)
    return store


def a_grant(store: Store, first: date, last: date, name: str = "Burenhulp") -> int:
    with store.read() as session:
        known = session.scalars(sa.select(Funder.id)).first()
    funder = known or records.save(store, Funder, {"name": "Gemeente Voorbeeldstad"})
    values = {"funder_id": funder, "name": name, "period_from": first, "period_to": last, "state": GrantState.GRANTED}
    return save_grant(store, values)


def tables_of(document: Document) -> dict[str, Table]:
    return {block.key: block for block in walk(document.blocks) if isinstance(block, Table)}


def results_of(store: Store, options: ReportOptions = OPTIONS) -> tuple[GrantResults, Figures]:
    review = build_report(store, YEAR, options).review
    return review.accounts.grants[0], review.now


def test_the_table_of_targets_says_what_the_figures_say(village: Store) -> None:
    results, figures = results_of(village)
    document = build_report(village, YEAR, OPTIONS).document
    table = tables_of(document)[f"targets_{results.grant.id}"]
    assert len(table.rows) == len(results.targets) >= 4
    for result, cells in zip(results.targets, work_out(table).rows, strict=True):
        if result.agreed.category is None:
            assert result.standing.realised == figures.value(result.agreed.indicator)
        assert cells[2].text == result.standing.realised_shown
        wanted, realised, difference, share = (cell.number for cell in cells[1:5])
        assert wanted is not None and realised is not None
        assert difference == pytest.approx(realised - wanted)
        assert share == pytest.approx(realised / wanted)
        assert result.standing.share is not None and float(result.standing.share) == pytest.approx(share)
    told = {one["label"]: one for one in figures_json(build_report(village, YEAR, OPTIONS))["grants"][0]["targets"]}
    for result in results.targets:
        assert told[result.agreed.label]["shown"] == result.standing.realised_shown


def test_few_people_behind_a_target_are_not_told_and_not_computable(hamlet: Store) -> None:
    grant = a_grant(hamlet, date(2025, 1, 1), date(2025, 12, 31))
    with hamlet.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
    for indicator in ("clients_unique", "volunteer_hours", "deliveries"):
        values = {"label": f"Doel {indicator}", "indicator": indicator, "category_id": kind, "wanted": 10}
        save_target(hamlet, grant, values, why_no_target)
    document = build_report(hamlet, YEAR, OPTIONS).document
    rows = work_out(tables_of(document)[f"targets_{grant}"]).rows
    shown = {row[0].text: [cell.text for cell in row[2:6]] for row in rows}
    for label in ("Doel clients_unique", "Doel volunteer_hours", "Doel deliveries"):
        assert shown[label] == ["·", "·", "·", "Van zo weinig mensen tonen wij geen aantal."]
    results, _figures = results_of(hamlet)
    assert any(isinstance(one.standing.realised, Hidden) for one in results.targets)
    exact, _figures = results_of(hamlet, replace(OPTIONS, exact=True))
    assert exact.targets[0].standing.realised == 3


def test_a_grant_over_other_days_is_counted_over_its_own_and_rounded(hamlet: Store) -> None:
    grant = a_grant(hamlet, date(2025, 3, 1), date(2025, 3, 31))
    for indicator in ("clients_unique", "volunteer_hours", "km", "contacts"):
        save_target(hamlet, grant, {"label": indicator, "indicator": indicator, "wanted": 10}, why_no_target)
    results, _figures = results_of(hamlet)
    assert results.is_blurred and results.period == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert [one.standing.realised_shown for one in results.targets] == ["< 5", "5", "60", "3"]
    exact, _figures = results_of(hamlet, replace(OPTIONS, exact=True))
    assert [one.standing.realised_shown for one in exact.targets] == ["3", "5", "60", "3"]
    assert "afgerond op vijf" in " ".join(render_text(build_report(hamlet, YEAR, OPTIONS).document).split())


def test_half_a_grant_is_not_held_against_the_whole_when_it_is_over(hamlet: Store) -> None:
    """The first half of a year, reported on long after: three rides of four are well on course, and ask no words."""
    grant = a_grant(hamlet, date(2025, 1, 1), date(2025, 12, 31))
    save_target(hamlet, grant, {"label": "Ritten", "indicator": "deliveries", "wanted": 4}, why_no_target)
    half = Period(date(2025, 1, 1), date(2025, 6, 30))
    document = build_report(hamlet, half, ReportOptions(created=date(2026, 11, 1))).document
    text = " ".join(render_text(document).split())
    assert "Geteld is tot en met 30-6-2025; de periode is dan niet voorbij" in text
    assert "Nog niet toegelicht." not in text


def test_a_running_grant_is_counted_to_the_end_of_the_report_and_has_lights(hamlet: Store) -> None:
    grant = a_grant(hamlet, date(2025, 1, 1), date(2026, 12, 31))
    save_target(hamlet, grant, {"label": "Ritten", "indicator": "deliveries", "wanted": 3}, why_no_target)
    results, _figures = results_of(hamlet, ReportOptions(created=date(2025, 9, 1)))
    assert not results.is_over
    assert results.targets[0].standing.light is Light.GREEN
    text = render_text(build_report(hamlet, YEAR, ReportOptions(created=date(2025, 9, 1))).document)
    assert "Geteld is tot en met 1-9-2025; de periode is dan niet voorbij" in " ".join(text.split())
    assert "Nog niet toegelicht." not in text


def test_two_funders_over_the_same_hours_leave_the_totals_alone(hamlet: Store) -> None:
    before = build_report(hamlet, YEAR, OPTIONS).review.now.value("volunteer_hours")
    for name in ("Een", "Twee"):
        grant = a_grant(hamlet, YEAR.first, YEAR.last, name)
        save_target(hamlet, grant, {"label": name, "indicator": "volunteer_hours", "wanted": 5}, why_no_target)
    report = build_report(hamlet, YEAR, OPTIONS)
    assert report.review.now.value("volunteer_hours") == before
    assert "telt elk uur één keer" in " ".join(render_text(report.document).split())


def test_a_difference_without_explanation_is_said_to_have_none(hamlet: Store) -> None:
    grant = a_grant(hamlet, YEAR.first, YEAR.last)
    number = save_target(hamlet, grant, {"label": "R", "indicator": "deliveries", "wanted": 9}, why_no_target)
    assert "Nog niet toegelicht." in render_text(build_report(hamlet, YEAR, OPTIONS).document)
    save_target(hamlet, grant, {"explanation": "De bus reed weer."}, why_no_target, number)
    text = render_text(build_report(hamlet, YEAR, OPTIONS).document)
    assert "Nog niet toegelicht." not in text and "De bus reed weer." in text


def test_money_is_the_same_in_tables_workbook_text_json_and_pdf(village: Store) -> None:
    report = build_report(village, YEAR, OPTIONS)
    money = money_year(village, 2025)
    told = figures_json(report)["money"]
    assert told["result"] == pytest.approx(money.result.actual / 100)
    assert sum(line["actual"] for line in told["lines"] if line["side"] == "income") == pytest.approx(
        money.sums(Side.INCOME).actual / 100
    )
    with village.read() as session:
        lines = session.scalars(sa.select(BudgetLine).where(BudgetLine.year == 2025)).all()
        by_hand = sum((line.actual or 0) * (1 if line.side is Side.INCOME else -1) for line in lines)
    assert by_hand == money.result.actual
    tables = tables_of(report.document)
    result = work_out(tables["money_result"]).total
    assert result is not None and result[2].number == pytest.approx(by_hand / 100)
    cells = list(book_cells(render_workbook(report.document), values=True).values())
    text = " ".join(render_text(report.document).split())
    pages = " ".join(" ".join(pdf_pages(render_pdf(report.document))).split())
    for line in money.lines:
        assert any(cell == pytest.approx((line.actual or 0) / 100) for cell in cells if isinstance(cell, int | float))
        for shown in (text, pages):
            assert line.name in shown


def test_costs_of_activities_hold_the_general_costs_to_the_cent(village: Store) -> None:
    table = tables_of(build_report(village, YEAR, OPTIONS).document)["money_activities"]
    grid = work_out(table)
    assert grid.total is not None
    general = sum(line.actual or 0 for line in money_year(village, 2025).lines if line.is_general)
    assert grid.total[2].number == pytest.approx(general / 100)
    assert sum(int(row[2]) for row in table.rows) == general  # type: ignore[call-overload]  # cents


def test_own_words_stand_below_the_first_heading_of_their_section(village: Store) -> None:
    review = build_report(village, YEAR, OPTIONS).review
    accounts = replace(review.accounts, texts={section.key: "Eerst dit.\n\nDan dat." for section in all_sections()})
    worded = replace(review, accounts=accounts)
    for section in all_sections():
        flat = list(walk(with_own_text(section, worded)))
        at = next((n for n, block in enumerate(flat) if isinstance(block, Heading)), None)
        assert at is not None, section.key
        assert [plain(block.text) for block in flat[at + 1 : at + 3] if isinstance(block, Paragraph)] == [
            "Eerst dit.", "Dan dat.",
        ]  # fmt: skip
        kept = [block for block in with_own_text(section, worded) if isinstance(block, KeepTogether)]
        assert all(block.blocks for block in kept)


def test_sections_without_anything_to_say_stay_away(hamlet: Store) -> None:
    text = render_text(build_report(hamlet, YEAR, OPTIONS).document)
    for title in ("Over deze verantwoording", "Afspraken", "Voorwoord", "Financiën", "Vooruitblik", "Wie zijn wij"):
        assert title not in text
    save_text(hamlet, 2025, "foreword", "Een goed jaar.")
    assert "Een goed jaar." in render_text(build_report(hamlet, YEAR, OPTIONS).document)
    left_out = replace(OPTIONS, left_out=frozenset({"foreword"}))
    assert "Een goed jaar." not in render_text(build_report(hamlet, YEAR, left_out).document)


def test_an_association_has_an_audit_committee_to_sign_and_a_foundation_has_not(village: Store) -> None:
    review = build_report(village, YEAR, OPTIONS).review
    section = next(one for one in all_sections() if one.key == "finances")

    def has_committee(form: LegalForm) -> bool:
        blocks = walk(section.blocks(replace(review, initiative={**review.initiative, "legal_form": form})))
        return any(isinstance(block, Heading) and block.text == "Kascommissie" for block in blocks)

    assert [has_committee(form) for form in LegalForm] == [
        form in (LegalForm.ASSOCIATION, LegalForm.COOPERATIVE) for form in LegalForm
    ]


def test_an_application_can_be_made_before_anything_was_done(store: Store) -> None:
    found_initiative(store, "Dorpshulp Nieuw", "Voorbeeldstad")
    with pytest.raises(UserError, match="niets vastgelegd"):
        build_document(store, YEAR, DocumentKind.REPORT, OPTIONS)
    document = build_document(store, YEAR, DocumentKind.APPLICATION, OPTIONS).document
    assert document.title == "Subsidieaanvraag 2026"
    text = render_text(document)
    assert "Het bedrag is nog niet ingevuld." in text
    assert "Wat wij deden" not in text


def test_what_is_asked_is_that_of_the_grant_applied_for(village: Store) -> None:
    with village.read() as session:
        (asked,) = grants_between(session, date(2026, 1, 1), date(2026, 12, 31))
    assert asked.requested is not None
    shown = f"€ {asked.requested / 100:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".")
    for kind in DocumentKind:
        assert f"{shown}" in render_text(build_document(village, YEAR, kind, OPTIONS).document)


@pytest.mark.parametrize("kind", DocumentKind, ids=lambda kind: kind.name)
@pytest.mark.parametrize("section", all_sections(), ids=lambda section: section.key)
def test_checks_only_speak_of_tables_that_are_there(section: Section, kind: DocumentKind, village: Store) -> None:
    options = replace(OPTIONS, left_out=frozenset({section.key}))
    document = build_document(village, YEAR, kind, options).document
    assert "Klopt niet" not in book_cells(render_workbook(document), values=True).values()
    assert document.title


def test_the_summary_is_one_page_for_every_village(tmp_path: Path) -> None:
    for key, one in VILLAGES.items():
        store = Store.create(tmp_path / f"{key}.dorpsapp", practice=True)
        make_village(store, one, VillageSize(support=300, years=2, until=date(2025, 12, 31)))
        document = build_document(store, YEAR, DocumentKind.SUMMARY, OPTIONS).document
        store.close()
        assert len(pdf_pages(render_pdf(document))) == 1, key
