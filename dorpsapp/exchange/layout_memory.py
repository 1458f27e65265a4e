"""Remembers what the user said of a list: its columns by the headings of that layout, and the words of every list."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from dorpsapp.exchange.mapping import REMARK, Wishes, read_wishes
from dorpsapp.exchange.sheet import Sheet
from dorpsapp.models import Setting
from dorpsapp.services import records
from dorpsapp.services.settings import LONGEST, read_setting
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

_LAYOUT, _WORDS = "import_layout:", "import_words:"
_MOST_LAYOUTS = 50
_MEANT = ("role", "category", "activity", "locality", "skills", "mark")


def fingerprint(sheet: Sheet) -> str:
    """The same for every list with these headings in this order, whatever its rows."""
    folded = "\n".join(fold(heading) for heading in sheet.headings if heading != REMARK)
    return hashlib.sha256(folded.encode()).hexdigest()[:24]


def recall(store: Store, sheet: Sheet) -> Wishes:
    """What was said before of a list with these headings, with the words of all lists; nothing when it is new."""
    text = read_setting(store, f"{_LAYOUT}{fingerprint(sheet)}")
    wishes = read_wishes(json.loads(text)) if text else Wishes()
    headings = {fold(heading) for heading in sheet.headings}
    columns = {heading: name for heading, name in wishes.columns.items() if fold(heading) in headings}
    words = {name: json.loads(read_setting(store, f"{_WORDS}{name}", "{}")) for name in _MEANT}
    return replace(wishes, columns=columns, words={name: known for name, known in words.items() if known})


def remember(store: Store, sheet: Sheet, wishes: Wishes) -> None:
    """Keep what the user said for the next list of this layout; what does not fit is not kept.

    This is no step to take back: an import that is undone leaves behind how its list is to be read.
    """
    whole = {
        "kind": wishes.kind.name.lower() if wishes.kind else None,
        "columns": dict(wishes.columns),
        "fixed": dict(wishes.fixed),
        "day_order": wishes.day_order,
        "policies": {name: policy.value for name, policy in wishes.policies.items()},
    }
    wanted = {f"{_LAYOUT}{fingerprint(sheet)}": _packed({name: one for name, one in whole.items() if one})}
    for name, known in wishes.words.items():
        wanted[f"{_WORDS}{name}"] = _packed(_newest(known))
    with store.read() as session:
        standing = dict(session.execute(sa.select(Setting.key, Setting.value).where(Setting.key.in_(wanted))).all())
    changed = {key: text for key, text in wanted.items() if len(text) <= LONGEST and standing.get(key) != text}
    if not changed:
        return
    with store.write(_("Kolommen van een lijst onthouden"), undoable=False) as unit:
        for key, text in changed.items():
            number = unit.scalar(sa.select(Setting.id).where(Setting.key == key))
            records.put(unit, Setting, {"key": key, "value": text}, number)
        layouts = sa.select(Setting.id).where(Setting.key.startswith(_LAYOUT)).order_by(Setting.id.desc())
        for number in list(unit.scalars(layouts.offset(_MOST_LAYOUTS))):
            unit.delete(records.existing(unit, Setting, number))


def _newest(known: Mapping[str, str]) -> dict[str, str]:
    """As many of the last words as a setting holds."""
    kept = dict(known)
    while kept and len(_packed(kept)) > LONGEST:
        kept.pop(next(iter(kept)))
    return kept


def _packed(whole: object) -> str:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
