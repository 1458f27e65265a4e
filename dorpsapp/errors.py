"""Trouble a user can put right: each class carries one plain Dutch sentence and an exit code."""

from collections.abc import Mapping


class UserError(Exception):
    """Something is wrong that the user can solve; the sentence says what and how."""

    exit_code = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(UserError):
    """Values break the rules of a record: one sentence for each field name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


class WrongPassword(UserError):
    """The password or recovery code does not open this file."""

    exit_code = 3


class InUse(UserError):
    """Someone else has the file open."""

    exit_code = 3


class WrongUsage(UserError):
    """The command was called with words that do not fit together."""

    exit_code = 2


class Cancelled(UserError):
    """The user stopped long work; nothing was changed."""
