"""A funder's own forms: workbooks kept with what goes where, by funder and name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Funder, FunderForm
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold


@dataclass(frozen=True)
class FormView:
    """A form of a funder; `mapping` goes from a place in the workbook to what is put there."""

    id: int
    version: int
    name: str
    mapping: Mapping[str, str]


def forms_of(store: Store, funder_id: int) -> tuple[FormView, ...]:
    """The forms of a funder by name."""
    with store.read() as session:
        query = sa.select(FunderForm.id, FunderForm.version, FunderForm.name, FunderForm.mapping)
        found = session.execute(query.where(FunderForm.funder_id == funder_id))
        views = [FormView(number, version, name, read_mapping(text)) for number, version, name, text in found]
    return tuple(sorted(views, key=lambda one: fold(one.name)))


def form_workbook(store: Store, form_id: int) -> bytes:
    """The empty workbook; a UserError when the form is gone."""
    content = records.values(store, FunderForm, form_id)["workbook"]
    assert isinstance(content, bytes)
    return content


def add_form(store: Store, funder_id: int, name: str, workbook: bytes, mapping: Mapping[str, str]) -> int:
    """Keep a form under a name; gives its id. Raises Invalid for a name that is empty, too long or taken."""
    whole = " ".join(name.split())
    if not whole or len(whole) > 120:
        raise Invalid({"name": _("Geef het formulier een naam van ten hoogste 120 tekens.")})
    with store.write(_("Formulier toegevoegd: {name}").format(name=whole)) as unit:
        records.existing(unit, Funder, funder_id)
        names = unit.scalars(sa.select(FunderForm.name).where(FunderForm.funder_id == funder_id))
        if fold(whole) in {fold(known) for known in names}:
            raise Invalid(
                {"name": _("Deze geldgever heeft al een formulier met deze naam. Geef het bestand een andere.")}
            )
        values = {"funder_id": funder_id, "name": whole, "workbook": workbook, "mapping": _written(mapping)}
        return records.put(unit, FunderForm, values).id


def save_mapping(store: Store, form_id: int, mapping: Mapping[str, str], version: int | None = None) -> None:
    """Keep what goes where; raises a UserError when the form has gone or changed since it was shown."""
    with store.write(_("Formulier gewijzigd")) as unit:
        records.put(unit, FunderForm, {"mapping": _written(mapping)}, form_id, shown_version=version)


def delete_form(store: Store, form_id: int) -> None:
    """Remove a form; it can be taken back."""
    records.delete(store, FunderForm, form_id)


def read_mapping(text: str) -> dict[str, str]:
    """The mapping out of its JSON text; a UserError when it is no object of texts."""
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    if not isinstance(whole, dict) or not all(isinstance(value, str) for value in whole.values()):
        raise UserError(_("Wat waar komt in dit formulier is niet te lezen. Voeg het formulier opnieuw toe."))
    return whole


def _written(mapping: Mapping[str, str]) -> str:
    text = json.dumps(dict(mapping), ensure_ascii=False)
    if len(text) > 20_000:
        raise UserError(_("Dit formulier heeft te veel vakken om bij te houden."))
    return text
