"""The command line: every sub-command does its work, answers in JSON, and keeps to its exit codes."""

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.__main__ import COMMANDS
from dorpsapp.cli_parser import build_parser
from dorpsapp.models import Funder
from dorpsapp.services import records
from dorpsapp.store.store import Store
from tests.cli.conftest import Call

PASSWORD = "molen deken radijs veter"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_practice_file_opens_without_a_password(call: Call, practice: Path) -> None:
    answer = call("check", practice, "--json")
    assert (answer.code, answer.json["ok"], answer.json["problems"]) == (0, True, [])
    assert answer.json["counts"]["support"] > 1000
    assert answer.json["schema"] >= 1


def test_report_writes_everything_from_one_calculation(call: Call, practice: Path, tmp_path: Path) -> None:
    out = {name: tmp_path / f"r.{name}" for name in ("pdf", "xlsx", "json", "txt")}
    answer = call(
        "report", practice, "--year", 2025, "--pdf", out["pdf"], "--excel", out["xlsx"], "--json-out", out["json"],
        "--text", out["txt"], "--csv", tmp_path / "csv", "--made-on", "2026-01-15", "--json",
    )  # fmt: skip
    assert answer.code == 0
    written = json.loads(out["json"].read_text("utf-8"))
    assert written["figures"] == answer.json["figures"]
    assert written["period"] == {"from": "2025-01-01", "to": "2025-12-31", "label": "2025"}
    assert out["pdf"].read_bytes().startswith(b"%PDF")
    assert out["xlsx"].read_bytes().startswith(b"PK")
    assert list((tmp_path / "csv").glob("*.csv"))
    hours = next(figure for figure in written["figures"] if figure["key"] == "volunteer_hours")
    assert hours["shown"] in out["txt"].read_text("utf-8")
    assert set(hours) == {
        "key", "reference", "label", "unit", "definition", "value", "shown", "previous", "earlier", "breakdowns",
    }  # fmt: skip


def test_a_report_for_a_funder_follows_its_list(call: Call, practice: Path, tmp_path: Path) -> None:
    with closing(Store.open(practice, None, practice=True)) as store, store.write("Proef") as unit:
        funder = unit.scalars(sa.select(Funder).where(Funder.name == "Gemeente Leusden")).one()
        records.put(unit, Funder, {"own_municipality": "Leusden"}, funder.id)
    plain = call("report", practice, "--year", 2025, "--json").json
    seen = call("report", practice, "--year", 2025, "--json", "--funder", "gemeente leusden").json
    assert (plain["funder"], seen["funder"]) == (None, "Gemeente Leusden")
    assert seen["only_residents_of"] == "Leusden"
    totals = [
        {one["key"]: one["value"] for one in made["figures"] if one["key"] in ("volunteer_hours", "km", "contacts")}
        for made in (plain, seen)
    ]
    assert totals[0] == totals[1]
    unknown = call("report", practice, "--year", 2025, "--json", "--funder", "Provincie")
    assert (unknown.code, "Kies uit: Gemeente Leusden." in unknown.said) == (1, True)


def test_summary_and_application_come_from_the_same_data(call: Call, practice: Path, tmp_path: Path) -> None:
    titles = {"report": "Impactrapport 2025", "summary": "Samenvatting 2025", "application": "Subsidieaanvraag 2026"}
    for document, title in titles.items():
        out = tmp_path / f"{document}.txt"
        made = call("report", practice, "--year", 2025, "--document", document, "--text", out, "--json")
        assert (made.code, out.read_text("utf-8").splitlines()[0]) == (0, title)
        assert made.json["grants"][0]["targets"]
        assert made.json["money"]["year"] == 2025
    assert call("report", practice, "--year", 2025, "--document", "poem", "--text", tmp_path / "x").code == 2


def test_the_same_data_gives_the_same_bytes(call: Call, practice: Path, tmp_path: Path) -> None:
    digests = []
    for turn in ("a", "b"):
        pdf, excel, export = (tmp_path / f"{turn}.{kind}" for kind in ("pdf", "xlsx", "all.xlsx"))
        assert (
            call("report", practice, "--year", 2025, "--pdf", pdf, "--excel", excel, "--made-on", "2026-01-15").code
            == 0
        )
        assert call("export", practice, export).code == 0
        digests.append([digest(pdf), digest(excel), digest(export)])
    assert digests[0] == digests[1]


