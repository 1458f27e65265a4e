"""Lists that are not what they seem: each is refused with one sentence, within limits, and nothing is written."""

import io
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from dorpsapp.errors import UserError
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.exchange.sheet_in import SPREADSHEETS, read_sheet
from dorpsapp.exchange.sheet_refusal import FileRefused
from dorpsapp.store.store import Store
from tests.exchange.hostile import HOSTILE, good
from tests.exchange.lists import village, write_xlsx
from tests.faults.measured import Measured
from tests.faults.reader import Reader
from tests.store.sample import dump

FILES = "Vijandige lijst inlezen"
FUZZ = "Willekeurig beschadigde lijst inlezen"
SECONDS = 40  # the guarded process stops itself after ten; the rest is for a PC that is busy
MEGABYTES = 300


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_one_sentence_and_nothing_written(
    name: str, store: Store, tmp_path: Path, measured: Measured
) -> None:
    measured.tried(FILES, 1)
    village(store)
    before = dump(store)
    file_name, make = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    begun = time.monotonic()
    try:
        result = import_file(store, path)
    except UserError as refused:
        assert refused.sentence.endswith(".")
        assert "\n" not in refused.sentence
        assert len(refused.sentence) < 400
    else:
        assert result.new == 0
        assert result.problems
    assert dump(store) == before
    assert time.monotonic() - begun < SECONDS
    assert _megabytes_for(path) < MEGABYTES


def _megabytes_for(path: Path) -> float:
    """The most memory that a process held for this file; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    if path.suffix in SPREADSHEETS:
        reading = "from dorpsapp.exchange import sheet_child; sheet_child.main(path, 10)"
    else:
        reading = (
            "from dorpsapp.exchange.sheet_in import read_sheet; from dorpsapp.errors import UserError\n"
            "try: [*read_sheet(path).rows]\n"
            "except UserError: pass"
        )
    script = f"import sys, pathlib; path = pathlib.Path(sys.argv[1])\n{reading}\n"
    telling = "print(pathlib.Path('/proc/self/status').read_text(), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script + telling, path], capture_output=True, text=True, check=True)
    line = next(line for line in ran.stderr.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def test_the_good_one_is_read(store: Store, tmp_path: Path, measured: Measured) -> None:
    """So that the tests above can not pass because everything is refused."""
    measured.planted(FILES, FUZZ)
    village(store)
    path = tmp_path / "l.xlsx"
    path.write_bytes(good())
    assert import_file(store, path).new == 1


@pytest.mark.parametrize("missing", ["weg.csv", "map"])
def test_a_missing_file_and_a_folder(missing: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(UserError):
        import_file(store, tmp_path / missing)


def test_random_damage_never_crashes_and_never_reads_half(
    store: Store, memory_folder: Path, measured: Measured
) -> None:
    """Through the guarded process and into the store."""
    village(store)
    before = dump(store)
    rng = random.Random(3)
    for turn in measured.trials(FUZZ, few=10, many=300):
        path = memory_folder / f"{turn}.xlsx"
        path.write_bytes(_flipped(good(), rng))
        try:
            import_file(store, path)
        except UserError as refused:
            assert refused.sentence.endswith(".")
            assert dump(store) == before
        else:
            store.undo()
            assert dump(store) == before


def test_random_damage_in_the_reader_itself(memory_folder: Path, measured: Measured) -> None:
    """Many in one process; what is read is lines of JSON to the end, and a process that is ended harms nobody."""
    rng = random.Random(4)
    path = memory_folder / "l.xlsx"
    unpacked = _parts(good())
    reader = Reader()
    came = Counter[str]()
    for _turn in measured.trials(FUZZ, few=990, many=20_000):
        path.write_bytes(_flipped(good(), rng) if rng.random() < 0.5 else _fuzzed_part(unpacked, rng))
        came[reader.read(path)] += 1
    reader.close()
    assert came["read"]
    assert not came["wrong"]
    assert came["ended"] < came["read"] / 100


def test_random_damage_in_text_and_cards(memory_folder: Path, measured: Measured) -> None:
    """Text is read in the program itself: it gives rows or is refused, and nothing else."""
    rng = random.Random(5)
    good_ones = {
        "l.csv": 'Voornaam;Achternaam\r\n"An";"de ""Bos"""\r\nBé;Smit\r\n'.encode("cp1252") * 9,
        "l.txt": "Voornaam\tAchternaam\nAn\tBos\nBé\tSmit\n".encode("utf-16") * 3,
        "l.vcf": (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=A9;An=\r\nna\r\n"
            b"TEL;CELL:06 12345678\r\nBDAY:--0412\r\nADR;HOME:;;Kerkstraat 1;Odijk\r\n ;;3984\r\nEND:VCARD\r\n"
        )
        * 5,
    }
    read = 0
    for _turn in measured.trials(FUZZ, few=600, many=20_000):
        name = rng.choice(list(good_ones))
        path = memory_folder / name
        content = _flipped(good_ones[name], rng)
        path.write_bytes(content[: rng.randrange(1, len(content))] if rng.random() < 0.2 else content)
        try:
            read += bool([*read_sheet(path).rows])
        except FileRefused as refused:
            assert refused.sentence.endswith(".")
    assert read


def _flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _flip in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _fuzzed_part(unpacked: dict[str, bytes], rng: random.Random) -> bytes:
    """A whole container in which the text of one part was changed, so that the damage reaches the reader of XML."""
    name = rng.choice([one for one in unpacked if one.endswith(".xml")])
    text = bytearray(unpacked[name])
    for _change in range(rng.randint(1, 5)):
        at = rng.randrange(len(text))
        text[at : at + rng.randrange(3)] = rng.choice((b"<", b">", b"&", b'"', b"9" * 40, b"-", b"A1:XFD1048576", b""))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, body in unpacked.items():
            archive.writestr(other, bytes(text) if other == name else body)
    return out.getvalue()


def test_formulas_are_read_by_their_value_with_a_notice(store: Store, tmp_path: Path) -> None:
    village(store)
    rows = [["Voornaam", "Achternaam", "Plaats"], ["An", "Bos", '=CONCATENATE("a","b")']]
    result = import_file(store, write_xlsx(tmp_path / "l.xlsx", rows))
    assert any("formule" in one.text for one in (*result.notices, *result.problems))
