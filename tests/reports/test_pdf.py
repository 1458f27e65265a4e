"""PDFs hold every word and number, in order, with their meaning, and always the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dorpsapp.errors import Cancelled
from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import (
    BigFigure,
    BigFigures,
    Block,
    Bullets,
    Chart,
    Column,
    Definitions,
    Document,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paragraph,
    Series,
    Signatures,
    Span,
    Table,
    plain,
    walk,
)
from dorpsapp.reports.charts import chart_alt_text
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.pdf_fonts import glyphs
from dorpsapp.reports.safe_text import pdf_text
from dorpsapp.reports.tables import work_out
from tests.reports.reading import bare, pdf_pages, structure
from tests.reports.sample_document import charts, list_table, sample_document, wide_table

pytestmark = pytest.mark.usefixtures("qapp")
PEOPLE_TEXT = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=80)


def _document(*blocks: Block) -> Document:
    return Document("Titel", "Onder", "Dorpshulp", "Onderwerp", "Maker", date(2026, 1, 2), blocks)


LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""Signs that stand for two or three letters; whoever reads the PDF may copy the letters."""


def _shown(text: str) -> str:
    return bare(pdf_text(text, glyphs())).translate(LIGATURES)


def _table(*rows: tuple[object, ...], columns: int = 2) -> Table:
    heads = tuple(Column(f"c{n}", f"Kop {n}", Text(length=100_000)) for n in range(columns))
    return Table("t", "Tabel", heads, rows)


def test_every_character_that_is_drawn_can_be_copied() -> None:
    signs = [chr(code) for code in sorted(glyphs()) if pdf_text(chr(code), glyphs()) == chr(code) != " "]
    lines = [Paragraph(" ".join(signs[at : at + 40])) for at in range(0, len(signs), 40)]
    copied = "".join(pdf_pages(render_pdf(_document(*lines))))
    known = {"\N{COMBINING GRAPHEME JOINER}"}  # says how its neighbours are sorted, and is never seen
    assert len(signs) > 1_000
    assert {sign for sign in signs if sign not in copied and unicodedata.normalize("NFKC", sign) not in copied} <= known


def test_every_word_and_number_of_the_sample_can_be_copied() -> None:
    document = sample_document()
    copied = bare("".join(pdf_pages(render_pdf(document))))
    for block in walk(document.blocks):
        texts: list[str] = []
        if isinstance(block, Heading | Paragraph | Note):
            texts = [plain(block.text)]
        elif isinstance(block, Bullets):
            texts = [plain(item) for item in block.items]
        elif isinstance(block, Definitions):
            texts = [part for term, meaning in block.items for part in (term, plain(meaning))]
        elif isinstance(block, Table):
            texts = [block.caption, block.note, *(column.label for column in block.columns)]
            grid = work_out(block)
            texts += [cell.text for row in (*grid.rows, grid.total or ()) for cell in row]
        for text in texts:
            assert _shown(text) in copied, text


def test_words_at_line_ends_stay_apart() -> None:
    words = [f"woord{number}" for number in range(400)]
    copied = "\n".join(pdf_pages(render_pdf(_document(Paragraph(" ".join(words))))))
    assert re.findall(r"woord\d+\b", copied) == words
    styled = tuple(Span(f"{word} ", strong=number % 5 == 0) for number, word in enumerate(words))
    copied = "\n".join(pdf_pages(render_pdf(_document(Paragraph(styled)))))
    assert re.findall(r"woord\d+\b", copied) == words


