"""Pages of an encrypted data file, decrypted one by one: a damaged page costs what stands on it and nothing else.

A connection of SQLCipher stays in error after one bad page, and SQLite reaches no page behind a bad one. So rescuing
reads the pages itself: AES-256-CBC with a random vector for each page, sealed with HMAC-SHA512 over the encrypted
bytes, the vector and the number of the page (zetetic.net/sqlcipher/design, format 4). The file is only read.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from dorpsapp.store.connection import SALT_BYTES

SIZE = 4096
_VECTOR, _SEAL = 16, 64
USABLE = SIZE - _VECTOR - _SEAL
_SEALING_MASK = 0x3A
_SEALING_ROUNDS = 2
_FIRST_BYTES = b"SQLite format 3\x00"
_TRIED_FOR_SALT = 50


def read_pages(content: bytes, key: bytes, salts: Iterable[bytes] = ()) -> list[bytes | None]:
    """The readable part of every page of a file in order, None for a damaged one.

    `salts` are copies of the first bytes of the file, kept elsewhere, for when those bytes are damaged too.
    """
    count = len(content) // SIZE
    found = [one for one in dict.fromkeys((content[:SALT_BYTES], *salts)) if len(one) == SALT_BYTES]
    if not found:
        return []
    seals = [_seal_key(key, salt) for salt in found]
    tried = range(1, min(count, _TRIED_FOR_SALT) + 1)
    best = max(seals, key=lambda seal: sum(_decrypted(content, number, key, seal) is not None for number in tried))
    return [_decrypted(content, number, key, best) for number in range(1, count + 1)]


def _seal_key(key: bytes, salt: bytes) -> bytes:
    mask = bytes(byte ^ _SEALING_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, mask, _SEALING_ROUNDS, len(key))


def _decrypted(content: bytes, number: int, key: bytes, seal_key: bytes) -> bytes | None:
    page = content[(number - 1) * SIZE : number * SIZE]
    start = SALT_BYTES if number == 1 else 0
    sealed, seal = page[start:-_SEAL], page[-_SEAL:]
    if not hmac.compare_digest(hmac.digest(seal_key, sealed + struct.pack("<I", number), "sha512"), seal):
        return None
    decryptor = Cipher(AES(key), CBC(sealed[-_VECTOR:])).decryptor()
    plain = decryptor.update(sealed[:-_VECTOR]) + decryptor.finalize()
    return _FIRST_BYTES + plain if number == 1 else plain
