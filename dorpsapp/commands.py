"""What each sub-command does: it calls the services and gives back an answer for people and for scripts."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dorpsapp import cli
from dorpsapp.errors import UserError, WrongUsage
from dorpsapp.services.opening import Credentials, new_file, open_store, restore_file
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_day

Answer = dict[str, Any]
_MOST_TOLD = 20
_MOST_PEOPLE, _MOST_SUPPORT, _MOST_YEARS = 200_000, 5_000_000, 50


def village_names() -> tuple[str, ...]:
    """The names that `sample --village` knows."""
    return tuple(VILLAGES)


@contextmanager
def opened(chosen: Namespace, *, read_only: bool = False) -> Iterator[Store]:
    """The file of the command, closed afterwards; one of an earlier version is brought up to date first."""
    from dorpsapp.store.trouble import OlderFile

    credentials = _credentials(chosen, chosen.file)
    try:
        store = open_store(chosen.file, credentials, read_only=read_only)
    except OlderFile:
        store = open_store(chosen.file, credentials)
    try:
        yield store
    finally:
        store.close()


def _credentials(chosen: Namespace, path: Path) -> Credentials:
    from dorpsapp.store.file_state import is_practice_file, refuse_foreign

    if path == chosen.file:
        refuse_foreign(path)
        if is_practice_file(path):
            return Credentials()
    return _given(chosen)


def _given(chosen: Namespace) -> Credentials:
    if chosen.recovery_file is not None:
        try:
            text = Path(chosen.recovery_file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UserError(_("Het bestand met de herstelcode is niet te lezen. Kijk de naam na.")) from None
        return Credentials(recovery_rows=tuple(line.strip() for line in text.splitlines() if line.strip()))
    return Credentials(chosen.user, cli.password_of(chosen))


def sample(chosen: Namespace) -> Answer:
    """Make a practice file."""
    village = VILLAGES.get(chosen.village)
    if village is None:
        names = ", ".join(VILLAGES)
        raise WrongUsage(
            _("Dit dorp is niet bekend: {name}. Kies uit: {names}.").format(name=chosen.village, names=names)
        )
    for value, least, most in (
        (chosen.people, 5, _MOST_PEOPLE),
        (chosen.support, 0, _MOST_SUPPORT),
        (chosen.years, 1, _MOST_YEARS),
    ):
        if value is not None and not least <= value <= most:
            raise WrongUsage(_("Kies een getal van {least} tot en met {most}.").format(least=least, most=most))
    size = VillageSize(chosen.people, chosen.support, chosen.years, chosen.until, chosen.seed)
    store = Store.create(chosen.file, practice=True)
    try:
        make_village(store, village, size, cli.ProgressLine(_("Hulp")))
    except BaseException:
        store.close()
        chosen.file.unlink(missing_ok=True)
        raise
    counts = _counts(store)
    store.close()
    said = _("Oefenbestand gemaakt: {file} ({people} mensen, {support} keer hulp).")
    return {
        "file": str(chosen.file),
        "village": village.key,
        "initiative": village.name,
        "counts": counts,
        "said": said.format(file=chosen.file, people=counts["person"], support=counts["support"]),
    }


def _counts(store: Store) -> dict[str, int]:
    import sqlalchemy as sa

    from dorpsapp.models import RECORDS

    with store.read() as session:
        return {
            record.__tablename__: session.scalar(sa.select(sa.func.count()).select_from(record)) or 0
            for record in RECORDS
        }


def new(chosen: Namespace) -> Answer:
    """Make an empty, encrypted file with its first user, and the recovery sheet as a PDF."""
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.reports.recovery_sheet import recovery_sheet

    password = cli.password_of(chosen, new=True)
    if not password:
        raise WrongUsage(_("Geef een wachtwoord met --password-file of de variabele DORPSAPP_PASSWORD."))
    sheet = chosen.recovery_pdf or chosen.file.with_name(f"{chosen.file.stem} herstelbrief.pdf")
    if sheet.exists():
        raise UserError(_("Er is al een bestand met deze naam: {name}. Kies een andere naam.").format(name=sheet.name))
    user = chosen.user or _("Beheerder")
    made = new_file(chosen.file, chosen.initiative, chosen.municipality, user, password)
    made.store.close()
    document = recovery_sheet(chosen.initiative, chosen.file.name, made.recovery_rows, date.today())
    try:
        write_pdf(document, sheet)
    except UserError:
        chosen.file.unlink()
        for keys in chosen.file.parent.glob(f"{chosen.file.stem}.sleutels-?.json"):
            keys.unlink()
        raise
    said = _("Bestand gemaakt: {file}. Druk de herstelbrief af en bewaar hem goed: {sheet}.")
    return {
        "file": str(chosen.file),
        "user": user,
        "recovery_pdf": str(sheet),
        "said": said.format(file=chosen.file, sheet=sheet),
    }


def import_list(chosen: Namespace) -> Answer:
    """Read a list in; all problems are named at once."""
    from dorpsapp.exchange.import_lists import import_file
    from dorpsapp.exchange.outcome import told
    from dorpsapp.services.safe_copy import safe_copy

    if chosen.everything:
        return _import_everything(chosen)
    with opened(chosen) as store:
        if not chosen.check:
            safe_copy(store)
        result = import_file(
            store,
            chosen.source,
            kind=chosen.kind,
            mapping=chosen.mapping,
            year=chosen.year,
            check=chosen.check,
            progress=cli.ProgressLine(_("Regel")),
        )
    lines = told(result, _MOST_TOLD)
    if len(result.problems) > _MOST_TOLD:
        lines.append(_("Gebruik --json voor alle regels."))
    return {
        "kind": result.kind.name.lower(),
        "read": result.read,
        "new": result.new,
        "updated": result.updated,
        "duplicates": result.duplicates,
        "skipped": result.skipped,
        "people": result.people,
        "problems": [{"row": one.row, "column": one.column, "text": one.text} for one in result.problems],
        "notices": [{"row": one.row, "column": one.column, "text": one.text} for one in result.notices],
        "import": result.entry_id,
        "checked_only": chosen.check,
        "said": "\n".join(lines),
    }


def template(chosen: Namespace) -> Answer:
    """Write an empty workbook to fill in and read back."""
    from dorpsapp.exchange.mapping import read_kind
    from dorpsapp.exchange.templates import write_template

    write_template(chosen.out, read_kind(chosen.kind))
    return {"file": str(chosen.out), "said": _("De lege werkmap staat klaar: {file}.").format(file=chosen.out)}


def _import_everything(chosen: Namespace) -> Answer:
    """Read a complete export back into a new file."""
    from dorpsapp.exchange.whole_in import read_whole

    with opened(chosen) as store:
        counts = read_whole(store, chosen.source, progress=cli.ProgressLine(_("Regel")))
    said = _("Alles uit {file} is ingelezen: {people} mensen, {support} keer hulp.")
    return {
        "counts": counts,
        "said": said.format(file=chosen.source, people=counts["person"], support=counts["support"]),
    }


def undo(chosen: Namespace) -> Answer:
    """Take back the last unit of work, or a whole import."""
    from dorpsapp.exchange.import_lists import undo_import

    with opened(chosen) as store:
        done = store.undo() if chosen.entry is None else undo_import(store, chosen.entry or None)
    if done is None:
        raise UserError(_("Er is niets om ongedaan te maken."))
    return {"undone": done, "said": _("Ongedaan gemaakt: {what}.").format(what=done)}


def export(chosen: Namespace) -> Answer:
    """Write every record to a workbook."""
    from dorpsapp.exchange.sheet_out import export_workbook

    with opened(chosen, read_only=True) as store:
        export_workbook(store, chosen.out, csv_folder=chosen.csv, everyone=chosen.everyone)
        counts = _counts(store)
    return {
        "file": str(chosen.out),
        "counts": counts,
        "said": _("Alles staat in {file}. Let op: dit bestand is niet versleuteld.").format(file=chosen.out),
    }


def calendar(chosen: Namespace) -> Answer:
    """Write deadlines and activities as a calendar."""
    from dorpsapp.exchange.calendar_out import write_calendar

    with opened(chosen, read_only=True) as store:
        count = write_calendar(store, chosen.out, date.today())
    said = ngettext("{n} dag staat in {file}.", "{n} dagen staan in {file}.", count)
    return {"file": str(chosen.out), "days": count, "said": said.format(n=count, file=chosen.out)}


def backup(chosen: Namespace) -> Answer:
    """Make a verified backup."""
    from dorpsapp.store import backup as backups

    with opened(chosen, read_only=True) as store:
        made = backups.make(store.path, store.key, chosen.folder)
    return {"backup": str(made), "said": _("Reservekopie gemaakt en gecontroleerd: {file}.").format(file=made)}


def restore(chosen: Namespace) -> Answer:
    """Make a new file out of a backup."""
    from dorpsapp.store import bundle

    needs_none = bundle.verify(chosen.backup).practice
    manifest = restore_file(chosen.backup, chosen.file, Credentials() if needs_none else _given(chosen))
    day = show_day(date.fromisoformat(manifest.made_at[:10]))
    return {
        "file": str(chosen.file),
        "made_at": manifest.made_at,
        "counts": manifest.counts,
        "said": _("De reservekopie van {day} staat nu in {file}.").format(day=day, file=chosen.file),
    }


def salvage(chosen: Namespace) -> Answer:
    """Make a new file of all that can still be read in a damaged one, which stays as it is."""
    from dorpsapp.services.rescue import salvage_to
    from dorpsapp.store import keys

    needs_none = not keys.users(chosen.file) and chosen.recovery_file is None
    credentials = Credentials() if needs_none else _given(chosen)
    found, outcome = salvage_to(chosen.file, chosen.new_file, credentials)
    said = _("{n} gegevens staan nu in {file}. Onleesbaar: {bad} van de {pages} bladzijden.")
    return {
        "file": str(chosen.new_file),
        "rows": outcome.added,
        "left_out": outcome.left_out,
        "pages": found.pages,
        "bad_pages": found.bad_pages,
        "incomplete": sorted(found.incomplete),
        "said": said.format(n=outcome.added, file=chosen.new_file, bad=found.bad_pages, pages=found.pages),
    }


def check(chosen: Namespace) -> Answer:
    """Go through the whole file; a file that is damaged or has problems gives `ok` false and exit code 1."""
    from dorpsapp.store import examine
    from dorpsapp.store.trouble import Damaged

    try:
        with opened(chosen, read_only=True) as store:
            found = examine.check(store)
    except Damaged as trouble:
        problems = [trouble.sentence]
        return {"ok": False, "schema": None, "counts": {}, "problems": problems, "said": trouble.sentence, "code": 1}
    said = " ".join(found.problems)
    if found.ok:
        people, support = found.counts["person"], found.counts["support"]
        said = ngettext(
            "In orde: {n} persoon, {support} keer hulp.", "In orde: {n} mensen, {support} keer hulp.", people
        )
        said = said.format(n=people, support=support)
    return {
        "ok": found.ok,
        "schema": found.schema,
        "counts": found.counts,
        "problems": list(found.problems),
        "said": said,
        "code": 0 if found.ok else 1,
    }
