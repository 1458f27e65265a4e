"""Finds out in which encoding a text file is written; lists come from many programs and many years."""

import codecs
import re
from pathlib import Path

from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal

OLD_PROGRAMS = {"cp850": "MS-DOS", "mac_roman": "Mac OS 9"}
"""Encodings that are told to the user, because the few bytes that tell them may mean something else."""
_PIECE = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_PROGRAMS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|\?xml)", re.IGNORECASE)
_CONTROL = bytes(sorted(set(range(32)) - set(b"\t\n\r\x0c\x1a\x1b")))
_MOST_CONTROL = 0.005
# Between two letters these bytes are é, ë, ï, ö … for DOS, and signs such as ‰ or a low quotation mark for Windows.
_DOS_LETTER = re.compile(rb"[A-Za-z][\x81\x82\x84\x87-\x8d\x94][a-z]")
# And these are é, ë, ï and ü for an old Mac, and Ž, a quotation mark, a bullet and Ÿ for Windows.
_MAC_LETTER = re.compile(rb"[A-Za-z](?:[\x8e\x95\x9f](?![A-Z])|\x91(?![A-Zs]))")
_DOS_ONLY = re.compile(rb"[A-Za-z][\x81\x82\x84\x89\x8b][a-z]")
_WINDOWS_LETTER = re.compile(rb"[\xc0-\xff]")
_UNDEFINED_FOR_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def find_encoding(path: Path) -> str:
    """The name Python has for the encoding of this text; raises FileRefused for what is not text."""
    with path.open("rb") as stream:
        start = stream.read(_SAMPLE)
    if not start.strip():
        raise FileRefused(Refusal.EMPTY)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _checked(path, name)
    if start.startswith(_OTHER_PROGRAMS):
        raise FileRefused(Refusal.RUBBISH)
    if _WEB_PAGE.match(start):
        raise FileRefused(Refusal.WEB_PAGE)
    if b"\0" in start:
        return _checked(path, _wide_encoding(start))
    if len(start) - len(start.translate(None, _CONTROL)) > len(start) * _MOST_CONTROL:
        raise FileRefused(Refusal.RUBBISH)
    if _can_be_read(path, "utf-8"):
        return "utf-8"
    return _one_byte_encoding(path)


def _wide_encoding(start: bytes) -> str:
    """UTF-16 without a mark: western text then has its zeros on one side of every pair."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even > len(start) * 0.2 and odd < even * 0.1:
        return "utf-16-be"
    if odd > len(start) * 0.2 and even < odd * 0.1:
        return "utf-16-le"
    raise FileRefused(Refusal.RUBBISH)


def _checked(path: Path, name: str) -> str:
    if not _can_be_read(path, name):
        raise FileRefused(Refusal.RUBBISH)
    return name


def _can_be_read(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte_encoding(path: Path) -> str:
    dos = windows = undefined = mac = dos_only = False
    tail = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            seen = tail + piece
            if b"\0" in seen:
                raise FileRefused(Refusal.RUBBISH)
            dos = dos or _DOS_LETTER.search(seen) is not None
            windows = windows or _WINDOWS_LETTER.search(seen) is not None
            undefined = undefined or _UNDEFINED_FOR_WINDOWS.search(seen) is not None
            mac = mac or _MAC_LETTER.search(seen) is not None
            dos_only = dos_only or _DOS_ONLY.search(seen) is not None
            tail = piece[-2:]
    if mac and not windows and not dos_only:
        return "mac_roman"
    if dos and (undefined or not windows):
        return "cp850"
    if undefined:
        raise FileRefused(Refusal.RUBBISH)
    return "cp1252"
