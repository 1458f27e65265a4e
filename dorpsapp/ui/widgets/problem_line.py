"""The line below a grid that says what is wrong in it: why typing was refused, the first problem, and how many more."""

from __future__ import annotations

from collections.abc import Sequence

from dorpsapp.text import ngettext
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.widgets.labels import Words


class ProblemLine(Words):
    """Hidden as long as there is nothing to say; a new problem is read aloud."""

    def __init__(self) -> None:
        super().__init__(look="error")

    def show_problems(self, refused: str, problems: Sequence[str]) -> None:
        """Show why typing was just refused, if it was, and what is wrong in the cells."""
        more = len(problems) - 1
        text = problems[0] if problems else ""
        if more > 0:
            text += " " + ngettext("Nog {n} vak is fout.", "Nog {n} vakken zijn fout.", more).format(n=more)
        shown = " ".join(part for part in (refused, text) if part)
        if shown and shown != self.text() and text:
            announce(self, shown)
        self.setText(shown)
        self.setVisible(bool(shown))
