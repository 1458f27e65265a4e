"""The lines and dots of a pattern inside a bar, so that bars differ in black and white too."""

from __future__ import annotations

from dorpsapp.reports.palette import Pattern

Segment = tuple[float, float, float, float]
STEP = 4.5


def hatch_lines(pattern: Pattern, x: float, y: float, width: float, height: float) -> list[Segment]:
    """Line pieces (x1, y1, x2, y2) that stay inside the rectangle; a dot is a very short line."""
    if width <= 2 or height <= 2:
        return []
    if pattern == "level":
        return [(x, level, x + width, level) for level in _steps(y, height)]
    if pattern == "upright":
        return [(across, y, across, y + height) for across in _steps(x, width)]
    if pattern == "dots":
        return [
            (across, level, across + 1.1, level) for level in _steps(y, height) for across in _steps(x, width - 1.1)
        ]
    if pattern in ("rising", "falling"):
        return _slanted(x, y, width, height, rising=pattern == "rising")
    return []


def _steps(start: float, length: float) -> list[float]:
    places = [start + STEP * (number + 0.5) for number in range(int(length / STEP) + 1)]
    return [place for place in places if place <= start + length]


def _slanted(x: float, y: float, width: float, height: float, *, rising: bool) -> list[Segment]:
    """Lines at 45 degrees, cut off at the edges."""
    lines: list[Segment] = []
    step = STEP * 1.3
    offset = -height + step / 2
    while offset < width:
        begin, end = max(0.0, offset), min(width, offset + height)
        low, high = begin - offset, end - offset
        if end > begin:
            if rising:
                lines.append((x + begin, y + low, x + end, y + high))
            else:
                lines.append((x + begin, y + height - low, x + end, y + height - high))
        offset += step
    return lines
