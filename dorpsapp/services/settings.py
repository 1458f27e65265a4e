"""Choices of the initiative that are kept in the file under a key, so that every PC has the same."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Setting
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_number

VOG_RENEW_YEARS = "vog_renew_years"
LONGEST = 4000
YEARS_BEFORE_RENEWAL = 3  # advice of the national desk for volunteers, not a law


def setting(session: Session, key: str, default: str = "") -> str:
    """The choice under this key within an open read, the default where nothing was chosen."""
    found = session.scalars(sa.select(Setting.value).where(Setting.key == key)).first()
    return default if found is None else found


def whole_setting(session: Session, key: str, default: int) -> int:
    """The same as a whole number; the default also where the value is not one."""
    found = setting(session, key)
    return int(found) if found.isdecimal() else default


def read_setting(store: Store, key: str, default: str = "") -> str:
    """The choice under this key."""
    with store.read() as session:
        return setting(session, key, default)


def keep_setting(store: Store, key: str, value: str, what: str) -> None:
    """Keep a choice as one undoable step called `what`; nothing is written when it is that already.

    Raises UserError when the text is longer than a setting holds.
    """
    if read_setting(store, key) == value:
        return
    if len(value) > LONGEST:
        raise UserError(_("Deze tekst is te lang. Gebruik ten hoogste {n} tekens.").format(n=show_number(LONGEST)))
    with store.write(what) as unit:
        number = unit.scalar(sa.select(Setting.id).where(Setting.key == key))
        records.put(unit, Setting, {"key": key, "value": value}, number)
