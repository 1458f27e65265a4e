"""Every record type and every field: described for the privacy law, named, and readable back from what is shown."""

from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.models import RECORDS, Field, Privacy, Record
from dorpsapp.models.kinds import (
    Choice,
    DayMonth,
    Distance,
    Duration,
    Iban,
    Kind,
    Money,
    Number,
    Phone,
    Postcode,
    Reference,
    YesNo,
)
from dorpsapp.models.packed import Packed

FIELDS = [(record, field) for record in RECORDS for field in record.fields()]
FORBIDDEN = ("bsn", "burgerservice", "diagnose", "ziekte", "geloof", "religie", "afkomst", "etniciteit", "paspoort")
GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def label(value: object) -> str:
    return value.__name__ if isinstance(value, type) else value.name if isinstance(value, Field) else str(value)


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_every_column_is_a_described_field(record: type[Record]) -> None:
    """Whatever is kept about people must reach the form, the export and the privacy export."""
    own = {"id", "version", *record.derived({})}
    described = {field.name for field in record.fields()}
    assert {column.key for column in record.__table__.columns} - own == described


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=label)
def test_every_field_says_what_it_is_to_the_privacy_law(record: type[Record], field: Field) -> None:
    assert isinstance(field.privacy, Privacy)
    assert field.label == field.label.strip() and field.label
    assert not any(word in f"{field.name} {field.label}".lower() for word in FORBIDDEN)


def test_field_has_no_default_for_privacy() -> None:
    import inspect

    from dorpsapp.models.base import field

    assert inspect.signature(field).parameters["privacy"].default is inspect.Parameter.empty


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_labels_within_a_record_differ(record: type[Record]) -> None:
    labels = [field.label for field in record.fields()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_every_record_type_is_in_the_glossary(record: type[Record]) -> None:
    assert f"`{record.__name__}`" in GLOSSARY.read_text("utf-8")


def an_example(kind: Kind) -> Any:
    """A value that this kind can hold."""
    if isinstance(kind, Choice):
        return next(iter(kind.of))
    if isinstance(kind, YesNo):
        return True
    if isinstance(kind, Postcode):
        return "3791AB"
    if isinstance(kind, Phone):
        return "+31600123456"
    if isinstance(kind, Iban):
        return "NL91ABNA0417164300"
    if isinstance(kind, DayMonth):
        return "02-29"
    if isinstance(kind, Number):
        return max(kind.least, 1990) if kind.most > 1990 else kind.most
    if isinstance(kind, Duration | Distance | Money):
        return 95
    kept = kind.sql()
    examples: dict[type, object] = {
        sa.Date: date(2026, 2, 28),
        sa.DateTime: datetime(2026, 2, 28, 13, 45),
        sa.Time: time(13, 45),
    }
    return examples.get(type(kept), "a@b.nl")


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=label)
def test_what_is_shown_can_be_read_back(record: type[Record], field: Field) -> None:
    if isinstance(field.kind, Reference):
        assert field.kind.to in {other.__tablename__ for other in RECORDS}
        return
    if isinstance(field.kind, Packed):
        assert field.kind.show(b"x" * 12_345) == "12 kB"
        return
    value = an_example(field.kind)
    if isinstance(value, datetime):
        assert field.kind.show(value) == "28-2-2026 13:45"
    else:
        assert field.kind.parse(field.kind.show(value)) == value
    assert field.kind.parse("") is None
    assert field.kind.show(None) == ""
    assert field.kind.excel_value(None) is None


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_choices_are_plain_dutch_words(record: type[Record]) -> None:
    for field in record.fields():
        if isinstance(field.kind, Choice):
            assert issubclass(field.kind.of, Enum)
            assert len({member.value for member in field.kind.of}) == len(field.kind.of)
