"""The main window: sidebar, pages, menus, search, banner, toast; drawn before any file is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from dorpsapp.text import _
from dorpsapp.ui import stepping
from dorpsapp.ui.actions import Action, Menu, actions, places
from dorpsapp.ui.arriving import Arriving
from dorpsapp.ui.banner import PracticeBanner
from dorpsapp.ui.dressing import dress, is_dressed
from dorpsapp.ui.guard import guard
from dorpsapp.ui.language import speak
from dorpsapp.ui.menu_letters import give_letters
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.progress import ProgressStrip
from dorpsapp.ui.role_line import RoleLine
from dorpsapp.ui.sidebar import Sidebar
from dorpsapp.ui.theme import Look
from dorpsapp.ui.toast import Toast

if TYPE_CHECKING:
    from dorpsapp.ui.page import Page
    from dorpsapp.ui.search import SearchEverything
    from dorpsapp.ui.tasks import Tasks
    from dorpsapp.ui.widgets.ranking import Candidate
    from dorpsapp.ui.workplace import Workplace

SMALLEST = (1024, 640)
NORMAL = (1280, 800)


class MainWindow(QMainWindow):
    """Shows a gate while no file is open, and the pages of the file after that."""

    leaving_file = Signal()
    lock_wanted = Signal()
    drawn_anew = Signal()
    closed = Signal()

    def __init__(self, look: Look, preferences: Preferences, messages: Messages) -> None:
        super().__init__()
        messages.belong_to(self)
        self.look = look
        self._preferences = preferences
        self._messages = messages
        self.workplace: Workplace | None = None
        self._make_page: Callable[[str, Workplace], Page] | None = None
        self._pages: dict[str, Page] = {}
        self._visited: list[tuple[str, object]] = []
        self.actions_by_id: dict[str, QAction] = {}
        self.search: SearchEverything | None = None
        self._followed: list[Tasks] = []
        self._first: tuple[str, object] = ("start", None)
        self.arriving = Arriving(self)
        self.resize(QSize(*NORMAL).boundedTo(self.screen().availableSize()))
        self.restoreGeometry(QByteArray(preferences.geometry))
        look.chosen.connect(self._dress)
        self._build()

    def _build(self) -> None:
        """Everything around the pages, in the present language."""
        self.table = actions()
        self.sidebar = Sidebar(places(), self.look)
        self.banner = PracticeBanner(self.leave_file)
        self.role_line = RoleLine()
        self.stack = QStackedWidget()
        self.progress = ProgressStrip(self)
        self.toast = Toast(self.undo, self)
        self.setWindowTitle(_("Dorpsapp"))
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.banner, self.role_line, self.stack, self.progress, self.toast):
            right.addWidget(part, 1 if part is self.stack else 0)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(central)
        menus = {menu: self.menuBar().addMenu(_(menu.value)) for menu in Menu if menu is not Menu.NONE}
        for action in self.table:
            made = self._q_action(action)
            if action.menu in menus:
                menus[action.menu].addAction(made)
            self.addAction(made)
        menus[Menu.EDIT].aboutToShow.connect(self.name_undo)
        for shown in menus.values():
            shown.aboutToShow.connect(partial(give_letters, shown))
        self.sidebar.shown.connect(lambda key: self.go(key, focus=False))
        self.sidebar.entered.connect(self.go)
        self.sidebar.lock_wanted.connect(self.lock)
        self._show_frame(False)

    def follow(self, tasks: Tasks) -> None:
        """Show the progress of this work."""
        self._followed.append(tasks)
        self.progress.follow(tasks)

    def use_language(self, code: str) -> None:
        """Speak another language from now on, on the page that shows as well."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._preferences.language = code
        speak(application, code)
        QTimer.singleShot(0, self.draw_anew)

    def draw_anew(self) -> None:
        """Make the window and its pages once more and show the same page, as a new language asks."""
        if self.page is not None and not self.page.may_leave():
            return
        visited = self._visited[-1:]
        self._clear_stack()
        for old in self.actions_by_id.values():
            self.removeAction(old)
            old.deleteLater()
        for menu in self.menuBar().findChildren(QMenu):
            menu.deleteLater()
        self.menuBar().clear()
        if self.search is not None:
            self.search.deleteLater()
            self.search = None
        self._build()
        for tasks in self._followed:
            self.progress.follow(tasks)
        self.drawn_anew.emit()
        if self.workplace is not None:
            self._show_frame(True)
            self.name_undo()
            for key, argument in visited:
                self.go(key, argument)

    def _q_action(self, action: Action) -> QAction:
        made = QAction(action.text, self)
        if action.shortcut:
            made.setShortcut(QKeySequence(action.shortcut))
        made.triggered.connect(lambda: action.run(self))
        self.actions_by_id[action.id] = made
        return made

    def show_gate(self, gate: QWidget) -> None:
        """Show one page without the frame around it: opening, unlocking."""
        self._show_frame(False)
        self._clear_stack()
        QTimer.singleShot(0, self._install_headings)
        self._show(gate)
        self.setWindowTitle(_("Dorpsapp"))
        gate.setFocus()

    def open_workplace(self, workplace: Workplace, make_page: Callable[[str, Workplace], Page]) -> None:
        """Show the pages of an open file, beginning at the start page or where begin_at() said."""
        self._install_headings()
        self._clear_stack()
        self.workplace = workplace
        self._make_page = make_page
        self.follow(workplace.tasks)
        workplace.changes.happened.connect(self.name_undo)
        self.banner.setVisible(workplace.store.practice)
        self._show_frame(True)
        self.name_undo()
        self.go(*self._first)

    def begin_at(self, key: str, argument: object = None) -> None:
        """The page that the next file opens with."""
        self._first = (key, argument)

    @property
    def place(self) -> tuple[str, object]:
        """The page that shows, with what it was asked to show."""
        return self._visited[-1] if self._visited else ("start", None)

    def go(self, key: str, argument: object = None, *, focus: bool = True, remember: bool = True) -> None:
        """Show a page; it may hold on when something on the present page must be put right first."""
        if self.workplace is None:
            return
        if self.page is not None and not self.page.may_leave():
            self.sidebar.mark(self._visited[-1][0])
            return
        self.toast.hide()
        self.sidebar.mark(key)

        def show(page: Page) -> None:
            page.show_now(argument)
            self._arrived(page, key, focus=focus)
            if remember:
                self._visited.append((key, argument))

        self.arriving.begin(key, show, focus=focus)

    def _arrived(self, page: Page, key: str, *, focus: bool) -> None:
        assert self.workplace is not None
        self._show(page)
        self.role_line.say(self.workplace.role_limits(key))
        self.setWindowTitle(_("{page} – Dorpsapp").format(page=page.accessibleName()))
        if focus:
            reason = Qt.FocusReason.TabFocusReason if page.types_over else Qt.FocusReason.OtherFocusReason
            page.first_focus().setFocus(reason)

    def back(self) -> None:
        """Show the page that was seen before this one."""
        if len(self._visited) > 1:
            self._visited.pop()
            key, argument = self._visited[-1]
            self.go(key, argument, remember=False)

    @property
    def page(self) -> Page | None:
        """The page that shows now."""
        shown = self.stack.currentWidget()
        return next((page for page in self._pages.values() if page is shown), None)

    def is_ready(self, key: str) -> bool:
        """Whether this page can show at once."""
        page = self._pages.get(key)
        return page is not None and self.stack.indexOf(page) >= 0 and is_dressed(page)

    def page_for(self, key: str) -> Page:
        """The page with this key, made when there is none yet."""
        assert self.workplace is not None and self._make_page is not None
        if key not in self._pages:
            self._pages[key] = self._make_page(key, self.workplace)
        return self._pages[key]

    def say(self, text: str, *, undoable: bool = False) -> None:
        """Tell in the toast what has just happened."""
        self.toast.say(text, undoable=undoable)
        focused = self.focusWidget()
        if self.page is not None and focused is not None and self.page.area.isAncestorOf(focused):
            self.page.area.ensureWidgetVisible(focused)

    def undo(self) -> None:
        """Take back the last unit of work."""
        if self.workplace is not None:
            stepping.undo(self.workplace)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.workplace is not None:
            stepping.redo(self.workplace)

    def name_undo(self) -> None:
        """Menus say what undo and redo would do; nothing of a file that is closed."""
        store = self.workplace.store if self.workplace is not None else None
        for id, base, what in (
            ("undo", _("Ongedaan maken"), store.undoable() if store else None),
            ("redo", _("Opnieuw doen"), store.redoable() if store else None),
        ):
            self.actions_by_id[id].setText(f"{base}: {what}".replace("&", "&&") if what else base)

    def already_saved(self) -> None:
        """Ctrl+S is a habit; nothing needs saving."""
        self.say(_("Alles is al opgeslagen."))

    def print_page(self) -> None:
        """Print the page, or go to where something can be printed."""
        if self.page is not None and not self.page.print_now():
            self.go("reports")
            self.say(_("Kies hier wat u wilt afdrukken en druk nog een keer op Ctrl+P."))

    def find_in_list(self) -> None:
        """Go to the search line of the page, or to the search of everything."""
        line = self.page.findChild(QLineEdit, "find") if self.page is not None else None
        if line is None:
            self.search_everything()
        else:
            line.setFocus()
            line.selectAll()

    def search_everything(self) -> None:
        """Open the line that finds people, actions and help."""
        if self.workplace is not None:
            from dorpsapp.ui.findable import everything
            from dorpsapp.ui.search import SearchEverything

            if self.search is None:
                self.search = SearchEverything(self.look, self._found, self)
            self.search.open(everything(self.workplace, self.table))

    def page_help(self) -> None:
        """Show the guide for the present page."""
        self.open_help(self.page.guide if self.page is not None else "start")

    def open_help(self, page: str) -> None:
        """Show a page of the guide."""
        self.go("help", page)

    def leave_file(self) -> None:
        """Close the file and go back to the choice of files."""
        if self.page is None or self.page.may_leave():
            self.leaving_file.emit()

    def hide_pages(self) -> None:
        """Show nothing of the file from this moment on, while it is being closed."""
        self.arriving.drop()
        self._show(QWidget())
        self.setWindowTitle(_("Dorpsapp"))
        self._show_frame(False)
        self.repaint()

    def lock(self) -> None:
        """Lock the file now; nothing of it shows until the password is given."""
        self.lock_wanted.emit()

    def forget_file(self) -> None:
        """Drop everything that shows the file."""
        self._clear_stack()
        if self.workplace is not None:
            self._followed.remove(self.workplace.tasks)
        self.workplace = None
        self.role_line.text.clear()
        self.toast.text.clear()
        if self.search is not None:
            self.search.hide()
            self.search.deleteLater()
            self.search = None
        QToolTip.hideText()
        self._show_frame(False)
        self.name_undo()

    def _found(self, candidate: Candidate) -> None:
        if callable(candidate.key):
            candidate.key(self)
        elif isinstance(candidate.key, int):
            self.go("person", candidate.key)

    def _clear_stack(self) -> None:
        self.arriving.drop()
        if self.workplace is not None:
            self.workplace.drafts.look_now.emit()
        while (shown := self.stack.widget(0)) is not None:
            self.stack.removeWidget(shown)
            shown.deleteLater()
        self._pages.clear()
        self._visited.clear()

    def lay_in(self, part: QWidget) -> None:
        """Make ready to show this in the place of pages."""
        if self.stack.indexOf(part) < 0:
            self.stack.addWidget(part)
        if dress(part):
            self.look.changed.emit()

    def _show(self, part: QWidget) -> None:
        self.lay_in(part)
        self.stack.setCurrentWidget(part)

    def _dress(self) -> None:
        """What can be seen wears the look of this moment; what cannot gets it when it is shown."""
        parts = (self.menuBar(), self.sidebar, self.banner, self.role_line, self.progress, self.toast, self.search)
        for part in (*parts, self.stack.currentWidget()):
            if part is not None and not part.isHidden():
                dress(part)

    def _install_headings(self) -> None:
        from dorpsapp.ui.accessibility import install_headings

        install_headings()

    def _show_frame(self, shown: bool) -> None:
        self.sidebar.setVisible(shown)
        self.banner.setVisible(shown and self.workplace is not None and self.workplace.store.practice)
        self.toast.hide()
        self.role_line.setVisible(shown and bool(self.role_line.text.text()))
        self._dress()
        if shown:
            self.sidebar.fit()
        for action in self.table:
            self.actions_by_id[action.id].setEnabled(shown or not action.needs_file)

    @guard(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.may_leave():
            event.ignore()
            return
        self._preferences.geometry = bytes(self.saveGeometry().data())
        self.closed.emit()
        event.accept()
