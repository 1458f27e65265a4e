"""Text from people made safe for each place it is written to: no formula, link, tag or control character survives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import count

from dorpsapp.text import _

LONGEST_WORD = 40
LONGEST_CELL = 32_767
LONGEST_SHEET_TITLE = 31
LONGEST_FILE_NAME = 120
REPLACEMENT = "\ufffd"

_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef" + "".join(f"{chr(n * 65536 + 65534)}{chr(n * 65536 + 65535)}" for n in range(17)) + "]"
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_BREAK_AFTER = re.compile(r"(?<=[/.,;:@?&=_\-])")
_RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)


def clean(text: str) -> str:
    """The text without what no reader can see: control, direction and half characters; line ends become one kind."""
    whole = _SURROGATES.sub(REPLACEMENT, text)
    whole = _LINE_ENDS.sub("\n", whole)
    whole = _NONCHARACTERS.sub("", _INVISIBLE.sub("", whole))
    return unicodedata.normalize("NFC", whole)


def one_line(text: str) -> str:
    """Clean text on a single line, with single spaces."""
    return " ".join(clean(text).split())


def pdf_text(text: str, glyphs: Collection[int] | None = None) -> str:
    """Text for a PDF: clean, every character in the font (`glyphs`), no word too long to break; not yet escaped.

    A character the font lacks becomes a small square, because a PDF for everyone may hold no missing characters.
    """
    lines = [_short_line(line.replace("€ ", "€\u00a0")) for line in clean(text).split("\n")]
    whole = "\n".join(lines)
    if glyphs is None:
        return whole
    missing = {sign for sign in set(whole) - {"\n"} if not _drawable(sign, glyphs)}
    return "".join("□" if sign in missing else sign for sign in whole) if missing else whole


def _drawable(sign: str, glyphs: Collection[int]) -> bool:
    """Private characters have no meaning outside their font, so they count as missing."""
    return ord(sign) in glyphs and unicodedata.category(sign) != "Co"


def _short_line(line: str) -> str:
    """A line with short words and single spaces; one space stays at either end, so that spans can be joined."""
    body = " ".join(_short_words(line.split()))
    before = " " if line[:1].isspace() else ""
    after = " " if body and line[-1:].isspace() else ""
    return before + body + after


def _short_words(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if len(word) <= LONGEST_WORD:
            yield word
        else:
            yield from _pieces(word)


def _pieces(word: str) -> Iterable[str]:
    """A long word in parts, broken after punctuation where it can."""
    part = ""
    for piece in _BREAK_AFTER.split(word):
        if part and len(part) + len(piece) > LONGEST_WORD:
            yield part
            part = ""
        part += piece
        while len(part) > LONGEST_WORD:
            yield part[:LONGEST_WORD]
            part = part[LONGEST_WORD:]
    if part:
        yield part


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could read this text as something to carry out."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def csv_safe(text: str) -> str:
    """Text for a comma separated file: an apostrophe before what a spreadsheet would carry out."""
    whole = clean(text)
    return f"'{whole}" if looks_like_formula(whole) else whole


def cell_text(text: str) -> str:
    """Text for a spreadsheet cell: clean and not longer than a cell can hold."""
    whole = clean(text)
    if _units(whole) <= LONGEST_CELL:
        return whole
    ending = _(" … (ingekort)")
    return _cut(whole, LONGEST_CELL - _units(ending)) + ending


def sheet_title(text: str, taken: Collection[str] = ()) -> str:
    """A title a worksheet may have, different from those `taken` when capitals are set aside."""
    bare = " ".join(re.sub(r"[\[\]:*?/\\]", " ", one_line(text)).split())
    bare = _cut_at_word(bare, LONGEST_SHEET_TITLE).strip(" '") or _("Blad")
    used = {title.casefold() for title in taken} | {"history"}
    if bare.casefold() not in used:
        return bare
    for number in count(2):
        ending = f" {number}"
        candidate = _cut_at_word(bare, LONGEST_SHEET_TITLE - len(ending)).strip(" '") + ending
        if candidate.casefold() not in used:
            return candidate
    raise AssertionError("unreachable")


def print_text(text: str, longest: int = 100) -> str:
    """Text for a worksheet's printed header or footer, where an ampersand starts an instruction."""
    bare = one_line(text)
    if len(bare) > longest:
        bare = bare[: longest - 1].rstrip() + "…"
    return bare.replace("&", "&&")


def file_name(text: str, suffix: str = "") -> str:
    """A file name every computer accepts, with `suffix` such as `.pdf` behind it."""
    bare = re.sub(r'[<>:"/\\|?*]', " ", one_line(text))
    bare = " ".join(bare.split()).strip(" .")
    while len(bare) > LONGEST_FILE_NAME or len(bare.encode()) > LONGEST_FILE_NAME + 80:
        bare = bare[:-1].rstrip(" .")
    if not bare:
        bare = _("document")
    if bare.split(".")[0].strip().casefold() in _RESERVED_NAMES:
        bare = f"_{bare}"
    return bare + suffix


def _units(text: str) -> int:
    """How long a spreadsheet finds this text: characters outside the basic plane count twice."""
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)


def _cut(text: str, longest: int) -> str:
    """The beginning of the text, at most this many units long."""
    if len(text) > longest:
        text = text[:longest]
    while _units(text) > longest:
        text = text[: len(text) - max(1, (_units(text) - longest) // 2)]
    return text


def _cut_at_word(text: str, longest: int) -> str:
    """The beginning of the text, with its last word whole when that does not cost too much."""
    head = _cut(text, longest)
    if len(head) < len(text) and not text[len(head)].isspace():
        whole = head.rpartition(" ")[0]
        return whole if len(whole) > longest // 2 else head
    return head
