"""The check list of a report is right about a good one, and finds each fault that is planted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dorpsapp.figures.figures import Figures
from dorpsapp.figures.period import Period
from dorpsapp.figures.quality import remarks
from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.reports.blocks import BigFigures, Block, Document, Paragraph, Table
from dorpsapp.reports.check_list import check_report
from dorpsapp.reports.open_points import open_points
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.services.every_name import Names, every_name
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.mending import to_mend
from dorpsapp.services.people import archive_person, save_person, search_people
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.recount import recount
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice village over two years."""
    store = Store.create(tmp_path_factory.mktemp("village") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(years=2, until=date(2025, 12, 31)))
    return store


@pytest.fixture(scope="module")
def report(village: Store) -> Report:
    return build_report(village, YEAR, ReportOptions(created=date(2026, 1, 15)))


def goods(store: Store, report: Report, names: Names | None = None) -> list[bool]:
    counted = recount(store, report.review.period.first, report.review.period.last)
    return [finding.good for finding in check_report(report, counted, names or every_name(store))]


def with_blocks(report: Report, blocks: tuple[Block, ...]) -> Report:
    return replace(report, document=replace(report.document, blocks=blocks))


@pytest.mark.parametrize("key", VILLAGES)
def test_reports_of_all_villages_pass(key: str, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES[key], VillageSize(years=2, until=date(2025, 12, 31)))
    report = build_report(store, YEAR, ReportOptions(created=date(2026, 1, 15)))
    found = check_report(report, recount(store, YEAR.first, YEAR.last), every_name(store))
    assert [(finding.text, finding.good) for finding in found] == [
        ("Alle getallen kloppen met de gegevens", True),
        ("Geen namen van mensen", True),
        ("Kleine groepen zijn afgeschermd", True),
    ]
    store.close()


def test_a_period_that_begins_within_a_month_passes(village: Store) -> None:
    period = Period(date(2025, 2, 10), date(2025, 9, 3))
    assert goods(village, build_report(village, period)) == [True, True, True]


def _other_big_figure(document: Document) -> tuple[Block, ...]:
    return tuple(
        BigFigures((replace(block.figures[0], value=int(str(block.figures[0].value)) + 1), *block.figures[1:]))
        if isinstance(block, BigFigures)
        else block
        for block in document.blocks
    )


def test_a_big_figure_that_is_one_off_is_found(village: Store, report: Report) -> None:
    broken = with_blocks(report, _other_big_figure(report.document))
    finding = check_report(broken, recount(village, YEAR.first, YEAR.last), every_name(village))[0]
    assert not finding.good
    assert "uren van vrijwilligers" in finding.text


def test_a_line_that_is_lost_from_a_table_is_found(village: Store, report: Report) -> None:
    blocks = tuple(
        replace(block, rows=block.rows[1:]) if isinstance(block, Table) and block.key == "support_by_month" else block
        for block in _flat(report.document)
    )
    finding = check_report(with_blocks(report, blocks), recount(village, YEAR.first, YEAR.last), every_name(village))[0]
    assert not finding.good
    assert "Hulp per maand" in finding.text


def _flat(document: Document) -> tuple[Block, ...]:
    from dorpsapp.reports.blocks import walk

    return tuple(walk(document.blocks))


def test_data_that_changed_after_the_report_was_made_is_found(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    people = [save_person(store, {"first_name": name, "surname": "Voorbeeld"}) for name in ("Een", "Twee")]
    entry = SupportEntry(date(2025, 3, 1), 1, Shape.INDIVIDUAL, 60, (people[0],), (people[1],))
    record_support(store, entry)
    report = build_report(store, YEAR)
    assert goods(store, report)[0]
    record_support(store, replace(entry, minutes=45))
    assert not goods(store, report)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Met dank aan Janneke ten Berge-van der Meulen.", True),
        ("Met dank aan JANNEKE  ten berge.", True),
        ("Lijst: Berge, Janneke ten", True),
        ("Wij noemen mevrouw Ten Berge.", True),
        ("De heer J. van der Meulen hielp.", True),
        ("Familie Bos deed mee.", True),
        ("Ook wie weg is: Kees Bos.", True),
        ("In het bos staat een berg.", False),
        ("Janneke vond het fijn.", False),
        ("De heer van het huis.", False),
        ("", False),
    ],
)
def test_names_are_found_however_they_are_written(store: Store, text: str, found: bool) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    save_person(
        store,
        {
            "first_name": "Janneke",
            "prefix": "ten",
            "surname": "Berge",
            "own_prefix": "van der",
            "own_surname": "Meulen",
        },
    )
    archive_person(store, save_person(store, {"first_name": "Kees", "surname": "Bos"}), date(2025, 1, 1))
    assert bool(every_name(store).found_in(text)) is found