def test_a_space_ends_every_line_in_the_content_itself() -> None:
    content = render_pdf(_document(Paragraph("in het dorp " * 200)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        shown = [
            bytes(step.operands[0])
            for page in pdf.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "Tj"
        ]
    lines = [text for text in shown if len(text) > 60]
    assert len(lines) > 10
    assert len({text[-1] for text in lines}) == 1


def test_nothing_is_hyphenated() -> None:
    copied = "".join(pdf_pages(render_pdf(_document(Paragraph("vrijwilligersverzekering " * 80)))))
    assert copied.count("vrijwilligersverzekering") == 80


@settings(max_examples=40)
@example("0", "0", "\ufb00")
@given(PEOPLE_TEXT, PEOPLE_TEXT, PEOPLE_TEXT)
def test_text_of_people_comes_out_as_it_went_in(first: str, second: str, third: str) -> None:
    document = _document(
        Heading(first),
        Paragraph((Span(second), Span(third, strong=True))),
        Bullets((third,)),
        BigFigures((BigFigure(first, second, Text(), third),)),
        _table((first, second), (third, first)),
        Definitions(((second, third),)),
        Note(first),
    )
    copied = bare("".join(pdf_pages(render_pdf(document)))).translate(LIGATURES)
    for text in (first, second, third):
        assert _shown(text) in copied


@pytest.mark.parametrize(
    "text",
    [
        "Jan <b>vet</b>", "Jan <b>", "a < b & c", "<script>x</script>", '<img src="/etc/passwd" width="9" height="9"/>',
        '<a href="http://voorbeeld/">klik</a>', "<font color=\"[[[getattr(pow, 'x')]]]\">x</font>",
        '<onDraw name="saveState" label="x"/>', '<seq id="x"/>', '<font size="100000">x</font>', "&nbsp;&bogus;&#0;",
        "<![CDATA[x", "<?x y", "{\\rtf1}", "%PDF-1.7 endstream endobj", "(haakjes) \\ ( (", "<super>" * 90,
    ],
)  # fmt: skip
def test_tags_in_text_are_only_text(text: str) -> None:
    content = render_pdf(_document(Paragraph(text), _table((text, text))))
    assert bare("".join(pdf_pages(content))).count(_shown(text)) == 3
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)
        assert not any(page.get_images() for page in pdf.pages)


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.reports.sample_document import sample_document;"
        "from dorpsapp.reports.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(sample_document())).hexdigest())"
    )
    sums = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _time in range(2)
    }
    assert len(sums) == 1
    assert render_pdf(sample_document()) == render_pdf(sample_document())
    assert render_pdf(sample_document()) != render_pdf(replace(sample_document(), created=date(2026, 1, 16)))


def test_headings_never_skip_a_level_and_become_bookmarks() -> None:
    content = render_pdf(_document(Heading("Eén", 3), Heading("Twee", 1), Heading("Drie", 3), Heading("Vier", 2)))
    levels = [int(role[1:]) for role, _attributes in structure(content) if re.fullmatch(r"H\d", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        top = outline.root
        assert [item.title for item in top] == ["Titel"]
        assert [item.title for item in top[0].children] == ["Eén", "Twee"]
        assert [item.title for item in top[0].children[1].children] == ["Drie", "Vier"]


def test_bookmarks_lead_to_the_page_of_their_heading() -> None:
    document = sample_document()
    content = render_pdf(document)
    pages = pdf_pages(content)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        items = list(outline.root[0].children)
        assert len(items) >= 5
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            assert bare(item.title) in bare(pages[numbers[item.destination[0].objgen]])


def test_structure_says_what_everything_is() -> None:
    content = render_pdf(sample_document())
    roles = structure(content)
    figures = [attributes for role, attributes in roles if role == "Figure"]
    assert [each["Alt"] for each in figures] == [chart_alt_text(chart) for chart in charts()]
    heads = [attributes.get("Scope") for role, attributes in roles if role == "TH"]
    assert set(heads) == {"Column", "Row"}
    tables = [block for block in walk(sample_document().blocks) if isinstance(block, Table)]
    assert sum(1 for role, _attributes in roles if role == "Table") == len(tables)
    assert sum(1 for role, _attributes in roles if role == "Caption") == len(tables)
    assert heads.count("Column") == sum(len(table.columns) for table in tables)


def test_facts_about_the_file() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(sample_document()))) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.docinfo.Title == "Impactrapport 2025"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260115")
        assert _drawing_fonts(pdf) <= {"SourceSans3-Regular", "SourceSans3-Bold"}


def _drawing_fonts(pdf: pikepdf.Pdf) -> set[str]:
    """The fonts that really draw letters, without the mark of a part of a font."""
    fonts: set[str] = set()
    for page in pdf.pages:
        chosen = ""
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "Tf":
                chosen = str(page.Resources.Font[str(step.operands[0])].BaseFont)
            elif str(step.operator) in ("Tj", "TJ"):
                fonts.add(chosen.partition("+")[2] or chosen)
    return fonts


def test_the_footer_counts_the_pages() -> None:
    pages = pdf_pages(render_pdf(sample_document()))
    for number, page in enumerate(pages, start=1):
        assert f"Pagina {number} van {len(pages)}" in page
        assert "Stichting Dorpshulp Oosterbeek · Impactrapport 2025 · bron: Dorpsapp" in page


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    pages = pdf_pages(render_pdf(_document(list_table(1_500))))
    assert len(pages) > 20
    assert all("Wat er gebeurde" in page for page in pages[:-1])
    assert "".join(pages).count("Samen naar de markt") == 1_000


