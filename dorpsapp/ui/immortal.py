"""Keeps None, True and False alive on Python 3.11, where PySide6 drops references to them that it does not own.

PySide6 6.12 is built for all Pythons at once, with macros of Python 3.12, in which these constants cannot be freed and
are handed out without being counted. On 3.11 every slot that is called takes one reference away, until the program
ends with "deallocating None". A reserve of references that can never be used up puts an end to that.
"""

import ctypes
import sys

CONSTANTS = (None, True, False, Ellipsis, NotImplemented)
RESERVE = 1 << 40
_LARGEST_DIFFERENCE = 1000


def keep_constants_alive() -> None:
    """Give each constant a reserve of references, once; from Python 3.12 on there is nothing to do."""
    if sys.version_info >= (3, 12):
        return
    for constant in CONSTANTS:
        counter = ctypes.c_ssize_t.from_address(id(constant))
        is_the_counter = abs(counter.value - sys.getrefcount(constant)) < _LARGEST_DIFFERENCE
        if is_the_counter and counter.value < RESERVE:
            counter.value += RESERVE
