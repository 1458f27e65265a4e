"""Instellingen: how the window looks, who the initiative is, and the lists it works with; everything works at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dorpsapp.models import (
    Category,
    FormerName,
    Initiative,
    Locality,
    PersonSkill,
    PolicyArea,
    Population,
    Setting,
    Skill,
)
from dorpsapp.text import _
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.settings_initiative import InitiativeSection
from dorpsapp.ui.pages.settings_kernen import KernenSection
from dorpsapp.ui.pages.settings_kinds import KindsSection
from dorpsapp.ui.pages.settings_lock import LockSection
from dorpsapp.ui.pages.settings_look import LookSection
from dorpsapp.ui.pages.settings_qualities import QualitiesSection
from dorpsapp.ui.pages.settings_section import Section, section_names
from dorpsapp.ui.pages.settings_users import UsersSection
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class SettingsPage(Page):
    """A list of sections at the top, and below it the sections; opened with the key of a section it shows that one."""

    guide = "settings"
    watches = frozenset(
        {Initiative, Locality, Population, Category, FormerName, PolicyArea, Skill, PersonSkill, Setting}
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Instellingen"))
        self.body.addWidget(muted(_("Alles werkt meteen. U hoeft niets op te slaan.")))
        self.look = LookSection(workplace)
        self.initiative = InitiativeSection(workplace)
        self.kernen = KernenSection(workplace)
        self.kinds = KindsSection(workplace)
        self.qualities = QualitiesSection(workplace)
        self.lock = LockSection(workplace)
        self.users = UsersSection(workplace)
        self.sections: dict[str, Section] = {
            "look": self.look,
            "initiative": self.initiative,
            "kernen": self.kernen,
            "kinds": self.kinds,
            "qualities": self.qualities,
            "users": self.users,
            "lock": self.lock,
        }
        self._wanted: Section | None = None
        links = QWidget()
        flow = FlowLayout(links, gap=8)
        self.links = []
        for name in section_names():
            made = button(name.text, partial(self._go_to, self.sections[name.key]))
            made.setProperty("link", True)
            made.setAccessibleName(_("Naar {card}").format(card=name.text))
            self.links.append(made)
            flow.addWidget(made)
        self.body.addWidget(links)
        for section in self.sections.values():
            self.body.addWidget(section)
        self.body.addStretch(1)

    def refresh(self) -> None:
        for section in self.sections.values():
            section.refresh()

    def arrive(self, argument: object) -> None:
        self._wanted = self.sections.get(argument) if isinstance(argument, str) else None
        if self._wanted is not None:
            self._see_soon(self._wanted)
        else:
            self.area.verticalScrollBar().setValue(0)

    def first_focus(self) -> QWidget:
        return self.links[0] if self._wanted is None else self._wanted.first_focus()

    def _go_to(self, section: Section) -> None:
        section.first_focus().setFocus()
        self._see_soon(section)

    def _see_soon(self, section: Section) -> None:
        QTimer.singleShot(0, section, partial(self._see, section))

    def _see(self, section: Section) -> None:
        """The section at the top of the room there is."""
        self.area.verticalScrollBar().setValue(section.y())
