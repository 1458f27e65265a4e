"""The mark that stands where a number would give a person away."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hidden:
    """A number that is not shown, so that nobody can be recognised; `mark` stands in its place."""

    mark: str = "·"


HIDDEN = Hidden()
"""An amount of so few people that it is left out."""

SMALL = Hidden("< 5")
"""A count of one to four people."""

BROKEN = Hidden("breuk")
"""A difference between two years that were not counted alike."""
