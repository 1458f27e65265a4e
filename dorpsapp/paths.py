"""Where things live: files shipped with the program, and the folders that belong to the user."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """A file shipped with the program, such as `fonts/SourceSans3-Regular.ttf`."""
    packed = PACKAGE / "resources"
    return (packed if packed.is_dir() else PACKAGE.parent / "resources") / name


def guide() -> Path:
    """The folder with the user's guide, one Markdown file a page."""
    packed = PACKAGE / "resources" / "handleiding"
    return packed if packed.is_dir() else PACKAGE.parent / "docs" / "handleiding"


def log_folder() -> Path:
    """The folder for log files, made when missing; they never hold personal data."""
    from platformdirs import user_log_path

    return user_log_path("dorpsapp", appauthor=False, ensure_exists=True)


def data_folder() -> Path:
    """The folder on this computer itself for data files; not made here."""
    from platformdirs import user_data_path

    return user_data_path("dorpsapp", appauthor=False, roaming=False)


def config_folder() -> Path:
    """The folder for this user's preferences (text size, theme), made when missing."""
    from platformdirs import user_config_path

    return user_config_path("dorpsapp", appauthor=False, ensure_exists=True)
