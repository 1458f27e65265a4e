"""What people typed goes into documents as text: never a formula, a link, a tag or a picture, and never an error."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from random import Random

import pikepdf
import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as RawParagraph

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.period import Period
from dorpsapp.models import Category, Initiative, Person, Shape
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import (
    BigFigure,
    BigFigures,
    Block,
    Bullets,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Span,
    Table,
)
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.pdf_fonts import glyphs
from dorpsapp.reports.plain_text import write_csv
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.reports.safe_text import cell_text, file_name, pdf_text, sheet_title
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from tests.faults.every_record import fill_every_record
from tests.faults.measured import Measured
from tests.reports.reading import bare, pdf_pages
from tests.window_tools import fill

FORMULAS = "Formule in elke kolom, kop, titel en bestandsnaam"
PDF = "Willekeurige tekst in een PDF"
STARTS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0", "http://voorbeeld.nl",
    "mailto:a@b.nl", "#REF!", "#NAME?", "\t=1", "\r=1", "\n=1", " =1", "|x", "%x", "＝1+1", "＋1", "－1", "＠x", "007",
    "1E5",     "'=1", '"=1"', ";=1", "a\x0bb", "a\x00b", "\ufeff=1", "\u202e=1", "=1;=2", "{=1}", "<b>", "&lt;", "]]>",
    "[a]:*?/\\", "con", "aux.txt", "naam.", "  ", "'", "=", "-", "&A&P",
)  # fmt: skip
MARKS = ("+1", "=", "@", "|", "%", "-", "＝", "＋", "－", "＠", "\t", "\r")


@pytest.fixture
def hostile(store: Store) -> tuple[Store, int]:
    """Every record type with a formula, or something else that Excel takes for more than text, in each text."""
    turn = iter(range(10**6))
    count = fill_every_record(store, 3, lambda _record, _field, number: f"{STARTS[next(turn) % len(STARTS)]}{number}")
    return store, count


def test_no_text_in_the_export_is_more_than_text(
    hostile: tuple[Store, int], tmp_path: Path, measured: Measured
) -> None:
    store, count = hostile
    measured.tried(FORMULAS, count)
    export_workbook(store, tmp_path / "alles.xlsx", csv_folder=tmp_path / "csv")
    texts = _texts_of(tmp_path / "alles.xlsx")
    assert len(texts) > count / 2
    for path in (tmp_path / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for cell in (cell for row in csv.reader(stream, delimiter=";") for cell in row):
                assert not cell.lstrip().startswith(MARKS), (path.name, cell)
    again = _through_libreoffice(tmp_path / "alles.xlsx")
    assert _texts_of(again) == texts


def _texts_of(path: Path) -> list[str]:
    """Every text in a workbook that holds no formula, no error and no link."""
    found = []
    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in {"f", "e"}, (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.strip():
                    found.append(cell.value)
    return found


def _through_libreoffice(path: Path) -> Path:
    office = shutil.which("soffice")
    if office is None:
        return path
    target = path.parent / "terug"
    profile = f"-env:UserInstallation={(path.parent / 'profiel').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target / path.name


def test_names_in_a_report_stay_text(store: Store, tmp_path: Path, measured: Measured) -> None:
    measured.tried(FORMULAS, len(STARTS) * 2)
    fill(store)
    kinds = [kind.id for kind in kinds_of_help(store)]
    with store.read() as session:
        people = tuple(session.scalars(sa.select(Person.id)))
    for kind in kinds:
        record_support(
            store, SupportEntry(date(2026, 5, 4), kind, Shape.GROUP, 60, people[:3], people[3:], headcount=12)
        )
    left = [f"{text}x" for text in STARTS]
    while left:
        texts, left = left[: len(kinds) + 1], left[len(kinds) + 1 :]
        with store.write("Namen") as unit:
            named = [unit.scalars(sa.select(Initiative)).one(), *unit.scalars(sa.select(Category))]
            for record, text in zip(named, texts, strict=False):
                record.name = text
        document = build_report(store, Period.of_year(2026), ReportOptions(created=date(2026, 4, 1))).document
        book = load_workbook(io.BytesIO(render_workbook(document)))
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f" or not any(text in str(cell.value) for text in texts)
            assert cell.hyperlink is None or cell.hyperlink.target is None
        for path in write_csv(document, tmp_path / "csv"):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                for value in (value for row in csv.reader(stream, delimiter=";") for value in row):
                    assert not value.startswith(MARKS) or not value.startswith(tuple(texts))


@pytest.mark.parametrize("text", STARTS)
def test_titles_and_file_names_are_accepted_everywhere(text: str, tmp_path: Path, measured: Measured) -> None:
    measured.tried(FORMULAS, 2)
    title = sheet_title(text)
    assert 1 <= len(title) <= 31
    assert not set(title) & set("[]:*?/\\")
    name = file_name(text, ".xlsx")
    (tmp_path / name).write_bytes(b"")
    assert name.endswith(".xlsx")
    assert cell_text(text) == cell_text(cell_text(text))


def test_a_raw_text_would_become_a_formula(measured: Measured) -> None:
    """The planted fault: openpyxl takes every text that starts with = for a formula."""
    measured.planted(FORMULAS)
    sheet = Workbook().active
    assert sheet is not None
    sheet.append(["=1+1"])
    assert sheet["A1"].data_type == "f"


TAGS = (
    "<b>", "</b>", "<i", "<img src=\"/etc/passwd\"/>", "<a href='http://x'>", "&amp;", "&nbsp;", "&#0;", "]]>", "<!--",
    "<font size='9999'>", "<para>", "<onDraw name='x'/>", "%s", "{}", "\\", "(", ")", "endstream", "<?x",
    "<seq id='x'/>",
)  # fmt: skip


FOOT = "Voettekst"
BETWEEN_PAGES = re.compile(r"Kop0Kop1|Voettekst(Pagina\d+van\d+)?")


def _text(chance: Random) -> str:
    """Something a person, or a program, may have put in a text field."""
    kind = chance.random()
    if kind < 0.3:
        return " ".join(chance.choice((*TAGS, "hulp", "Zoë", "koffie")) for _word in range(chance.randint(1, 12)))
    if kind < 0.6:
        return "".join(chr(chance.choice((chance.randrange(0x250), chance.randrange(0x10FFFF)))) for _sign in range(40))
    if kind < 0.7:
        return chance.choice("xWé-") * chance.randint(1, 5000)
    if kind < 0.73:
        return " ".join(f"woord{number}" for number in range(4000))
    return " ".join("abcdefgh"[: chance.randint(1, 8)] for _word in range(chance.randint(1, 60)))


def test_any_text_goes_into_a_pdf_as_it_is(qapp: object, measured: Measured) -> None:
    chance = Random(71)
    texts = measured.trials(PDF, few=500, many=10_000)
    for _document in range(len(texts) // 10):
        first, second, third, fourth, fifth, *cells = [_text(chance) for _text_number in range(10)]
        title, under, initiative, subject, maker = (text[:120] for text in (cells[2], cells[3], first, second, third))
        blocks: list[Block] = [
            Heading(first[:500]), Paragraph((Span(second), Span(third, strong=True))), Bullets((fourth,)),
            BigFigures((BigFigure(fifth[:200], first[:100], Text(), second[:100]),)), Note(fifth),
            Definitions(((cells[0][:300], cells[1]),)), _table(cells),
        ]  # fmt: skip
        content = render_pdf(Document(title, under, initiative, subject, maker, date(2026, 1, 2), tuple(blocks), FOOT))
        copied = BETWEEN_PAGES.sub("", bare("".join(pdf_pages(content))))
        for text in (first[:500], second, third, fourth, fifth, cells[1], *cells[2:]):
            assert _share_found(bare(pdf_text(text, glyphs())), copied) > 0.8
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert not any("/Annots" in page or page.get_images() for page in pdf.pages)


def _share_found(text: str, copied: str) -> float:
    """1.0 when all of it stands there in one piece; a cell that goes over pages is cut by the cell beside it."""
    if text in copied:
        return 1.0
    pieces = [text[at : at + 10] for at in range(0, len(text), 10)]
    return sum(piece in copied for piece in pieces) / len(pieces)


def _table(cells: list[str]) -> Table:
    columns = tuple(Column(f"c{number}", f"Kop {number}", Text(length=100_000)) for number in range(2))
    return Table("t", "Tabel", columns, ((cells[2], cells[3]), (cells[4], cells[0])))


def test_markup_that_is_not_escaped_loses_text(qapp: object, measured: Measured) -> None:
    """The planted fault: text handed to the library as markup."""
    measured.planted(PDF)
    with pytest.raises(ValueError, match="half"):
        RawParagraph("<b>half", getSampleStyleSheet()["Normal"])
