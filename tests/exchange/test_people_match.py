"""Who is the same person: told apart by number, birth date or postcode, recognised by what agrees, otherwise asked."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dorpsapp.exchange.couples import split_couple
from dorpsapp.exchange.import_lists import import_file, import_sheet, open_list
from dorpsapp.exchange.mapping import Wishes
from dorpsapp.exchange.people_book import name_parts
from dorpsapp.exchange.people_match import AS_NEW
from dorpsapp.exchange.preview import Fate
from dorpsapp.models import ClientRole, DifferentPeople, Locality, MemberRole, Person, VolunteerRole
from dorpsapp.models.person import full_name
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.exchange.lists import village, write_csv
from tests.store.sample import dump

HEAD = ["Nummer", "Naam", "Postcode", "Huisnummer", "Mobiel", "E-mail", "Geboortedatum", "Plaats"]
KNOWN = ["7", "Jan de Vries", "3791AB", "12", "06-12345678", "jan@voorbeeld.nl", "1-2-1950", ""]
ONLY_THE_NAME = dict.fromkeys([heading for heading in HEAD if heading != "Naam"], "")
NEW, UPDATED, DUPLICATE, PROBLEM = "new", "updated", "duplicates", "skipped"


@pytest.fixture
def dorp(store: Store, tmp_path: Path) -> Store:
    village(store)
    import_file(store, write_csv(tmp_path / "known.csv", [HEAD, KNOWN]))
    return store


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, DUPLICATE),
        ({"Nummer": "", "Naam": "JAN DE VRIES"}, DUPLICATE),
        ({"Plaats": "Odijk"}, UPDATED),
        ({"Nummer": "", "Plaats": "Odijk"}, UPDATED),
        ({"Nummer": "", "Postcode": "", "Geboortedatum": "", "Mobiel": "", "Plaats": "Odijk"}, UPDATED),
        ({"Nummer": "", "Geboortedatum": "3-4-1980", "Mobiel": "", "E-mail": ""}, NEW),
        ({"Nummer": "8", "Geboortedatum": "", "E-mail": ""}, NEW),
        ({"Nummer": "8"}, PROBLEM),
        ({"Nummer": "", "Postcode": "3792CD"}, PROBLEM),
        ({"Nummer": "", "Postcode": "3792CD", "Geboortedatum": "", "Mobiel": "", "E-mail": ""}, NEW),
        ({"Naam": "Kees Jansen"}, PROBLEM),
        (
            {**ONLY_THE_NAME, "Plaats": "Odijk"},
            PROBLEM,
        ),
        (
            ONLY_THE_NAME,
            DUPLICATE,
        ),
    ],
)
def test_what_becomes_of_a_row(dorp: Store, tmp_path: Path, changes: dict[str, str], outcome: str) -> None:
    row = [changes.get(heading, value) for heading, value in zip(HEAD, KNOWN, strict=True)]
    before = dump(dorp)
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row]))
    assert {name: getattr(result, name) for name in (NEW, UPDATED, DUPLICATE, PROBLEM)}[outcome] == 1, result
    assert bool(result.problems) == (outcome == PROBLEM)
    assert (dump(dorp) == before) == (outcome in (PROBLEM, DUPLICATE))


def test_a_contradiction_names_each_column(dorp: Store, tmp_path: Path) -> None:
    row = ["7", "Jan de Vries", "3792CD", "14", "06-12345678", "", "", ""]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row]))
    assert sorted(one.column for one in result.problems) == ["Huisnummer", "Postcode"]
    assert all("staat al anders in Dorpsapp" in one.text for one in result.problems)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("JAN DE VRIES", "Jan de Vries"),
        ("VRIES, J.P. DE", "J.P. de Vries"),
        ("JP BAKKER-SMIT", "J.P. Bakker-Smit"),
        ("ANNE IJSSELSTEIN", "Anne IJsselstein"),
        ("Jan de Vries", "Jan de Vries"),
    ],
)
def test_names_in_capitals(typed: str, shown: str) -> None:
    assert full_name(name_parts(typed)) == shown


def test_roles_by_word_and_by_column(dorp: Store, tmp_path: Path) -> None:
    with dorp.write("Kern") as unit:
        unit.add(Locality(name="Achterveld", municipality="Leusden"))
    rows = [
        ["Naam", "Geboortejaar", "Rol", "Lid", "Sinds", "Kern"],
        ["An Bos", "1960", "vrijwilliger en deelnemer", "x", "1-1-2020", "achterveld"],
        ["Bo Vos", "1961", "lid", "nee", "2020-02-01", ""],
        ["Cor Kat", "1962", "", "misschien", "", "Achtervelt"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert (result.new, [(one.row, one.column) for one in result.problems]) == (2, [(4, "Lid")])
    with dorp.read() as session:
        counts = [session.query(role).count() for role in (VolunteerRole, ClientRole, MemberRole)]
    assert counts == [1, 1, 2]


def test_an_unknown_kern_names_the_near_ones(dorp: Store, tmp_path: Path) -> None:
    with dorp.write("Kern") as unit:
        unit.add(Locality(name="Achterveld", municipality="Leusden"))
    rows = [["Naam", "Geboortejaar", "Kern"], ["Cor Kat", "1962", "Achtervelt"]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert "Bedoelt u: Achterveld" in result.problems[0].text


def test_a_birth_date_replaces_the_year_it_agrees_with(dorp: Store, tmp_path: Path) -> None:
    person = save_person(dorp, {"first_name": "An", "surname": "Bos", "number": "9", "birth_year": 1960})
    rows = [["Nummer", "Naam", "Geboortedatum"], ["9", "An Bos", "5-6-1960"]]
    assert import_file(dorp, write_csv(tmp_path / "l.csv", rows)).updated == 1
    with dorp.read() as session:
        found = session.get(Person, person)
    assert found is not None
    assert (found.birth_year, found.birth_date) == (None, date(1960, 6, 5))


@settings(max_examples=60)
@example(rows=[("", "An Vos", "", "1-2-1950"), ("", "An Vos", "3792CD", ""), ("", "An Vos", "3791AB", "1-2-1950")])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2"]),
            st.sampled_from(["Jan Bos", "jan bos", "An Vos", ""]),
            st.sampled_from(["", "3791AB", "3792CD", "fout"]),
            st.sampled_from(["", "1-2-1950", "31-2-1950"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_row_is_counted_once_and_a_second_time_brings_nothing(
    rows: list[tuple[str, ...]], empty_file: Path, tmp_path: Path
) -> None:
    """A row with a problem may be clear the second time, by what other rows filled in; without any nothing is left."""
    path = write_csv(tmp_path / "l.csv", [["Nummer", "Naam", "Postcode", "Geboortedatum"], *rows])
    filled = [row for row in rows if any(row)]
    if not filled:
        return
    copy = Path(shutil.copy(empty_file, tmp_path / "dorp.dorpsapp"))
    with closing(Store.open(copy, TEST_KEY)) as store:
        result = import_file(store, path)
        assert result.read == len(filled) == result.new + result.updated + result.duplicates + result.skipped
        assert len({one.row for one in result.problems}) == result.skipped
        after = dump(store)
        again = import_file(store, path)
        assert again.new <= result.skipped
        if not result.problems and not again.problems:
            assert (again.updated, again.entry_id) == (0, None)
            assert dump(store) == after


VARIANTS = [["Voornaam", "Tussenvoegsel", "Achternaam", "Mobiel", "Postcode", "Huisnummer"],
            ["Johannes", "de", "Vreis", "06-12345678", "3791AB", "12"],
            ["Ria", "de", "Vries", "06-12345678", "3791AB", "12"]]  # fmt: skip


def test_another_spelling_is_told_and_in_the_wizard_asked(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "varianten.csv", VARIANTS)
    told = import_file(dorp, path, check=True)
    assert (told.new, [notice.row for notice in told.notices if "lijkt op Jan de Vries" in notice.text]) == (2, [2])
    sheet = open_list(path)
    asked = import_sheet(dorp, sheet, "v", wishes=Wishes(ask_doubles=True), check=True)
    (doubt,) = asked.preview.rows[Fate.DOUBTFUL]
    assert (doubt.row, [answer.key for answer in doubt.answers][-1], asked.new) == (2, AS_NEW, 1)
    same = Wishes(ask_doubles=True, answers={2: doubt.answers[0].key})
    answered = import_sheet(dorp, sheet, "v", wishes=same, check=True)
    assert (answered.problems, answered.duplicates) == ((), 1), "the spelling that stands is kept"
    both = import_sheet(dorp, sheet, "v", wishes=Wishes(ask_doubles=True, answers={2: AS_NEW}))
    assert both.new == 2
    with dorp.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DifferentPeople)) == 1


TWICE = [["Voornaam", "Tussenvoegsel", "Achternaam", "Mobiel", "Postcode", "Huisnummer", "E-mail"],
         ["Johannes", "", "IJssel", "06-11112222", "3791AB", "4", ""],
         ["Ria", "", "Ijssel-Bakker", "06-11112222", "3791AB", "4", "ria@voorbeeld.nl"],
         ["Jan", "", "Yssel", "06-11112222", "3791AB", "4", "jan.ijssel@voorbeeld.nl"],
         ["J.", "", "IJssel", "06-11112222", "3791AB", "6", ""]]  # fmt: skip


def test_one_person_spelled_twice_in_a_list_is_asked_with_both_rows_and_never_joined_in_silence(
    store: Store, tmp_path: Path
) -> None:
    village(store)
    path = write_csv(tmp_path / "twee.csv", TWICE)
    told = import_file(store, path, check=True)
    assert told.new == 4
    assert [(one.row, "regel 2" in one.text) for one in told.notices if "lijkt op" in one.text] == [
        (4, True),
        (5, True),
    ]
    sheet = open_list(path)
    asked = import_sheet(store, sheet, "v", wishes=Wishes(ask_doubles=True), check=True)
    doubts = asked.preview.rows[Fate.DOUBTFUL]
    assert [(one.row, one.answers[0].key) for one in doubts] == [(4, "row:2"), (5, "row:2")]
    assert "Johannes IJssel (regel 2" in doubts[0].question
    assert (asked.new, asked.skipped) == (2, 2)
    answers = {4: "row:2", 5: "row:2"}
    more = import_sheet(store, sheet, "v", wishes=Wishes(ask_doubles=True, answers=answers), check=True)
    (doubt,) = more.preview.rows[Fate.DOUBTFUL]
    assert (doubt.row, doubt.question) == (5, "Huisnummer is anders in regel 2: 4. Deze regel is overgeslagen.")
    assert [answer.key for answer in doubt.answers] == ["row:2 keep", "row:2 take"]
    answers = {4: "row:2", 5: AS_NEW}
    done = import_sheet(store, sheet, "v", wishes=Wishes(ask_doubles=True, answers=answers))
    assert (done.new, done.updated, done.people, done.skipped) == (3, 1, 3, 0)
    with store.read() as session:
        found = {(one.first_name, one.surname): one.email for one in session.query(Person).where(Person.id > 0)}
        apart = session.scalars(sa.select(DifferentPeople)).all()
        assert found[("Johannes", "IJssel")] == "jan.ijssel@voorbeeld.nl"
        assert [(one.person.first_name, one.other.initials) for one in apart] == [("Johannes", "J.")]


def test_an_earlier_row_that_is_left_out_is_no_double(store: Store, tmp_path: Path) -> None:
    village(store)
    rows = [TWICE[0], [*TWICE[1][:-1], "geen adres"], TWICE[3]]
    asked = import_sheet(
        store, open_list(write_csv(tmp_path / "l.csv", rows)), "v",
        wishes=Wishes(ask_doubles=True, answers={3: "row:2"}), check=True,
    )  # fmt: skip
    assert ([one.row for one in asked.problems], asked.new) == ([2], 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dhr. en mw. De Vries-Bakker", ("Dhr. De Vries", "mw. De Vries-Bakker")),
        ("Jan en Marie de Vries", ("Jan de Vries", "Marie de Vries")),
        ("Vries, Jan en Marie de", ("Vries, Jan de", "Vries, Marie de")),
        ("Jan Bos & Marie Smit", ("Jan Bos", "Marie Smit")),
        ("J./M. Bos", ("J. Bos", "M. Bos")),
        ("Fam. Jansen", ("Fam. Jansen", "")),
        ("Jan de Vries", None),
        ("Vries, Jan de", None),
    ],
)
def test_two_people_in_one_cell(text: str, names: tuple[str, str] | None) -> None:
    assert split_couple(text) == names
