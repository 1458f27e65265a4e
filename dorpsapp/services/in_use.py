"""What can be chosen is put out of use and taken into use again; what was recorded with it stays as it is."""

from datetime import date

from dorpsapp.models import Category, Locality, Skill
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _


def turn_in_use(store: Store, record_type: type[Category | Locality | Skill], number: int, today: date) -> bool:
    """Put out of use what is in use, and the other way round, as one step; gives whether it is in use now.

    Raises a UserError when it is gone.
    """
    in_use = records.values(store, record_type, number)["retired_on"] is None
    what = _("Buiten gebruik gesteld: {name}") if in_use else _("Weer in gebruik genomen: {name}")
    name = records.values(store, record_type, number)["name"]
    with store.write(what.format(name=name)) as unit:
        records.put(unit, record_type, {"retired_on": today if in_use else None}, number)
    return not in_use
