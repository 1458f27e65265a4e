"""Room: nothing is cut off at 200% text on a small screen, and no page has to be moved sideways."""

import pytest

from tests.room import cut_off
from tests.window_tools import PAGES, Desk, shown_with

SMALL_SCREEN = (1366, 768)
SMALLEST_WINDOW = (1024, 640)


@pytest.mark.parametrize("font", ["source", "atkinson"])
@pytest.mark.parametrize(("size", "percent"), [(SMALL_SCREEN, 200), (SMALLEST_WINDOW, 100)])
def test_every_page_fits(desk: Desk, size: tuple[int, int], percent: int, font: str) -> None:
    desk.window.look.choose(percent=percent, font=font)
    desk.window.resize(*size)
    for name in PAGES:
        page = desk.go(name, shown_with(name))
        assert desk.window.minimumSizeHint().width() <= size[0], name
        assert cut_off(page) == [], name
    desk.window.look.choose(percent=100, font="source")


def test_a_long_name_fits_too(desk: Desk) -> None:
    desk.window.look.choose(percent=200)
    desk.window.resize(*SMALL_SCREEN)
    page = desk.go("person", 1)
    page.title.setText("Maria Johanna van der Heijden-van Nieuwenhuizen tot Wagtendonck")
    desk.settle()
    assert page.minimumSizeHint().width() <= SMALL_SCREEN[0]
    assert page.title.height() >= page.title.heightForWidth(page.title.width()) - 1
    desk.window.look.choose(percent=100)
