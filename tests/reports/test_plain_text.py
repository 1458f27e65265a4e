"""Text and comma separated files hold what the other forms hold."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Money, Text
from dorpsapp.reports.blocks import HIDDEN, Column, Definitions, Document, Paragraph, Table, walk
from dorpsapp.reports.charts import chart_alt_text
from dorpsapp.reports.plain_text import WIDTH, render_csv, render_text, write_csv, write_text
from dorpsapp.reports.safe_text import csv_safe, one_line
from dorpsapp.reports.tables import work_out
from tests.reports.sample_document import charts, hours_table, money_table, people_table, sample_document

PEOPLE_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)


def test_the_text_holds_every_table_and_chart() -> None:
    text = render_text(sample_document())
    words = " ".join(text.split())
    for drawn in charts():
        assert chart_alt_text(drawn) in words
    for block in walk(sample_document().blocks):
        if isinstance(block, Table):
            assert block.caption in text
            for row in work_out(block).rows[:20]:
                assert all(part in words for cell in row for part in cell.text.split())


def test_a_question_is_followed_by_its_answer_without_a_colon() -> None:
    items = (("Hoeveel mensen?", "38 mensen."), ("Bereik", "Mensen gedeeld door inwoners."))
    text = render_text(Document("T", "", "Dorp", "Proef", "Dorp", date(2026, 1, 1), (Definitions(items),)))
    assert "Hoeveel mensen? 38 mensen." in text
    assert "Bereik: Mensen gedeeld door inwoners." in text


def test_tables_stand_in_columns() -> None:
    lines = render_text(sample_document()).split("\n")
    place = lines.index("Uren hulp per maand en per soort hulp")
    head, rule, january = lines[place + 1 : place + 4]
    assert len(head) == len(rule) == len(january)
    assert january.split() == ["Januari", "22", "41", "8", "30", "101", "7%"]
    assert head.index("Vervoer") + len("Vervoer") == january.index("41") + 2


def test_running_text_is_not_wider_than_the_page() -> None:
    document = Document("T", "", "", "", "", date(2026, 1, 1), (Paragraph("woord " * 500),))
    assert max(len(line) for line in render_text(document).split("\n")) <= WIDTH


def test_numbers_in_a_file_are_dutch_and_bare() -> None:
    lines = render_csv(money_table()).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Post;Begroot;Werkelijk;Over;Uren;Euro per uur"
    assert lines[2] == "Scholing;1200;1312,5;-112,5;90,5;14,5027624309"
    assert lines[4].startswith("Totaal;7000;6925,24;74,76;757,16")


def test_dangerous_text_in_a_file_is_defused() -> None:
    rows = list(csv.reader(io.StringIO(render_csv(people_table()).decode("utf-8-sig")), delimiter=";"))
    assert rows[4] == ["'=1+1", "·", "·", "·", "·"]
    assert rows[3][0] == "Doorwerth =HYPERLINK(1)"


@given(
    st.lists(st.tuples(PEOPLE_TEXT, st.one_of(st.integers(-(10**9), 10**9), st.none(), st.just(HIDDEN))), max_size=6)
)
def test_a_file_reads_back_as_it_was(rows: list[tuple[str, object]]) -> None:
    table = Table("t", "T", (Column("a", "Naam", Text()), Column("b", "Bedrag", Money())), tuple(rows))
    content = render_csv(table).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert len(read) == len(rows) + 1
    for (text, value), line in zip(rows, read[1:], strict=True):
        assert line[0] == csv_safe(text)
        if isinstance(value, int):
            assert round(float(line[1].replace(",", ".")) * 100) == value


def test_each_table_gets_a_file_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw" / "csv"
    paths = write_csv(sample_document(), folder)
    tables = [block for block in walk(sample_document().blocks) if isinstance(block, Table)]
    assert len({path.name.casefold() for path in paths}) == len(tables)
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    assert sorted(folder.iterdir()) == sorted(paths)


def test_tables_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    document = Document("T", "", "", "", "", date(2026, 1, 1), (hours_table(), hours_table()))
    assert len(set(write_csv(document, tmp_path))) == 2


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="Deze map kan niet worden gemaakt"):
        write_csv(sample_document(), tmp_path / "bestand" / "map")


@given(PEOPLE_TEXT)
def test_any_text_can_be_written(text: str) -> None:
    document = Document(text, text, text, text, text, date(2026, 1, 1), (Paragraph(text),))
    written = render_text(document)
    written.encode("utf-8")
    assert "".join(one_line(text).split()) in "".join(written.split())


def test_the_text_is_written(tmp_path: Path) -> None:
    path = tmp_path / "verslag.txt"
    write_text(sample_document(), path)
    assert path.read_text(encoding="utf-8") == render_text(sample_document())
