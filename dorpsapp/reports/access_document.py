"""The access file as a document for the person, and as JSON for another program; docs/inzage.md describes the JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

from dorpsapp.models import Record
from dorpsapp.models.kinds import Moment, Text
from dorpsapp.reports.blocks import Block, Column, Definitions, Document, Heading, Note, Paragraph, Table
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.pdf_lock import locked_pdf
from dorpsapp.reports.saving import save_bytes
from dorpsapp.services.access_file import AccessFile, AccessPart, Linked
from dorpsapp.services.access_file import access_file as gather
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, show_moment

FORMAT, VERSION = "dorpsapp-inzage", 1
_WIDEST = 5


def write_access_file(store: Store, person_id: int, folder: Path, made_on: date, password: str = "") -> list[Path]:
    """Write the PDF, with a password when one is given, and the JSON into a folder; gives both.

    The audit tells that it was given out. Raises a UserError when the person is gone or the folder can not be used.
    """
    found = gather(store, person_id)
    name = str(initiative_values(store).get("name") or "")
    content = render_pdf(access_document(found, name, made_on))
    files = {
        folder / f"inzage persoon {person_id}.pdf": locked_pdf(content, password) if password else content,
        folder / f"inzage persoon {person_id}.json": access_json(found, name, made_on),
    }
    store.note(AuditAction.EXPORTED, detail="inzage", people=[person_id])
    for path, written in files.items():
        save_bytes(path, written)
    return list(files)


@in_dutch()
def access_document(found: AccessFile, initiative: str, made_on: date) -> Document:
    """Everything in words, part by part."""
    blocks: list[Block] = [
        Paragraph(_("Dit is alles wat wij van u bewaren. Klopt iets niet, of wilt u iets laten wissen? Zeg het ons.")),
        Note(
            _(
                "Namen van anderen zijn vervangen door hun rol. In vrije tekst kan toch iets over een ander staan. "
                "Wij lezen dit daarom eerst na."
            )
        ),
    ]
    for number, part in enumerate(found.parts):
        blocks += [Heading(_(part.record_type.plural).capitalize()), *_part(part, f"part{number}")]
    if found.texts:
        blocks.append(Heading(_("Teksten waarin uw naam staat")))
        blocks.append(
            Definitions(tuple((f"{_(each.singular)}, {_label(each, name)}", text) for each, name, text in found.texts))
        )
    if found.earlier:
        blocks.append(Heading(_("Wat er eerder stond")))
        blocks.append(Paragraph(_("Dit bewaren wij even om een vergissing ongedaan te kunnen maken.")))
        for one in found.earlier:
            shown = [f"{label}: {words}" for label, words in _told(one.record_type, one.values)]
            blocks.append(Definitions(((f"{_local(one.when)}, {one.what}", "; ".join(shown)),)))
    if found.looks:
        blocks.append(Heading(_("Wie uw gegevens bekeek of veranderde")))
        columns = (
            Column("when", _("Wanneer"), Text()),
            Column("role", _("Rol"), Text()),
            Column("what", _("Wat"), Text()),
        )
        rows = tuple((_local(one.when), one.role, one.action) for one in found.looks)
        blocks.append(Table("looks", _("Uit het logboek"), columns, rows))
    return Document(
        title=_("Inzage in uw gegevens"),
        subtitle=found.name,
        organisation=initiative,
        subject=_("Alles wat wij van u bewaren, AVG artikel 15"),
        author=initiative,
        created=made_on,
        blocks=tuple(blocks),
        footer=_("Inzage · vertrouwelijk"),
    )


def access_json(found: AccessFile, initiative: str, made_on: date) -> bytes:
    """The same as JSON; days and moments as ISO 8601, choices in Dutch words."""
    records: dict[str, list[dict[str, Any]]] = {}
    for part in found.parts:
        records.setdefault(part.record_type.__tablename__, []).extend(_plain(row) for row in part.rows)
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": made_on.isoformat(),
        "initiative": initiative,
        "person": found.person_id,
        "records": records,
        "texts": [
            {"record": each.__tablename__, "field": name, "text": text} for each, name, text in found.texts
        ],
        "earlier": [
            {
                "when": one.when.isoformat(), "what": one.what, "record": one.record_type.__tablename__,
                "values": _plain(one.values),
            }
            for one in found.earlier
        ],
        "looks": [{"when": one.when.isoformat(), "role": one.role, "action": one.action} for one in found.looks],
    }  # fmt: skip
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _part(part: AccessPart, key: str) -> list[Block]:
    """A table when there are several records with few fields, or else each record by itself."""
    record_type = part.record_type
    used = [field.name for field in record_type.fields() if any(field.name in row for row in part.rows)]
    if len(part.rows) > 1 and len(used) <= _WIDEST:
        columns = tuple(Column(name, _label(record_type, name), Text()) for name in used)
        rows = tuple(
            tuple(_words(record_type, name, row[name]) if name in row else None for name in used) for row in part.rows
        )
        return [Table(key, _(record_type.plural).capitalize(), columns, rows)]
    return [Definitions(tuple(_told(record_type, row))) for row in part.rows if row]


def _told(record_type: type[Record], row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in record_type.fields():
        if field.name in row:
            yield _label(record_type, field.name), _words(record_type, field.name, row[field.name])


def _label(record_type: type[Record], name: str) -> str:
    return _(record_type.field_named(name).label)


def _words(record_type: type[Record], name: str, value: Any) -> str:
    if isinstance(value, Linked):
        return value.words or f"{value.id}"
    kind = record_type.field_named(name).kind
    return Moment().show(value) if isinstance(value, datetime) else kind.show(value)


def _local(moment: datetime) -> str:
    """A moment of the file (UTC) on the clock of this computer."""
    return show_moment(moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Linked):
        return {"id": value.id, "words": value.words}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value
