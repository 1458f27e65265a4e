"""The words of the command line: every sub-command with its options."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn, Protocol

from dorpsapp import __version__, account_commands, bundle_commands, commands, privacy_commands, report_commands
from dorpsapp.errors import UserError, WrongUsage
from dorpsapp.models.dates import parse_day
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.store.user_roles import UserRole
from dorpsapp.text import _


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words of a command, and ends with exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(
            _("Deze opdracht klopt niet ({message}). Typ: {command} --help").format(message=message, command=self.prog)
        )


class _Add(Protocol):
    """Adds a sub-command: its name, what it does, and whether it opens a file."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], commands.Answer], about: str, *, opens: bool
    ) -> _Parser: ...


def _day(text: str) -> date:
    try:
        day = parse_day(text)
    except Unreadable as trouble:
        raise UserError(str(trouble)) from None
    if day is None:
        raise WrongUsage(_("Vul een datum in, zoals 2026-12-31."))
    return day


def build_parser() -> _Parser:
    """The parser of all sub-commands; each sets `run` to the function that does it."""
    parser = _Parser(prog="dorpsapp", description=_("Dorpsapp zonder venster, voor scripts en controles."))
    parser.add_argument("--version", action="version", version=f"Dorpsapp {__version__}")
    shared = _Parser(add_help=False)
    shared.add_argument("--json", action="store_true", help=_("antwoord als één JSON-object"))
    locked = _Parser(add_help=False)
    locked.add_argument("--user", metavar="NAME", help=_("naam van de gebruiker"))
    locked.add_argument("--password-file", metavar="FILE", help=_("bestand met het wachtwoord op de eerste regel"))
    locked.add_argument("--recovery-file", metavar="FILE", help=_("bestand met de vier regels van de herstelbrief"))
    subs = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def add(name: str, run: Callable[[argparse.Namespace], commands.Answer], about: str, *, opens: bool) -> _Parser:
        sub = subs.add_parser(name, help=about, description=about, parents=[shared, locked] if opens else [shared])
        sub.set_defaults(run=run)
        return sub

    sample = add("sample", commands.sample, _("maak een oefenbestand met verzonnen mensen"), opens=False)
    sample.add_argument("file", type=Path)
    sample.add_argument("--village", default="achterveld", metavar="NAME", help=" ".join(commands.village_names()))
    sample.add_argument("--people", type=int, metavar="N")
    sample.add_argument("--support", type=int, metavar="N")
    sample.add_argument("--years", type=int, default=3, metavar="N")
    sample.add_argument("--until", type=_day, metavar="DATE")
    sample.add_argument("--seed", type=int, default=1, metavar="S")

    new = add("new", commands.new, _("maak een leeg, versleuteld bestand"), opens=True)
    new.add_argument("file", type=Path)
    new.add_argument("--initiative", required=True, metavar="NAME")
    new.add_argument("--municipality", required=True, metavar="NAME")
    new.add_argument("--recovery-pdf", type=Path, metavar="PDF", help=_("waar de herstelbrief komt"))

    report = add("report", report_commands.report, _("maak het impactrapport"), opens=True)
    report.add_argument("file", type=Path)
    report.add_argument("--year", type=int, metavar="Y")
    report.add_argument("--from", dest="first", type=_day, metavar="D")
    report.add_argument("--to", dest="last", type=_day, metavar="D")
    report.add_argument("--funder", metavar="NAME", help=_("zoals deze geldgever het wil zien"))
    report.add_argument(
        "--document", choices=("report", "summary", "application"), default="report",
        help=_("het hele rapport, een samenvatting van één bladzijde, of de aanvraag voor het jaar erna"),
    )  # fmt: skip
    report.add_argument("--pdf", type=Path, metavar="P")
    report.add_argument("--excel", type=Path, metavar="X")
    report.add_argument("--text", type=Path, metavar="T")
    report.add_argument("--json-out", type=Path, metavar="J")
    report.add_argument("--csv", type=Path, metavar="DIR")
    report.add_argument("--introduction", default="", metavar="TEXT", help=_("een eigen tekst vooraan"))
    report.add_argument("--made-on", type=_day, metavar="D", help=_("de datum die op het rapport komt"))
    report.add_argument("--exact", action="store_true", help=_("zonder bescherming van kleine aantallen, voor intern"))

    report.add_argument("--final", action="store_true", help=_("stel het rapport vast, zodat het zo blijft"))

    edition = add("edition", report_commands.edition, _("vastgestelde rapporten: lijst, opnieuw opslaan"), opens=True)
    edition.add_argument("file", type=Path)
    edition.add_argument("number", type=int, nargs="?", metavar="N")
    edition.add_argument("--changes", action="store_true", help=_("wat er sindsdien is veranderd"))
    edition.add_argument("--pdf", type=Path, metavar="P")
    edition.add_argument("--excel", type=Path, metavar="X")
    edition.add_argument("--text", type=Path, metavar="T")
    edition.add_argument("--json-out", type=Path, metavar="J")
    edition.add_argument("--csv", type=Path, metavar="DIR")

    trace = add("trace", report_commands.trace, _("de regels achter een getal, met de verwijzing erbij"), opens=True)
    trace.add_argument("file", type=Path)
    trace.add_argument("reference", metavar="F07")
    trace.add_argument("--year", type=int, metavar="Y", help=_("het jaar, als er geen nummer voor staat"))
    trace.add_argument("--from", dest="first", type=_day, metavar="D")
    trace.add_argument("--to", dest="last", type=_day, metavar="D")
    trace.add_argument("--funder", metavar="NAME", help=_("zoals deze geldgever het wil zien"))

    form = add("form", report_commands.question_form, _("maak de vragenlijst om uit te delen, als PDF"), opens=True)
    form.add_argument("file", type=Path)
    form.add_argument("out", type=Path)

    fill = add("fill", report_commands.fill, _("vul het eigen Excel-formulier van een geldgever in"), opens=True)
    fill.add_argument("file", type=Path)
    fill.add_argument("--funder", required=True, metavar="NAME")
    fill.add_argument("--year", type=int, required=True, metavar="Y")
    which = fill.add_mutually_exclusive_group(required=True)
    which.add_argument("--form", metavar="NAME", help=_("een formulier dat bij de geldgever is bewaard"))
    which.add_argument("--template", type=Path, metavar="X", help=_("een leeg formulier, zonder het te bewaren"))
    fill.add_argument("--out", type=Path, required=True, metavar="X")

    bundle = add(
        "bundle", bundle_commands.bundle, _("de cijfers van een jaar, om met die van anderen op te tellen"), opens=True
    )
    bundle.add_argument("file", type=Path)
    bundle.add_argument("--year", type=int, required=True, metavar="Y")
    bundle.add_argument("out", type=Path)
    bundle.add_argument("--made-on", type=_day, metavar="D", help=_("de datum die op de bundel komt"))

    alliance = add("alliance", bundle_commands.alliance, _("tel de bundels van meer initiatieven op"), opens=False)
    alliance.add_argument("bundles", type=Path, nargs="+", metavar="BUNDLE")
    alliance.add_argument("--pdf", type=Path, metavar="P")
    alliance.add_argument("--excel", type=Path, metavar="X")
    alliance.add_argument("--text", type=Path, metavar="T")
    alliance.add_argument("--made-on", type=_day, metavar="D", help=_("de datum die op het beeld komt"))

    read = add("import", commands.import_list, _("lees mensen, hulp, begroting of bank in"), opens=True)
    read.add_argument("file", type=Path)
    read.add_argument("source", type=Path)
    read.add_argument("--kind", choices=("people", "support", "attendance", "budget", "bank"))
    read.add_argument("--year", type=int, metavar="Y", help=_("het jaar van een begroting zonder jaar in de koppen"))
    read.add_argument("--mapping", type=Path, metavar="M", help=_("JSON met de betekenis van de kolommen"))
    read.add_argument(
        "--everything", action="store_true", help=_("lees een volledige export terug in een nieuw, leeg bestand")
    )
    read.add_argument("--check", action="store_true", help=_("kijk alleen na, schrijf niets"))

    template = add("template", commands.template, _("maak een lege werkmap om in te vullen"), opens=False)
    template.add_argument("kind", choices=("people", "support", "attendance", "budget"))
    template.add_argument("out", type=Path)

    undo = add("undo", commands.undo, _("maak de laatste stap of een hele invoer ongedaan"), opens=True)
    undo.add_argument("file", type=Path)
    undo.add_argument("--import", dest="entry", nargs="?", type=int, const=0, metavar="ID")

    export = add("export", commands.export, _("zet alles in een werkmap"), opens=True)
    export.add_argument("file", type=Path)
    export.add_argument("out", type=Path)
    export.add_argument("--csv", type=Path, metavar="DIR")
    export.add_argument("--everyone", action="store_true", help=_("ook wie beperkt is, om te bewaren of te verhuizen"))

    calendar = add("calendar", commands.calendar, _("zet termijnen en activiteiten in een agenda"), opens=True)
    calendar.add_argument("file", type=Path)
    calendar.add_argument("out", type=Path, metavar="OUT.ics")

    backup = add("backup", commands.backup, _("maak een gecontroleerde reservekopie"), opens=True)
    backup.add_argument("file", type=Path)
    backup.add_argument("folder", type=Path)

    restore = add("restore", commands.restore, _("zet een reservekopie terug in een nieuw bestand"), opens=True)
    restore.add_argument("backup", type=Path)
    restore.add_argument("file", type=Path)

    _add_privacy(add)
    salvage = add("salvage", commands.salvage, _("haal uit een beschadigd bestand wat nog te lezen is"), opens=True)
    salvage.add_argument("file", type=Path)
    salvage.add_argument("new_file", type=Path)

    users = add("users", account_commands.users, _("wie het bestand kan openen, en wachtwoorden"), opens=True)
    users.add_argument("file", type=Path)
    users.add_argument("--add", metavar="NAME", help=_("voeg iemand toe"))
    users.add_argument(
        "--role", choices=[role.value for role in UserRole], default=UserRole.REGISTRAR.value, help=_("met deze rol")
    )
    users.add_argument("--reset", metavar="NAME", help=_("geef iemand een nieuw wachtwoord"))
    users.add_argument("--withdraw", metavar="NAME", help=_("laat iemand het bestand niet meer openen"))
    users.add_argument("--new-password-file", metavar="FILE", help=_("bestand met het nieuwe wachtwoord"))

    check = add("check", commands.check, _("kijk het hele bestand na"), opens=True)
    check.add_argument("file", type=Path)
    return parser


