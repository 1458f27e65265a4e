"""Slots: the keys of a data file, sealed once per user with that user's own password."""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dorpsapp.errors import WrongPassword
from dorpsapp.store.trouble import Damaged
from dorpsapp.text import _

Keys = Mapping[str, bytes]
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard guessing a password is made: KiB of memory, rounds, and lanes that may run side by side."""

    memory: int = 128 * 1024
    rounds: int = 3
    lanes: int = 4


FLOOR = Cost(memory=64 * 1024, rounds=3, lanes=1)
CEILING = Cost(memory=1024 * 1024, rounds=16, lanes=8)


class Stretcher:
    """Argon2id with bounds: a slot that asks for less than the floor or more than the ceiling is refused.

    Only tests pass a lower floor, to be quick.
    """

    def __init__(self, cost: Cost | None = None, floor: Cost = FLOOR) -> None:
        self.cost = cost or Cost()
        self._floor = floor
        self._refuse_outside(self.cost)

    def stretch(self, password: str, salt: bytes, cost: Cost) -> bytes:
        """The 256-bit key that a password stands for."""
        self._refuse_outside(cost)
        secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
        return hash_secret_raw(secret, salt, cost.rounds, cost.memory, cost.lanes, 32, Type.ID)

    def _refuse_outside(self, cost: Cost) -> None:
        for name, asked in asdict(cost).items():
            if type(asked) is not int or not getattr(self._floor, name) <= asked <= getattr(CEILING, name):
                raise Damaged(_("De sleutelbestanden zijn veranderd. Zet ze terug uit een reservekopie."))


@dataclass(frozen=True, slots=True)
class User:
    """Someone who can open the file, as anyone may see."""

    user_id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's sealed copy of the keys; all other fields are public and guarded by the seal."""

    user: User
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in a key file."""
        return {
            **asdict(self.user),
            **asdict(self.cost),
            "salt": _text(self.salt),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Slot":
        """The slot out of a key file; raises KeyError, TypeError or ValueError when it is not one."""
        return cls(
            user=User(str(content["user_id"]), str(content["name"]), str(content["role"])),
            cost=Cost(content["memory"], content["rounds"], content["lanes"]),
            salt=base64.b64decode(content["salt"], validate=True),
            nonce=base64.b64decode(content["nonce"], validate=True),
            sealed=base64.b64decode(content["sealed"], validate=True),
        )


def seal(database_id: str, user: User, password: str, keys: Keys, stretcher: Stretcher) -> Slot:
    """A new slot for this user, tried out: it opens with the password before anyone relies on it."""
    salt = secrets.token_bytes(16)
    nonce = secrets.token_bytes(12)
    bare = Slot(user, stretcher.cost, salt, nonce, b"")
    content = json.dumps({key: _text(value) for key, value in keys.items()}, sort_keys=True).encode()
    cipher = AESGCM(stretcher.stretch(password, salt, stretcher.cost))
    slot = replace(bare, sealed=cipher.encrypt(nonce, content, _guarded(database_id, bare)))
    if unseal(database_id, slot, password, stretcher) != dict(keys):
        raise AssertionError("a new slot does not open")
    return slot


def unseal(database_id: str, slot: Slot, password: str, stretcher: Stretcher) -> dict[str, bytes]:
    """The keys; raises WrongPassword when the password is wrong or the slot was tampered with."""
    try:
        cipher = AESGCM(stretcher.stretch(password, slot.salt, slot.cost))
        content = cipher.decrypt(slot.nonce, slot.sealed, _guarded(database_id, slot))
    except (InvalidTag, HashingError, ValueError):
        raise WrongPassword(_("Het wachtwoord klopt niet. Probeer het opnieuw of gebruik de herstelcode.")) from None
    return {key: base64.b64decode(value) for key, value in json.loads(content).items()}


def _guarded(database_id: str, slot: Slot) -> bytes:
    public = slot.to_json()
    del public["sealed"], public["nonce"]  # the nonce is guarded by the cipher itself
    return json.dumps([_FORMAT, database_id, public], sort_keys=True, separators=(",", ":")).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
