"""The error of a text that cannot be read as a certain kind of value."""


class Unreadable(ValueError):
    """The text cannot be read as this kind of value; the message is a Dutch sentence for the user."""
