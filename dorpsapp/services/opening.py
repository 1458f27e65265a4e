"""Open a data file with what the user has: nothing for a practice file, a password, or the printed recovery code."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.services.erasures import reapply_erasures
from dorpsapp.services.initiative import found_initiative
from dorpsapp.store import attempts, bundle, keys, rekey, user_roles
from dorpsapp.store import restore as restoring
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.bundle import Manifest
from dorpsapp.store.connection import PRACTICE_KEY
from dorpsapp.store.file_state import is_practice_file, refuse_foreign
from dorpsapp.store.slots import Keys, User
from dorpsapp.store.store import NO_USER, Store
from dorpsapp.store.user_roles import Capability, UserRole
from dorpsapp.text import _, ngettext

FIRST_ROLE = "administrator"


@dataclass(frozen=True)
class Credentials:
    """What someone opens a file with; a name may be left out when the file has one user."""

    user: str | None = None
    password: str | None = None
    recovery_rows: tuple[str, ...] = ()


def open_store(
    path: Path,
    credentials: Credentials,
    *,
    read_only: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Store:
    """The open file; raises WrongPassword, InUse or another UserError and leaves the file untouched otherwise."""
    refuse_foreign(path)
    if is_practice_file(path):
        return Store.open(path, None, practice=True, read_only=read_only, progress=progress)
    if not (credentials.password or credentials.recovery_rows):
        _name(keys.users(path), credentials)  # says what is missing
    user, key = unlock(path, credentials, read_only=read_only)
    store = Store.open(path, key, read_only=read_only, opened_by=user, progress=progress)
    _note_failures(store)
    return store


def unlock(path: Path, credentials: Credentials, *, read_only: bool = True) -> tuple[User, bytes]:
    """Who it is and the key of the data file, also of one that is damaged; without credentials those of practice.

    A change of key that was cut short is brought to its end, unless the file is only read.
    """
    if credentials.recovery_rows:
        opened = keys.open_with_recovery(path, credentials.recovery_rows)
        return replace(NO_USER, name=_("herstelbrief")), opened[keys.DATABASE]
    if not credentials.password:
        return NO_USER, PRACTICE_KEY
    user, opened = _with_password(path, credentials)
    return user, rekey.settled(path, opened, read_only=read_only)


def seconds_to_wait(path: Path, name: str) -> int:
    """How long this user must wait after wrong passwords before a next try means anything; 0 when it does now."""
    return next((attempts.seconds_to_wait(path, user.user_id) for user in keys.users(path) if user.name == name), 0)


def _note_failures(store: Store) -> None:
    """Wrong passwords since the last opening go into the audit: whose, how often, and when last."""
    failures = attempts.failures(store.path)
    if store.read_only or not failures:
        return
    names = {user.user_id: user.name for user in keys.users(store.path)}
    for user_id, count in Counter(one.user_id for one in failures).items():
        last = max(one.at for one in failures if one.user_id == user_id)
        said = ngettext("{name}, {n} keer", "{name}, {n} keer", count)
        detail = said.format(name=names.get(user_id, "?"), n=count)
        store.note(AuditAction.FAILED, detail=detail, at=last.replace(microsecond=0))
    attempts.forget_failures(store.path, failures)


def _with_password(path: Path, credentials: Credentials) -> tuple[User, Keys]:
    """Whose password it was, and the keys; a wrong one counts, also for the next start of the program."""
    users = keys.users(path)
    name = _name(users, credentials)
    user = keys.user_named(users, name)
    if user is None:  # says whether the name is not known, or the key files are lost
        keys.open_with_password(path, name, credentials.password or "")
        raise AssertionError(name)
    attempts.refuse_too_soon(path, user.user_id)
    try:
        opened = keys.open_with_password(path, name, credentials.password or "")
    except WrongPassword:
        attempts.note_wrong(path, user.user_id)
        raise
    attempts.note_right(path, user.user_id)
    return user, opened


def _name(users: Sequence[User], credentials: Credentials) -> str:
    """Whose password it is; asks for what is missing."""
    if not credentials.password:
        raise WrongPassword(_("Dit bestand vraagt een wachtwoord. Geef het wachtwoord en probeer opnieuw."))
    if credentials.user:
        return credentials.user
    if len(users) > 1:
        names = ", ".join(user.name for user in users)
        raise WrongPassword(_("Dit bestand heeft meer gebruikers: {names}. Kies uw naam.").format(names=names))
    return users[0].name if users else ""


@dataclass(frozen=True)
class NewFile:
    """A file just made, and the rows of the recovery code, which are shown this once."""

    store: Store
    recovery_rows: tuple[str, ...]


def new_file(path: Path, initiative: str, municipality: str, user: str, password: str) -> NewFile:
    """Make an empty, encrypted file with its first user; nothing is left behind when that fails."""
    if not initiative.strip() or not municipality.strip():
        raise UserError(_("Vul de naam van het initiatief en de gemeente in."))
    made = keys.create(path, user, FIRST_ROLE, password, other_names=(initiative, municipality))
    try:
        store = Store.create(path, key=made.keys[keys.DATABASE], opened_by=made.user)
    except BaseException:
        _remove_new(path)
        raise
    try:
        found_initiative(store, initiative.strip(), municipality.strip())
    except BaseException:
        store.close()
        _remove_new(path)
        raise
    return NewFile(store, made.recovery_rows)


def _remove_new(path: Path) -> None:
    from dorpsapp.store import key_files
    from dorpsapp.store.files import remove

    for made in (path, *key_files.paths(path)):
        remove(made)


def restore_file(backup: Path, new_path: Path, credentials: Credentials) -> Manifest:
    """Make a new file out of a backup, opened with a password of that time or with the recovery code.

    The audit of the new file says so.
    """
    manifest = _restore_with(backup, new_path, credentials)
    with closing(open_store(new_path, credentials)) as made:
        made.note(AuditAction.RESTORED)
    return manifest


def _restore_with(backup: Path, new_path: Path, credentials: Credentials) -> Manifest:
    manifest = bundle.verify(backup)
    if manifest.practice:
        return _restored(backup, new_path, None)
    key_set = bundle.read_key_set(backup)
    if credentials.recovery_rows:
        opened = keys.open_key_set_with_recovery(key_set, credentials.recovery_rows)
    else:
        if key_set is None:
            raise WrongPassword(_("In deze reservekopie zitten geen sleutels. Gebruik de herstelcode."))
        users = [slot.user for slot in key_set.slots]
        name = _name(users, credentials)
        opened = keys.open_key_set(key_set, name, credentials.password or "")
        user = keys.user_named(users, name)
        user_roles.require(UserRole.of(user.role if user else ""), Capability.RESTORE)
    return _restored(backup, new_path, opened[keys.DATABASE])


def _restored(backup: Path, new_path: Path, key: bytes | None) -> Manifest:
    """The backup as a new file, without who was erased after it was made."""
    manifest = restoring.restore(backup, new_path, key)
    reapply_erasures(new_path, key, practice=manifest.practice, today=date.today())
    return manifest