def test_exact_figures_are_only_given_when_asked(call: Call, practice: Path) -> None:
    def ages(*words: str) -> list[object]:
        figures = call("report", practice, "--year", 2025, "--json", *words).json["figures"]
        clients = next(figure for figure in figures if figure["key"] == "clients_unique")
        return [row["value"] for row in clients["breakdowns"]["age"]]

    protected, exact = ages(), ages("--exact")
    assert all(value is None or value % 5 == 0 for value in protected if isinstance(value, int))
    assert any(isinstance(value, int) and value % 5 for value in exact)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("report", "--year", "1990", "--json-out", "r.json"),
            1,
            "In 1990 is niets vastgelegd. Kies een andere periode.",
        ),
        (
            ("report", "--from", "2025-06-01", "--to", "2025-01-01", "--json-out", "r.json"),
            1,
            "Het einde van de periode ligt voor het begin",
        ),
        (("report", "--from", "2025-02-31", "--to", "2025-03-01"), 1, "Deze datum bestaat niet: 2025-02-31"),
        (("report",), 2, "Kies een jaar met --year"),
        (("report", "--year", "2025"), 2, "Kies wat u wilt maken"),
        (("report", "--year", "veel"), 2, "Deze opdracht klopt niet"),
        (("report", "--year", "12025"), 1, "Dit jaar kan niet"),
        (("undo", "--import"), 1, ""),
        (("undo",), 1, "Er is niets om ongedaan te maken."),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(
    call: Call, practice: Path, words: tuple[str, ...], code: int, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice.parent)
    before = digest(practice)
    answer = call(words[0], practice, *words[1:])
    assert answer.code == code
    assert sentence in answer.said
    assert "Traceback" not in answer.said
    assert digest(practice) == before
    assert not (practice.parent / "r.json").exists()
    if "Kies wat" not in sentence:
        assert call(words[0], practice, *words[1:], "--json").json["error"]


def test_a_sample_never_overwrites_and_knows_its_villages(call: Call, practice: Path, tmp_path: Path) -> None:
    before = digest(practice)
    assert call("sample", practice).code == 1
    assert digest(practice) == before
    assert call("sample", tmp_path / "x.dorpsapp", "--village", "atlantis").code == 2
    assert call("sample", tmp_path / "x.dorpsapp", "--people", "0").code == 2
    assert not (tmp_path / "x.dorpsapp").exists()


