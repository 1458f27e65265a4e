"""Making a data file: never over another, and without rubbish beside it."""

from pathlib import Path

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY


def test_a_new_file_is_never_made_over_another(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="al een bestand"):
        Store.create(store.path, key=TEST_KEY)
    assert store.path.read_bytes() == before
    with pytest.raises(UserError, match="map bestaat niet"):
        Store.create(store.path.parent / "geen" / "dorp.dorpsapp", key=TEST_KEY)
    with pytest.raises(ValueError, match="practice"):
        Store.create(store.path.parent / "zonder.dorpsapp")


def test_making_a_file_leaves_no_rubbish(tmp_path: Path) -> None:
    Store.create(tmp_path / "nieuw.dorpsapp", key=TEST_KEY).close()
    names = {path.name for path in tmp_path.iterdir() if path.stat().st_size or path.suffix == ".lock"}
    assert names == {"nieuw.dorpsapp", "nieuw.lock"}  # an empty journal stays beside a file that was written in
