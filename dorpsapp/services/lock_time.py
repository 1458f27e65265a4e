"""After how many minutes without a key or a mouse the file locks itself; a choice of the initiative."""

from dorpsapp.errors import Invalid
from dorpsapp.services.settings import keep_setting, read_setting
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext

LOCK_MINUTES = "lock_minutes"
LEAST, USUAL, MOST = 2, 5, 15


def lock_minutes(store: Store) -> int:
    """The chosen number of minutes."""
    kept = read_setting(store, LOCK_MINUTES, str(USUAL))
    return min(max(int(kept), LEAST), MOST) if kept.isdecimal() else USUAL


def choose_lock_minutes(store: Store, minutes: int) -> None:
    """Keep another number of minutes as one undoable step; raises Invalid outside 2 to 15."""
    if not LEAST <= minutes <= MOST:
        raise Invalid({"minutes": _("Kies een tijd van {low} tot {high} minuten.").format(low=LEAST, high=MOST)})
    what = ngettext("Op slot na {n} minuut", "Op slot na {n} minuten", minutes).format(n=minutes)
    keep_setting(store, LOCK_MINUTES, str(minutes), what)
