"""Logboek: who did what, when and about whom, and whether the chain of lines is whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Day
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.reports.audit_report import audit_report
from dorpsapp.reports.blocks import Document
from dorpsapp.services.audit_log import AuditChoice, AuditListing, ChainState, chain_state, users_in_audit
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, ngettext, show_day, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.editors import LineEditor
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.backup_folders import first_folder, second_folder
from dorpsapp.ui.table import ListingModel, ListTable
from dorpsapp.ui.widgets.cards import EmptyState, Notice, button
from dorpsapp.ui.widgets.field import BesideFields, FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.suggest import SuggestField
from dorpsapp.ui.workplace import Workplace


class AuditPage(Page):
    """Opened with the id of a person it shows who looked at, and who changed, that person."""

    guide = "logboek"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Logboek"))
        self.allowed = workplace.store.may(Capability.AUDIT)
        self.empty = EmptyState("lock")
        self.empty.show_text(_("Het logboek bekijkt een beheerder of coördinator. U ziet het met uw rol niet."))
        self.empty.setVisible(not self.allowed)
        self.body.addWidget(self.empty)
        if not self.allowed:
            return
        self.output_notice = Notice()
        self.output = DocumentOutput(workplace, self.output_notice)
        self.pdf = self.add_header_button(button(_("Opslaan als P&DF"), self._save, icon="file-text"))
        self.chain = Notice()
        self.listing = AuditListing(workplace.store)
        self.model = ListingModel(self.listing, workplace.tasks)
        self.table = ListTable(_("Regels van het logboek"), self.model, workplace.look)
        header = self.table.horizontalHeader()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Interactive)
        self.out = ListOutput(workplace, _("Logboek"), lambda: self.listing)
        self.count = muted()
        self.whole = Words()
        self._state = ""
        for part in (self.chain, self.output_notice, self._filters(), self.count):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.out)
        self.model.counted.connect(self._say_count)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _old: self._show_whole(index.row()))
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _filters(self) -> QWidget:
        self.who, self.what = QComboBox(), QComboBox()
        for box in (self.who, self.what):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
        self.what.addItem(_("alles"), None)
        for action in AuditAction:
            self.what.addItem(action.label, action)
        self.first = LineEditor(Day(), self.workplace.today)
        self.last = LineEditor(Day(), self.workplace.today)
        self.person = SuggestField()
        self.person.offer(self.workplace.everyone)
        self.boxes = {
            "who": FieldBox(_("&Wie"), self.who),
            "what": FieldBox(_("W&at"), self.what),
            "first": FieldBox(_("&Vanaf"), self.first),
            "last": FieldBox(_("&Tot en met"), self.last),
            "person": FieldBox(_("Over wel&ke persoon"), self.person),
        }
        row = QWidget()
        flow = FlowLayout(row, gap=12, top=True)
        for field in self.boxes.values():
            flow.addWidget(field)
        self.clear = button(_("Alles to&nen"), self._clear, icon="x")
        flow.addWidget(BesideFields(self.clear))
        for box in (self.who, self.what):
            box.activated.connect(lambda _at: self._narrow())
        for line in (self.first, self.last):
            line.left.connect(self._narrow)
        self.person.chosen.connect(lambda _candidate: self._narrow())
        self.person.editingFinished.connect(self._narrow)
        return row

    def arrive(self, argument: object) -> None:
        if not self.allowed:
            return
        self._offer_users()
        self._empty_fields()
        if isinstance(argument, int):
            found = self.workplace.everyone.by_id([argument])
            self.person.pick(found[0] if found else None)
        self._narrow(again=True)
        self._check_chain()

    def first_focus(self) -> QWidget:
        return self.who if self.allowed else self

    def print_now(self) -> bool:
        """Print the lines that were chosen."""
        if not self.allowed:
            return False
        self.output.print_document(self._document, _("Logboek"))
        return True

    def choice(self) -> AuditChoice:
        """What the fields ask for; a day that can not be read counts as empty, and is told below its field."""
        days = {}
        for name, line in (("first", self.first), ("last", self.last)):
            try:
                days[name] = line.value()
                self.boxes[name].show_echo("")
            except Unreadable as trouble:
                days[name] = None
                self.boxes[name].show_error(str(trouble))
        person = self.person.picked.key if self.person.picked is not None else None
        return AuditChoice(
            user=self.who.currentData() or "",
            action=self.what.currentData(),
            first=days["first"],
            last=days["last"],
            person=person if isinstance(person, int) else None,
        )

    def _offer_users(self) -> None:
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(_("iedereen"), "")
        for name in users_in_audit(self.workplace.store):
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))

    def _narrow(self, *, again: bool = False) -> None:
        wanted = self.choice()
        if wanted != self.listing.choice or again:
            self.listing.choice = wanted
            self.model.reload()

    def _clear(self) -> None:
        self._empty_fields()
        self._narrow()
        self.who.setFocus()

    def _empty_fields(self) -> None:
        self.who.setCurrentIndex(0)
        self.what.setCurrentIndex(0)
        for line in (self.first, self.last):
            line.clear()
        self.person.pick(None)

    def _show_whole(self, at: int) -> None:
        """The line below the table in full, where its cells may have been cut off."""
        row = self.model.row(at) if at >= 0 else None
        cells = zip(self.listing.columns, row.cells, strict=True) if row is not None else ()
        self.whole.setText(" · ".join(shown for column, value in cells if (shown := column.kind.show(value))))

    def _dress(self) -> None:
        self.table.setColumnWidth(3, self.workplace.look.px(190))

    def _say_count(self, count: int) -> None:
        text = ngettext("{n} regel. De nieuwste staat bovenaan.", "{n} regels. De nieuwste staat bovenaan.", count)
        self.count.setText(text.format(n=show_number(count)) if count else _("Geen regels met deze keuze."))

    def _check_chain(self) -> None:
        store = self.workplace.store
        second = second_folder(self.workplace.preferences, store.path)
        folders = [folder for folder in (first_folder(store.path), second) if folder is not None and folder.is_dir()]
        self.workplace.tasks.run(
            lambda _task: chain_state(store, folders), self._show_chain, self._failed, key="audit chain"
        )

    def _show_chain(self, state: ChainState) -> None:
        self._state = said_of_chain(state)
        self.chain.show_text(self._state, kind="true" if state.broken_at is None else "error")

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.chain.show_text(trouble.sentence, kind="error")

    def _save(self) -> None:
        self.output.save(Output.PDF, _("Logboek"), self._document)

    def _document(self) -> Document:
        store = self.workplace.store
        rows = list(self.listing.all_rows())
        name = str(initiative_values(store).get("name") or "")
        words = said_of_choice(self.listing.choice, self._person_name())
        return audit_report(name, words, rows, self._state, self.workplace.today())

    def _person_name(self) -> str:
        return self.person.picked.text if self.person.picked is not None else ""


def said_of_chain(state: ChainState) -> str:
    """One or two sentences on whether the audit can be relied on."""
    if state.broken_at is not None:
        text = _("Het logboek is veranderd vanaf regel {n}. Vertrouw het vanaf daar niet. Bewaar uw reservekopieën.")
        return text.format(n=show_number(state.broken_at))
    if state.heads:
        text = ngettext(
            "Het logboek is heel. Het klopt ook met {n} reservekopie.",
            "Het logboek is heel. Het klopt ook met {n} reservekopieën.",
            state.heads,
        ).format(n=show_number(state.heads))
    else:
        text = _("Het logboek is heel. Maak een reservekopie: dan valt ook op als er iets van het eind af gaat.")
    if not state.replaced:
        return text
    later = ngettext(
        "{n} reservekopie hoort bij het bestand van voor het terugzetten: regels van toen staan alleen daarin.",
        "{n} reservekopieën horen bij het bestand van voor het terugzetten: regels van toen staan alleen daarin.",
        state.replaced,
    )
    return f"{text} {later.format(n=show_number(state.replaced))}"


def said_of_choice(choice: AuditChoice, person: str) -> str:
    """What was chosen, in words."""
    parts: Sequence[str] = [
        part
        for part in (
            _("door {name}").format(name=choice.user) if choice.user else "",
            choice.action.label if choice.action else "",
            _("vanaf {day}").format(day=show_day(choice.first)) if choice.first else "",
            _("tot en met {day}").format(day=show_day(choice.last)) if choice.last else "",
            _("over {name}").format(name=person) if choice.person is not None else "",
        )
        if part
    ]
    return _("Gekozen: {what}.").format(what=", ".join(parts)) if parts else _("Alle regels van het logboek.")
