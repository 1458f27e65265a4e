"""Reading back what the renderers wrote, by other libraries than those that wrote it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() == QPdfDocument.Status.Ready
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    buffer.close()
    return pages


def bare(text: str) -> str:
    """The text without white space, and without the marks a reader puts at broken lines."""
    return re.sub(r"[\s\u0002\ufffe\ufeff]", "", text)


def structure(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """The roles in the structure tree in reading order, each with what is said of it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found: list[tuple[str, dict[str, str]]] = []
        _visit(pdf.Root.StructTreeRoot.K, found)
        return found


def _visit(kids: object, found: list[tuple[str, dict[str, str]]]) -> None:
    items = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    for item in items:
        if isinstance(item, pikepdf.Dictionary) and "/S" in item:
            attributes = {key[1:]: str(item[key]) for key in ("/Alt", "/T") if key in item}
            if "/A" in item and "/Scope" in item.A:
                attributes["Scope"] = str(item.A.Scope)[1:]
            found.append((str(item.S)[1:], attributes))
            _visit(item.get("/K", pikepdf.Array()), found)


def open_book(content: bytes, *, values: bool = False) -> Workbook:
    """The workbook with its formulas, or with the values stored beside them."""
    return load_workbook(io.BytesIO(content), data_only=values)


def book_cells(content: bytes, *, values: bool = False) -> dict[tuple[str, str], object]:
    """Every filled cell by sheet and place."""
    book = open_book(content, values=values)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def parts(content: bytes, pattern: str) -> Iterable[str]:
    """The XML of the parts of a workbook whose name matches."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(pattern, name):
                yield archive.read(name).decode("utf-8")


def without_stored_values(content: bytes, path: Path) -> None:
    """Write the workbook with formulas alone, so that whoever opens it must calculate."""
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                body = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", body)
            target.writestr(name, body)


def recalculated(content: bytes, folder: Path) -> dict[tuple[str, str], object]:
    """The values that LibreOffice computes from the formulas alone."""
    source = folder / "zonder-waarden.xlsx"
    without_stored_values(content, source)
    return book_cells(converted(source, "xlsx", folder).read_bytes(), values=True)


def converted(source: Path, kind: str, folder: Path) -> Path:
    """The same workbook as LibreOffice saves it in another kind of file."""
    office = shutil.which("soffice")
    if office is None:
        reason = "LibreOffice (soffice) is not installed, so a workbook cannot be converted"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    target = folder / "berekend"
    command = [office, f"-env:UserInstallation={(folder / 'profiel').as_uri()}", "--headless", "--convert-to", kind,
               "--outdir", str(target), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target / f"{source.stem}.{kind}"
