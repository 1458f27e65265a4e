"""What assistive technology is told without the focus moving; loaded with the first window, so kept light."""

from PySide6.QtWidgets import QWidget

LEVEL = "headingLevel"


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
