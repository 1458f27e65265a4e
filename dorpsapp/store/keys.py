"""The keys of a data file: made once, opened by a user's password or by the printed recovery code."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dorpsapp.errors import Invalid, UserError, WrongPassword
from dorpsapp.store import key_files, recovery
from dorpsapp.store.connection import opens
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.passwords import refuse_weak
from dorpsapp.store.slots import Keys, Slot, Stretcher, User, seal, unseal
from dorpsapp.store.trouble import NotADataFile
from dorpsapp.text import _, fold

DATABASE = "database"
NEXT = "next_database"
"""Beside DATABASE in slots that were sealed while the file got another key; see rekey."""


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What making a key set gives: the keys, the first user, and the rows to print, shown once."""

    keys: Keys
    user: User
    recovery_rows: tuple[str, ...]


def create(
    data_file: Path,
    name: str,
    role: str,
    password: str,
    *,
    other_names: Sequence[str] = (),
    stretcher: Stretcher | None = None,
) -> NewKeys:
    """Make the keys for a data file that does not exist yet, with its first user; `Store.create` comes after.

    `other_names` (initiative, municipality) may not be part of the password.
    """
    if data_file.exists() or any(path.exists() for path in key_files.paths(data_file)):
        raise UserError(_("Er is al een bestand met deze naam. Kies een andere naam."))
    secret = recovery.new_secret()
    keys = {DATABASE: recovery.derive_key(secret, DATABASE)}
    empty = KeySet(secrets.token_hex(16), key_files.fingerprint(keys[DATABASE]), "", ())
    user = User(secrets.token_hex(8), _tidy(name), role)
    refuse_weak(password, user.name, other_names)
    slot = seal(empty.database_id, user, password, keys, stretcher or Stretcher())
    key_files.save(data_file, replace(empty, slots=(slot,)))
    return NewKeys(keys, user, recovery.rows_of(secret))


def users(data_file: Path) -> tuple[User, ...]:
    """Who can open this file, in the order in which they came; empty when the key files are lost."""
    key_set = key_files.load(data_file)
    return tuple(slot.user for slot in key_set.slots) if key_set else ()


def user_named(users: Sequence[User], name: str) -> User | None:
    """The user with this name, whatever its capitals and accents; None when there is none."""
    return next((user for user in users if fold(user.name) == fold(name)), None)


def open_with_password(data_file: Path, name: str, password: str, *, stretcher: Stretcher | None = None) -> Keys:
    """The keys; raises WrongPassword before the data file itself is touched."""
    return open_key_set(_loaded(data_file), name, password, stretcher=stretcher)


def open_key_set(key_set: KeySet, name: str, password: str, *, stretcher: Stretcher | None = None) -> Keys:
    """The keys out of a key set, such as the one in a backup; raises WrongPassword."""
    slot = _find(key_set, name)
    if slot is None:
        raise WrongPassword(_("Deze naam is niet bekend bij dit bestand. Kies uw naam uit de lijst."))
    return _fitting(key_set, unseal(key_set.database_id, slot, password, stretcher or Stretcher()))


def _fitting(key_set: KeySet, opened: dict[str, bytes]) -> Keys:
    """The key that the key set is about as DATABASE, whichever of the two in the slot that is."""
    other = opened.get(NEXT)
    if other is not None and key_files.fingerprint(other) == key_set.fingerprint:
        return {**opened, DATABASE: other, NEXT: opened[DATABASE]}
    return opened


def open_with_recovery(data_file: Path, rows: Sequence[str]) -> Keys:
    """The keys out of the printed rows, also when both key files are lost; raises WrongPassword for a wrong sheet."""
    keys = open_key_set_with_recovery(None, rows)
    try:
        return open_key_set_with_recovery(key_files.load(data_file), rows)
    except WrongPassword:  # a change of key may have been cut short: the file itself knows
        if data_file.exists() and opens(data_file, keys[DATABASE]):
            return keys
        raise


def open_key_set_with_recovery(key_set: KeySet | None, rows: Sequence[str]) -> Keys:
    """The keys out of the printed rows; with a key set at hand a sheet of another file is refused."""
    keys = {DATABASE: recovery.derive_key(recovery.read_rows(rows), DATABASE)}
    if key_set is not None and key_set.fingerprint != key_files.fingerprint(keys[DATABASE]):
        raise WrongPassword(_("Deze herstelcode hoort bij een ander bestand. Zoek de juiste herstelbrief."))
    return keys


def set_user(
    data_file: Path,
    keys: Keys,
    name: str,
    role: str,
    password: str,
    *,
    other_names: Sequence[str] = (),
    stretcher: Stretcher | None = None,
) -> User:
    """Add a user, or give a known one a new password and role; the new slot opens before the old one goes."""
    key_set = _unlocked(data_file, keys)
    old = _find(key_set, name)
    user = User(old.user.user_id if old else secrets.token_hex(8), _tidy(name), role)
    refuse_weak(password, user.name, other_names)
    slot = seal(key_set.database_id, user, password, keys, stretcher or Stretcher())
    slots = tuple(slot if one is old else one for one in key_set.slots)
    key_files.save(data_file, replace(key_set, slots=slots if old else (*slots, slot)))
    return user


def remove_user(data_file: Path, keys: Keys, name: str) -> None:
    """Take a user's slot out of both key files; the last user stays."""
    key_set = _unlocked(data_file, keys)
    old = _find(key_set, name)
    if old is None:
        return
    if len(key_set.slots) == 1:
        raise UserError(_("Dit is de laatste gebruiker. Voeg eerst een andere gebruiker toe."))
    key_files.save(data_file, replace(key_set, slots=tuple(slot for slot in key_set.slots if slot is not old)))


def _loaded(data_file: Path) -> KeySet:
    key_set = key_files.load(data_file)
    if key_set is None:
        if not data_file.exists():
            raise NotADataFile(_("Dit bestand bestaat niet. Controleer de naam en de map."))
        raise WrongPassword(_("De sleutelbestanden ontbreken. Open het bestand met de herstelcode."))
    return key_set


def _unlocked(data_file: Path, keys: Keys) -> KeySet:
    key_set = _loaded(data_file)
    if key_set.fingerprint != key_files.fingerprint(keys[DATABASE]):
        raise WrongPassword(_("Deze sleutel hoort bij een ander bestand. Kies het juiste bestand."))
    return key_set


def _find(key_set: KeySet, name: str) -> Slot | None:
    return next((slot for slot in key_set.slots if fold(slot.user.name) == fold(name)), None)


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid({"name": _("Vul een naam in.")})
    return tidy
