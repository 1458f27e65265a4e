"""Trouble with the data file, each with its own class and one plain Dutch sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from dorpsapp.errors import InUse, UserError, WrongPassword
from dorpsapp.store.driver import driver
from dorpsapp.text import _

if TYPE_CHECKING:
    from dorpsapp.models import Record


class Conflict(UserError):
    """A record was changed or removed by someone else since it was read."""

    def __init__(self, record_type: "type[Record] | None" = None, record_id: int | None = None) -> None:
        self.record_type = record_type
        self.record_id = record_id
        if record_type is None:
            what = _("Iemand anders heeft dit intussen gewijzigd.")
        else:
            what = _("Iemand anders heeft dit intussen gewijzigd: {kind} nummer {number}.").format(
                kind=_(record_type.singular), number=record_id
            )
        super().__init__(f"{what} {_('Bekijk de nieuwe gegevens en probeer opnieuw.')}")


class CanNotUndo(UserError):
    """Something stands in the way of taking back a unit of work."""


class NotADataFile(UserError):
    """The file is not one of Dorpsapp's."""

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _("Dit is geen bestand van Dorpsapp. Kies een ander bestand."))


class NewerFile(UserError):
    """The file was made by a later version of the program."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestand is gemaakt met een nieuwere versie. Werk Dorpsapp bij."))


class Damaged(UserError):
    """The file, or a backup, can not be read in full."""

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _("Dit bestand is beschadigd. Zet een reservekopie terug."))


class WrongKey(WrongPassword):
    """The key does not belong to this file."""

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _("Deze sleutel past niet op dit bestand, of het bestand is beschadigd."))


class DiskFull(UserError):
    """There is no room left to write."""

    def __init__(self) -> None:
        super().__init__(_("De schijf is vol. Uw gegevens zijn veilig. Maak ruimte en sla opnieuw op."))


class DiskTrouble(UserError):
    """The disk does not do what is asked of it, and does not tell whether it is full or worn."""

    def __init__(self) -> None:
        super().__init__(
            _("De schijf is vol of werkt niet goed. Uw gegevens zijn veilig. Maak ruimte en probeer opnieuw.")
        )


class Busy(InUse):
    """The file is being written by someone else for longer than we wait."""

    def __init__(self) -> None:
        super().__init__(_("Het bestand is even bezet. Wacht een minuut en probeer opnieuw."))


class ReadOnlyFile(UserError):
    """Nothing can be written to this file or this folder."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestand is alleen te lezen. Sla het op in een andere map."))


class OlderFile(UserError):
    """The file is of an earlier version and is only being read, so it can not be brought up to date."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestand is van een oudere versie van Dorpsapp. Open het eerst één keer gewoon."))


class StillUsed(UserError):
    """Something else refers to the record that should go."""

    def __init__(self) -> None:
        super().__init__(_("Dit wordt nog ergens gebruikt. Haal het daar eerst weg."))


class ParentGone(UserError):
    """A record refers to one that is not there any more."""

    def __init__(self) -> None:
        super().__init__(_("Waar dit bij hoort is intussen verwijderd. Vernieuw het scherm en kies opnieuw."))


class NotUnique(UserError):
    """A name or number that may occur once is there already."""

    def __init__(self) -> None:
        super().__init__(_("Deze naam of dit nummer is er al. Kies een andere."))


class NotReachable(UserError):
    """The file, or its folder, can not be opened."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestand kan niet worden geopend. Controleer of u het mag lezen."))


_BY_CODE: dict[int, Callable[[], UserError]] = {
    driver.SQLITE_BUSY: Busy,
    driver.SQLITE_LOCKED: Busy,
    driver.SQLITE_READONLY: ReadOnlyFile,
    driver.SQLITE_FULL: DiskFull,
    driver.SQLITE_IOERR: DiskTrouble,
    driver.SQLITE_CANTOPEN: NotReachable,
    driver.SQLITE_CORRUPT: Damaged,
    driver.SQLITE_NOTADB: Damaged,
}

_CODE_BY_TEXT = {
    "database is locked": driver.SQLITE_BUSY,
    "readonly database": driver.SQLITE_READONLY,
    "disk is full": driver.SQLITE_FULL,
    "disk I/O error": driver.SQLITE_IOERR,
    "unable to open database": driver.SQLITE_CANTOPEN,
    "malformed": driver.SQLITE_CORRUPT,
    "not a database": driver.SQLITE_NOTADB,
}


def explained(trouble: BaseException | None, statement: str = "") -> UserError | None:
    """The user's side of an error of the database; None when it is a mistake in the program."""
    if not isinstance(trouble, driver.Error):
        return None
    if isinstance(trouble, driver.IntegrityError):  # the driver gives no finer code than the text
        if "UNIQUE" in str(trouble):
            return NotUnique()
        if "FOREIGN KEY" in str(trouble):
            return StillUsed() if statement.startswith("DELETE") else ParentGone()
        return None
    code = getattr(trouble, "sqlite_errorcode", None)
    if not isinstance(code, int):  # the driver's backup tells by text only
        code = next((code for text, code in _CODE_BY_TEXT.items() if text in str(trouble)), 0)
    found = _BY_CODE.get(code & 0xFF)
    return found() if found else None


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Within this block the database's own trouble becomes a UserError; mistakes in the program stay what they are."""
    try:
        yield
    except StaleDataError as trouble:
        raise Conflict from trouble
    except sa.exc.DBAPIError as trouble:
        plain = explained(trouble.orig, trouble.statement or "") or _explained_earlier(trouble)
        if plain is None:
            raise
        raise plain from trouble
    except driver.Error as trouble:
        plain = explained(trouble)
        if plain is None:
            raise
        raise plain from trouble


def _explained_earlier(trouble: BaseException) -> UserError | None:
    """What really went wrong when tidying up after it failed too: a full disk takes the whole transaction away."""
    earlier = trouble.__context__
    while earlier is not None:
        if (plain := explained(earlier)) is not None:
            return plain
        earlier = earlier.__context__
    return None
