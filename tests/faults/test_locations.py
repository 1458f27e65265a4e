"""Where a file stands decides whether it may be worked in: forty places, each with its class."""

import json
from pathlib import Path

import pytest

from dorpsapp.store import location
from dorpsapp.store.location import Location, NetworkLocation, Place, locate
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.measured import Measured

PLACES = "Plek van het bestand: netwerk, stick, cloud"
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/data /mnt/net nfs4 rw 0 0
//server/share /mnt/onze\\040map cifs rw 0 0
//server/oud /mnt/smb smb3 rw 0 0
anna@server:/ /mnt/ssh fuse.sshfs rw 0 0
https://dav.voorbeeld.nl /mnt/dav davfs rw 0 0
rclone:map /mnt/rclone fuse.rclone rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sda2 /mnt/net/local ext4 rw 0 0
/dev/nul1 /media/anna/STICK vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""
ON_THE_MACHINE = [
    ("//server/share/dorp.dorpsapp", Place.NETWORK),
    ("\\\\server\\share\\dorp.dorpsapp", Place.NETWORK),
    ("\\\\nas.local\\Dorp\\dorp.dorpsapp", Place.NETWORK),
    ("\\\\192.168.1.10\\c$\\dorp.dorpsapp", Place.NETWORK),
    ("/mnt/net/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/net/2026/maart/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/onze map/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/smb/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/ssh/a/b/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/dav/dorp.dorpsapp", Place.NETWORK),
    ("/mnt/rclone/dorp.dorpsapp", Place.NETWORK),
    ("/run/user/1000/gvfs/smb-share:server=nas/dorp.dorpsapp", Place.NETWORK),
    ("/media/anna/STICK/dorp.dorpsapp", Place.REMOVABLE),
    ("/media/anna/STICK/kopie/dorp.dorpsapp", Place.REMOVABLE),
    ("/mnt/net/local/dorp.dorpsapp", Place.LOCAL),
    ("/mnt/network/dorp.dorpsapp", Place.LOCAL),
    ("/mnt/smbx/dorp.dorpsapp", Place.LOCAL),
    ("/media/anna/STICKER/dorp.dorpsapp", Place.LOCAL),
    ("/srv/dorp.dorpsapp", Place.LOCAL),
    ("/home/anna/dorp.dorpsapp", Place.LOCAL),
    ("/tmp/dorp.dorpsapp", Place.LOCAL),
    ("/mnt/netwerkverslagen/dorp.dorpsapp", Place.LOCAL),
]
IN_A_CLOUD_FOLDER = [
    ("OneDrive", "OneDrive"),
    ("OneDrive/Documenten", "OneDrive"),
    ("OneDrive - Stichting Dorp", "OneDrive"),
    ("OneDrive - Stichting Dorp/Documenten/2026", "OneDrive"),
    ("Wolk", "OneDrive"),
    ("MijnDropbox/map", "Dropbox"),
    ("Dropbox", "Dropbox"),
    ("Nextcloud/dorp/2026", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("Google Drive/Mijn Drive", "Google Drive"),
    ("iCloudDrive", "iCloudDrive"),
    ("STACK", "STACK"),
    ("Proton Drive", "Proton Drive"),
    ("Library/CloudStorage/Iets", "CloudStorage"),
    ("Library/Mobile Documents/com~apple~CloudDocs", "Mobile Documents"),
]
ONLY_LOOKS_LIKE_ONE = ["Documenten", "MijnDropboxNiet", "OneDriveOud", "Wolkje", "Nextcloud-oud"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder in which Dropbox has been put elsewhere."""
    (tmp_path / ".dropbox").mkdir()
    settings = {"personal": {"path": str(tmp_path / "MijnDropbox")}, "broken": 7}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(settings), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("path", "place"), ON_THE_MACHINE)
def test_networks_and_sticks_are_known_by_their_mount(
    home: Path, path: str, place: Place, monkeypatch: pytest.MonkeyPatch, measured: Measured
) -> None:
    measured.tried(PLACES, 1)
    monkeypatch.setattr(location, "_is_removable", lambda device: device == "/dev/nul1")
    assert locate(Path(path), home=home, environment={}, mounts=MOUNTS).place is place


@pytest.mark.parametrize(("folder", "program"), IN_A_CLOUD_FOLDER)
def test_a_folder_that_a_cloud_program_copies(home: Path, folder: str, program: str, measured: Measured) -> None:
    measured.tried(PLACES, 1)
    environment = {"OneDrive": str(home / "Wolk")}
    found = locate(home / folder / "dorp.dorpsapp", home=home, environment=environment)
    assert found == Location(Place.CLOUD, program)


@pytest.mark.parametrize("folder", ONLY_LOOKS_LIKE_ONE)
def test_a_folder_that_only_looks_like_one(home: Path, folder: str, measured: Measured) -> None:
    measured.tried(PLACES, 1)
    found = locate(home / folder / "x", home=home, environment={"OneDrive": str(home / "Wolk")}, mounts=MOUNTS)
    assert found.place is Place.LOCAL


def test_a_link_into_a_cloud_folder_is_followed(home: Path, measured: Measured) -> None:
    measured.tried(PLACES, 1)
    (home / "Nextcloud").mkdir()
    (home / "kort").symlink_to(home / "Nextcloud")
    assert locate(home / "kort" / "dorp.dorpsapp", home=home, environment={}).place is Place.CLOUD


def test_a_network_that_is_not_known_is_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch, measured: Measured
) -> None:
    """The planted fault: no file system counts as a network."""
    measured.planted(PLACES)
    monkeypatch.setattr(location, "_NETWORK_SYSTEMS", frozenset())
    monkeypatch.setattr(location, "_is_removable", lambda device: device == "/dev/nul1")
    found = {path: locate(Path(path), home=home, environment={}, mounts=MOUNTS).place for path, _ in ON_THE_MACHINE}
    assert sum(found[path] is not place for path, place in ON_THE_MACHINE) >= 8


def test_the_working_file_is_refused_on_a_network(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_NETWORK_SYSTEMS", frozenset({_system_of(data_file)}))
    for read_only in (True, False):
        with pytest.raises(NetworkLocation, match="netwerk"):
            Store.open(data_file, TEST_KEY, read_only=read_only)
    with pytest.raises(NetworkLocation):
        Store.create(data_file.with_name("nieuw.dorpsapp"), key=TEST_KEY)
    assert list(data_file.parent.iterdir()) == [data_file]


def test_no_place_gets_a_write_ahead_log(store: Store) -> None:
    with store.read() as session:
        mode = session.connection().exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == "truncate"
    assert not list(store.path.parent.glob("*-wal"))


def _system_of(path: Path) -> str:
    """The file system under this path, as this PC names it."""
    return location._mount_of(str(path.resolve()), None)[0]
