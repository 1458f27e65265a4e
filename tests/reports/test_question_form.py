"""The question form: one page in the initiative's words that asks for no name, and a PDF that conforms."""

from datetime import date
from pathlib import Path

from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientWord, Feedback, WithoutUs
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.question_form import question_form
from tests.pdf_conformance import assert_pdf_conforms
from tests.reports.reading import bare, pdf_pages


def test_the_form_asks_every_question_and_no_name(tmp_path: Path) -> None:
    document = question_form("Dorpshulp Voorbeeld", Wording(ClientWord.GUEST), date(2026, 1, 15))
    text = " ".join(render_text(document).split())
    for name in ("grade", "without_us", "less_alone", "again", "meaning"):
        assert Feedback.field_named(name).label in text
    for answer in WithoutUs:
        assert answer.value in text
    assert "Vul uw naam niet in." in text and "andere gasten" in text
    assert "Zet een kruisje onder uw cijfer." in text
    content = render_pdf(document)
    pages = pdf_pages(content)
    assert len(pages) == 1
    assert all(str(grade) in pages[0].split() for grade in range(1, 11))
    assert bare("Had u het zonder ons gered?") in bare(pages[0])
    path = tmp_path / "vragenlijst.pdf"
    path.write_bytes(content)
    assert_pdf_conforms(path)
