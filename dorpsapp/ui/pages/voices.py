"""Verhalen en vragenlijst: the question form to hand out, its quick entry, and stories told with consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Category, Consent, Feedback, Person, Restriction, Story
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.voices import QUESTIONS, form_listing, people_with_consent, save_form, save_story, story_listing
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.own_words import own_wording
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.voices_entry import FormEntry
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document

STORY = ("day", "title", "pseudonym", "person_id", "consent_on", "is_used", "text")
STORY_WIDTH = 620
FORM = ("day", "category_id", *QUESTIONS)


class VoicesPage(Page):
    """From the empty form to print, through the pile that came back, to the stories; each list says what it holds."""

    guide = "reports"
    watches = frozenset({Story, Feedback, Consent, Category, Person, Restriction})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Verhalen en vragenlijst"))
        shell, store = workplace.shell, workplace.store
        self._about: int | None = None
        self._kind: int | None = None
        self.back = self.add_header_button(
            button(_("&Terug naar Rapporten"), lambda: shell.go("reports"), icon="arrow-left")
        )
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.entry = FormEntry(workplace)
        self.stories = Rows(
            workplace, _("Verhalen"), _("Verhaal toevoegen"),
            _("Nog geen verhalen. Een goed verhaal laat zien wat hulp betekent. Vraag eerst toestemming."),
            story_listing(store, workplace.today()),
            RowsWork(
                Story, STORY, self._story, self._save_story, lambda number: records.delete(store, Story, number),
                lambda: "voices story", wide=1, new=self._new_story, choices=self._people,
            ),
            self._kinds,
        )  # fmt: skip
        self.stories.column.insertWidget(1, muted(_about_stories()))
        self.stories.form_shown.connect(self._give_room)
        self.forms = Rows(
            workplace, _("Ingevoerde vragenlijsten"), _("Vragenlijst toevoegen"), _("Nog geen vragenlijsten."),
            form_listing(store),
            RowsWork(
                Feedback, FORM, self._form,
                lambda values, number, version: save_form(store, values, workplace.today(), number, version),
                lambda number: records.delete(store, Feedback, number), lambda: "voices form",
                wide=1, new=self._new_form,
            ),
            self._kinds,
        )  # fmt: skip
        for part in (self.notice, self._to_hand_out(), self.entry, self.stories, self.forms):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _to_hand_out(self) -> Card:
        card = Card(_("Vragenlijst om uit te delen"))
        card.column.addWidget(
            muted(_("Vier korte vragen en één open vraag, op één bladzijde. Mensen vullen hun naam niet in."))
        )
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        self.paper = button(_("Vragenlijst &afdrukken"), self.print_now, icon="printer")
        self.pdf = button(_("Vragenlijst als P&DF"), self._save_form_to_print, icon="file-text")
        flow.addWidget(self.paper)
        flow.addWidget(self.pdf)
        card.column.addWidget(tools)
        return card

    def arrive(self, argument: object) -> None:
        """A draft leads back to the form in which it was typed."""
        draft = argument.split() if isinstance(argument, str) else []
        if len(draft) == 3 and draft[0] == "voices" and draft[1] in ("story", "form"):
            rows = self.stories if draft[1] == "story" else self.forms
            if draft[2].isdecimal():
                rows.open(int(draft[2]))
            else:
                rows.begin_new()

    def refresh(self) -> None:
        self.entry.refresh()
        self.stories.reload()
        self.forms.reload()

    def first_focus(self) -> QWidget:
        for rows in (self.stories, self.forms):
            if not rows.part.isHidden():
                return rows.first_focus()
        return self.entry.form.boxes["day"].editor

    def may_leave(self) -> bool:
        self.entry.line.look()
        return True

    def print_now(self) -> bool:
        """Print the empty question form."""
        self.output.print_document(self._form_to_print, _("Vragenlijst"))
        return True

    def _save_form_to_print(self) -> None:
        self.output.save(Output.PDF, _("Vragenlijst"), self._form_to_print)

    def _form_to_print(self) -> Document:
        from dorpsapp.reports.question_form import question_form
        from dorpsapp.services.initiative import initiative_values

        store = self.workplace.store
        name = str(initiative_values(store).get("name") or "")
        return question_form(name, own_wording(store), self.workplace.today())

    def _give_room(self, shown: bool) -> None:
        """A story is longer than what stands in the other fields."""
        if shown:
            look = self.workplace.look
            width = min(look.px(STORY_WIDTH), self.stories.width() - look.px(60))
            self.stories.form.boxes["text"].setMinimumWidth(width)

    def _new_story(self) -> dict[str, Any]:
        self._about = None
        return {"day": self.workplace.today(), "is_used": True}

    def _story(self, number: int) -> dict[str, Any]:
        found = records.values(self.workplace.store, Story, number)
        self._about = found["person_id"]
        return found

    def _new_form(self) -> dict[str, Any]:
        self._kind = None
        return {"day": self.workplace.today()}

    def _form(self, number: int) -> dict[str, Any]:
        found = records.values(self.workplace.store, Feedback, number)
        self._kind = found["category_id"]
        return found

    def _save_story(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        save_story(self.workplace.store, values, number, version)

    def _people(self) -> dict[str, Sequence[tuple[Any, str]]]:
        """Only who gave consent can be chosen, so that no story is written that nobody may tell."""
        return {"person_id": people_with_consent(self.workplace.store, self.workplace.today(), also=self._about)}

    def _kinds(self, _kind: Reference) -> Sequence[tuple[int, str]]:
        """Those in use, and the one that the form which shows was about."""
        return [(one.id, one.name) for one in kinds_of_help(self.workplace.store, also=self._kind)]


def _about_stories() -> str:
    return _(
        "Gebruik een andere naam. Bij Over wie kiest u uit mensen die toestemming gaven voor een verhaal. "
        "Die legt u vast bij die persoon, onder Toestemmingen. Trekt iemand die in, dan verdwijnt het verhaal."
    )
