"""The work of opening, making and closing files, away from the main thread; heavy imports wait until it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from dorpsapp.services.opening import Credentials, NewFile
    from dorpsapp.services.rescue import Rescue
    from dorpsapp.store.location import Location
    from dorpsapp.store.store import Store

Given = tuple[str, str, tuple[str, ...]]
PRACTICE_VILLAGE = "achterveld"


def load(_task: Task[None]) -> None:
    """Everything that opening a file and its first page need, on a thread so that the window stays alive."""
    import dorpsapp.reports.charts
    import dorpsapp.services.opening
    import dorpsapp.ui.pages.start
    import dorpsapp.ui.widgets.chart  # noqa: F401 - importing is the point
    from dorpsapp.logbook import start_log
    from dorpsapp.reports import pdf_fonts

    start_log()
    pdf_fonts.register_fonts()


def load_pages(_task: Task[None]) -> None:
    """What the pages need beside that, so that the first showing of a page loads nothing."""
    from importlib import import_module

    import phonenumbers  # noqa: F401 - importing is the point

    import dorpsapp.ui.findable
    import dorpsapp.ui.search  # noqa: F401
    from dorpsapp.ui.pages import PAGES

    for module, _name in PAGES.values():
        import_module(f"dorpsapp.ui.pages.{module}")


def place_of(path: Path) -> Location:
    """Where the file stands; a UserError when that is a network."""
    from dorpsapp.store.location import locate, refuse_network

    refuse_network(path)
    return locate(path)


def move_here(path: Path) -> Path:
    """The file, moved to this computer itself."""
    from dorpsapp.paths import data_folder
    from dorpsapp.store.moving import move_to

    return move_to(path, data_folder())


def users_of(path: Path) -> list[str] | None:
    """The names of who can open this file; None for a practice file."""
    from dorpsapp.store import keys
    from dorpsapp.store.file_state import is_practice_file

    return None if is_practice_file(path) else [user.name for user in keys.users(path)]


def open_file(path: Path, given: Given | None) -> Store:
    """Open with a name and password, with the rows of the recovery code, or, for a practice file, with nothing."""
    from dorpsapp.services.opening import open_store

    return open_store(path, _credentials(given))


def _credentials(given: Given | None) -> Credentials:
    from dorpsapp.services.opening import Credentials

    return Credentials() if given is None else Credentials(*given)


def look_at_damage(path: Path, given: Given | None, folders: Sequence[Path], today: date) -> Rescue:
    """What there is to rescue a damaged file with."""
    from dorpsapp.services.rescue import look

    return look(path, _credentials(given), folders, today)


def put_back(rescue: Rescue, today: date) -> tuple[Store, Path]:
    """The file to go on with, and where the damaged one is now."""
    from dorpsapp.services import rescue as rescues

    return rescues.put_back(rescue, today)


def swap(tasks: Tasks, store: Store, source: Path, copies: Path, today: date) -> tuple[Store, Path]:
    """A backup in the place of the open file, once the work that was asked to stop has ended."""
    from dorpsapp.services import rescue as rescues

    tasks.wait()
    try:
        return rescues.put_in_place(store, source, copies, today)
    finally:
        store.close()


def save_for_help(rescue: Rescue, target: Path) -> None:
    """Everything that someone who helps needs, in one file."""
    from dorpsapp.services import rescue as rescues

    rescues.save_for_help(rescue, target)


def seconds_to_wait(path: Path, name: str) -> int:
    """How long this user must wait before the next try after wrong passwords."""
    from dorpsapp.services.opening import seconds_to_wait

    return seconds_to_wait(path, name)


def close_file(tasks: Tasks | None, store: Store, folders: Sequence[Path], *, changed: bool) -> None:
    """Wait for the work that was asked to stop, make a backup when something has changed, and let go of the file."""
    if tasks is not None:
        tasks.wait()
    try:
        if changed:
            from dorpsapp.services.safe_copy import safe_copy

            for number, folder in enumerate(folders):
                if number == 0 or folder.is_dir():  # a stick may be away
                    safe_copy(store, folder)
    finally:
        store.close()


def first_of_the_day(store: Store, folder: Path) -> bool:
    """A backup when the newest in this folder is of an earlier day, and whether; the very first is made at closing."""
    from dorpsapp.services.safe_copy import safe_copy
    from dorpsapp.ui.pages.backup_folders import newest

    last = newest(folder)
    is_old = last is not None and last.date() < date.today()
    if is_old:
        safe_copy(store, folder)
    return is_old


def practice_file(task: Task[Store], path: Path) -> Store:
    """The open practice file, made when there is none."""
    from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
    from dorpsapp.store.store import Store

    if path.exists():
        return Store.open(path, None, practice=True)
    store = Store.create(path, practice=True)
    try:
        make_village(store, VILLAGES[PRACTICE_VILLAGE], VillageSize(), task.report)
    except BaseException:
        store.close()
        path.unlink()
        raise
    return store


def place_for_new(path: Path) -> Location:
    """Where a file that is still to be made would stand."""
    from dorpsapp.store.location import locate

    return locate(path)


def own_folder() -> Path:
    """The folder on this computer itself for data files, made when it can be."""
    from dorpsapp.paths import data_folder

    folder = data_folder()
    with suppress(OSError):  # what is wrong with it is told when a file is made there
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def make_file(path: Path, values: Mapping[str, str]) -> NewFile:
    """A new file of an initiative with its first user."""
    from dorpsapp.services.opening import new_file

    return new_file(path, values["initiative"], values["municipality"], values["user"], values["password"])


def recovery_pdf(made: NewFile, initiative: str) -> bytes:
    """The printed rows of the recovery code."""
    from dorpsapp.reports.pdf import render_pdf
    from dorpsapp.reports.recovery_sheet import recovery_sheet

    return render_pdf(recovery_sheet(initiative, made.store.path.name, made.recovery_rows, date.today()))


def write_recovery(made: NewFile, initiative: str, path: Path) -> Path:
    """The printed rows of the recovery code as a file."""
    from dorpsapp.reports.saving import save_bytes

    save_bytes(path, recovery_pdf(made, initiative))
    return path
