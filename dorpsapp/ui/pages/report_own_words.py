"""The initiative's own words in the report: one text for each part and year, saved when the field is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Text
from dorpsapp.reports.report import all_sections
from dorpsapp.services.drafts import Typed
from dorpsapp.services.report_texts import copy_texts, report_texts, save_text
from dorpsapp.text import _, ngettext
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.editors import BlockEditor
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace

FIRST = "foreword"
LINES = 7
HINTS = {
    "foreword": lambda: _("Wat was bijzonder dit jaar? Wat was moeilijk? Wie wilt u bedanken?"),
    "about": lambda: _(
        "Het verhaal van uw initiatief, in een halve bladzijde. Waarom bent u begonnen? Wie doet er mee, en met wie "
        "werkt u samen? Wat doet u, voor wie en waar? Wat verandert er daardoor voor mensen, en later voor het dorp? "
        "Hoe merkt u dat?"
    ),
    "outlook": lambda: _("Wat wilt u volgend jaar doen, en voor wie? Wat gaat anders dan dit jaar, en waarom?"),
}
"""Questions to begin with, where a text is still empty; those of `about` are the steps of a story of change."""


class OwnWords(QWidget):
    """`changed` comes while somebody types; `pending` is what shows already and is not saved yet."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._titles = {section.key: _(section.title) for section in all_sections()}
        self._offered: tuple[str, ...] = ()
        self._year = 0
        self._key = FIRST
        self._saved: dict[str, str] = {}
        self._earlier: dict[str, str] = {}
        self.section = QComboBox()
        self.section.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor = BlockEditor(Text(lines=LINES))
        self.draft_line = DraftLine(workplace.drafts, self)
        self.box = FieldBox(_("&Tekst"), self.editor, _("Schrijf geen namen. Een lege regel begint een nieuwe alinea."))
        self.one = button("", self._take_over, icon="file-text")
        self.all = button("", self._take_all_over, icon="file-text")
        tools = QWidget()
        flow = FlowLayout(tools, gap=8)
        flow.addWidget(self.one)
        flow.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (FieldBox(_("Eigen tekst bij &onderdeel"), self.section), self.draft_line, self.box, tools):
            column.addWidget(part)
        self.section.activated.connect(lambda _row: self.show_section(self.section.currentData()))
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.save)

    @property
    def pending(self) -> Mapping[str, str]:
        """By the key of its part: the text as it stands in the field, when that differs from the file."""
        text = self._text()
        return {} if text == self._saved.get(self._key, "") else {self._key: text}

    def show_year(self, year: int, offered: tuple[str, ...]) -> None:
        """The texts of this year for these parts; read again, but what is being typed stays."""
        if (year, offered) != (self._year, self._offered):
            self.save()
        is_typing = bool(self.pending)
        store = self._workplace.store
        self._saved, self._earlier = report_texts(store, year), report_texts(store, year - 1)
        key = self._key if self._key in offered else offered[0]
        is_other = (year, key) != (self._year, self._key)
        self._year, self._offered, self._key = year, offered, key
        if is_other or not is_typing:
            self._load(fresh=is_other)
        self._name_sections()
        self._offer()

    def show_section(self, key: str, words: str = "") -> None:
        """Write at this part from now on; `words` that stand in its text are marked."""
        if key not in self._offered or not self.save():
            self._name_sections()
            return
        self._key = key
        self._load(fresh=True)
        self._name_sections()
        self._offer()
        self.editor.setFocus()
        if words:
            self.editor.moveCursor(QTextCursor.MoveOperation.Start)
            self.editor.find(words)

    def save(self) -> bool:
        """Keep what was typed; False when that is not possible, and the field says why."""
        if not self._year or not self.pending:
            return True
        try:
            save_text(self._workplace.store, self._year, self._key, self._text())
        except UserError as trouble:
            self.box.show_error(trouble.sentence)
            return False
        self._saved = report_texts(self._workplace.store, self._year)
        self.box.show_echo("")
        self.draft_line.done()
        self._name_sections()
        self._workplace.shell.say(_("Tekst bewaard."), undoable=True)
        return True

    def leave(self) -> None:
        """The page goes out of sight; what can not be saved stays as a draft."""
        self.draft_line.leave()

    def draft(self) -> Typed:
        """The text as it stands in the field."""
        return {"text": self.editor.toPlainText()}

    def restore_draft(self, typed: Typed) -> None:
        """Show this again."""
        self.editor.setPlainText(typed["text"])

    def begin(self) -> None:
        """Focus to the field."""
        self.editor.setFocus()

    def _text(self) -> str:
        return self.editor.toPlainText().strip()

    def _load(self, *, fresh: bool) -> None:
        """Show what is kept; `fresh` when it is another text than before."""
        kept = self._saved.get(self._key, "")
        self.editor.setPlaceholderText(HINTS[self._key]() if self._key in HINTS else "")
        if fresh:
            self.draft_line.leave()
            self.box.show_echo("")
        if fresh or self._text() != kept:
            self.editor.blockSignals(True)
            self.editor.setPlainText(kept)
            self.editor.blockSignals(False)
        if fresh or not self.draft_line.key:
            self.draft_line.open(f"report {self._year} {self._key}")
        elif not self.pending:
            self.draft_line.done()

    def _typed(self) -> None:
        self.box.show_echo("")
        self._offer()
        self.changed.emit()

    def _name_sections(self) -> None:
        """The parts, with the word that says which have a text."""
        self.section.clear()
        for key in self._offered:
            title = self._titles[key]
            label = _("{part}, met tekst").format(part=title) if self._saved.get(key) else title
            self.section.addItem(label, key)
        self.section.setCurrentIndex(self.section.findData(self._key))

    def _offer(self) -> None:
        """Last year's words, where this year has none yet."""
        year = self._year - 1
        missing = [key for key in self._earlier if key in self._offered and not self._saved.get(key)]
        self.one.setText(_("Begin met de tekst van {year}").format(year=year))
        self.one.setVisible(self._key in missing and not self._text())
        text = ngettext("Neem {n} tekst van {year} over", "Neem {n} teksten van {year} over", len(missing))
        self.all.setText(text.format(n=len(missing), year=year))
        self.all.setVisible(len(missing) > 1)

    def _take_over(self) -> None:
        self.editor.setFocus()
        self.editor.setPlainText(self._earlier[self._key])
        self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def _take_all_over(self) -> None:
        self.editor.setFocus()
        if not self.save():
            return
        try:
            taken = copy_texts(self._workplace.store, self._year)
        except UserError as trouble:
            self.box.show_error(trouble.sentence)
            return
        text = ngettext("{n} tekst overgenomen.", "{n} teksten overgenomen.", taken)
        self._workplace.shell.say(text.format(n=taken), undoable=True)
