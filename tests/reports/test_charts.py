"""Charts say what their numbers say, in words and in a drawing without touching texts."""

from __future__ import annotations

import io
from decimal import Decimal
from itertools import combinations, cycle, pairwise

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Line, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from dorpsapp.models.kinds import Decimals, Hours, Kind, Money, Number, Percentage
from dorpsapp.reports.blocks import HIDDEN, Chart, ChartKind, Series
from dorpsapp.reports.chart_hatch import hatch_lines
from dorpsapp.reports.chart_scale import axis_for
from dorpsapp.reports.charts import WIDTH, chart_alt_text, chart_drawing, chart_pdf
from dorpsapp.reports.palette import CARD, INK, MUTED, NIGHT, NOTE, PAPER, PATTERNS, TITLE, WHITE, contrast, pattern_of
from dorpsapp.text import MONTHS_SHORT
from tests.reports.sample_document import chart, charts

KINDS: tuple[ChartKind, ...] = ("bars", "stacked_bars", "horizontal_bars", "lines", "compare_bars", "bullets")
VALUES = st.one_of(st.integers(-500, 5_000_000), st.integers(0, 20), st.none(), st.just(HIDDEN))
NAMES = st.text(st.characters(codec="utf-8"), max_size=60)


def _chart(values: tuple[object, ...], kind: ChartKind = "bars", names: tuple[str, ...] = ()) -> Chart:
    categories = names or MONTHS_SHORT[: len(values)]
    return Chart("c", "Uren hulp", kind, categories, (Series("Uren", values),), Number(), "uur")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3, 9, 4), "Het hoogst in feb met 9, het laagst in jan met 3; samen 16. Van 3 in jan gestegen naar 4 in mrt."),
        ((9, 9, 4), "Het hoogst in jan en feb met 9, het laagst in mrt met 4; samen 22. "
         "Van 9 in jan gedaald naar 4 in mrt."),
        ((4, 9, 4), "Het hoogst in feb met 9, het laagst in jan en mrt met 4; samen 17. "
         "Begin en einde zijn ongeveer gelijk: 4 in jan, 4 in mrt."),
        ((5, 5, 5), "Overal even hoog, 5; samen 15."),
        ((7,), "Alleen jan: 7."),
        ((None, 7, None), "Alleen feb: 7."),
        ((0, 0), "Overal even hoog, 0; samen 0."),
        ((), "Er zijn nog geen getallen."),
        ((None, None), "Er zijn nog geen getallen."),
        ((HIDDEN, HIDDEN), "Er zijn nog geen getallen. 2 kleine getallen zijn niet getoond."),
        ((HIDDEN, 8, 20), "Het hoogst in mrt met 20, het laagst in feb met 8; samen 28. "
         "Van 8 in feb gestegen naar 20 in mrt. 1 klein getal is niet getoond."),
        ((1, 1, 1, 1, 9), "Het hoogst in mei met 9, het laagst in jan, feb en 2 andere met 1; samen 13. "
         "Van 1 in jan gestegen naar 9 in mei."),
    ],
)  # fmt: skip
def test_alt_text(values: tuple[object, ...], expected: str) -> None:
    assert chart_alt_text(_chart(values)).removeprefix("Staafdiagram: Uren hulp, in uur. ") == expected


def test_alt_text_of_categories_speaks_of_most_and_least() -> None:
    text = chart_alt_text(_chart((3, 9), names=("Vervoer", "Tuin & klus")))
    assert text.endswith("Het meest bij Tuin & klus: 9, het minst bij Vervoer: 3; samen 12.")


def test_alt_text_of_a_stack_tells_each_series_and_all() -> None:
    text = chart_alt_text(charts()[1])
    assert "Vervoer: het hoogst in okt met 48" in text
    assert text.endswith("Alles samen: 1.463, het meest bij mei: 147.")


@pytest.mark.parametrize("kind", [Decimals(), Percentage()])
def test_averages_are_not_added(kind: Kind) -> None:
    drawn = Chart("c", "Leeftijd", "bars", ("a", "b"), (Series("x", (0.5, 0.7)),), kind)
    assert "samen" not in chart_alt_text(drawn)


def test_people_in_more_categories_are_not_added() -> None:
    drawn = Chart("c", "Mensen", "bars", ("a", "b"), (Series("x", (5, 7)),), Number(), adds_up=False)
    assert "samen" not in chart_alt_text(drawn)


def test_the_unit_of_the_values_is_the_unit_of_the_axis() -> None:
    hours = Chart("c", "Uren", "bars", ("a", "b"), (Series("x", (60, 6_000)),), Hours())
    assert {"60", "100"} & {text.text for text in _texts(hours)}
    money = Chart("c", "Geld", "bars", ("a", "b"), (Series("x", (100, 10_000)),), Money())
    assert {"€ 100,00", "100"} <= {text.text for text in _texts(money)}


@given(st.lists(st.floats(-1e7, 1e7), max_size=10), st.booleans())
def test_an_axis_holds_all_values_in_round_steps(values: list[float], small: bool) -> None:
    scaled = [value / 1e6 for value in values] if small else values
    axis = axis_for(scaled)
    ticks = axis.ticks()
    assert min([0.0, *scaled]) >= ticks[0] - 1e-6
    assert max([0.0, *scaled]) <= ticks[-1] + 1e-6
    assert 2 <= len(ticks) <= 8
    assert any(abs(tick) < 1e-9 * axis.step + 1e-12 for tick in ticks)


