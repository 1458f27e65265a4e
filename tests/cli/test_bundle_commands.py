"""The commands about bundles, from the file of one village to the picture of more."""

import json
from pathlib import Path

from tests.cli.conftest import Call


def test_bundles_go_from_a_file_to_one_picture(call: Call, practice: Path, tmp_path: Path) -> None:
    one, other, both = tmp_path / "een.json", tmp_path / "ander.json", tmp_path / "samen.pdf"
    made = call("bundle", practice, "--year", 2025, one, "--made-on", "2026-01-15", "--json")
    assert made.code == 0
    assert json.loads(one.read_text("utf-8")).items() <= made.json.items()
    village = tmp_path / "zegveld.dorpsapp"
    assert call("sample", village, "--village", "zegveld", "--years", 1, "--until", "2025-12-31").code == 0
    assert call("bundle", village, "--year", 2025, other).code == 0
    told = call("alliance", one, other, "--pdf", both, "--text", tmp_path / "samen.txt", "--excel",
                tmp_path / "samen.xlsx", "--json")  # fmt: skip
    assert told.code == 0
    sent = [json.loads(path.read_text("utf-8"))["totals"] for path in (one, other)]
    assert told.json["totals"] == {key: sum(each[key] for each in sent) for key in sent[0]}
    assert both.read_bytes().startswith(b"%PDF")
    assert "Zegveld Zorgt" in (tmp_path / "samen.txt").read_text("utf-8")


def test_what_can_not_be_added_up_is_refused_and_nothing_is_written(call: Call, practice: Path, tmp_path: Path) -> None:
    one, pdf = tmp_path / "een.json", tmp_path / "samen.pdf"
    assert call("bundle", practice, "--year", 2025, one).code == 0
    twice = call("alliance", one, one, "--pdf", pdf)
    assert (twice.code, pdf.exists()) == (1, False)
    assert "zijn er twee bundels" in twice.said
    assert call("alliance", practice, "--pdf", pdf).code == 1
    assert call("alliance", one).code == 2
    assert call("bundle", practice, "--year", 1999, tmp_path / "leeg.json").code == 1
    assert not (tmp_path / "leeg.json").exists()
