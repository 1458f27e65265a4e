"""Reads the cards of an address book (vCard 2.1, 3.0 and 4.0) as a list of people; RFC 2426 and RFC 6350."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dorpsapp.exchange.sheet import Row, Sheet
from dorpsapp.exchange.sheet_guard import MOST_CHARACTERS, MOST_LINES, MOST_ROWS
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.text_encoding import find_encoding

BEGIN = b"BEGIN:VCARD"
HEADINGS = ("Voornaam", "Voorvoegsel", "Achternaam", "Hele naam", "Straat en huisnummer", "Postcode", "Plaats",
            "Mobiel", "Telefoon", "E-mail", "Verjaardag", "Opmerking")  # fmt: skip
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_BARE_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")
_YEARLESS_DAY = re.compile(r"--(\d{2})-?(\d{2})(?:T.*)?")
_LONGEST_LINE = 20_000_000  # a photo may stand in one line, or in many that belong together; it is not kept


@dataclass
class _Card:
    """The values of one card, by heading; the first of a kind counts, a home address before others."""

    values: dict[str, str] = field(default_factory=dict)
    home: bool = False

    def put(self, heading: str, text: str) -> None:
        tidy = " ".join(text.split()) if heading != "Opmerking" else text.strip()
        if tidy and heading not in self.values:
            self.values[heading] = tidy[:MOST_CHARACTERS]


def looks_like_vcard(start: bytes) -> bool:
    """Whether a file begins as an address book does, whatever its name."""
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t \0").replace(b"\0", b"").upper().startswith(BEGIN)


def read_vcard(path: Path) -> Sheet:
    """One row a card, with the line of the file it begins on; raises FileRefused when no card is whole."""
    rows = list(_rows(path))
    if not rows:
        raise FileRefused(Refusal.NO_CARDS)
    return Sheet(path.name, HEADINGS, rows, 1)


def _rows(path: Path) -> Iterator[Row]:
    card: _Card | None = None
    begun = 0
    count = 0
    for number, line in _unfolded(path):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        name, value = match[1].upper(), match[3]
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            card, begun = _Card(), number
        elif name == "END" and card is not None:
            count += 1
            if count > MOST_ROWS:
                raise FileRefused(Refusal.TOO_MANY_ROWS)
            yield Row(begun, tuple(card.values.get(heading) for heading in HEADINGS))
            card = None
        elif card is not None:
            _take(card, name, _parameters(match[2]), value)


def _unfolded(path: Path) -> Iterator[tuple[int, str]]:
    """Whole lines: a following line that begins with a space, or follows a quoted-printable `=`, belongs to it."""
    parts: list[str] = []
    begun = length = 0
    for number, line in _lines(path):
        quoted = bool(parts) and parts[-1].endswith("=") and "QUOTED-PRINTABLE" in parts[0][:200].upper()
        if quoted:
            parts.append(f"\n{line}")
        elif line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield begun, "".join(parts)
            parts, begun, length = [line] if line else [], number, 0
        length += len(line)
        if length > _LONGEST_LINE:
            raise FileRefused(Refusal.TOO_MUCH)
    if parts:
        yield begun, "".join(parts)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of bounded length with their number, without their ends."""
    with path.open(encoding=find_encoding(path), newline="") as stream:
        number = 0
        while raw := stream.readline(_LONGEST_LINE):
            number += 1
            if number > MOST_LINES:
                raise FileRefused(Refusal.TOO_MANY_LINES)
            if len(raw) == _LONGEST_LINE:
                raise FileRefused(Refusal.TOO_MUCH)
            if "\0" in raw:
                raise FileRefused(Refusal.RUBBISH)
            yield number, raw.rstrip("\r\n")


def _parameters(text: str) -> dict[str, str]:
    """`;TYPE=HOME;CHARSET=UTF-8` and the bare `;HOME` of 2.1: everything bare counts as a type."""
    found: dict[str, str] = {"TYPE": ""}
    for part in text.split(";")[1:]:
        name, equals, value = part.partition("=")
        if equals and name.upper() != "TYPE":
            found[name.upper()] = value.strip('"')
        else:
            found["TYPE"] += f" {value if equals else name}".replace(",", " ").replace('"', "").upper()
    return found


def _take(card: _Card, name: str, about: dict[str, str], raw: str) -> None:
    types = set(about["TYPE"].split())
    if name in ("PHOTO", "LOGO", "KEY", "SOUND"):
        return
    encoding = about.get("ENCODING", "").upper()
    if encoding in ("B", "BASE64") or types & {"BASE64"}:
        return
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in types:
        raw = _from_quoted(raw, about.get("CHARSET", "utf-8"))
    if name == "N":
        family, given, additional, *_rest = [*_parts(raw), "", "", ""]
        card.put("Achternaam", family)
        card.put("Voornaam", given)
        card.put("Voorvoegsel", additional)
    elif name == "ADR":
        _take_address(card, _parts(raw), home="HOME" in types)
    elif name == "TEL":
        card.put("Mobiel" if types & {"CELL", "IPHONE"} else "Telefoon", _plain(raw).removeprefix("tel:"))
    elif name == "BDAY":
        card.put("Verjaardag", _birthday(_plain(raw)))
    elif heading := {"FN": "Hele naam", "EMAIL": "E-mail", "NOTE": "Opmerking"}.get(name):
        card.put(heading, _plain(raw))


def _take_address(card: _Card, parts: list[str], *, home: bool) -> None:
    _box, extended, street, town, _region, postcode, *_rest = [*parts, "", "", "", "", "", ""]
    if home and not card.home:
        for heading in ("Straat en huisnummer", "Postcode", "Plaats"):
            card.values.pop(heading, None)
    card.home = card.home or home
    card.put("Straat en huisnummer", street or extended)
    card.put("Postcode", postcode)
    card.put("Plaats", town)


def _birthday(text: str) -> str:
    """As a Dutch list writes it; without a year the day and month alone."""
    if match := _BARE_DAY.fullmatch(text):
        return f"{match[3]}-{match[2]}-{match[1]}" if match[1] != "0000" else f"{match[3]}-{match[2]}"
    if match := _YEARLESS_DAY.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    return text


def _from_quoted(raw: str, charset: str) -> str:
    content = quopri.decodestring(raw.encode("utf-8"))
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise FileRefused(Refusal.RUBBISH)


def _parts(raw: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    return [_plain(part) for part in re.split(r"(?<!\\);", raw)]


def _plain(raw: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda match: "\n" if match[1] in "nN" else match[1], raw)
