"""Drafting: what is typed in a form is kept within seconds, and stands there again after whatever came between."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.drafts import KeptDraft, Typed, all_drafts, draft_of, keep_drafts
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_day_long
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.icons import wear
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.widgets.cards import PushButton
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted

LOOK_EVERY = 1000
TRY_AGAIN_AFTER = 10_000


class DraftForm(Protocol):
    """What a form offers so that its typing is never lost."""

    def draft(self) -> Typed:
        """All that stands in the form, as plain JSON values; cheap, it is asked every second."""

    def restore_draft(self, typed: Typed) -> None:
        """Show again what `draft` gave, on whatever the file holds by now; nothing may be left out."""

    def begin(self) -> None:
        """Focus to the first field."""


class Drafts(QObject):
    """Writes the drafts of all forms on a thread, one write at a time, the latest text always last."""

    look_now = Signal()
    troubled = Signal(str)

    def __init__(self, store: Store, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._known: dict[str, KeptDraft | None] = {}
        self._waiting: dict[str, KeptDraft | None] = {}
        self._guard = threading.Lock()
        self._order = threading.Lock()
        self._writing = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_AFTER)
        self._again.timeout.connect(self._go_on)

    def of(self, form: str) -> KeptDraft | None:
        """What was typed in this form and not saved."""
        if form not in self._known:
            self._known[form] = draft_of(self._store, form)
        return self._known[form]

    def beginning(self, prefix: str) -> tuple[KeptDraft, ...]:
        """What was typed and not saved in the forms whose name begins so, the latest first."""
        return tuple(each for each in all_drafts(self._store) if each.form.startswith(prefix))

    def keep(self, form: str, typed: Typed | None) -> None:
        """Keep this from now on; None removes what was kept. Returns at once."""
        if typed is None and self.of(form) is None:
            return
        draft = None if typed is None else KeptDraft(form, datetime.now(), typed)
        self._known[form] = draft
        with self._guard:
            self._waiting[form] = draft
        self._go_on()

    def keep_now(self) -> None:
        """Write everything before the file is closed or locked; what can not be written is lost with the window."""
        self.look_now.emit()
        try:
            self._write()
        except UserError as trouble:
            logging.getLogger(__name__).warning("drafts were not kept at closing: %s", type(trouble).__name__)

    def _go_on(self) -> None:
        if self._writing or not self._waiting or self._tasks.closed or self._again.isActive():
            return
        self._writing = True
        self._tasks.run(lambda _task: self._write(), self._written, self._failed)

    def _write(self) -> None:
        """Write what is waiting; a later call never writes an earlier text."""
        with self._order:
            with self._guard:
                now, self._waiting = self._waiting, {}
            if not now:
                return
            try:
                keep_drafts(self._store, now)
            except BaseException:
                with self._guard:
                    self._waiting = {**now, **self._waiting}
                raise

    def _written(self, _nothing: None) -> None:
        self._writing = False
        self.troubled.emit("")
        self._go_on()

    def _failed(self, trouble: BaseException) -> None:
        self._writing = False
        if not isinstance(trouble, UserError):
            raise trouble
        self._again.start()
        self.troubled.emit(trouble.sentence)


class DraftLine(QWidget):
    """The quiet line above a form that says what was found again; it also looks after the typing of that form.

    `open` begins with what stands in the form as the state in which nothing was typed.
    """

    def __init__(self, drafts: Drafts, form: DraftForm) -> None:
        super().__init__()
        self._drafts = drafts
        self._form = form
        self._key = ""
        self._untouched: Typed = {}
        self._last: Typed = {}
        self._thrown: Typed | None = None
        self._tells_trouble = False
        self.words = muted()
        self.away = _link(_("Weggooien"), "trash-2", self.discard)
        self.away.setAccessibleName(_("Weggooien wat u typte"))
        self.back = _link(_("Toch terughalen"), "undo-2", self._bring_back)
        flow = FlowLayout(self, gap=6)
        for part in (self.words, self.away, self.back):
            flow.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        drafts.look_now.connect(self.look)
        drafts.troubled.connect(self._tell_trouble)
        self.hide()

    @property
    def key(self) -> str:
        """Under what name the typing is kept; empty while the form is not in use."""
        return self._key

    def open(self, key: str, *, find: bool = True) -> bool:
        """From here on keep the typing under this name; what was kept there stands in the form again: then True.

        Without `find` the form begins anew.
        """
        self.leave()
        self._key = key
        self._untouched = self._last = self._form.draft()
        self._timer.start()
        kept = self._drafts.of(key) if find else None
        if kept is None:
            return False
        try:
            self._form.restore_draft(kept.typed)
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:  # kept by another version of the form
            logging.getLogger(__name__).warning("draft of %s does not fit: %r", key.split(maxsplit=1)[0], type(trouble))
            self._form.restore_draft(self._untouched)
            return False
        self._last = self._form.draft()
        self._say(
            _("Dit was u aan het typen op {day} om {time}.").format(
                day=show_day_long(kept.saved_at.date()), time=f"{kept.saved_at:%H:%M}"
            ),
            away=True,
        )
        return True

    def leave(self) -> None:
        """Keep what was typed, and look no longer."""
        self.look()
        self._key = ""
        self._timer.stop()
        self.hide()

    def done(self) -> None:
        """What was typed has been saved; what stands in the form now is where the next one begins."""
        self._untouched = self._last = self._form.draft()
        if self._key:
            self._drafts.keep(self._key, None)
        self.hide()

    def discard(self) -> None:
        """Empty the form; one click brings it back as long as nothing else was typed."""
        self._thrown = self._form.draft()
        self._form.restore_draft(self._untouched)
        self.done()
        self._say(_("Weggegooid."), back=True)
        self._form.begin()

    def look(self) -> None:
        """See whether something was typed since the last look, and keep it."""
        if not self._key:
            return
        typed = self._form.draft()
        if typed == self._last:
            return
        self._last = typed
        nothing = typed == self._untouched
        self._drafts.keep(self._key, None if nothing else typed)
        if nothing or self._thrown is not None:
            self._thrown = None
            self.hide()

    def _bring_back(self) -> None:
        thrown, self._thrown = self._thrown, None
        if thrown is not None:
            self._form.restore_draft(thrown)
            self.hide()
            self.look()
            self._form.begin()

    def _tell_trouble(self, sentence: str) -> None:
        if sentence and self._key:
            self._say(_("Wat u typt, is nog niet bewaard. {why}").format(why=sentence))
            self._tells_trouble = True
        elif self._tells_trouble:
            self._tells_trouble = False
            self.hide()

    def _say(self, text: str, *, away: bool = False, back: bool = False) -> None:
        self.words.setText(text)
        self.away.setVisible(away)
        self.back.setVisible(back)
        self.show()
        announce(self, text)


def _link(text: str, icon: str, pressed: Callable[[], object]) -> QPushButton:
    made = PushButton(text)
    made.setProperty("link", True)
    wear(made, icon, "muted", 16)
    made.clicked.connect(lambda _checked=False: pressed())
    return made
