"""The access file: every value of the person is in it, no value of anyone else, and who looked is told by role."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.models import Person, Record
from dorpsapp.models.kinds import Reference
from dorpsapp.reports.access_document import access_document, access_json, write_access_file
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.services.access_file import access_file
from dorpsapp.services.mentions import marks_of
from dorpsapp.services.people import save_person
from dorpsapp.services.person_references import referring_types, rows_about
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from tests.faults.measured import Measured
from tests.reports.reading import bare, pdf_pages
from tests.services.privacy_village import TODAY, privacy_village

DOCS = Path(__file__).parents[2] / "docs" / "inzage.md"
ACCESS = "Inzage: alles van iemand, niets van een ander"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = privacy_village(tmp_path_factory.mktemp("village") / "dorp.dorpsapp")
    yield store
    store.close()


def people(store: Store) -> list[dict[str, Any]]:
    with store.read() as session:
        return [dict(row) for row in session.execute(sa.select(Person.__table__).order_by(Person.id)).mappings()]


def own_values(store: Store, person_id: int) -> Iterator[str]:
    """Every value about this person, straight from the tables, as it must stand in the JSON."""
    with store.read() as session:
        rows: list[tuple[type[Record], dict[str, Any]]] = [
            (Person, row) for row in people(store) if row["id"] == person_id
        ]
        for record_type, columns in referring_types().items():
            rows += [(record_type, row) for row in rows_about(session, record_type, columns, person_id)]
    for record_type, row in rows:
        for field in record_type.fields():
            value = row[field.name]
            if value is None or isinstance(field.kind, Reference) or field.name in ("content", "recorded_by"):
                continue
            if isinstance(value, str) and field.name in ("note", "text", "description"):
                value = value.split(".")[0]  # in the next sentence stands the name of another
            yield json.dumps(plain(value), ensure_ascii=False).removesuffix('"')


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def test_every_value_of_theirs_and_none_of_others(village: Store, measured: Measured) -> None:
    measured.tried(ACCESS, 6)
    only_theirs(village, 6)


@pytest.mark.full
def test_five_hundred_access_files(tmp_path: Path, measured: Measured) -> None:
    measured.tried(ACCESS, 500)
    with closing(privacy_village(tmp_path / "dorp.dorpsapp", 520)) as village:
        only_theirs(village, 500)


def only_theirs(village: Store, count: int) -> None:
    """Make so many: every value of the person stands in it, as JSON and in words, and none of anyone else."""
    everyone = people(village)
    secrets = secrets_of(everyone)
    for person in everyone[:count]:
        found = access_file(village, person["id"])
        made = access_json(found, "Dorp", TODAY).decode()
        text = render_text(access_document(found, "Dorp", TODAY))
        for value in own_values(village, person["id"]):
            assert value in made, (person["id"], value)
        for mark in (person["surname"], person["email"], person["street"], f"sleutel{person['id']}"):
            assert mark in made and mark in text
        assert of_others(f"{made}\n{text}", secrets, person["id"]) == [], person["id"]


def secrets_of(everyone: list[dict[str, Any]]) -> dict[int, set[str]]:
    """What tells of one of them alone; put together once, as everyone's are sought in everyone's file."""
    return {one["id"]: {*marks_of(one), one["surname"], one["email"], f"sleutel{one['id']} "} for one in everyone}


def of_others(text: str, secrets: dict[int, set[str]], person_id: int) -> list[str]:
    """What stands in this text of anyone else than this person."""
    others = (secret for number, some in secrets.items() if number != person_id for secret in some)
    return [secret for secret in others if secret in text]


def test_a_value_of_another_and_one_that_is_missing_are_noticed(village: Store, measured: Measured) -> None:
    """The planted fault: the file of one with a value of the other, and of which a value was left out."""
    measured.planted(ACCESS)
    everyone = people(village)
    one, other = everyone[:2]
    made = access_json(access_file(village, one["id"]), "Dorp", TODAY).decode()
    assert of_others(f"{made} {other['email']}", secrets_of(everyone), one["id"]) == [other["email"]]
    without = made.replace(one["email"], "")
    assert [value for value in own_values(village, one["id"]) if value not in without]


def test_free_text_names_others_by_their_role_and_is_warned_for(village: Store) -> None:
    found = access_file(village, people(village)[3]["id"])
    note = next(row["note"] for part in found.parts if part.record_type is Person for row in part.rows)
    assert re.search(r"Vaak bij \[(een \w+|iemand anders)\]", note)
    assert found.has_free_text


def test_old_values_texts_of_others_and_what_a_merge_remembers_are_in_it(village: Store) -> None:
    first, fifth = people(village)[0], next(row for row in people(village) if row["id"] % 5 == 0)
    made = access_json(access_file(village, first["id"]), "Dorp", TODAY).decode()
    assert "Proefdubbel" in made and "dubbelhof" in made
    assert f"sleutel{first['id']} ligt onder de mat" in made  # what the note said before
    made = access_json(access_file(village, fifth["id"]), "Dorp", TODAY).decode()
    assert f"draft{fifth['id']}" in made


def test_who_looked_is_told_by_role_only(store: Store) -> None:
    number = save_person(store, {"first_name": "Wim", "surname": "Voorbeeld"})
    store.user = User("x1", "Gerda Geheim", "coordinator")
    store.note(AuditAction.VIEWED, people=[number])
    found = access_file(store, number)
    assert ("coördinator", "bekeken") in [(one.role, one.action) for one in found.looks]
    assert "Gerda" not in access_json(found, "Dorp", TODAY).decode()


def test_the_json_is_what_the_documentation_says(village: Store) -> None:
    block = re.search(r"```json\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert block is not None
    schema = json.loads(block.group(1))
    for person in people(village)[:6]:
        made = json.loads(access_json(access_file(village, person["id"]), "Dorp", TODAY))
        assert list(breaches(made, schema, schema)) == []
    wrong = {"format": "x", "version": "1"}
    assert len(list(breaches(wrong, schema, schema))) > 3


def breaches(value: Any, rule: Any, schema: Any) -> Iterator[str]:
    """What breaks this JSON Schema; the words that docs/inzage.md uses, and no others."""
    if "$ref" in rule:
        rule = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    wanted = rule.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not any(isinstance(value, types[name]) for name in names):
        yield f"{value!r} is not {names}"
        return
    if "const" in rule and value != rule["const"]:
        yield f"{value!r} is not {rule['const']}"
    if "anyOf" in rule and all(list(breaches(value, one, schema)) for one in rule["anyOf"]):
        yield f"{value!r} is none of these"
    if isinstance(value, dict):
        yield from (f"no {name}" for name in rule.get("required", []) if name not in value)
        for name, each in value.items():
            inner = rule.get("properties", {}).get(name, rule.get("additionalProperties", {}))
            if inner is False:
                yield f"{name} is not known"
            else:
                yield from breaches(each, inner, schema)
    if isinstance(value, list):
        for each in value:
            yield from breaches(each, rule.get("items", {}), schema)


def test_a_password_locks_the_pdf(village: Store, tmp_path: Path) -> None:
    number = people(village)[0]["id"]
    content = render_pdf(access_document(access_file(village, number), "Dorp", TODAY))
    assert bare(people(village)[0]["surname"]) in bare(" ".join(pdf_pages(content)))
    written = write_access_file(village, number, tmp_path, TODAY, "molen deken")
    assert [one.suffix for one in written] == [".pdf", ".json"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(written[0])
    with pikepdf.open(written[0], password="molen deken") as pdf:
        assert pdf.encryption.R == 6 and pdf.encryption.bits == 256
        assert pdf.Root.MarkInfo.Marked


def test_giving_it_out_is_in_the_audit_and_asks_for_the_right_role(store: Store, tmp_path: Path) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    before = store.audit_head().number
    write_access_file(store, number, tmp_path, TODAY)
    assert store.audit_head().number == before + 1
    with pytest.raises(UserError, match="bestaat niet meer"):
        access_file(store, number + 1)
    with pytest.raises(UserError):
        write_access_file(store, number, tmp_path / "nergens", TODAY)


def test_a_registrar_may_not_give_it_out(data_file: Path) -> None:
    from tests.conftest import TEST_KEY

    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", "registrar"))
    try:
        number = save_person(store, {"surname": "Voorbeeld"})
        with pytest.raises(NotAllowed):
            access_file(store, number)
    finally:
        store.close()