def _texts(drawn: Chart, *, dark: bool = False) -> list[String]:
    return [shape for shape in chart_drawing(drawn, dark=dark).contents if isinstance(shape, String)]


def _boxes(drawn: Chart) -> list[tuple[float, float, float, float, str]]:
    boxes = []
    for text in _texts(drawn):
        wide = stringWidth(text.text, text.fontName, text.fontSize)
        left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.textAnchor]
        boxes.append((left, text.y, left + wide, text.y + text.fontSize * 0.66, text.text))
    return boxes


def _assert_nothing_touches(drawn: Chart) -> None:
    height = chart_drawing(drawn).height
    boxes = _boxes(drawn)
    for left, low, right, high, text in boxes:
        assert left >= -0.6, f"{text!r} is cut off on the left"
        assert right <= WIDTH + 0.6, f"{text!r} is cut off on the right"
        assert low >= -0.6, f"{text!r} is cut off below"
        assert high <= height + 0.6, f"{text!r} is cut off above"
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, f"{one[4]!r} touches {other[4]!r}"


@pytest.mark.parametrize("drawn", charts(), ids=lambda each: each.kind)
def test_no_text_touches_another_in_the_samples(drawn: Chart) -> None:
    _assert_nothing_touches(drawn)


@settings(max_examples=60)
@example("bars", 1, ["0"], [-1])
@example("bars", 1, ["a", "b"], [-1, -2])
@given(
    st.sampled_from(KINDS),
    st.integers(1, 3),
    st.lists(NAMES, min_size=1, max_size=40),
    st.lists(VALUES, min_size=1, max_size=12),
)
def test_no_text_touches_another(kind: ChartKind, rows: int, names: list[str], values: list[object]) -> None:
    endless = cycle(values)
    series = tuple(Series(f"Reeks {row}", tuple(next(endless) for _name in names)) for row in range(rows))
    _assert_nothing_touches(Chart("c", "T", kind, tuple(names), series, Number(), "uur"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_for_the_screen_is_one_page_and_always_the_same(kind: ChartKind, dark: bool) -> None:
    drawn = chart(kind, (Series("a", tuple(range(12))), Series("b", tuple(range(12, 0, -1)))))
    content = chart_pdf(drawn, dark=dark)
    assert content == chart_pdf(drawn, dark=dark)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1


def test_dark_and_light_differ() -> None:
    assert chart_pdf(charts()[0]) != chart_pdf(charts()[0], dark=True)


def test_an_empty_chart_says_so() -> None:
    assert [text.text for text in _texts(_chart(()))] == ["Er zijn nog geen getallen om te tekenen."]


def test_a_very_long_list_names_how_many_are_left_out() -> None:
    drawn = _chart(tuple(range(1, 101)), "horizontal_bars", tuple(f"plaats {n}" for n in range(100)))
    assert "En nog 64 andere. Zie de tabel." in [text.text for text in _texts(drawn)]


def test_a_hidden_count_is_a_dot_and_not_a_bar() -> None:
    assert "·" in [text.text for text in _texts(_chart((5, HIDDEN)))]


def test_the_mark_of_a_target_stands_at_the_whole_and_a_bar_far_past_it_stops_and_says_so() -> None:
    shares = (Decimal("0.98"), Decimal("1.2"), Decimal("19.8"))
    drawn = Chart("c", "Gehaald", "bullets", ("a", "b", "c"), (Series("x", shares),), Percentage(), adds_up=False)
    _assert_nothing_touches(drawn)
    texts = [text.text for text in _texts(drawn)]
    assert {"98%", "120%", "1.980%, loopt door"} <= set(texts)
    lines = [shape for shape in chart_drawing(drawn).contents if isinstance(shape, Line) and shape.strokeWidth == 2.0]
    assert len(lines) == 3
    (place,) = {line.x1 for line in lines}
    bars = [shape for shape in chart_drawing(drawn).contents if isinstance(shape, Rect) and shape.strokeColor is None]
    ends = sorted(bar.x + bar.width for bar in bars if bar.height > 8)
    assert ends[0] < place < ends[1] < ends[2]
    assert all(not line.x1 < text.x < line.x1 + 2 for line in lines for text in _texts(drawn))
    assert "Een streep staat bij 100%" in chart_alt_text(drawn)


def test_every_colour_can_be_seen() -> None:
    for colours in (PAPER, NIGHT):
        assert all(
            contrast(colour, colours.background) >= 4.5 for colour in (*colours.series, colours.ink, colours.muted)
        )
    assert min(contrast(MUTED, CARD), contrast(TITLE, CARD), contrast(INK, NOTE), contrast(WHITE, TITLE)) >= 4.5


def test_neighbours_differ_in_pattern_and_no_look_repeats() -> None:
    looks = [(PAPER.of(number), pattern_of(number)) for number in range(36)]
    assert len(set(looks)) == 36
    assert all(one[1] != other[1] for one, other in pairwise(looks[:6]))


@given(st.sampled_from(PATTERNS), st.floats(0, 400), st.floats(0, 400))
def test_a_pattern_stays_inside_its_bar(pattern: str, width: float, height: float) -> None:
    for x1, y1, x2, y2 in hatch_lines(pattern, 10, 20, width, height):  # type: ignore[arg-type]  # drawn from PATTERNS
        assert 10 - 1e-6 <= min(x1, x2) <= max(x1, x2) <= 10 + width + 1e-6
        assert 20 - 1e-6 <= min(y1, y2) <= max(y1, y2) <= 20 + height + 1e-6
