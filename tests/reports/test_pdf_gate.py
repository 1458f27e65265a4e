"""The real veraPDF engine accepts what we make, and reports what we break on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Bullets, Column, Document, Heading, Note, Paragraph, Table
from dorpsapp.reports.pdf import render_pdf, write_pdf
from tests.pdf_conformance import assert_pdf_conforms, judge
from tests.reports.sample_document import list_table, sample_document

STRANGE = (
    "<b>&amp; ]]> ﬁ ½ ﷽ Привет Ελληνικά łódź İstanbul 👵🏽 在 \ue000 \u200d \ufdd0 \U0010ffff \ud800 \x00 \u202e"
    " a\u0301 \u2011 \u00a0 \u3000 \ufeff"
)


def _strange_documents() -> dict[str, Document]:
    sample = sample_document()
    texts = Table("t", STRANGE, (Column("a", STRANGE, Text()), Column("b", "B", Text())), (("x", "w " * 18_000),))
    wide = Table("w", "Breed", tuple(Column(f"c{n}", f"Kolom {n}", Text()) for n in range(40)), (("cellen" * 3,) * 40,))
    empty = replace(sample, title="", subtitle="", organisation="", subject="", author="", blocks=(), checks=())
    return {
        "sample": sample,
        "empty": empty,
        "strange": replace(
            sample,
            title=STRANGE,
            subject=STRANGE,
            author=STRANGE,
            blocks=(Heading(STRANGE, 3), Paragraph(STRANGE), Bullets((STRANGE,)), Note(STRANGE * 90), texts, wide),
            checks=(),
        ),
        "long": replace(sample, blocks=(list_table(1_500),), checks=()),
    }


def test_every_document_conforms(tmp_path: Path) -> None:
    paths = []
    for name, document in _strange_documents().items():
        paths.append(tmp_path / f"{name}.pdf")
        write_pdf(document, paths[-1])
    assert_pdf_conforms(*paths)


def _elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem" and str(item.S) == f"/{role}"
    ]


def _remove_alternative(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "Figure")[0].Alt


def _remove_scope(pdf: pikepdf.Pdf) -> None:
    for head in _elements(pdf, "TH"):
        del head.A


def _remove_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _skip_a_heading(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "H2")[0].S = pikepdf.Name.H4


def _forget_the_marks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def _remove_the_claim(pdf: pikepdf.Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata = pdf.make_stream(words, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


PLANTED: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "7.3-1": _remove_alternative,
    "7.5-1": _remove_scope,
    "7.2-": _remove_language,
    "7.4.2-1": _skip_a_heading,
    "6.2-1": _forget_the_marks,
    "5-1": _remove_the_claim,
}


def _broken(plant: Callable[[pikepdf.Pdf], None], sound: bytes, path: Path) -> Path:
    with pikepdf.open(BytesIO(sound)) as pdf:
        plant(pdf)
        pdf.save(path)
    return path


def test_a_planted_fault_is_reported(tmp_path: Path) -> None:
    sound = render_pdf(sample_document())
    paths = [_broken(plant, sound, tmp_path / f"{rule}.pdf") for rule, plant in PLANTED.items()]
    verdicts = judge(*paths, flavours="ua1")
    assert len(verdicts) == len(PLANTED)
    for rule, verdict in zip(PLANTED, verdicts, strict=True):
        assert Path(verdict.file).stem == rule and not verdict.compliant
        assert any(fault.startswith(rule) for fault in verdict.faults), verdict.faults


def test_the_gate_itself_refuses_a_broken_file(tmp_path: Path) -> None:
    path = _broken(_remove_language, render_pdf(sample_document()), tmp_path / "broken.pdf")
    with pytest.raises(AssertionError, match="is not ua1"):
        assert_pdf_conforms(path)


def test_a_missing_engine_fails_where_it_must_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="veraPDF cannot run here"):
        judge(tmp_path / "x.pdf")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="veraPDF cannot run here"):
        judge(tmp_path / "x.pdf")
