"""Reads a text list line by line, whatever separates its columns; never the whole file in memory at once."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dorpsapp.exchange.sheet import Row, Sheet, heading_position, headings_of, tidy_cells
from dorpsapp.exchange.sheet_guard import MOST_CHARACTERS, MOST_COLUMNS, MOST_LINES, MOST_ROWS
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.text_encoding import OLD_PROGRAMS, find_encoding
from dorpsapp.text import _

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 200
_LONGEST_LINE = MOST_CHARACTERS * 32
_LOOKED_AT = 20


@dataclass(frozen=True)
class CsvRows:
    """The rows under the headings; each time they are gone through the file is read anew."""

    path: Path
    encoding: str
    separator: str
    heading_row: int
    stamp: tuple[int, int]

    def __iter__(self) -> Iterator[Row]:
        try:
            if _stamp(self.path) != self.stamp:
                raise FileRefused(Refusal.CHANGED)
            for row in read_rows(self.path, self.encoding, self.separator):
                if row.number > self.heading_row:
                    yield row
        except OSError as trouble:  # such as a memory stick that was taken out
            raise FileRefused(Refusal.CHANGED) from trouble


def read_csv(path: Path) -> Sheet:
    """The list in a text file; limits on its rows are kept while they are gone through."""
    encoding = find_encoding(path)
    separator = find_separator(path, encoding)
    first = list(itertools.islice(read_rows(path, encoding, separator), _LOOKED_AT))
    if not first:
        raise FileRefused(Refusal.EMPTY)
    heading = first[heading_position(first)]
    rows = CsvRows(path, encoding, separator, heading.number, _stamp(path))
    old = _("De letters zijn gelezen als die van {program}. Kijk na of namen met é, ë of ï goed staan.")
    notices = (old.format(program=OLD_PROGRAMS[encoding]),) if encoding in OLD_PROGRAMS else ()
    return Sheet(path.name, headings_of(heading), rows, heading.number, notices)


def read_pasted(text: str) -> Sheet:
    """The list in a block that was pasted: of a spreadsheet with tabs, or of a text file with any separator.

    Raises FileRefused for an empty block, and for one that is larger than a list may be.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = "\t" if "\t" in text else _best_separator([f"{line}\n" for line in lines[:_SAMPLE_LINES]])
    rows = list(_numbered(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, strict=separator != "\t")))
    if not rows:
        raise FileRefused(Refusal.NOTHING_PASTED)
    at = heading_position(rows)
    return Sheet(_("Geplakt"), headings_of(rows[at]), rows[at + 1 :], rows[at].number)


def read_rows(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    """Every row that is not empty, numbered as a spreadsheet would number it."""
    with path.open(encoding=encoding, newline="") as stream:
        _skip_separator_line(stream)
        reader = csv.reader(_lines(stream), delimiter=separator, strict=True)
        yield from _numbered(reader)


def _numbered(reader: Iterator[list[str]]) -> Iterator[Row]:
    """The rows that are not empty, within the limits of a list."""
    count = 0
    number = 0
    try:
        for number, values in enumerate(reader, start=1):
            if number > MOST_LINES:  # mostly empty ones: gone through they would take minutes
                raise FileRefused(Refusal.TOO_MANY_LINES)
            cells = tidy_cells(values)
            if not cells:
                continue
            count += 1
            if count > MOST_ROWS + 1:
                raise FileRefused(Refusal.TOO_MANY_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise FileRefused(Refusal.TOO_MANY_COLUMNS, number)
            if any(len(value) > MOST_CHARACTERS for value in values):
                raise FileRefused(Refusal.CELL_TOO_LONG, number)
            yield Row(number, cells)
    except csv.Error as trouble:
        long = "field limit" in str(trouble)
        raise FileRefused(Refusal.CELL_TOO_LONG if long else Refusal.QUOTES, number + 1) from trouble


def find_separator(path: Path, encoding: str) -> str:
    """The separator that gives most lines the same number of columns; a list of one column needs none."""
    with path.open(encoding=encoding, newline="") as stream:
        named = _skip_separator_line(stream)
        if named:
            return named
        return _best_separator(list(itertools.islice(_lines(stream), _SAMPLE_LINES)))


def _best_separator(lines: Sequence[str]) -> str:
    best, best_score = SEPARATORS[0], (0.0, 0)
    for separator in SEPARATORS:
        try:
            widths = Counter(len(values) for values in csv.reader(lines, delimiter=separator) if any(values))
        except csv.Error:  # a cell beyond all limits, when this is the separator
            continue
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
        score = (round(count / widths.total(), 1), width)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return best


def _skip_separator_line(stream: TextIO) -> str | None:
    """Excel's own first line `sep=;` is no row; gives the separator it names."""
    match = re.fullmatch(r"sep=(.)\r?\n?", stream.readline(_LONGEST_LINE), re.IGNORECASE)
    if match and match[1] in SEPARATORS:
        return match[1]
    stream.seek(0)
    return None


def _lines(stream: TextIO) -> Iterator[str]:
    """Lines of bounded length, without zero characters."""
    while line := stream.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise FileRefused(Refusal.TOO_MUCH)
        if "\0" in line:
            raise FileRefused(Refusal.RUBBISH)
        yield line


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns
