"""Migrations: all or nothing, after a verified backup, and no row is lost on the way."""

import shutil
from pathlib import Path

import pytest

from dorpsapp.errors import UserError
from dorpsapp.models import Person
from dorpsapp.store import bundle, examine, file_state, migrate
from dorpsapp.store.connection import connect
from dorpsapp.store.migrate import BACKUP_FOLDER, MigrationStopped
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import NewerFile, OlderFile
from tests.conftest import TEST_KEY
from tests.store.sample import Dump, add_category, add_person, add_support, dump

_STEP = '''
"""a later step"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{previous}"
branch_labels = None
depends_on = None

ROW_CHANGES: dict[str, int] = {changes}


def upgrade() -> None:
{body}
'''

_REBUILD = """
    with op.batch_alter_table("person", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("nickname", sa.String(length=40), nullable=True))
"""
_SETTING = """
    op.execute("INSERT INTO setting (version, key, value) VALUES (1, 'nieuw', 'ja')")
"""


@pytest.fixture
def steps(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations of its own, to put later steps in."""
    folder = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(migrate._MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "_MIGRATIONS", folder)
    monkeypatch.setattr(file_state, "STEPS_FOLDER", folder / "versions")
    return folder / "versions"


@pytest.fixture
def filled(store: Store) -> Dump:
    """The store with parents and children in it, closed; what it held."""
    category, person = add_category(store), add_person(store)
    for _time in range(20):
        add_support(store, category, person)
    spent = add_person(store, "Weg")
    with store.write("Weg") as unit:
        unit.delete_many(Person, [spent])
    held = dump(store)
    store.close()
    return held


def _later(steps: Path, body: str, changes: str = "{}") -> int:
    latest = file_state.latest_schema()
    text = _STEP.format(revision=f"{latest + 1:04d}", previous=f"{latest:04d}", body=body, changes=changes)
    (steps / f"{latest + 1:04d}_later.py").write_text(text, encoding="utf-8")
    return latest + 1


def test_an_older_file_is_brought_up_to_date_with_all_its_rows(store: Store, filled: Dump, steps: Path) -> None:
    number = _later(steps, _REBUILD + _SETTING, '{"setting": 1}')
    said: list[str] = []
    opened = Store.open(store.path, TEST_KEY, progress=said.append)
    assert said == ["Reservekopie maken", "Bestand bijwerken"]
    found = dump(opened)
    assert found["setting"] == [(1, "nieuw", "ja")]
    assert {**found, "setting": []} == filled
    assert len(found["participation"]) == 20
    assert (examine.check(opened).ok, examine.check(opened).schema) == (True, number)
    assert add_person(opened, "Nieuw") == 3  # 2 was given out before
    opened.close()
    (made,) = (store.path.parent / BACKUP_FOLDER).iterdir()
    assert bundle.verify(made).counts["participation"] == 20
    Store.open(store.path, TEST_KEY, progress=said.append).close()
    assert len(said) == 2


def test_undo_works_across_a_migration(store: Store, filled: Dump, steps: Path) -> None:
    _later(steps, _REBUILD)
    opened = Store.open(store.path, TEST_KEY)
    while opened.undo():
        pass
    assert all(rows == [] for rows in dump(opened).values())
    while opened.redo():
        pass
    assert dump(opened) == filled
    opened.close()


@pytest.mark.parametrize(
    ("body", "changes", "trouble"),
    [
        (_REBUILD + "\n    raise ZeroDivisionError\n", "{}", ZeroDivisionError),
        ('\n    op.execute("DELETE FROM participation WHERE id = 3")\n', "{}", MigrationStopped),
        (_SETTING, "{}", MigrationStopped),
        (_SETTING, '{"setting": 2}', MigrationStopped),
        ('\n    op.execute("DELETE FROM person")\n', '{"person": -1}', MigrationStopped),
        ('\n    op.execute("DROP TABLE participation")\n', "{}", MigrationStopped),
        (_REBUILD.replace('table_kwargs={"sqlite_autoincrement": True}', ""), "{}", MigrationStopped),
    ],
)
def test_a_step_that_goes_wrong_leaves_the_file_as_it_was(
    store: Store, filled: Dump, steps: Path, body: str, changes: str, trouble: type[Exception]
) -> None:
    before = store.path.read_bytes()
    number = _later(steps, body, changes)
    with pytest.raises(trouble):
        Store.open(store.path, TEST_KEY)
    assert store.path.read_bytes() == before
    (steps / f"{number:04d}_later.py").unlink()
    opened = Store.open(store.path, TEST_KEY)
    assert dump(opened) == filled
    opened.close()


def test_without_a_backup_nothing_is_changed(store: Store, filled: Dump, steps: Path) -> None:
    _later(steps, _REBUILD)
    before = store.path.read_bytes()
    (store.path.parent / BACKUP_FOLDER).write_text("in de weg", encoding="utf-8")
    with pytest.raises(UserError):
        Store.open(store.path, TEST_KEY)
    assert store.path.read_bytes() == before


def test_an_older_file_is_not_brought_up_to_date_when_only_read(store: Store, filled: Dump, steps: Path) -> None:
    _later(steps, _REBUILD)
    before = store.path.read_bytes()
    with pytest.raises(OlderFile):
        Store.open(store.path, TEST_KEY, read_only=True)
    assert store.path.read_bytes() == before


def test_a_newer_file_is_refused_by_the_older_program(store: Store, filled: Dump, steps: Path) -> None:
    number = _later(steps, _REBUILD)
    Store.open(store.path, TEST_KEY).close()
    (steps / f"{number:04d}_later.py").unlink()
    before = store.path.read_bytes()
    with pytest.raises(NewerFile, match="Werk Dorpsapp bij"):
        Store.open(store.path, TEST_KEY)
    assert store.path.read_bytes() == before


def test_the_steps_end_where_the_models_are(empty_file: Path) -> None:
    assert migrate.differences(empty_file, TEST_KEY) == []


def test_a_missing_step_is_noticed_and_can_be_written(data_file: Path, steps: Path) -> None:
    """On a file whose table misses a column, the difference is seen; on the models as they are, a step is empty."""
    connection = connect(data_file, TEST_KEY)
    connection.execute('ALTER TABLE activity DROP COLUMN "when"')
    connection.close()
    assert [difference[0] for difference in migrate.differences(data_file, TEST_KEY)] == ["add_column"]
    step = migrate.new_step("nothing yet", steps)
    assert step.parent == steps
    assert "ROW_CHANGES: dict[str, int] = {}" in step.read_text(encoding="utf-8")
    assert file_state.latest_schema() == int(step.name[:4])
