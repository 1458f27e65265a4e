"""The form of a backup: one file with the encrypted data, the slots, and a manifest to check both by."""

import errno
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from dorpsapp.store import key_files
from dorpsapp.store.files import explained_files
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.trouble import Damaged, NotADataFile
from dorpsapp.text import _

SUFFIX = ".dorpsapp-kopie"
_DATA, _KEYS, _MANIFEST = "gegevens.db", "sleutels.json", "manifest.json"
_NAMES = {_DATA, _KEYS, _MANIFEST}
_LARGEST_TEXT = 4 << 20
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says it holds; the head of the audit shows later whether lines were taken out of the file."""

    made_at: str
    sequence: int
    database_id: str
    practice: bool
    schema: int
    app_version: str
    counts: dict[str, int]
    content_hash: str
    data_sha256: str
    keys_sha256: str
    audit_number: int = 0
    audit_seal: str = ""
    format: int = _FORMAT


class DamagedBackup(Damaged):
    """A backup is not what its manifest says."""

    def __init__(self) -> None:
        super().__init__(_("Deze reservekopie is beschadigd. Kies een andere reservekopie."))


def sha256_of(stream: IO[bytes]) -> str:
    """The hash of all that follows in this stream."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # a zip member has no fileno


def write(path: Path, data: Path, keys: bytes, manifest: Manifest) -> None:
    """Write a backup file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
        bundle.writestr(_KEYS, keys)
        bundle.write(data, _DATA)


def read_manifest(path: Path) -> Manifest:
    """What the backup says it holds, for a file of the right form; raises NotADataFile or DamagedBackup."""
    with _opened(path) as bundle:
        return _manifest(bundle)


def verify(path: Path) -> Manifest:
    """Read the whole backup and compare it with its manifest; raises DamagedBackup."""
    with _opened(path) as bundle:
        manifest = _manifest(bundle)
        for name, wanted in ((_DATA, manifest.data_sha256), (_KEYS, manifest.keys_sha256)):
            with bundle.open(name) as stream:
                if sha256_of(stream) != wanted:
                    raise DamagedBackup
        return manifest


def extract_data(path: Path, target: Path) -> None:
    """Write the encrypted data to a new file."""
    with _opened(path) as bundle, bundle.open(_DATA) as source, target.open("xb") as stream:
        shutil.copyfileobj(source, stream, 1 << 20)


def read_data(path: Path) -> bytes:
    """The encrypted data, whole."""
    with _opened(path) as bundle:
        return bundle.read(_DATA)


def read_key_set(path: Path) -> KeySet | None:
    """The slots in a backup, to open it by password; None for a practice file. Raises DamagedBackup."""
    verify(path)
    with _opened(path) as bundle:
        content = bundle.read(_KEYS)
    if not content:
        return None
    key_set = key_files.from_bytes(content)
    if key_set is None:
        raise DamagedBackup
    return key_set


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The container, of the right form; whatever the reader stumbles over within this block is damage."""
    with explained_files():
        if not path.is_file():
            raise NotADataFile(_("Deze reservekopie bestaat niet. Controleer de naam en de map."))
        size = path.stat().st_size
        try:
            with zipfile.ZipFile(path) as bundle:
                _refuse_other_form(bundle, size)
                yield bundle
        except (zipfile.BadZipFile, NotImplementedError, ValueError, KeyError, EOFError) as trouble:
            raise DamagedBackup from trouble
        except OSError as trouble:
            if trouble.errno == errno.EINVAL:  # a place in the file that can not be
                raise DamagedBackup from trouble
            raise


def _refuse_other_form(bundle: zipfile.ZipFile, size: int) -> None:
    members = bundle.infolist()
    plain = all(member.compress_type == zipfile.ZIP_STORED and not member.flag_bits & 0x1 for member in members)
    fits = sum(member.file_size for member in members) <= size
    if {member.filename for member in members} != _NAMES or len(members) != len(_NAMES) or not plain or not fits:
        raise NotADataFile(_("Dit is geen reservekopie van Dorpsapp. Kies een ander bestand."))


def _manifest(bundle: zipfile.ZipFile) -> Manifest:
    if bundle.getinfo(_MANIFEST).file_size > _LARGEST_TEXT or bundle.getinfo(_KEYS).file_size > _LARGEST_TEXT:
        raise DamagedBackup
    try:
        manifest = Manifest(**json.loads(bundle.read(_MANIFEST)))
    except (TypeError, RecursionError) as trouble:
        raise DamagedBackup from trouble
    if manifest.format != _FORMAT or type(manifest.sequence) is not int or type(manifest.schema) is not int:
        raise DamagedBackup
    return manifest
