"""Keeps a funder's form with what most likely goes where, and fills it in for a year."""

from datetime import date
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.exchange.form_values import form_values, propose, sources
from dorpsapp.exchange.funder_form import fill_form, form_fields, read_template
from dorpsapp.figures.wording import Wording
from dorpsapp.services.funder_forms import add_form, form_workbook, forms_of
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold


def known_sources(store: Store) -> dict[str, str]:
    """Everything that can be put in a form, by key, in the words of the initiative."""
    return sources(Wording.of(initiative_values(store)))


def propose_mapping(store: Store, content: bytes) -> dict[str, str]:
    """What most likely goes into each field of this workbook; fields without a proposal are left out."""
    known = known_sources(store)
    found = {field.key: propose(field.word, field.label, known) for field in form_fields(content)}
    return {key: source for key, source in found.items() if source}


def keep_form(store: Store, funder_id: int, path: Path) -> int:
    """Keep the workbook in this file as a form of the funder, named after the file; gives its id."""
    content = read_template(path)
    return add_form(store, funder_id, path.stem[:120], content, propose_mapping(store, content))


def fill_kept(store: Store, funder_id: int, form_id: int, year: int, today: date) -> bytes:
    """The form, filled in for a year as this funder sees it; a UserError names everything that does not fit."""
    form = next((one for one in forms_of(store, funder_id) if one.id == form_id), None)
    if form is None:
        raise UserError(_("Dit formulier bestaat niet meer. Iemand heeft het intussen verwijderd."))
    if not form.mapping:
        raise UserError(_("Kies eerst bij een of meer vakken wat er moet komen te staan."))
    return fill_form(form_workbook(store, form_id), form.mapping, form_values(store, funder_id, year, today))


def form_named(store: Store, funder_id: int, name: str) -> int:
    """The id of a form by its name; a UserError that lists the names when there is none like it."""
    forms = forms_of(store, funder_id)
    found = next((one.id for one in forms if fold(one.name) == fold(name)), None)
    if found is None:
        names = ", ".join(one.name for one in forms) or _("nog geen")
        raise UserError(_("Dit formulier is er niet: {name}. Er zijn: {names}.").format(name=name[:60], names=names))
    return found
