"""Whose data have been kept long enough: in words, person by person, and done after a question."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models.processing import Keep
from dorpsapp.services.erasing_copies import between_copies
from dorpsapp.services.retention import (
    Due,
    RetentionDone,
    RetentionPlan,
    Stage,
    apply_retention,
    keep_longer,
    note_asked,
    retention_plan,
    say_done,
    say_due,
)
from dorpsapp.services.retention_due import term_end
from dorpsapp.services.retention_terms import read_terms, say_months
from dorpsapp.store.user_roles import Capability, NotAllowed
from dorpsapp.text import _, ngettext, show_day
from dorpsapp.ui.pages.backup_folders import all_folders
from dorpsapp.ui.widgets.cards import Card, LineLink, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

SHOWN = 25


class RetentionCard(Card):
    """What there is to do in words, the people it is about, and one button that asks first."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Bewaartermijnen"))
        self._workplace = workplace
        self._keeping: Due | None = None
        self._shown: tuple[RetentionPlan, dict[Keep, str]] | None = None
        self.notice = Notice()
        self.said = Words()
        self.apply = button(_("Aan&kondigen en wissen"), self._apply, icon="trash-2")
        self.reason = LineField()
        look_along(self.reason)
        self.reason_box = FieldBox(_("Waarom bewaren"), self.reason, _("Zoals: loopt nog een klacht."))
        self.keep = button(_("Een jaar &langer bewaren"), self._keep)
        self.keeping = QWidget()
        column = QVBoxLayout(self.keeping)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason_box)
        column.addWidget(_row(self.keep))
        self._lines = QVBoxLayout()
        self.lines: list[QWidget] = []
        for part in (self.notice, self.said):
            self.column.addWidget(part)
        self.explanation = muted(_("Eerst aankondigen, vier weken later wissen."))
        self.column.addWidget(self.explanation)
        self.column.addLayout(self._lines)
        self.column.addWidget(self.keeping)
        self.column.addWidget(_row(self.apply))
        self.keeping.hide()

    def refresh(self) -> None:
        """Look again, away from the window."""
        store, today = self._workplace.store, self._workplace.today()
        self._workplace.tasks.run(
            lambda _task: store.giving_way(lambda: (retention_plan(store, today), read_terms(store))),
            lambda found: self._show(found[0], {keep: say_months(months) for keep, months in found[1].items()}),
            key="retention plan",
        )

    def first_focus(self) -> QWidget:
        """The first person, or the button."""
        return self.apply

    def _show(self, plan: RetentionPlan, words: dict[Keep, str]) -> None:
        if self._shown == (plan, words):
            return
        self._shown = (plan, words)
        self.said.setText("\n".join(say_due(plan, words)) or _("Niets is langer bewaard dan de termijn. Mooi."))
        self.apply.setVisible(not plan.is_empty)
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(one) for one in plan.due[:SHOWN]]
        if len(plan.due) > SHOWN:
            self.lines.append(muted(_("De eerste {n} staan hier.").format(n=SHOWN)))
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        if self._keeping is not None and self._keeping.person_id not in {one.person_id for one in plan.due}:
            self._close_keeping()
        for part in (self.said, self.explanation):
            part.updateGeometry()
        self.column.invalidate()
        self.updateGeometry()  # the page around it gives the card its new height

    def _line(self, one: Due) -> QWidget:
        go = partial(self._workplace.shell.go, "person", one.person_id)
        link = LineLink(f"{one.name}: {_told(one)}", go, icon="user")
        longer = button(_("Langer bewaren"), partial(self._open_keeping, one))
        longer.setAccessibleName(_("Langer bewaren: {name}").format(name=one.name))
        asked = button(_("Gevraagd"), partial(self._asked, one))
        asked.setAccessibleName(_("Gevraagd: {name}").format(name=one.name))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(link)
        column.addWidget(_row(longer, asked))
        return holder

    def _open_keeping(self, one: Due) -> None:
        self._keeping = one
        self.reason_box.rename(_("Waarom bewaren: {name}").format(name=one.name), _("Zoals: loopt nog een klacht."))
        self.reason.clear()
        self.reason_box.show_echo("")
        self.keeping.show()
        self.reason.setFocus()

    def _close_keeping(self) -> None:
        self._keeping = None
        self.keeping.hide()

    def _keep(self) -> None:
        one, today = self._keeping, self._workplace.today()
        if one is None:
            return
        try:
            until = term_end(today, 12)
            keep_longer(self._workplace.store, one.person_id, one.subject, self.reason.text(), until, today)
        except Invalid as trouble:
            self.reason_box.show_error(trouble.sentence)
            self.reason.setFocus()
            return
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.apply.setFocus()
        self._close_keeping()
        text = _("{name} blijft tot en met {day} bewaard.")
        self._workplace.shell.say(text.format(name=one.name, day=show_day(until)), undoable=True)

    def _asked(self, one: Due) -> None:
        try:
            note_asked(self._workplace.store, one.person_id, one.subject, self._workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.apply.setFocus()
        self._workplace.shell.say(_("Opgeschreven: gevraagd aan {name}.").format(name=one.name), undoable=True)

    def _apply(self) -> None:
        store, today = self._workplace.store, self._workplace.today()
        try:
            store.require(Capability.ERASE)
        except NotAllowed as trouble:
            self._failed(trouble)
            return
        plan = retention_plan(store, today)
        new, ready = len(plan.people(Stage.NEW)), len(plan.people(Stage.READY))
        told = " ".join(
            (
                ngettext("{n} mens wordt aangekondigd.", "{n} mensen worden aangekondigd.", new).format(n=new),
                ngettext("{n} mens wordt nu gewist.", "{n} mensen worden nu gewist.", ready).format(n=ready),
                _("Wissen kan niet terug. De aantallen in rapporten blijven gelijk."),
            )
        )
        if not self._workplace.messages.ask(_("Bewaartermijnen toepassen?"), told, _("Toepassen"), _("Nog niet")):
            return
        self.notice.hide()
        folders = all_folders(self._workplace.preferences, store.path)
        self._workplace.tasks.run(
            lambda _task: between_copies(store, folders, today, lambda: apply_retention(store, today)).done,
            self._done,
            self._failed,
            title=_("De bewaartermijnen worden toegepast"),
            key="retention",
        )

    def _done(self, done: RetentionDone) -> None:
        self.notice.show_text(say_done(done))
        self.refresh()

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="error")


def _row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10)
    for part in parts:
        flow.addWidget(part)
    return holder


def _told(one: Due) -> str:
    """What it is about, since when, and what happens when."""
    told = [_(one.subject.value), _("laatste keer {day}").format(day=show_day(one.since))]
    if one.stage is Stage.NEW:
        told.append(_("nog niet aangekondigd"))
    elif one.stage is Stage.WAITING and one.ready_on is not None:
        told.append(_("wordt gewist op {day}").format(day=show_day(one.ready_on)))
    else:
        told.append(_("nu aan de beurt"))
    if one.asked_on is not None:
        told.append(_("gevraagd op {day}").format(day=show_day(one.asked_on)))
    return ", ".join(told)
