"""Accounts: who may open the file and as what, passwords, the recovery sheet, and the yearly test of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError, WrongPassword
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store import attempts, backup, key_files, keys, passwords, recovery, rekey
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.tables import AUDIT
from dorpsapp.store.user_roles import Capability, UserRole
from dorpsapp.text import _

LONGEST_NAME = 60


@dataclass(frozen=True)
class Account:
    """Someone who can open the file; `last_opened` (UTC) is None when that was never, or longer ago than the audit."""

    name: str
    role: UserRole
    last_opened: datetime | None
    is_self: bool


def accounts(store: Store) -> tuple[Account, ...]:
    """Everyone who can open this file, in the order in which they came; raises NotAllowed."""
    _refuse_practice(store)
    store.require(Capability.USERS)
    query = (
        sa.select(AUDIT.c.user_id, sa.func.max(AUDIT.c.made_at))
        .where(AUDIT.c.action == AuditAction.OPENED.value)
        .group_by(AUDIT.c.user_id)
    )
    with store.read() as session:
        opened = {user_id: datetime.fromisoformat(at) for user_id, at in session.execute(query)}
    return tuple(
        Account(user.name, UserRole.of(user.role), opened.get(user.user_id), user.user_id == store.user.user_id)
        for user in keys.users(store.path)
    )


def roles_to_give(store: Store) -> tuple[UserRole, ...]:
    """The roles this user may give: nobody makes someone who may do more than they do themselves."""
    return tuple(role for role in UserRole if role is not UserRole.ADMINISTRATOR or _is_administrator(store))


def may_change(store: Store, account: Account) -> bool:
    """Whether this user may change or withdraw that account; one's own password is another matter."""
    return not account.is_self and account.role in roles_to_give(store)


def has_own_password(store: Store) -> bool:
    """Whether someone opened the file with a password; not so for a practice file or with the recovery sheet."""
    return bool(store.user.user_id)


def propose_password(store: Store, name: str = "") -> str:
    """Four words that pass the rule for this user."""
    return passwords.propose(name, _village_names(store))


def confirm(store: Store, own_password: str) -> None:
    """Raise WrongPassword unless this is the password of who is at work; wrong ones count as they do at the gate.

    Who opened the file with the recovery sheet has none, and has proved more.
    """
    if not has_own_password(store):
        return
    user_id = store.user.user_id
    attempts.refuse_too_soon(store.path, user_id)
    try:
        keys.open_with_password(store.path, store.user.name, own_password)
    except WrongPassword:
        attempts.note_wrong(store.path, user_id)
        raise WrongPassword(_("Uw eigen wachtwoord klopt niet. Typ het nog een keer.")) from None
    attempts.note_right(store.path, user_id)


def add_account(store: Store, own_password: str, name: str, role: UserRole, password: str) -> None:
    """A new user; raises Invalid for a name that is there already or a weak password, before anything is written."""
    tidy = " ".join(name.split())
    _begin(store, role)
    if not tidy:
        raise Invalid({"name": _("Vul een naam in.")})
    if len(tidy) > LONGEST_NAME:
        raise Invalid({"name": _("Deze naam is te lang. Gebruik ten hoogste {n} tekens.").format(n=LONGEST_NAME)})
    if keys.user_named(keys.users(store.path), tidy) is not None:
        raise Invalid({"name": _("Deze naam is er al. Zet er een letter of achternaam bij.")})
    passwords.refuse_weak(password, tidy, _village_names(store))
    confirm(store, own_password)
    _set(store, tidy, role, password)
    _noted(store, _("{name} toegevoegd als {role}").format(name=tidy, role=role.label))


def change_role(store: Store, own_password: str, name: str, role: UserRole, password: str) -> None:
    """Another role for a user; the seal guards the role, so a new password goes with it."""
    old = _other(store, name)
    _begin(store, role)
    if UserRole.of(old.role) is UserRole.ADMINISTRATOR and role is not UserRole.ADMINISTRATOR:
        _keep_one_administrator(store, old)
    passwords.refuse_weak(password, old.name, _village_names(store))
    confirm(store, own_password)
    _set(store, old.name, role, password)
    _noted(store, _("{name} is nu {role}").format(name=old.name, role=role.label))


def give_password(store: Store, own_password: str, name: str, password: str) -> None:
    """A new password for someone who forgot theirs."""
    old = _other(store, name)
    _begin(store, UserRole.of(old.role))
    passwords.refuse_weak(password, old.name, _village_names(store))
    confirm(store, own_password)
    _set(store, old.name, UserRole.of(old.role), password)
    _noted(store, _("nieuw wachtwoord voor {name}").format(name=old.name))


def change_own_password(store: Store, old_password: str, new_password: str) -> None:
    """Another password for oneself, whatever the role; the old one is asked."""
    _refuse_practice(store)
    if not has_own_password(store):
        raise UserError(_("U opende dit bestand met de herstelbrief. Geef uzelf een wachtwoord bij Gebruikers."))
    passwords.refuse_weak(new_password, store.user.name, _village_names(store))
    confirm(store, old_password)
    _set(store, store.user.name, store.role, new_password)
    _noted(store, _("eigen wachtwoord"))


