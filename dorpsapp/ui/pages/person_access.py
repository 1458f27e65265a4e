"""What someone may ask about their own data: see all of it on paper or as a file, and have it erased for good."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.models import RestrictionKind
from dorpsapp.services.erasing import Erasure, erase_people
from dorpsapp.services.erasing_copies import Copied, between_copies
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.restrictions import restrictions_of
from dorpsapp.store.user_roles import Capability, NotAllowed
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput
from dorpsapp.ui.messages import documents
from dorpsapp.ui.pages.backup_folders import all_folders
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.workplace import Workplace


class AccessCard(PersonCard[None]):
    """Writes the PDF and the file into a folder, to be read before they are given; `erased` tells what was done."""

    erased = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Inzage en wissen"), _("Inzage"))
        self.output = DocumentOutput(workplace, self.notice)
        self.column.addWidget(
            Words(
                _("Vraagt iemand wat u bewaart? Maak een PDF voor de persoon, en een bestand voor een ander programma.")
            )
        )
        self.password = LineField()
        self.password_box = FieldBox(
            _("Wachtwoord voor de PDF"),
            self.password,
            _("Mag leeg. Stuur een wachtwoord nooit in dezelfde e-mail mee."),
        )
        self.make = button(_("Inzage maken"), self._make, icon="folder-open")
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        self.erase = button(_("Voorgoed wissen"), self._erase, icon="trash-2")
        flow.addWidget(self.make)
        flow.addWidget(self.erase)
        self.column.addWidget(self.password_box)
        self.column.addWidget(tools)

    def read(self, view: PersonView) -> None:
        """It shows nothing of the person."""

    def begin_anew(self) -> None:
        self.password.clear()

    def conceal(self) -> None:
        self.password.clear()

    def first_focus(self) -> QWidget:
        return self.make

    def _is_allowed(self, *wanted: Capability) -> bool:
        """Whether one's role allows it, before anything is asked; otherwise that is told."""
        try:
            for each in wanted:
                self.workplace.store.require(each)
        except NotAllowed as trouble:
            self.output.failed(trouble)
            return False
        return True

    def _make(self) -> None:
        if not self._is_allowed(Capability.EXPORT, Capability.SENSITIVE):
            return
        folder = self.workplace.messages.folder(_("In welke map komt de inzage?"), documents())
        if folder is None:
            return
        store, number, password = self.workplace.store, self.person_id, self.password.text()
        made_on = self.workplace.today()

        def work(_task: Task[list[Path]]) -> list[Path]:
            from dorpsapp.reports.access_document import write_access_file

            return write_access_file(store, number, folder, made_on, password)

        self.notice.hide()
        self.workplace.tasks.run(
            work, self._made, self.output.failed, title=_("De inzage wordt gemaakt"), key="access file"
        )

    def _made(self, files: list[Path]) -> None:
        self.password.clear()
        self.notice.show_text(
            _("De inzage staat klaar. Lees hem na voor u hem geeft: in vrije tekst kan iets over een ander staan."),
            {_("Openen"): lambda: self.output.open_made(files[0])},
        )

    def _wants_kept(self) -> str:
        """Who asked for a restriction may need the data to stay."""
        known = restrictions_of(self.workplace.store, self.person_id)
        if any(one.kind is RestrictionKind.RESTRICTED and one.lifted_on is None for one in known):
            return " " + _("Let op: deze persoon vroeg om de gegevens te bewaren en niet te gebruiken.")
        return ""

    def _erase(self) -> None:
        assert self.view is not None
        if not self._is_allowed(Capability.ERASE):
            return
        sure = self.workplace.messages.ask(
            _("{name} voorgoed wissen?").format(name=self.view.name),
            _(
                "Naam, adres en alles wat over deze persoon gaat verdwijnen. Dit kan niet terug. "
                "De aantallen in rapporten blijven gelijk. Wat nog loopt, stopt vandaag. "
                "Eerst komt er een reservekopie."
            )
            + self._wants_kept(),
            _("Voorgoed wissen"),
            _("Niet wissen"),
        )
        if not sure:
            return
        store, number, today = self.workplace.store, self.person_id, self.workplace.today()
        self.notice.hide()
        folders = all_folders(self.workplace.preferences, store.path)

        def work(_task: Task[Copied[Erasure]]) -> Copied[Erasure]:
            return between_copies(store, folders, today, lambda: erase_people(store, [number], today)[0])

        self.workplace.tasks.run(
            work,
            self.erased.emit,
            self.output.failed,
            title=_("De gegevens worden gewist"),
            key="erase",
        )