def test_a_cell_as_long_as_a_book() -> None:
    words = [f"w{number}" for number in range(6_500)]
    text = " ".join(words)
    assert len(text) > 36_000
    copied = "\n".join(pdf_pages(render_pdf(_document(_table(("eerst", text), ("laatst", "x"))))))
    assert re.findall(r"\bw\d+\b", copied) == words


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Heading("Alleen een kop"),),
        (PageBreak(), PageBreak(), Heading("x"), PageBreak()),
        (_table(),),
        (_table(("", "")), _table(("a" * 5_000, "b" * 5_000))),
        (_table(tuple("x" * 30 for _n in range(40)), columns=40),),
        (KeepTogether((Heading("a"), Paragraph("woord " * 6_000), _table(*[("a", "b")] * 200), wide_table())),),
        (Paragraph(""), Bullets(()), BigFigures(()), Definitions(()), Signatures(()), KeepTogether(())),
        (Paragraph("a" * 50_000),),
        (BigFigures(tuple(BigFigure("lang woord " * 9, 10**12, Number(), "n" * 90) for _n in range(13))),),
        (Chart("c", "t", "bars", tuple(map(str, range(200))), (Series("s", tuple(range(200))),), Number()),),
        (Chart("c", "", "lines", (), (), Number()),),
        (Signatures(tuple(f"Lid {n}" for n in range(30))),),
        (Note("let op " * 2_000),),
        (Definitions((("Begrip", "uitleg " * 3_000),)),),
        (Heading("h " * 3_000), Heading("kop"), PageBreak(), wide_table()),
    ],
    ids=range(16),
)  # fmt: skip
def test_strange_documents_have_pages(blocks: tuple[Block, ...]) -> None:
    assert len(pdf_pages(render_pdf(_document(*blocks)))) >= 1


def test_page_breaks_leave_no_page_empty() -> None:
    blocks = (PageBreak(), Heading("a"), PageBreak(), PageBreak(), Heading("b"), PageBreak())
    assert len(pdf_pages(render_pdf(_document(*blocks)))) == 3


def test_a_table_that_is_too_wide_lies_down_or_is_cut_in_parts() -> None:
    very_wide = _table(tuple(f"cel{n}" * 3 for n in range(40)), columns=40)
    content = render_pdf(_document(Paragraph("staand"), very_wide, Paragraph("weer staand")))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert sizes[0] is False
    assert any(sizes), "the wide table should lie on its side"
    assert sizes[-1] is False
    copied = bare("".join(pdf_pages(content)))
    assert all(f"cel{n}" * 3 in copied for n in range(40))
    assert "Deel2van" in copied


def test_a_heading_stays_with_what_follows() -> None:
    for lines in range(30, 60):
        blocks: tuple[Block, ...] = (*[Paragraph("regel")] * lines, Heading("De kop"), list_table(5))
        page = next(page for page in pdf_pages(render_pdf(_document(*blocks))) if "De kop" in page)
        assert "Wat er gebeurde" in page


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[tuple[int, int]] = []
    render_pdf(sample_document(), progress=lambda done, all_of: told.append((done, all_of)))
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]

    def stop(done: int, all_of: int) -> None:
        if done > 3:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        render_pdf(sample_document(), progress=stop)


def test_a_total_never_stands_alone_on_a_page() -> None:
    """Over every length of table around a page, the total is on a page with at least one row."""
    columns = (Column("what", "Wat", Text()), Column("count", "Aantal", Number(), "sum"))
    for length in range(24, 44):
        rows = tuple((f"regel {at}", at) for at in range(length))
        pages = pdf_pages(render_pdf(_document(Table("lang", "Lang", columns, rows))))
        with_total = next(page for page in pages if "Totaal" in page)
        assert f"regel {length - 1}" in with_total


def test_the_head_of_a_table_never_stands_twice_on_a_page_nor_without_rows() -> None:
    """Wherever the page ends: the rows that stay together do not begin in what is left of it."""
    columns = (Column("what", "Onderdeel", Text()), Column("count", "Aantal", Number(), "sum"))
    table = Table("maanden", "Per maand", columns, tuple((f"regel {at}", at) for at in range(12)))
    for lines in range(14, 28):
        pages = pdf_pages(render_pdf(_document(*[Paragraph("tekst")] * lines, table)))
        for page in pages:
            heads = page.count("Onderdeel")
            assert heads <= 1
            assert not heads or "regel" in page.split("Onderdeel")[1]
        assert sum(page.count("regel") for page in pages) == 12
