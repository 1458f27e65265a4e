"""guard: keeps an exception inside an override of a Qt virtual method; PySide6 on Python 3.11 can crash on it."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def guard(default: object) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Every override of a Qt virtual method carries this; after an error Qt gets `default` and the error is reported.

    Tests prove that no override in the window lacks it.
    """

    def decorate(method: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(method)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return method(*args, **kwargs)
            except Exception:  # noqa: BLE001 - whatever it is, it must not reach C++; the hook reports it
                sys.excepthook(*sys.exc_info())
                return cast(R, default)

        return guarded

    return decorate
