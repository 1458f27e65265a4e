"""Where a data file stands: on this PC, on a network, on a stick, or in a folder that a cloud program copies."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.text import _


class Place(Enum):
    """What sort of place a folder is; only LOCAL is fit for the working file."""

    LOCAL = "deze computer"
    NETWORK = "netwerk"
    REMOVABLE = "verwisselbaar"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a file, with the name of the cloud program where that is known."""

    place: Place
    program: str = ""


class NetworkLocation(UserError):
    """The working file stands on a network, where two PCs can ruin it."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestand staat op een netwerk. Zet het eerst op deze computer zelf."))


_NETWORK_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb2 smb3 smbfs afs afpfs webdav davfs 9p ncpfs ceph glusterfs "
    "fuse.sshfs fuse.rclone fuse.davfs2 fuse.onedriver fuse.gvfsd-fuse fuse.glusterfs".split()
)
_CLOUD_FOLDERS = (
    "OneDrive",
    "Dropbox",
    "Google Drive",
    "GoogleDrive",
    "iCloudDrive",
    "Nextcloud",
    "ownCloud",
    "STACK",
    "pCloudDrive",
    "Proton Drive",
    "Library/Mobile Documents",
    "Library/CloudStorage",
)
_WINDOWS_PLACES = {2: Place.REMOVABLE, 4: Place.NETWORK, 5: Place.REMOVABLE}


def locate(
    path: Path,
    *,
    home: Path | None = None,
    environment: Mapping[str, str] | None = None,
    mounts: str | None = None,
) -> Location:
    """The place of this file or folder; the arguments stand in for this PC in tests."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return Location(Place.NETWORK)
    whole = os.path.realpath(path)
    for folder, program in _cloud_folders(home or Path.home(), os.environ if environment is None else environment):
        for candidate in (whole, str(path.absolute())):
            if _is_inside(candidate, folder):
                return Location(Place.CLOUD, program)
    if os.name == "nt":
        return Location(_windows_place(whole))
    system, device = _mount_of(whole, mounts)
    if system in _NETWORK_SYSTEMS:
        return Location(Place.NETWORK)
    return Location(Place.REMOVABLE if _is_removable(device) else Place.LOCAL)


def refuse_network(path: Path) -> None:
    """Raise NetworkLocation when the working file would stand on a network."""
    if locate(path).place is Place.NETWORK:
        raise NetworkLocation


def _cloud_folders(home: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if environment.get(name):
            yield environment[name], "OneDrive"
    for base in (environment.get("APPDATA"), environment.get("LOCALAPPDATA")):
        if base:
            yield from _dropbox_folders(Path(base) / "Dropbox" / "info.json")
    yield from _dropbox_folders(home / ".dropbox" / "info.json")
    for name in _CLOUD_FOLDERS:
        yield str(home / name), name.rpartition("/")[2]


def _dropbox_folders(settings: Path) -> Iterator[tuple[str, str]]:
    try:
        accounts = json.loads(settings.read_bytes())
    except (OSError, ValueError):
        return
    for account in accounts.values() if isinstance(accounts, dict) else ():
        if isinstance(account, dict) and isinstance(account.get("path"), str):
            yield account["path"], "Dropbox"


def _is_inside(path: str, folder: str) -> bool:
    outer = os.path.normcase(Path(folder).absolute()).rstrip("/\\")
    inner = os.path.normcase(path)
    # "OneDrive - Naam van de vereniging" is how OneDrive names the folder of an organisation
    return inner == outer or inner.startswith((outer + os.sep, f"{outer} - "))


def _mount_of(whole: str, mounts: str | None) -> tuple[str, str]:
    """The file system and the device that hold this path; empty where the system does not tell."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return "", ""
    found = ("", "")
    longest = -1
    for line in mounts.splitlines():
        device, point, system = [*line.split(" "), "", "", ""][:3]
        point = point.encode("utf-8", "surrogateescape").decode("unicode_escape") if "\\" in point else point
        fits = point in ("/", whole) or whole.startswith(point + "/")
        if fits and len(point) >= longest:
            found = (system, device)
            longest = len(point)
    return found


def _is_removable(device: str) -> bool:
    """Whether a block device such as /dev/sdb1 can be taken out."""
    if not device.startswith("/dev/"):
        return False
    block = Path("/sys/class/block") / Path(device).name
    for folder in (block.resolve(), block.resolve().parent):
        try:
            return (folder / "removable").read_text(encoding="utf-8").strip() == "1"
        except OSError:
            continue
    return False


if sys.platform == "win32":
    import ctypes

    def _windows_place(whole: str) -> Place:
        drive = os.path.splitdrive(whole)[0] + "\\"
        return _WINDOWS_PLACES.get(int(ctypes.windll.kernel32.GetDriveTypeW(drive)), Place.LOCAL)

else:

    def _windows_place(whole: str) -> Place:
        raise AssertionError(whole)
