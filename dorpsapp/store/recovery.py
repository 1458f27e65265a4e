"""The recovery code: the 160-bit root secret as four short rows, each with a check character."""

import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dorpsapp.errors import WrongPassword
from dorpsapp.text import _

ROWS = 4
_ROW_BYTES = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O and U, that people misread
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u2013": None})
_PRIME = 37  # a prime above 32 finds every wrong character and every swap of two
_ROW_STEP = 9  # makes the check differ per row, so that a row typed in the wrong place is found


class MistypedRow(WrongPassword):
    """A row of the recovery code has a typing error; `row` counts from 1."""

    def __init__(self, row: int, sentence: str) -> None:
        self.row = row
        super().__init__(sentence)


def new_secret() -> bytes:
    """A fresh root secret, chosen so that every check character can be written in the alphabet."""
    while True:
        secret = secrets.token_bytes(ROWS * _ROW_BYTES)
        if all(_check(value, row) < len(_ALPHABET) for row, value in enumerate(_values(secret))):
            return secret


def rows_of(secret: bytes) -> tuple[str, ...]:
    """The secret as it is printed: four rows such as `SS0-KH3-38Q`."""
    rows = []
    for row, value in enumerate(_values(secret)):
        signs = "".join(_ALPHABET[(value >> (5 * place)) & 31] for place in range(7, -1, -1))
        signs += _ALPHABET[_check(value, row)]
        rows.append(f"{signs[:3]}-{signs[3:6]}-{signs[6:]}")
    return tuple(rows)


def read_row(text: str, row: int) -> bytes:
    """The five bytes of row `row` (from 1) as a person typed it; raises MistypedRow."""
    signs = text.upper().translate(_MISREAD)
    if len(signs) != 9 or any(sign not in _ALPHABET for sign in signs):
        raise MistypedRow(
            row, _("Regel {row} is niet volledig. Een regel is negen letters en cijfers.").format(row=row)
        )
    value = 0
    for sign in signs[:8]:
        value = value * 32 + _ALPHABET.index(sign)
    if _check(value, row - 1) != _ALPHABET.index(signs[8]):
        raise MistypedRow(row, _("Regel {row} bevat een typefout. Kijk de regel nog eens na.").format(row=row))
    return value.to_bytes(_ROW_BYTES, "big")


def read_rows(rows: Sequence[str]) -> bytes:
    """The root secret out of the four rows; raises MistypedRow for the first row that is wrong."""
    if len(rows) != ROWS:
        raise WrongPassword(_("Een herstelcode heeft vier regels. Vul ze alle vier in."))
    return b"".join(read_row(text, row) for row, text in enumerate(rows, start=1))


def derive_key(secret: bytes, name: str) -> bytes:
    """The 256-bit key of this name; the root secret alone is enough, so the printed sheet opens a lone data file."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"dorpsapp key 1 {name}".encode()).derive(secret)


def _values(secret: bytes) -> list[int]:
    return [int.from_bytes(secret[at : at + _ROW_BYTES], "big") for at in range(0, len(secret), _ROW_BYTES)]


def _check(value: int, row: int) -> int:
    return (value + row * _ROW_STEP) % _PRIME