def _add_privacy(add: _Add) -> None:
    """The commands about the privacy law."""
    privacy = add("privacy", privacy_commands.privacy, _("maak de documenten die de privacywet vraagt"), opens=True)
    privacy.add_argument("file", type=Path)
    for word in ("register", "statement", "dpia", "agreement", "theft", "breaches"):
        privacy.add_argument(f"--{word}", type=Path, metavar="P", help=_("PDF, of tekst bij een naam op .txt"))
    privacy.add_argument("--made-on", type=_day, metavar="D", help=_("de datum die erop komt"))

    about = _("alles van één persoon als PDF en JSON, en beperken of bezwaar")
    person = add("person", privacy_commands.person, about, opens=True)
    person.add_argument("file", type=Path)
    person.add_argument("--id", type=int, required=True, metavar="N", help=_("het nummer van de persoon"))
    person.add_argument("--out", type=Path, metavar="DIR", help=_("de map waarin PDF en JSON komen"))
    what = person.add_mutually_exclusive_group()
    what.add_argument("--restrict", metavar="REASON", help=_("gebruik de gegevens niet meer, en waarom"))
    what.add_argument("--object", metavar="REASON", help=_("de persoon maakt bezwaar, en waarom"))
    what.add_argument("--lift", action="store_true", help=_("hef beperking en bezwaar op"))
    person.add_argument("--pdf-password-file", type=Path, metavar="FILE", help=_("zet dit wachtwoord op de PDF"))
    person.add_argument("--made-on", type=_day, metavar="D", help=_("de datum die erop komt"))

    erase = add("erase", privacy_commands.erase, _("wis één persoon voorgoed; de aantallen blijven"), opens=True)
    erase.add_argument("file", type=Path)
    erase.add_argument("--id", type=int, required=True, metavar="N", help=_("het nummer van de persoon"))
    erase.add_argument("--certificate", type=Path, metavar="P", help=_("het bewijs, als PDF"))
    backups = _("nog een map met reservekopieën, naast de eigen map")
    erase.add_argument("--backup", type=Path, action="append", metavar="DIR", help=backups)

    retention = add("retention", privacy_commands.retention, _("wat langer bewaard is dan de termijn"), opens=True)
    retention.add_argument("file", type=Path)
    retention.add_argument("--apply", action="store_true", help=_("kondig aan, en wis wat vier weken is aangekondigd"))
    retention.add_argument("--backup", type=Path, action="append", metavar="DIR", help=backups)
    retention.add_argument("--today", type=_day, metavar="D", help=_("reken met deze dag"))
