"""Colours: enough contrast in every theme, computed; and the drawings of the style sheet match the themes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.paths import resource
from dorpsapp.ui.stylesheet import style_sheet
from dorpsapp.ui.tokens import THEMES, Tokens, contrast

TEXT = 4.5
BODY = 7.0
SHAPE = 3.0
GROUNDS = ("page", "surface", "stripe", "side", "tint")
UI = Path(__file__).parents[2] / "dorpsapp"


@pytest.fixture(params=THEMES.values(), ids=lambda tokens: tokens.name)
def tokens(request: pytest.FixtureRequest) -> Tokens:
    """Each theme in turn."""
    found = request.param
    assert isinstance(found, Tokens)
    return found


def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ground in GROUNDS:
        assert contrast(tokens.ink, getattr(tokens, ground)) >= BODY
        assert contrast(tokens.muted, getattr(tokens, ground)) >= TEXT
        assert contrast(tokens.off, getattr(tokens, ground)) >= TEXT
        assert contrast(tokens.accent, getattr(tokens, ground)) >= TEXT
    for name in ("error", "success", "warning"):
        assert contrast(getattr(tokens, name), tokens.surface) >= TEXT
        assert contrast(getattr(tokens, name), tokens.page) >= TEXT
    assert contrast(tokens.on_accent, tokens.accent) >= BODY
    assert contrast(tokens.on_banner, tokens.banner) >= BODY
    assert contrast(tokens.on_toast, tokens.toast) >= BODY


def test_borders_and_the_focus_can_be_seen(tokens: Tokens) -> None:
    for ground in ("page", "surface"):
        assert contrast(tokens.line, getattr(tokens, ground)) >= SHAPE
    for ground in GROUNDS:
        assert contrast(tokens.focus, getattr(tokens, ground)) >= SHAPE
    assert contrast(tokens.primary_focus, tokens.accent) >= SHAPE


def test_what_cannot_be_used_does_not_look_as_if_it_can(tokens: Tokens) -> None:
    assert contrast(tokens.off, tokens.ink) >= 1.5


@given(st.sampled_from([*THEMES.values()]), st.sampled_from(GROUNDS))
def test_contrast_is_the_same_both_ways(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.ink, getattr(tokens, ground)) == contrast(getattr(tokens, ground), tokens.ink)


def test_contrast_agrees_with_the_known_ends() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21
    assert contrast("#777777", "#777777") == 1


def test_the_drawings_of_the_style_sheet_have_the_colours_of_their_theme(tokens: Tokens) -> None:
    folder = resource("icons") / tokens.name
    colours = {"chevron-down": tokens.ink, "chevron-up": tokens.ink, "check": tokens.on_accent, "dot": tokens.accent}
    assert {path.stem for path in folder.glob("*.svg")} == set(colours)
    for name, colour in colours.items():
        assert colour in (folder / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("unit", [1.0, 1.5, 2.0])
def test_every_drawing_named_in_the_style_sheet_exists(tokens: Tokens, unit: float) -> None:
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(tokens, unit))
    assert named
    assert all(Path(path).is_file() for path in named)


def test_only_drawings_that_are_used_are_shipped_with_their_licence() -> None:
    source = "".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    shipped = {path.stem for path in resource("icons").glob("*.svg")}
    unused = {name for name in shipped if f'"{name}"' not in source}
    assert unused == set()
    assert "ISC" in resource("icons/LICENSE-lucide.txt").read_text("utf-8")