def test_a_name_in_the_report_is_told(village: Store, report: Report) -> None:
    name = search_people(village, "", role=ParticipantRole.VOLUNTEER, limit=1)[0].name
    broken = with_blocks(report, (*report.document.blocks, Paragraph(f"Met dank aan {name}!")))
    finding = check_report(broken, recount(village, YEAR.first, YEAR.last), every_name(village))[1]
    assert (finding.good, finding.about) == (False, (name,))


def test_exact_small_groups_are_told(village: Store) -> None:
    exact = build_report(village, YEAR, ReportOptions(exact=True))
    assert goods(village, exact)[2] is False


def test_a_small_group_that_slipped_through_is_found(village: Store, report: Report) -> None:
    from dorpsapp.figures.figures import work_out

    now = report.review.now
    leaking: Figures = replace(work_out(now.facts, now.wording, exact=True), exact=False)
    broken = replace(report, review=replace(report.review, now=leaking))
    finding = check_report(broken, recount(village, YEAR.first, YEAR.last), every_name(village))[2]
    assert not finding.good
    assert finding.about


def with_accounts(report: Report, **changed: object) -> Report:
    accounts = replace(report.review.accounts, **changed)  # type: ignore[arg-type] # fields of any kind
    return replace(report, review=replace(report.review, accounts=accounts))


def test_a_target_without_explanation_leads_to_its_grant(report: Report) -> None:
    grants = report.review.accounts.grants
    silent = tuple(
        replace(one, targets=tuple(replace(target, lacks_explanation=True) for target in one.targets)) for one in grants
    )
    labels = [target.agreed.label for one in grants for target in one.targets]
    finding = open_points(with_accounts(report, grants=silent), ())[1]
    assert finding.about == tuple(labels)
    assert finding.text.endswith(f"en nog {len(labels) - 2}")
    assert finding.place is not None
    assert (finding.place.page, finding.place.argument) == ("grant", grants[0].grant.id)


def test_what_the_records_lack_leads_to_where_they_are_mended(village: Store, report: Report) -> None:
    with village.read() as session:
        lacking = to_mend(session, YEAR.first, YEAR.last)
    found = open_points(report, lacking)
    assert all(finding.good == (finding.place is None) for finding in found)
    assert len(lacking) > 1
    assert [finding.place for finding in found[: len(lacking)]] == list(lacking), "each has a line of its own"
    review = report.review
    effects = {one.key: one.effect for one in remarks(review.now.facts, review.background.gaps, review.wording)}
    for finding, lack in zip(found, lacking, strict=False):
        assert finding.text == f"Let op, {lack.text}. {effects[lack.remark]}"


def test_people_who_may_be_there_twice_are_told_with_what_that_does(report: Report) -> None:
    twice = ToDo("3 keer misschien dezelfde persoon", "doubles", remark="doubles")
    (finding, *_others) = open_points(report, (twice,))
    assert finding.place == twice
    assert finding.text.endswith("Wie er dubbel in staat, telt als twee mensen.")


def test_nothing_lacking_is_told_too(report: Report) -> None:
    complete = open_points(report, ())[0]
    assert (complete.good, complete.text) == (True, "De gegevens zijn compleet")


def test_a_difference_in_money_without_explanation_is_told(village: Store, report: Report) -> None:
    accounts = report.review.accounts
    assert accounts.money is not None
    assert open_points(report, ())[-1].good
    silent = tuple(replace(line, explanation=None) for line in accounts.money.lines)
    lacking = [line.name for line in silent if line.lacks_explanation]
    assert lacking
    broken = replace(
        report, review=replace(report.review, accounts=replace(accounts, money=replace(accounts.money, lines=silent)))
    )
    finding = open_points(broken, ())[-1]
    assert finding.about == tuple(lacking)
    assert finding.place is not None
    assert (finding.place.page, finding.place.argument) == ("money", 2025)
