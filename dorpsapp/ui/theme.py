"""The look: theme, font and text size, applied to the whole program at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from dorpsapp.paths import resource
from dorpsapp.ui import dressing, icons
from dorpsapp.ui.preferences import LARGEST_TEXT, SMALLEST_TEXT, TEXT_STEP, Preferences
from dorpsapp.ui.stylesheet import style_sheet
from dorpsapp.ui.tokens import DARK, LIGHT, THEMES, Tokens

BASE_PIXELS = 16
FONT_FILES = {
    "source": ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"),
    "atkinson": ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"),
}
_families: dict[str, str] = {}


class Look(QObject):
    """Keeps theme, font and text size; applies them and tells so.

    `chosen` is for who dresses what can be seen; `changed` for whatever has sizes that depend on the look. That comes
    again when a page that was dressed otherwise is shown: only then its parts know how large they are.
    """

    chosen = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._application = application
        self._preferences = preferences
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        self._has_style = False
        self.tokens: Tokens = LIGHT
        self.unit = 1.0
        self.apply()

    def px(self, size: float) -> int:
        """A size that counts at 100% text, in pixels at the present text size."""
        return round(size * self.unit)

    def apply(self) -> None:
        """Read the preferences and dress the whole program."""
        self.tokens = self._chosen_tokens()
        self.unit = self._preferences.text_percent / 100
        if not self._has_style:
            self._application.setStyle("Fusion")
            self._has_style = True
        hints = self._application.styleHints()
        hints.setColorScheme(Qt.ColorScheme.Dark if self.tokens.dark else Qt.ColorScheme.Light)
        font = QFont(self._family(self._preferences.font))
        font.setPixelSize(round(BASE_PIXELS * self.unit))
        font.setFeature(QFont.Tag("tnum"), 1)
        self._application.setFont(font)
        # Now and not later: what has a style sheet hears nothing of a font, and takes that of its window when dressed.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationFontChange)
        self._application.setPalette(palette(self.tokens))
        icons.use(self.tokens, self.unit)
        dressing.use(style_sheet(self.tokens, self.unit))
        self.chosen.emit()
        self.changed.emit()

    def choose(self, *, theme: str = "", font: str = "", percent: int = 0) -> None:
        """Keep what is given and apply it at once."""
        if theme:
            self._preferences.theme = theme
        if font:
            self._preferences.font = font
        if percent:
            self._preferences.text_percent = percent
        self.apply()

    def larger(self) -> None:
        """One step larger text, to 200%."""
        self.choose(percent=min(self._preferences.text_percent + TEXT_STEP, LARGEST_TEXT))

    def smaller(self) -> None:
        """One step smaller text, to 100%."""
        self.choose(percent=max(self._preferences.text_percent - TEXT_STEP, SMALLEST_TEXT))

    def normal(self) -> None:
        """Text at 100%."""
        self.choose(percent=SMALLEST_TEXT)

    def _chosen_tokens(self) -> Tokens:
        chosen = self._preferences.theme
        if chosen != "system":
            return THEMES[chosen]
        hints = self._application.styleHints()
        hints.unsetColorScheme()
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _family(self, font: str) -> str:
        if font not in FONT_FILES:
            return self._system_font
        if font not in _families:
            numbers = [QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) for name in FONT_FILES[font]]
            found = [QFontDatabase.applicationFontFamilies(number) for number in numbers if number >= 0]
            _families[font] = found[0][0] if found else self._system_font
        return _families[font]


def palette(tokens: Tokens) -> QPalette:
    """The colours of a theme in the roles Qt knows."""
    role = QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: tokens.page,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.stripe,
        role.Button: tokens.surface,
        role.WindowText: tokens.ink,
        role.Text: tokens.ink,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Light: tokens.surface,
        role.Midlight: tokens.stripe,
        role.Mid: tokens.soft,
        role.Dark: tokens.line,
        role.Shadow: tokens.line,
    }
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.off))
    return made
