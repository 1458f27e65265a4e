"""The two key files beside a data file: written one after the other, so that one is whole at any moment."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dorpsapp.store.files import explained_files, overwrite
from dorpsapp.store.slots import Slot
from dorpsapp.store.trouble import Damaged
from dorpsapp.text import _

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class KeySet:
    """All slots of one data file, and what is needed to tell that file and its key from others.

    `cipher_salt` is the first 16 bytes of the data file: with the key and this salt a file whose start was lost can
    still be read. `fingerprint` tells a wrong key from a damaged file, and says nothing of the key.
    """

    database_id: str
    fingerprint: str
    cipher_salt: str
    slots: tuple[Slot, ...]
    generation: int = 0

    def to_json(self) -> dict[str, Any]:
        """The key set as it stands in a file."""
        return {
            "database_id": self.database_id,
            "fingerprint": self.fingerprint,
            "cipher_salt": self.cipher_salt,
            "generation": self.generation,
            "slots": [slot.to_json() for slot in self.slots],
        }

    def same_as(self, other: "KeySet | None") -> bool:
        """Whether both hold the same, however often they were written."""
        return other is not None and replace(self, generation=0) == replace(other, generation=0)


def paths(data_file: Path) -> tuple[Path, Path]:
    """The names of the two key files of this data file."""
    return data_file.with_suffix(".sleutels-a.json"), data_file.with_suffix(".sleutels-b.json")


def fingerprint(key: bytes) -> str:
    """A short text by which a key is recognised, that can not be turned back into it."""
    return HKDF(hashes.SHA256(), 16, salt=None, info=b"dorpsapp fingerprint 1").derive(key).hex()


def to_bytes(key_set: KeySet) -> bytes:
    """The content of a key file: JSON with a checksum over the rest."""
    keys = key_set.to_json()
    return json.dumps({"dorpsapp_keys": 1, "sha256": _checksum(keys), "keys": keys}, ensure_ascii=False).encode()


def from_bytes(content: bytes) -> KeySet | None:
    """The key set; None when the content is not whole."""
    try:
        whole = json.loads(content)
        keys = whole["keys"]
        if whole["dorpsapp_keys"] != 1 or whole["sha256"] != _checksum(keys):
            return None
        return KeySet(
            database_id=str(keys["database_id"]),
            fingerprint=str(keys["fingerprint"]),
            cipher_salt=str(keys["cipher_salt"]),
            slots=tuple(Slot.from_json(slot) for slot in keys["slots"]),
            generation=int(keys["generation"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def load(data_file: Path) -> KeySet | None:
    """The newest whole key set beside this data file; None when both files are lost or damaged."""
    found = [key_set for key_set in map(_read, paths(data_file)) if key_set is not None]
    return max(found, key=lambda key_set: key_set.generation, default=None)


def are_equal(data_file: Path) -> bool:
    """Whether both files are whole and hold the same: no withdrawn password is left in either."""
    one, other = map(_read, paths(data_file))
    return one is not None and one.same_as(other)


def save(data_file: Path, key_set: KeySet) -> KeySet:
    """Write both files, the oldest first, and read each back; gives the key set as it now stands."""
    found = [(path, _read(path)) for path in paths(data_file)]
    found.sort(key=lambda one: one[1].generation if one[1] else -1)
    newest = max([key_set.generation, *(one.generation for _path, one in found if one)])
    for step, (path, _old) in enumerate(found, start=1):
        key_set = replace(key_set, generation=newest + step)
        with explained_files():
            overwrite(path, to_bytes(key_set))
        if _read(path) != key_set:
            raise Damaged(_("De sleutels zijn niet goed opgeslagen. Probeer het opnieuw."))
    return key_set


def _read(path: Path) -> KeySet | None:
    try:
        with path.open("rb") as stream:
            return from_bytes(stream.read(_LARGEST))
    except OSError:
        return None


def _checksum(keys: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(keys, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
