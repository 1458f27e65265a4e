"""What every page about one record does alike: find the record that is wanted, show it or say why not, save a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.text import _
from dorpsapp.ui.conflict import FieldKeeper, Undecided
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.page import Page
from dorpsapp.ui.widgets.cards import Notice
from dorpsapp.ui.workplace import Workplace

View = TypeVar("View")


def wanted(argument: object, kind: str) -> tuple[int | None, str]:
    """The number of the record, and the draft to go on with; comes as a number or as a draft: `grant 3 target new`."""
    draft = argument if isinstance(argument, str) else ""
    number = int(draft.split()[1]) if draft.startswith(f"{kind} ") else argument
    return (number if isinstance(number, int) else None), draft


def read_view(notice: Notice, read: Callable[[int], View], number: int | None) -> View | None:
    """The record of this number; why it cannot be read stands in the notice."""
    notice.hide()
    if number is None:
        return None
    try:
        return read(number)
    except UserError as trouble:
        notice.show_text(trouble.sentence, kind="error")
        return None


def show_parts(page: Page, parts: Iterable[QWidget], name: str | None, otherwise: str) -> None:
    """Show the parts under the name of the record, or none of them, with the name of the page, when there is none."""
    for part in parts:
        part.setVisible(name is not None)
    page.title.setText(otherwise if name is None else name)
    page.setAccessibleName(page.title.text())


def keep_fact(workplace: Workplace, form: RecordForm, keeper: FieldKeeper, notice: Notice, name: str) -> None:
    """Save a field that was left, and say so; what is wrong with it stands at it, and what else went wrong above.

    What was refused in another field is still not saved, so it goes on saying so.
    """
    refused = {key: box.error for key, box in form.boxes.items() if box.error and key != name}
    try:
        keeper.keep(name)
    except Undecided:
        return
    except Invalid as trouble:
        form.show_problems(trouble.problems)
        for key in refused.keys() - trouble.problems.keys():
            form.boxes[key].show_error(refused[key])
        elsewhere = [text for key, text in trouble.problems.items() if key not in form.boxes]
        if elsewhere:
            notice.show_text(" ".join(elsewhere), kind="error")
    except UserError as trouble:
        notice.show_text(trouble.sentence, kind="warning")
    else:
        workplace.shell.say(_("Bewaard."), undoable=True)
