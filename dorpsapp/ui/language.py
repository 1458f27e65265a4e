"""The language of the screen: our own texts, and those of Qt itself."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from dorpsapp.text import use_language

_NAME = "texts of Qt"


def speak(application: QApplication, code: str) -> None:
    """Everything that is drawn from here on is in this language; what shows already must be made anew.

    The source language of Qt is English, so that it needs no translation then.
    """
    use_language(code)
    for old in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(old)
        old.setObjectName("")
        old.deleteLater()
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
