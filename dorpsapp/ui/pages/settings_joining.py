"""The panel in which one kind of help is joined into another, after a summary of what will move."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.kind_joining import Joining, join_kinds, joining
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace


class JoinPanel(QWidget):
    """Counts and moves on a thread; the second button only works once the summary stands there."""

    left = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._kind: int | None = None
        self.into = PickEditor(())
        self.box = FieldBox(_("Samenvoegen met"), self.into)
        self.notice = Notice()
        self.join = button(_("Samenvoegen"), self._join, icon="check")
        self.cancel = button(_("Sluiten"), self._leave)
        self.cancel.setAccessibleName(_("Samenvoegen sluiten"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=10)
        for each in (self.join, self.cancel):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.box, self.notice, buttons):
            column.addWidget(part)
        self.into.left.connect(self._count)
        self.hide()

    def open(self, kind_id: int) -> None:
        """Ask into which other kind this one goes."""
        self._kind = kind_id
        kinds = kinds_of_help(self._workplace.store)
        shape = next((each.shape for each in kinds if each.id == kind_id), None)
        name = next((each.name for each in kinds if each.id == kind_id), "")
        self.into.offer([(each.id, each.name) for each in kinds if each.id != kind_id and shape in (None, each.shape)])
        self.into.set_value(None)
        label = _("‘{name}’ samenvoegen met").format(name=name) if name else _("Samenvoegen met")
        self.box.rename(label, _("U ziet eerst hoeveel er verhuist."))
        self.notice.hide()
        self.join.setEnabled(False)
        self.show()
        self.into.setFocus()

    def refresh(self) -> None:
        """Something changed: what was counted may no longer be so."""
        if self.isVisible() and self.into.value() is not None:
            self._count()

    def close_panel(self) -> None:
        """Put the panel away without doing anything."""
        self._kind = None
        self.hide()

    def _leave(self) -> None:
        self.close_panel()
        self.left.emit()

    def _count(self) -> None:
        kind, into = self._kind, self.into.value()
        self.join.setEnabled(False)
        if kind is None or into is None:
            self.notice.hide()
            return
        store = self._workplace.store
        self._workplace.tasks.run(lambda _task: joining(store, kind, into), self._tell, self._failed, key="joining")

    def _tell(self, summary: Joining) -> None:
        if self._kind is not None:
            self.notice.show_text(summary.sentence)
            self.join.setEnabled(True)

    def _join(self) -> None:
        kind, into = self._kind, self.into.value()
        if kind is None or into is None:
            return
        store, today = self._workplace.store, self._workplace.today()
        self.join.setEnabled(False)
        self.notice.show_text(_("Bezig met samenvoegen."))
        self._workplace.tasks.run(lambda _task: join_kinds(store, kind, into, today), self._done, self._failed)

    def _done(self, moved: int) -> None:
        self._leave()
        words = ngettext("Samengevoegd: {n} keer hulp.", "Samengevoegd: {n} keer hulp.", moved)
        self._workplace.shell.say(words.format(n=show_number(moved)), undoable=True)

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="warning")
