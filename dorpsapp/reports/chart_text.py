"""The chart in words, made from its own numbers, for who cannot see it."""

from __future__ import annotations

from dorpsapp.figures.hidden import Hidden
from dorpsapp.reports.blocks import Chart, Series
from dorpsapp.reports.chart_scale import show_sum
from dorpsapp.reports.safe_text import one_line
from dorpsapp.reports.tables import amount, cell_of
from dorpsapp.text import _, month_name, month_short, ngettext

_MOST_NAMES = 3
_STEADY = 0.02


def chart_alt_text(chart: Chart) -> str:
    """Dutch sentences: what is drawn, and for each series the highest, the lowest, the total and the course."""
    sentences = [_start(chart)]
    if not any(_known(series) for series in chart.series):
        sentences.append(_("Er zijn nog geen getallen."))
    else:
        many = len(chart.series) > 1
        for series in chart.series:
            sentences.append(_series(chart, series, many))
        if chart.kind == "stacked_bars" and many and _adds_up(chart):
            sentences.append(_stacks(chart))
    hidden = sum(1 for series in chart.series for value in series.values if isinstance(value, Hidden))
    if hidden:
        sentences.append(
            ngettext(
                "{n} klein getal is niet getoond.",
                "{n} kleine getallen zijn niet getoond.",
                hidden,
            ).format(n=hidden)
        )
    return " ".join(sentence for sentence in sentences if sentence)


def _start(chart: Chart) -> str:
    title = one_line(chart.title).rstrip(".")
    name = _("Lijngrafiek") if chart.kind == "lines" else _("Staafdiagram")
    if chart.kind == "bullets":
        return _("{name}: {title} Een streep staat bij 100%, de hele afspraak.").format(name=name, title=_closed(title))
    unit = one_line(chart.unit)
    if unit and unit.casefold() not in title.casefold():
        return _("{name}: {title}, in {unit}.").format(name=name, title=title, unit=unit)
    return _("{name}: {title}.").format(name=name, title=title)


def _closed(title: str) -> str:
    return title if title.endswith(("?", "!")) else f"{title}."


def _known(series: Series) -> list[int]:
    """The places in the series that hold a number."""
    return [place for place, value in enumerate(series.values) if amount(value) is not None]


def _series(chart: Chart, series: Series, many: bool) -> str:
    known = _known(series)
    begin = f"{one_line(series.label)}: " if many else ""
    if not known:
        return begin + (_("geen getallen.") if begin else _("Er zijn geen getallen."))
    sizes = {place: amount(series.values[place]) or 0.0 for place in known}
    if len(known) == 1:
        body = _("alleen {name}: {value}").format(name=_name(chart, known[0]), value=_show(chart, series, known[0]))
        return _sentence(begin, body)
    high, low = max(sizes.values()), min(sizes.values())
    top = [place for place in known if sizes[place] == high]
    bottom = [place for place in known if sizes[place] == low]
    if high == low:
        body = _("overal even hoog, {value}").format(value=_show(chart, series, known[0]))
        return _sentence(begin, body + _total(chart, series))
    body = _("het hoogst in {top} met {high}, het laagst in {bottom} met {low}")
    if chart.kind != "lines" and not _is_course(chart):
        body = _("het meest bij {top}: {high}, het minst bij {bottom}: {low}")
    body = body.format(
        top=_names(chart, top), high=_show(chart, series, top[0]),
        bottom=_names(chart, bottom), low=_show(chart, series, bottom[0]),
    )  # fmt: skip
    return _sentence(begin, body + _total(chart, series)) + _course(chart, series, known, sizes)


def _sentence(begin: str, body: str) -> str:
    whole = begin + body if begin else body[0].upper() + body[1:]
    return f"{whole}."


def _is_course(chart: Chart) -> bool:
    """Whether the categories follow each other in time, as the names of months and years do."""
    names = [category.strip().casefold() for category in chart.categories]
    first_words = [name.split()[0] if name else "" for name in names]
    months = {name(number).casefold() for name in (month_name, month_short) for number in range(1, 13)}
    return all(word in months or (word.isdigit() and len(word) == 4) for word in first_words)


def _total(chart: Chart, series: Series) -> str:
    if not _adds_up(chart):
        return ""
    return _("; samen {total}").format(total=show_sum(chart, list(series.values)))


def _adds_up(chart: Chart) -> bool:
    """Averages and percentages may not be added either; their kinds say so."""
    from dorpsapp.models.kinds import Decimals, Percentage

    return chart.adds_up and not isinstance(chart.value_kind, Decimals | Percentage)


def _course(chart: Chart, series: Series, known: list[int], sizes: dict[int, float]) -> str:
    """Whether a line of time goes up or down from its first to its last value."""
    if not _is_course(chart) and chart.kind != "lines":
        return ""
    first, last = known[0], known[-1]
    begin, end = sizes[first], sizes[last]
    names = {
        "first": _name(chart, first),
        "begin": _show(chart, series, first),
        "last": _name(chart, last),
        "end": _show(chart, series, last),
    }
    if abs(end - begin) <= _STEADY * max(abs(begin), abs(end)):
        return " " + _("Begin en einde zijn ongeveer gelijk: {begin} in {first}, {end} in {last}.").format(**names)
    if end > begin:
        return " " + _("Van {begin} in {first} gestegen naar {end} in {last}.").format(**names)
    return " " + _("Van {begin} in {first} gedaald naar {end} in {last}.").format(**names)


def _stacks(chart: Chart) -> str:
    """All series together."""
    columns = [[series.values[place] for series in chart.series] for place in range(len(chart.categories))]
    sums = {
        place: sum(amount(value) or 0.0 for value in column)
        for place, column in enumerate(columns)
        if any(amount(value) is not None for value in column)
    }
    everything = show_sum(chart, [value for column in columns for value in column])
    high = max(sums.values())
    top = [place for place in sums if sums[place] == high]
    if len(sums) == 1 or len(top) == len(sums):
        return _("Alles samen: {total}.").format(total=everything)
    return _("Alles samen: {total}, het meest bij {top}: {high}.").format(
        total=everything, top=_names(chart, top), high=show_sum(chart, columns[top[0]])
    )


def _name(chart: Chart, place: int) -> str:
    return one_line(chart.categories[place])


def _names(chart: Chart, places: list[int]) -> str:
    """One to three names in full, of more the first two and how many others."""
    names = [_name(chart, place) for place in places]
    if len(names) > _MOST_NAMES:
        return _("{names} en {n} andere").format(names=", ".join(names[:2]), n=len(names) - 2)
    if len(names) == 1:
        return names[0]
    return _("{names} en {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _show(chart: Chart, series: Series, place: int) -> str:
    return cell_of(series.values[place], chart.value_kind).text
