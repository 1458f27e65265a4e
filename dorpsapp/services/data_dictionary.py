"""The data dictionary: for every field why it is kept, of whom, on which basis and how long."""

from collections.abc import Iterator
from dataclasses import dataclass

from dorpsapp.models import RECORDS, Field, Privacy, Record
from dorpsapp.models.processing import LOG, Processing, processing_of


@dataclass(frozen=True)
class DictionaryLine:
    """One field of one record type with its place in the register."""

    record_type: type[Record]
    field: Field
    processing: Processing

    @property
    def is_personal(self) -> bool:
        """Whether it says something of a person."""
        return self.field.privacy is not Privacy.OPEN


@dataclass(frozen=True)
class Activity:
    """One processing activity with all its fields; none for what the program itself keeps."""

    processing: Processing
    lines: tuple[DictionaryLine, ...]


def dictionary() -> tuple[DictionaryLine, ...]:
    """Every field of every record type, in the order in which they stand in the code."""
    return tuple(
        DictionaryLine(record_type, field, processing_of(record_type, field.name))
        for record_type in RECORDS
        for field in record_type.fields()
    )


def activities() -> tuple[Activity, ...]:
    """The activities of the register that are about people, each with its fields."""
    lines = dictionary()
    return tuple(
        Activity(processing, tuple(line for line in lines if line.processing is processing))
        for processing in _in_order(lines)
    )


def _in_order(lines: tuple[DictionaryLine, ...]) -> Iterator[Processing]:
    seen: list[Processing] = []
    for line in lines:
        about_people = line.processing.basis.name != "NONE_NEEDED"
        if about_people and line.processing not in seen:
            seen.append(line.processing)
    yield from (*seen, LOG)
