"""Where a file stands decides whether it may be worked in."""

import json
from pathlib import Path

import pytest

from dorpsapp.store import location
from dorpsapp.store.location import Location, NetworkLocation, Place, locate
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/data /mnt/net nfs4 rw 0 0
//server/share /mnt/onze\\040map cifs rw 0 0
anna@server:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sda2 /mnt/net/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / ".dropbox").mkdir()
    settings = {"personal": {"path": str(tmp_path / "MijnDropbox")}, "broken": 7}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(settings), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Stichting Dorp", "OneDrive"),
        ("Wolk", "OneDrive"),
        ("MijnDropbox/map", "Dropbox"),
        ("Dropbox", "Dropbox"),
        ("Nextcloud/dorp/2026", "Nextcloud"),
        ("Library/CloudStorage/Iets", "CloudStorage"),
    ],
)
def test_a_folder_that_a_cloud_program_copies(home: Path, folder: str, program: str) -> None:
    environment = {"OneDrive": str(home / "Wolk")}
    found = locate(home / folder / "dorp.dorpsapp", home=home, environment=environment)
    assert found == Location(Place.CLOUD, program)


@pytest.mark.parametrize("folder", ["Documenten", "MijnDropboxNiet", "OneDriveOud", "Wolkje"])
def test_a_folder_that_only_looks_like_one(home: Path, folder: str) -> None:
    found = locate(home / folder / "x", home=home, environment={"OneDrive": str(home / "Wolk")}, mounts=MOUNTS)
    assert found.place is Place.LOCAL


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("//server/share/dorp.dorpsapp", Place.NETWORK),
        ("\\\\server\\share\\dorp.dorpsapp", Place.NETWORK),
        ("/mnt/net/dorp.dorpsapp", Place.NETWORK),
        ("/mnt/onze map/dorp.dorpsapp", Place.NETWORK),
        ("/mnt/ssh/a/b/dorp.dorpsapp", Place.NETWORK),
        ("/mnt/net/local/dorp.dorpsapp", Place.LOCAL),
        ("/mnt/network/dorp.dorpsapp", Place.LOCAL),
        ("/srv/dorp.dorpsapp", Place.LOCAL),
    ],
)
def test_a_network_is_known_by_its_mount(home: Path, path: str, place: Place) -> None:
    assert locate(Path(path), home=home, environment={}, mounts=MOUNTS).place is place


def test_a_link_into_a_cloud_folder_is_followed(home: Path) -> None:
    (home / "Nextcloud").mkdir()
    (home / "kort").symlink_to(home / "Nextcloud")
    assert locate(home / "kort" / "dorp.dorpsapp", home=home, environment={}).place is Place.CLOUD


def test_the_working_file_is_refused_on_a_network(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_NETWORK_SYSTEMS", frozenset({locate_system(data_file)}))
    for read_only in (True, False):
        with pytest.raises(NetworkLocation, match="netwerk"):
            Store.open(data_file, TEST_KEY, read_only=read_only)
    with pytest.raises(NetworkLocation):
        Store.create(data_file.with_name("nieuw.dorpsapp"), key=TEST_KEY)
    assert list(data_file.parent.iterdir()) == [data_file]


def locate_system(path: Path) -> str:
    """The file system under this path, as this PC names it."""
    return location._mount_of(str(path.resolve()), None)[0]
