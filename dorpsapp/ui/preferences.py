"""What one user likes: language, text size, theme, font and last choices, kept in an ini file without personal data."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from dorpsapp.paths import config_folder

SMALLEST_TEXT = 100
LARGEST_TEXT = 200
TEXT_STEP = 10
THEME_CHOICES = ("system", "light", "dark", "contrast")
FONT_CHOICES = ("source", "atkinson", "system")
LANGUAGES = {"nl": "Nederlands", "en": "English"}
FILES_REMEMBERED = 5


class Preferences:
    """Reads and keeps the choices; every change is written at once."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "voorkeuren.ini"
        self._settings = QSettings(str(self.path), QSettings.Format.IniFormat)

    @property
    def text_percent(self) -> int:
        """The text size, from 100 to 200 percent."""
        return self._number("text_percent", SMALLEST_TEXT, SMALLEST_TEXT, LARGEST_TEXT)

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._keep("text_percent", min(max(percent, SMALLEST_TEXT), LARGEST_TEXT))

    @property
    def theme(self) -> str:
        """One of THEME_CHOICES."""
        return self._one_of("theme", THEME_CHOICES)

    @theme.setter
    def theme(self, theme: str) -> None:
        self._keep("theme", theme)

    @property
    def font(self) -> str:
        """One of FONT_CHOICES."""
        return self._one_of("font", FONT_CHOICES)

    @font.setter
    def font(self, font: str) -> None:
        self._keep("font", font)

    @property
    def language(self) -> str:
        """The code of the language of the screen, one of LANGUAGES."""
        return self._one_of("language", tuple(LANGUAGES))

    @language.setter
    def language(self, code: str) -> None:
        self._keep("language", code)

    @property
    def welcomed(self) -> bool:
        """Whether the screen of the very first start has been seen."""
        return self.choice("welcomed", "") == "yes"

    @welcomed.setter
    def welcomed(self, seen: bool) -> None:
        self.keep_choice("welcomed", "yes" if seen else "")

    @property
    def files(self) -> tuple[Path, ...]:
        """The files opened last, the newest first."""
        kept = str(self._settings.value("files", "") or "")
        return tuple(Path(line) for line in kept.split("|") if line)

    def remember_file(self, path: Path) -> None:
        """Put this file first in the list of files opened last."""
        others = [known for known in self.files if known != path]
        self._keep("files", "|".join(str(each) for each in [path, *others][:FILES_REMEMBERED]))

    @property
    def geometry(self) -> bytes:
        """Size and place of the window as Qt wrote it; empty the first time."""
        kept = self._settings.value("geometry")
        return bytes(kept.data()) if isinstance(kept, QByteArray) else b""

    @geometry.setter
    def geometry(self, geometry: bytes) -> None:
        self._keep("geometry", QByteArray(geometry))

    def choice(self, key: str, default: str) -> str:
        """A last choice of a page, such as the column a list is sorted by."""
        kept = self._settings.value(f"choice/{key}", default)
        return kept if isinstance(kept, str) else default

    def keep_choice(self, key: str, value: str) -> None:
        """Remember a choice of a page; never a name or another personal detail."""
        self._keep(f"choice/{key}", value)

    def _keep(self, key: str, value: object) -> None:
        self._settings.setValue(key, value)
        self._settings.sync()

    def _number(self, key: str, default: int, low: int, high: int) -> int:
        kept = str(self._settings.value(key, default))
        return min(max(int(kept), low), high) if kept.isdecimal() else default

    def _one_of(self, key: str, choices: tuple[str, ...]) -> str:
        kept = str(self._settings.value(key, choices[0]))
        return kept if kept in choices else choices[0]