@pytest.fixture
def secured(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "echt.dorpsapp"
    monkeypatch.setenv("DORPSAPP_PASSWORD", PASSWORD)
    answer = call("new", path, "--initiative", "Dorpshulp Voorbeeld", "--municipality", "Voorbeeldstad", "--user", "An")
    assert answer.code == 0, answer.said
    return path


def test_a_new_file_is_encrypted_and_asks_for_its_password(
    call: Call, secured: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert b"Voorbeeld" not in secured.read_bytes()
    assert (tmp_path / "echt herstelbrief.pdf").read_bytes().startswith(b"%PDF")
    assert call("check", secured).code == 0
    before = digest(secured)
    monkeypatch.setenv("DORPSAPP_PASSWORD", "niet het goede wachtwoord")
    wrong = call("check", secured)
    assert (wrong.code, wrong.out) == (3, "")
    monkeypatch.delenv("DORPSAPP_PASSWORD")
    assert call("check", secured).code == 3
    file = tmp_path / "wachtwoord.txt"
    file.write_text(PASSWORD + "\n", "utf-8")
    assert call("check", secured, "--user", "An", "--password-file", file).code == 0
    assert call("check", secured, "--user", "Bep", "--password-file", file).code == 3
    assert digest(secured) == before


def test_a_new_file_refuses_a_weak_password_and_leaves_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DORPSAPP_PASSWORD", "kort")
    folder = tmp_path / "leeg"
    folder.mkdir()
    assert call("new", folder / "x.dorpsapp", "--initiative", "Dorpshulp", "--municipality", "Stad").code == 1
    monkeypatch.delenv("DORPSAPP_PASSWORD")
    assert call("new", folder / "x.dorpsapp", "--initiative", "Dorpshulp", "--municipality", "Stad").code == 2
    assert [path for path in folder.iterdir() if path.suffix != ".lock"] == []


def test_backup_and_restore_with_the_password_of_then(call: Call, secured: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopie"
    backup = call("backup", secured, folder, "--json")
    assert backup.code == 0
    made = Path(backup.json["backup"])
    assert call("restore", made, tmp_path / "terug.dorpsapp").code == 0
    assert call("check", tmp_path / "terug.dorpsapp").code == 0
    assert call("restore", made, secured).code == 1
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "stuk.dorpsapp-kopie").write_bytes(content)
    damaged = call("restore", folder / "stuk.dorpsapp-kopie", tmp_path / "stuk.dorpsapp")
    assert damaged.code == 1
    assert not (tmp_path / "stuk.dorpsapp").exists()


def test_import_check_undo_and_export(call: Call, practice: Path, tmp_path: Path) -> None:
    log = tmp_path / "uren.csv"
    log.write_text(
        "timesheet_id,employee_id,date,checkin,checkout\n"
        "1,66,2025-03-03,08:00:00,10:30:00\n2,66,2025-03-04,09:00:00,\n3,67,2025-03-04,11:00:00,09:00:00\n",
        "utf-8",
    )
    assert call("export", practice, tmp_path / "voor.xlsx").code == 0
    before = digest(practice)
    checked = call("import", practice, log, "--check", "--json").json
    assert (checked["read"], checked["new"], len(checked["problems"])) == (3, 1, 2)
    assert digest(practice) == before
    done = call("import", practice, log, "--json").json
    assert (done["new"], done["people"]) == (1, 2)
    assert {(one["row"], one["column"]) for one in done["problems"]} == {(3, "checkout"), (4, "checkout")}
    again = call("import", practice, log, "--json").json
    assert (again["new"], again["duplicates"]) == (0, 1)
    assert call("undo", practice, "--import", done["import"]).code == 0
    assert call("export", practice, tmp_path / "na.xlsx").code == 0
    assert digest(tmp_path / "voor.xlsx") == digest(tmp_path / "na.xlsx")


FOREIGN = (b"", b"geen database", b"SQLite format 3\x00" + bytes(4000), bytes(range(256)) * 40)


@pytest.mark.parametrize("content", FOREIGN, ids=("empty", "text", "sqlite", "noise"))
def test_a_foreign_or_damaged_file_is_refused_and_left_alone(call: Call, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "vreemd.dorpsapp"
    path.write_bytes(content)
    for words in (("check", path), ("report", path, "--year", 2025), ("backup", path, tmp_path), ("undo", path)):
        answer = call(*words)
        assert answer.code in {1, 3}
        assert answer.said.count("\n") == 1
        assert "Traceback" not in answer.said
    assert path.read_bytes() == content


def test_help_and_version(call: Call) -> None:
    assert call("--version").out.startswith("Dorpsapp ")
    assert "sample" in call("--help").out


def test_a_damaged_page_is_found_by_check_and_told_in_json(call: Call, practice: Path) -> None:
    content = bytearray(practice.read_bytes())
    for at in range(len(content) // 2, len(content) // 2 + 64):
        content[at] ^= 0xFF
    practice.write_bytes(content)
    answer = call("check", practice, "--json")
    assert (answer.code, answer.json["ok"]) == (1, False)
    assert answer.json["problems"]
    assert practice.read_bytes() == bytes(content)


def test_a_file_that_is_open_elsewhere_is_refused_for_writing(call: Call, practice: Path, tmp_path: Path) -> None:
    from dorpsapp.store.store import Store

    log = tmp_path / "l.csv"
    log.write_text("Voornaam;Achternaam;Plaats\nAn;Bos;Odijk\n", "utf-8")
    with closing(Store.open(practice, None, practice=True)):
        refused = call("import", practice, log)
        assert refused.code == 3
        assert "al open" in refused.said
        assert call("check", practice).code == 0
    assert call("import", practice, log).code == 0


def test_the_question_form_is_a_pdf(call: Call, practice: Path, tmp_path: Path) -> None:
    out = tmp_path / "vragenlijst.pdf"
    answer = call("form", practice, out, "--json")
    assert (answer.code, answer.json["file"]) == (0, str(out))
    assert out.read_bytes().startswith(b"%PDF")


def test_a_final_report_is_kept_and_traced(call: Call, practice: Path, tmp_path: Path) -> None:
    pdf, again = tmp_path / "r.pdf", tmp_path / "r2.pdf"
    made = call("report", practice, "--year", 2025, "--final", "--pdf", pdf, "--json", "--made-on", "2026-01-15")
    assert made.code == 0
    assert made.json["edition"]["number"] == 1
    listed = call("edition", practice, "--json").json["editions"]
    assert [one["checksum"] for one in listed] == [made.json["edition"]["checksum"]]
    assert call("edition", practice, 1, "--pdf", again, "--changes", "--json").json["changes"] == []
    assert again.read_bytes() == pdf.read_bytes()
    hours = next(one for one in made.json["figures"] if one["key"] == "volunteer_hours")
    found = call("trace", practice, f"1-{hours['reference']}", "--json").json
    assert sum(row["adds"] for row in found["rows"]) == pytest.approx(hours["value"], abs=0.001)
    spent = call("trace", practice, "E02-u", "--year", 2025, "--json").json
    assert spent["adds_up"] and len({row["name"] for row in spent["rows"]}) > 3
    assert call("trace", practice, "onzin").code == 1
    assert call("edition", practice, 9).code == 1
    assert call("report", practice, "--year", 2025, "--final", "--exact", "--json").code == 2


def test_privacy_writes_the_register_and_the_statement(call: Call, practice: Path, tmp_path: Path) -> None:
    register, statement = tmp_path / "register.pdf", tmp_path / "verklaring.txt"
    answer = call("privacy", practice, "--register", register, "--statement", statement, "--json")
    assert answer.code == 0 and answer.json["files"] == [str(register), str(statement)]
    assert register.read_bytes().startswith(b"%PDF")
    assert "Autoriteit Persoonsgegevens" in statement.read_text("utf-8")
    assert call("privacy", practice).code == 2


def test_person_writes_the_access_file(call: Call, practice: Path, tmp_path: Path) -> None:
    secret = tmp_path / "wachtwoord.txt"
    secret.write_text("molen deken\n", "utf-8")
    answer = call("person", practice, "--id", 3, "--out", tmp_path / "in", "--pdf-password-file", secret, "--json")
    assert answer.code == 0 and "Lees het na" in answer.said
    pdf, data = (Path(name) for name in answer.json["files"])
    assert b"/Encrypt" in pdf.read_bytes()
    assert json.loads(data.read_text("utf-8"))["person"] == 3
    assert call("person", practice, "--id", 99_999, "--out", tmp_path / "in").code == 1
    assert call("person", practice, "--id", 3, "--out", tmp_path / "in", "--pdf-password-file", "x").code == 1


def test_person_is_restricted_and_free_again(call: Call, practice: Path, tmp_path: Path) -> None:
    answer = call("person", practice, "--id", 3, "--restrict", "het adres klopt niet", "--json")
    assert (answer.code, answer.json["restrictions"]) == (0, ["beperkt"])
    assert call("person", practice, "--id", 3, "--restrict", "nog eens").code == 1
    answer = call("person", practice, "--id", 3, "--object", "geen post", "--json")
    assert sorted(answer.json["restrictions"]) == ["beperkt", "bezwaar"]
    assert call("person", practice, "--id", 3, "--out", tmp_path / "in").code == 0
    answer = call("person", practice, "--id", 3, "--lift")
    assert answer.code == 0 and "geen beperking" in answer.said
    assert call("person", practice, "--id", 99_999, "--lift").code == 1
    for words in ((), ("--lift", "--out", tmp_path), ("--lift", "--restrict", "x")):
        assert call("person", practice, "--id", 3, *words).code == 2


def test_erase_takes_one_person_away_and_no_figure(call: Call, practice: Path, tmp_path: Path) -> None:
    words = ("report", practice, "--year", 2024, "--exact", "--json")
    before = call(*words).json["figures"]
    answer = call("erase", practice, "--id", 3, "--certificate", tmp_path / "bewijs.pdf", "--json")
    assert answer.code == 0 and answer.json["person"] == 3
    assert (tmp_path / "bewijs.pdf").read_bytes().startswith(b"%PDF")
    assert call(*words).json["figures"] == before
    again = call("erase", practice, "--id", 3)
    assert again.code == 1 and "bestaat niet meer" in again.said


def test_salvage_takes_what_is_readable_out_of_a_damaged_file(call: Call, practice: Path, tmp_path: Path) -> None:
    counts = call("check", practice, "--json").json["counts"]
    content = bytearray(practice.read_bytes())
    content[-3000] ^= 1
    practice.write_bytes(content)
    before = digest(practice)
    assert call("check", practice).code == 1
    new = tmp_path / "gered.dorpsapp"
    answer = call("salvage", practice, new, "--json")
    assert answer.code == 0
    assert (answer.json["bad_pages"], answer.json["file"]) == (1, str(new))
    saved = call("check", new, "--json").json
    assert saved["ok"]
    assert sum(saved["counts"].values()) >= 0.95 * sum(counts.values())
    assert digest(practice) == before
    assert call("salvage", practice, new).code == 1  # never over a file
    assert "nieuw" not in "".join(one.name for one in tmp_path.iterdir())


def test_retention_tells_and_applies_in_two_steps(call: Call, practice: Path) -> None:
    first = call("retention", practice, "--today", "2029-01-10", "--json")
    assert first.code == 0 and {one["stage"] for one in first.json["due"]} == {"new"}
    assert "geen contact" in first.said
    done = call("retention", practice, "--apply", "--today", "2029-01-10", "--json")
    people = [one["person"] for one in first.json["due"] if one["subject"] == "person"]
    assert done.json["announced"] == people and done.json["erased"] == []
    assert call("check", practice, "--json").json["ok"]


def test_every_command_of_the_parser_is_one_that_needs_no_window() -> None:
    """A word that is not in this list would open the window instead."""
    subs = next(action for action in build_parser()._actions if action.choices)
    assert subs.choices is not None
    assert set(COMMANDS) == set(subs.choices)


def test_a_period_with_a_slip_in_its_year_is_refused_at_once(call: Call, practice: Path) -> None:
    refused = call("report", practice, "--from", "2026-01-01", "--to", "2099-01-01", "--json")
    assert refused.code == 1
    assert "ten hoogste vijf jaar" in refused.out