def withdraw(store: Store, own_password: str, name: str) -> None:
    """Take the right to open the file away; never from oneself, and never from the last administrator.

    Backups of before still open with the old password.
    """
    old = _other(store, name)
    _begin(store, UserRole.of(old.role))
    if UserRole.of(old.role) is UserRole.ADMINISTRATOR:
        _keep_one_administrator(store, old)
    confirm(store, own_password)
    keys.remove_user(store.path, _keys(store), old.name)
    store.remember_keys()
    _noted(store, _("{name} ingetrokken").format(name=old.name))


@dataclass(frozen=True)
class NewSheet:
    """A recovery sheet that does not count yet: its rows, its secret, and the new passwords of the others by name."""

    rows: tuple[str, ...]
    secret: bytes
    passwords: Mapping[str, str]


def prepare_sheet(store: Store) -> NewSheet:
    """What a new recovery sheet would be, to print before it counts; nothing is written."""
    _refuse_practice(store)
    store.require(Capability.KEYS)
    secret = recovery.new_secret()
    others = [user.name for user in keys.users(store.path) if user.user_id != store.user.user_id]
    given = {name: propose_password(store, name) for name in others}
    return NewSheet(recovery.rows_of(secret), secret, given)


def renew_sheet(store: Store, own_password: str, sheet: NewSheet, backup_folder: Path) -> Path:
    """Make this sheet the one that counts: the file gets its key, the old sheet and all old passwords open it no more.

    A verified backup, whose name is given, is made first; the audit goes on under the new key. One keeps one's own
    password. Raises a UserError, and everything is as it was, when any of it fails.
    """
    _refuse_practice(store)
    store.require(Capability.KEYS)
    if recovery.read_rows(sheet.rows) != sheet.secret:
        raise AssertionError("the rows are not those of the secret")
    confirm(store, own_password)
    key_set = key_files.load(store.path)
    if key_set is None:
        raise UserError(_("De sleutelbestanden ontbreken. Open het bestand met de herstelcode."))
    by_id = {
        slot.user.user_id: own_password if slot.user.user_id == store.user.user_id else sheet.passwords[slot.user.name]
        for slot in key_set.slots
    }
    made = backup.make(store.path, store.key, backup_folder)
    new = recovery.derive_key(sheet.secret, keys.DATABASE)
    store.change_key(new, rekey.both_keys(key_set, store.key, new, by_id))
    store.note(AuditAction.KEYS)
    return made


def drill(store: Store, rows: Sequence[str]) -> None:
    """The recovery test: these typed rows open the file. Raises MistypedRow for a row with a mistake; the day is kept.

    A whole sheet of another file, or an older one, raises WrongPassword.
    """
    _refuse_practice(store)
    store.require(Capability.USERS)
    if recovery.derive_key(recovery.read_rows(rows), keys.DATABASE) != store.key:
        raise WrongPassword(_("Deze brief past niet bij dit bestand. Zoek de nieuwste herstelbrief."))
    store.note(AuditAction.DRILL)


def last_drill(store: Store) -> datetime | None:
    """When the sheet was last tried or made anew (UTC); None when that is not known."""
    kinds = (AuditAction.DRILL.value, AuditAction.KEYS.value)
    with store.read() as session:
        at = session.scalar(sa.select(sa.func.max(AUDIT.c.made_at)).where(AUDIT.c.action.in_(kinds)))
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None


def _begin(store: Store, role: UserRole) -> None:
    _refuse_practice(store)
    store.require(Capability.USERS)
    if role not in roles_to_give(store):
        raise UserError(_("Alleen een beheerder kan dit bij een beheerder. Vraag het een beheerder."))


def _is_administrator(store: Store) -> bool:
    return store.may(Capability.KEYS)


def _other(store: Store, name: str) -> User:
    """The user with this name, who is someone else than who is at work."""
    _refuse_practice(store)
    store.require(Capability.USERS)
    found = keys.user_named(keys.users(store.path), name)
    if found is None:
        raise UserError(_("Deze gebruiker is er niet meer. Kies een ander uit de lijst."))
    if found.user_id == store.user.user_id:
        raise UserError(_("Dit bent u zelf. Vraag een andere beheerder of coördinator, of kies uw eigen wachtwoord."))
    return found


def _keep_one_administrator(store: Store, leaving: User) -> None:
    left = [
        user
        for user in keys.users(store.path)
        if UserRole.of(user.role) is UserRole.ADMINISTRATOR and user.user_id != leaving.user_id
    ]
    if not left:
        raise UserError(_("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."))


def _set(store: Store, name: str, role: UserRole, password: str) -> None:
    """A slot that is opened before the old one goes, in both key files and in the file itself."""
    keys.set_user(store.path, _keys(store), name, role.value, password, other_names=_village_names(store))
    store.remember_keys()


def _noted(store: Store, detail: str) -> None:
    store.note(AuditAction.USERS, detail=detail)


def _keys(store: Store) -> dict[str, bytes]:
    return {keys.DATABASE: store.key}


def _village_names(store: Store) -> tuple[str, ...]:
    values = initiative_values(store)
    return tuple(str(values[name]) for name in ("name", "municipality") if values.get(name))


def _refuse_practice(store: Store) -> None:
    if store.practice:
        raise UserError(_("Een oefenbestand heeft geen gebruikers en geen wachtwoord."))
