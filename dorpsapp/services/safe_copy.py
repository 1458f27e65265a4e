"""A safe copy in passing: a verified backup at the close, the first of the day, and before much changes at once."""

import logging
from datetime import date
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.services.erasing_copies import own_folder
from dorpsapp.store import aside, backup, file_state, rotation
from dorpsapp.store.store import Store


def safe_copy(store: Store, folder: Path | None = None) -> None:
    """A backup in this folder, by default beside the file, after which old ones go by the rule; none for practice.

    Trouble goes to the log, because the work it comes before goes on: the data itself is safe, and the start page
    warns when there has been no backup for a week.
    """
    if store.practice:
        return
    place = folder or own_folder(store.path)
    try:
        backup.make(store.path, store.key, place)
        rotation.rotate(place, file_state.inspect(store.path, store.key).database_id)
        aside.remove_expired(store.path, [place], date.today())
    except UserError as trouble:
        logging.getLogger(__name__).warning("a backup in passing failed: %s", type(trouble).__name__)
