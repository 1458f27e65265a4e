"""Changing everyone who is chosen in the list: what, told in words first, and then in one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientRole, MemberRole, Role, SkillKind, VolunteerRole
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.localities import localities
from dorpsapp.services.people_bulk import BulkPlan, Subject, Wish, change_many, plan_bulk
from dorpsapp.services.qualities import qualities
from dorpsapp.services.role_names import role_name
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.own_words import OwnWords
from dorpsapp.ui.pages.people_filters import PickAny
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

ROLES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)


class BulkChange(Card):
    """Shows while several people are chosen; nothing happens before the summary was there to read."""

    done = Signal()
    begun = Signal()

    def __init__(self, workplace: Workplace, ids: Callable[[], list[int]]) -> None:
        super().__init__()
        self._workplace = workplace
        self._ids = ids
        self._plan: BulkPlan | None = None
        self.count = Words(look="strong")
        self.begin = button(_("Wi&jzigen"), self._begin, icon="pencil")
        self.subject = QComboBox()
        self.locality, self.quality, self.role = PickAny(), PickAny(), QComboBox()
        self.town = LineField()
        self.day = DayField(_("Tot en met"), workplace.today, empty_is_today=True)
        self.boxes = {
            "subject": FieldBox(_("Wat wilt u wijzigen?"), self.subject),
            "locality": FieldBox(_("Nieuwe kern"), self.locality),
            "town": FieldBox(_("Nieuwe plaats"), self.town),
            "quality": FieldBox(_("Welke kwaliteit?"), self.quality),
            "role": FieldBox(_("Welke rol?"), self.role),
            "day": self.day,
        }
        self.summary = Words()
        self.go = button(_("Nu wijzigen"), self._go, icon="check")
        self.stop = button(_("Niet wijzigen"), self._leave)
        self._build()
        self.hide()

    def _build(self) -> None:
        for subject in Subject:
            self.subject.addItem(_(subject.value).capitalize(), subject)
        for role in ROLES:
            self.role.addItem("", role)
        OwnWords(self._workplace, self, self._name_roles)
        head, self._fields, self._answers = QWidget(), QWidget(), QWidget()
        rows: list[tuple[QWidget, list[QWidget]]] = [
            (head, [self.count, self.begin]),
            (self._fields, list(self.boxes.values())),
            (self._answers, [self.go, self.stop]),
        ]
        for holder, parts in rows:
            flow = FlowLayout(holder, gap=14, top=holder is self._fields)
            for part in parts:
                flow.addWidget(part)
        for each in (head, self._fields, self.summary, self._answers):
            self.column.addWidget(each)
        for combo in (self.subject, self.locality, self.quality, self.role):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.currentIndexChanged.connect(lambda _row: self._look())
        self.town.textChanged.connect(self._look)
        self.day.line.textChanged.connect(self._look)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self._leave)

    def _name_roles(self, wording: Wording) -> None:
        for at, role in enumerate(ROLES):
            self.role.setItemText(at, role_name(role, wording.client))

    def show_count(self, count: int) -> None:
        """So many people are chosen now; one or none needs no change of many."""
        if count < 2:
            self.hide()
            self._show_panel(False)
            return
        words = ngettext("{n} persoon gekozen", "{n} mensen gekozen", count).format(n=show_number(count))
        if self.count.text() != words or not self.isVisible():
            self.count.setText(words)
            announce(self, words)
        self.show()
        if self._fields.isVisible():
            self._look()

    def put_away(self, *, bring_back: bool) -> None:
        """Put everyone who is chosen away, or bring them back."""
        subject = Subject.BRING_BACK if bring_back else Subject.ARCHIVE
        self._write(plan_bulk(self._workplace.store, self._ids(), Wish(subject), self._workplace.today()))

    def _begin(self) -> None:
        store = self._workplace.store
        self.locality.offer(_("Geen kern"), [(each.id, each.name) for each in localities(store)])
        skills = [(each.id, each.name) for kind in SkillKind for each in qualities(store, kind)]
        self.quality.offer(_("Kies een kwaliteit"), skills)
        self._show_panel(True)
        self._look()
        self.subject.setFocus()
        self.begun.emit()

    def _leave(self) -> None:
        self._show_panel(False)
        self.done.emit()

    def _show_panel(self, shown: bool) -> None:
        self.begin.setVisible(not shown)
        for part in (self._fields, self.summary, self._answers):
            part.setVisible(shown)

    def _look(self) -> None:
        """Show the fields of this change, and what it would do."""
        subject = self.subject.currentData()
        wanted = {
            "locality": subject is Subject.LOCALITY,
            "town": subject is Subject.TOWN,
            "quality": subject in (Subject.ADD_SKILL, Subject.REMOVE_SKILL),
            "role": subject is Subject.END_ROLE,
            "day": subject is Subject.END_ROLE,
        }
        for name, shown in wanted.items():
            self.boxes[name].setVisible(shown)
        self._fields.updateGeometry()
        if not self._fields.isVisible():
            return
        self._plan = None
        try:
            wish = self._wish(subject)
        except Unreadable as trouble:
            words = str(trouble)
        else:
            words = _("Kies eerst een kwaliteit.")
            if wish is not None:
                self._plan = plan_bulk(self._workplace.store, self._ids(), wish, self._workplace.today())
                words = self._plan.words
        if words != self.summary.text():
            self.summary.setText(words)
            announce(self.summary, words)
        self.go.setEnabled(self._plan is not None and bool(self._plan.people))

    def _wish(self, subject: Subject) -> Wish | None:
        """What was asked for; None while something must be chosen first. Raises Unreadable for a day."""
        match subject:
            case Subject.LOCALITY:
                return Wish(subject, self.locality.picked)
            case Subject.TOWN:
                return Wish(subject, " ".join(self.town.text().split())[:80] or None)
            case Subject.ADD_SKILL | Subject.REMOVE_SKILL:
                return Wish(subject, self.quality.picked) if self.quality.picked is not None else None
            case Subject.END_ROLE:
                return Wish(subject, self.role.currentData(), self.day.value())
            case _:
                return Wish(subject)

    def _go(self) -> None:
        if self._plan is not None:
            self._write(self._plan)

    def _write(self, plan: BulkPlan) -> None:
        if not plan.people:
            return
        store, today = self._workplace.store, self._workplace.today()

        def finished(_nothing: None) -> None:
            count = len(plan.people)
            words = ngettext("{n} persoon gewijzigd.", "{n} mensen gewijzigd.", count).format(n=show_number(count))
            self._show_panel(False)
            self.done.emit()
            self._workplace.shell.say(words, undoable=True)

        def failed(trouble: BaseException) -> None:
            if not isinstance(trouble, UserError):
                raise trouble
            self.summary.setText(trouble.sentence)

        def work(_task: object) -> None:
            from dorpsapp.services.safe_copy import safe_copy

            safe_copy(store)
            change_many(store, plan, today)

        self._workplace.tasks.run(work, finished, failed)
