"""Reservekopie: how safe the data is, a copy in one click, and how to put one back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.rescue import damaged_beside
from dorpsapp.services.restoring import Comparison, compare
from dorpsapp.services.to_do import BACKUP_DAYS
from dorpsapp.store.aside import kept_until
from dorpsapp.store.bundle import SUFFIX
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, show_day
from dorpsapp.ui.icons import wear
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.backup_export import WholeExport
from dorpsapp.ui.pages.backup_folders import (
    choose_second_folder,
    first_folder,
    is_same_disk,
    newest,
    second_folder,
)
from dorpsapp.ui.pages.backup_work import make_backups, put_back
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, breakable, muted
from dorpsapp.ui.workplace import Workplace


class BackupPage(Page):
    """A backup counts only after it has been opened and compared; that happens here too."""

    guide = "backup"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Reservekopie"))
        self.make = self.add_header_button(
            button(_("&Maak nu een reservekopie"), self._make, icon="database-backup", primary=True)
        )
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addWidget(self._state())
        self.body.addWidget(self._second_place())
        self.body.addWidget(self._restore())
        self.body.addWidget(self._damaged())
        self.export = WholeExport(workplace)
        self.body.addWidget(self.export)
        self.body.addStretch(1)

    def _state(self) -> QWidget:
        card = Card()
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        self.mark = QLabel()
        self.state = Words("", "strong")
        flow.addWidget(self.mark)
        flow.addWidget(self.state)
        card.column.addWidget(row)
        self.places = muted()
        card.column.addWidget(self.places)
        card.column.addWidget(
            muted(_("Elke kopie wordt meteen geopend en vergeleken. Een kopie telt pas als zij helemaal klopt."))
        )
        return card

    def _second_place(self) -> QWidget:
        card = Card(_("Een tweede plek"))
        card.column.addWidget(
            Words(_("Bewaar ook een kopie op een USB-stick. Dan bent u veilig als de computer kapotgaat."))
        )
        self.second = muted()
        card.column.addWidget(self.second)
        row = QWidget()
        FlowLayout(row).addWidget(button(_("&Kies een map of USB-stick"), self._choose_second, icon="hard-drive"))
        card.column.addWidget(row)
        return card

    def _restore(self) -> QWidget:
        card = Card(_("Een kopie terugzetten"))
        card.column.addWidget(
            Words(
                _(
                    "Kies een kopie. U ziet eerst wat er niet in staat. Gaat u door, dan komt de kopie in de plaats "
                    "van uw bestand. Dorpsapp maakt eerst een kopie van nu, en zet uw bestand van nu opzij."
                )
            )
        )
        row = QWidget()
        self.restore = button(_("Kopie bekijken en ter&ugzetten"), self._put_back, icon="folder-open")
        self.apart = button(_("Als apart bestand be&waren"), self._put_apart, icon="file-plus")
        flow = FlowLayout(row, gap=10)
        flow.addWidget(self.restore)
        flow.addWidget(self.apart)
        card.column.addWidget(row)
        return card

    def _damaged(self) -> QWidget:
        self.damaged = Card(_("Een beschadigd bestand"))
        self.damaged.column.addWidget(
            Words(_("Er staat een beschadigd bestand bij. Misschien is daar nog iets uit terug te halen."))
        )
        row = QWidget()
        self.salvage = button(
            _("Bekijk wat er &nog te lezen is"), lambda: self.workplace.shell.go("salvage"), icon="search"
        )
        FlowLayout(row).addWidget(self.salvage)
        self.damaged.column.addWidget(row)
        return self.damaged

    def arrive(self, argument: object) -> None:
        self.refresh()
        if isinstance(argument, Path):
            text = _("De kopie is teruggezet. Uw bestand van daarvoor heet nu {name}. Het gaat weg na {day}.")
            day = show_day(kept_until(argument))
            self.notice.show_text(text.format(name=argument.name, day=day))

    def refresh(self) -> None:
        file, preferences = self.workplace.store.path, self.workplace.preferences
        first, second = first_folder(file), second_folder(preferences, file)
        moments = [moment for folder in (first, second) if folder and (moment := newest(folder))]
        today = self.workplace.today()
        last = max(moments, default=None)
        recent = last is not None and (today - last.date()).days <= BACKUP_DAYS
        wear(self.mark, "circle-check" if recent else "triangle-alert", "success" if recent else "warning", 24)
        self.state.setText(_last(last, today, len(moments)))
        self.places.setText(_("Map: {folder}").format(folder=breakable(first)))
        self.damaged.setVisible(bool(damaged_beside(file)))
        self.export.refresh()
        self.second.setText(_about_second(file, second))

    def first_focus(self) -> QWidget:
        return self.make

    def _make(self) -> None:
        store = self.workplace.store
        folders = [first_folder(store.path)]
        second = second_folder(self.workplace.preferences, store.path)
        if second is not None and second.is_dir():
            folders.append(second)
        self.notice.hide()
        self.workplace.tasks.run(
            lambda task: make_backups(task, store, folders),
            self._made,
            self._failed,
            title=_("De reservekopie wordt gemaakt"),
            key="backup",
        )

    def _made(self, paths: list[Path]) -> None:
        self.refresh()
        self.workplace.changes.beside.emit()
        self.workplace.shell.say(_("Reservekopie gemaakt en nagekeken: {name}").format(name=paths[0].name))
        second = second_folder(self.workplace.preferences, self.workplace.store.path)
        if second is not None and not second.is_dir():
            self.notice.show_text(
                _("De tweede plek is er nu niet. Steek de USB-stick in en maak nog een kopie."), kind="warning"
            )

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="error")

    def _choose_second(self) -> None:
        chosen = self.workplace.messages.folder(_("Kies een map of USB-stick"), Path.home())
        if chosen is not None:
            choose_second_folder(self.workplace.preferences, self.workplace.store.path, chosen)
            self.refresh()
            self.workplace.changes.beside.emit()

    def _chosen(self) -> Path | None:
        """A backup; None when none was chosen, or when this user may put none back."""
        try:
            self.workplace.store.require(Capability.RESTORE)
        except UserError as trouble:
            self._failed(trouble)
            return None
        pattern = _("Reservekopie van Dorpsapp (*{suffix})").format(suffix=SUFFIX)
        folder = first_folder(self.workplace.store.path)
        return self.workplace.messages.open_path(_("Kies een reservekopie"), folder, pattern)

    def _put_back(self) -> None:
        store, source = self.workplace.store, self._chosen()
        if source is None:
            return
        self.notice.hide()
        self.workplace.tasks.run(
            lambda _task: compare(store, source),
            lambda found: self._ask(found, source),
            self._failed,
            title=_("De reservekopie wordt vergeleken"),
            key="restore",
        )

    def _ask(self, found: Comparison, source: Path) -> None:
        """Say what would be lost, and go on only then."""
        self.notice.show_text(
            found.text,
            {_("&Toch terugzetten"): lambda: self.workplace.swap.wanted.emit(source), _("Niet &doen"): self._give_up},
            kind="warning" if found.changes else "true",
        )
        self.notice.answers[0].setFocus()

    def _give_up(self) -> None:
        self.notice.hide()
        self.restore.setFocus()

    def _put_apart(self) -> None:
        """The backup as a file of its own; the present one stays what it is."""
        store, today, source = self.workplace.store, self.workplace.today(), self._chosen()
        if source is None:
            return
        target = self.workplace.messages.save_path(
            _("Bewaar de teruggezette gegevens als"),
            store.path.with_name(_("{name} teruggezet{suffix}").format(name=store.path.stem, suffix=store.path.suffix)),
            _("Bestand van Dorpsapp (*{suffix})").format(suffix=store.path.suffix),
        )
        if target is None:
            return
        self.notice.hide()
        self.workplace.tasks.run(
            lambda task: put_back(task, store, source, target, first_folder(store.path), today),
            self._restored,
            self._failed,
            title=_("De reservekopie wordt teruggezet"),
            key="restore",
        )

    def _restored(self, target: Path) -> None:
        self.notice.show_text(
            _("De kopie staat klaar als {name}. Open haar met Bestand, Ander bestand openen.").format(name=target.name)
        )


def _about_second(file: Path, second: Path | None) -> str:
    if second is None:
        return _("Nog geen tweede plek gekozen.")
    if not is_same_disk(file, second):
        return breakable(second)
    return f"{breakable(second)}\n{_('Let op: deze map staat op dezelfde schijf. Kies liever een USB-stick.')}"


def _last(last: datetime | None, today: date, places: int) -> str:
    if last is None:
        return _("Er is nog geen reservekopie. Maak er nu een.")
    if last.date() == today:
        when = _("vandaag om {time}").format(time=f"{last:%H:%M}")
    else:
        when = _("{day} om {time}").format(day=show_day(last.date()), time=f"{last:%H:%M}")
    where = _("op 2 plekken") if places > 1 else _("op 1 plek")
    return _("Laatste reservekopie: {when}, {where}.").format(when=when, where=where)
