"""Roles and the audit hold on the command line as they do in the window; and users are managed there too."""

import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dorpsapp.models import ParticipantRole, Person, Shape
from dorpsapp.services import accounts, opening, records
from dorpsapp.services.names import take_apart
from dorpsapp.services.opening import Credentials
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store import audit, keys
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.user_roles import UserRole
from tests.cli.conftest import Answer, Call
from tests.store.sample import PASSWORD, QUICK
from tests.window_tools import TODAY, category_id

PASSWORDS = {role.value: f"kachel vlinder {role.name.lower()} tulp" for role in UserRole}
As = Callable[..., Answer]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a user of every role, each named as the role, and one person with a note."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    path = tmp_path / "dorp.dorpsapp"
    with closing(opening.new_file(path, "Hulpdienst", "Zonnedal", "Anna", PASSWORD).store) as store:
        for role in UserRole:
            accounts.add_account(store, PASSWORD, role.value, role, PASSWORDS[role.value].replace(role.value, "zeis"))
        number = save_person(store, take_apart("Kees Jansen"), role=ParticipantRole.CLIENT, since=TODAY)
        records.save(store, Person, {"note": "kanarienotitie"}, number)
        helper = save_person(store, take_apart("Anneke Bos"), role=ParticipantRole.VOLUNTEER, since=TODAY)
        kind = category_id(store, "Vervoer")
        record_support(store, SupportEntry(TODAY, kind, Shape.INDIVIDUAL, 60, (helper,), (number,)))
    return path


@pytest.fixture
def as_role(call: Call, path: Path, tmp_path: Path) -> As:
    """Call a command as the user with this role."""

    def run(role: str, *words: object) -> Answer:
        secret = tmp_path / f"{role}.txt"
        secret.write_text(PASSWORD if role == "Anna" else PASSWORDS[role].replace(role, "zeis"), "utf-8")
        return call(*words, "--user", role, "--password-file", secret)

    return run


def noted(path: Path) -> list[tuple[str, AuditAction, str]]:
    reading = opening.open_store(path, Credentials("Anna", PASSWORD), read_only=True)
    with closing(reading) as store, closing(store.own_connection()) as connection:
        assert audit.first_break(connection, store.key) is None
        return [(entry.user_name, entry.action, entry.detail) for entry, _seal in audit.entries(connection)]


@pytest.mark.parametrize("role", [role.value for role in UserRole])
def test_what_each_role_takes_out(as_role: As, path: Path, tmp_path: Path, role: str) -> None:
    out = tmp_path / "alles.xlsx"
    answer = as_role(role, "export", path, out)
    if role in ("registrar", "reader"):
        assert answer.code == 1 and "uitvoeren" in answer.said
        assert not out.exists()
        assert noted(path)[-1][1] is not AuditAction.EXPORTED
        return
    assert answer.code == 0
    with zipfile.ZipFile(out) as book:
        content = b" ".join(book.read(name) for name in book.namelist())
    assert (b"kanarienotitie" in content) == (role != "treasurer")
    assert noted(path)[-1] == (role, AuditAction.EXPORTED, "alle gegevens")


def test_who_only_looks_changes_nothing(as_role: As, path: Path, tmp_path: Path) -> None:
    people = tmp_path / "mensen.csv"
    people.write_text("Voornaam;Achternaam\nPiet;Voorbeeld\n", "utf-8")
    for role in ("treasurer", "reader"):
        for words in (("import", path, people, "--kind", "people"), ("undo", path)):
            answer = as_role(role, *words)
            assert answer.code == 1 and "mag dit niet" in answer.said, words
        assert as_role(role, "check", path, "--json").json["counts"]["person"] == 2
    assert as_role("registrar", "import", path, people, "--kind", "people").code == 0
    assert as_role("registrar", "check", path, "--json").json["counts"]["person"] == 3
    assert as_role("registrar", "calendar", path, tmp_path / "agenda.ics").code == 1
    assert as_role("treasurer", "calendar", path, tmp_path / "agenda.ics").code == 0


def test_every_report_is_noted_with_who_made_it(as_role: As, path: Path, tmp_path: Path) -> None:
    assert as_role("reader", "report", path, "--year", 2026, "--text", tmp_path / "r.txt").code == 0
    who, action, detail = noted(path)[-1]
    assert (who, action) == ("reader", AuditAction.EXPORTED) and detail
    assert as_role("reader", "report", path, "--year", 2026, "--final").code == 1
    assert as_role("treasurer", "report", path, "--year", 2026, "--final").code == 0
    assert as_role("reader", "edition", path, 1, "--pdf", tmp_path / "r.pdf").code == 0
    assert noted(path)[-1] == ("reader", AuditAction.EXPORTED, "vastgesteld rapport 1")


def test_who_may_not_put_a_backup_back_does_not(as_role: As, path: Path, tmp_path: Path) -> None:
    made = as_role("reader", "backup", path, tmp_path / "stick", "--json").json["backup"]
    answer = as_role("reader", "restore", made, tmp_path / "terug.dorpsapp")
    assert answer.code == 1 and "terugzetten" in answer.said
    assert not (tmp_path / "terug.dorpsapp").exists()
    assert as_role("coordinator", "restore", made, tmp_path / "terug.dorpsapp").code == 0


def test_users_are_managed_without_a_window(as_role: As, call: Call, path: Path, tmp_path: Path) -> None:
    answer = as_role("Anna", "users", path, "--add", "Dirk", "--role", "reader", "--json")
    assert answer.code == 0
    assert [one["name"] for one in answer.json["users"]] == ["Anna", *(role.value for role in UserRole), "Dirk"]
    keys.open_with_password(path, "Dirk", answer.json["new_password"])
    new = tmp_path / "nieuw.txt"
    new.write_text("emmer tulp zeis kruik\n", "utf-8")
    answer = as_role("coordinator", "users", path, "--reset", "Dirk", "--new-password-file", new, "--json")
    assert "new_password" not in answer.json
    keys.open_with_password(path, "Dirk", "emmer tulp zeis kruik")
    assert as_role("coordinator", "users", path, "--withdraw", "Anna").code == 1
    assert as_role("reader", "users", path).code == 1
    assert as_role("Anna", "users", path, "--add", "x", "--withdraw", "y").code == 2
    assert as_role("Anna", "users", path, "--withdraw", "Dirk").code == 0
    assert keys.user_named(keys.users(path), "Dirk") is None
    assert noted(path)[-1] == ("Anna", AuditAction.USERS, "Dirk ingetrokken")
