"""Many initiatives in one picture: their bundles added up, without anybody's name and without a new small count.

All that stands here stood in the report of some initiative, so adding up tells nothing more of a person. What was too
small to show there stays out of the lines here, and stands in the total alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from dorpsapp.figures.dimensions import AGE_BANDS, age_band_label
from dorpsapp.figures.figures import together
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.indicators import BY_KEY, Measure
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Day, Number, Text
from dorpsapp.reports.blocks import (
    BigFigure,
    BigFigures,
    Block,
    Bullets,
    Check,
    Column,
    Definitions,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Table,
    TableTotal,
    Typed,
)
from dorpsapp.reports.bundle import OWN_KINDS, PER_AGE, PER_KIND, TOTALS, Bundle
from dorpsapp.reports.charting import chart_of, without_empty_charts
from dorpsapp.services.taxonomy import CATEGORIES, POLICY_AREAS
from dorpsapp.text import _, in_dutch, ngettext, show_number

_CARDS = ("volunteer_hours", "volunteers_active", "clients_unique", "contacts", "supports")
_WIDE = ("volunteers_active", "volunteer_hours", "clients_unique", "contacts", "supports")
_NO_AREA = ""
_MOST_BARS = 30

_REST = {"kinds": lambda: together().label, "areas": lambda: _("Kleine groepen en eigen soorten samen")}


@in_dutch()
def alliance_document(bundles: Sequence[Bundle], made_on: date) -> Document:
    """The picture of bundles over the same days; they come in the order of their names."""
    found = sorted(bundles, key=lambda one: (one.initiative.casefold(), one.municipality.casefold()))
    label = found[0].period.label
    title = _("Samen in beeld {period}").format(period=label)
    places = len({one.municipality for one in found if one.municipality})
    names = ngettext("{n} initiatief", "{n} initiatieven", len(found)).format(n=len(found))
    towns = ngettext("{n} gemeente", "{n} gemeenten", places).format(n=places)
    each, areas, kinds = _each(found), _by_area(found), _by_kind(found)
    blocks: tuple[Block, ...] = (
        BigFigures(tuple(_card(found, key) for key in _CARDS)),
        Heading(_("Samenvatting")),
        Paragraph(_summary(found, label)),
        Heading(_("De initiatieven")),
        *(_hours(each, _("Uren per initiatief")) if len(found) <= _MOST_BARS else ()),
        each,
        Heading(_("Per beleidsterrein")),
        *_hours(areas, _("Uren per beleidsterrein")),
        areas,
        Heading(_("Per soort hulp")),
        kinds,
        Heading(_("Leeftijden")),
        Paragraph(_("Kleine aantallen zijn afgerond. Daarom staat er per leeftijd van hoeveel tot hoeveel mensen.")),
        _by_age(found),
        Heading(_("Alle cijfers samen")),
        _all(found),
        *_annex(found),
    )
    return Document(
        title=title,
        subtitle=_("in {towns}").format(towns=towns) if places else "",
        organisation=names,
        subject=_("Het werk van {names} in {period}").format(names=names, period=label),
        author=_("Dorpsapp"),
        created=made_on,
        blocks=without_empty_charts(blocks),
        footer=_("{title} · {names} · bron: Dorpsapp").format(title=title, names=names),
        checks=tuple(
            Check(
                _("{figure}: de soorten hulp tellen op tot het totaal").format(figure=_label(key)),
                TableTotal(kinds.key, key),
                TableTotal(each.key, key),
            )
            for key in PER_KIND
        ),
    )


def _label(key: str) -> str:
    return Wording().fill(_(BY_KEY[key].label))


def alliance_totals(bundles: Sequence[Bundle]) -> dict[str, int]:
    """The agreed figures of all bundles added up; hours in minutes and kilometres in tenths."""
    return {key: _sum(bundles, key) for key in TOTALS}


def _sum(bundles: Sequence[Bundle], key: str) -> int:
    return sum(one.totals.get(key, 0) for one in bundles)


def _card(bundles: Sequence[Bundle], key: str) -> BigFigure:
    """People can not be told apart across initiatives, so a count of them says that it is one for each."""
    note = _("per initiatief geteld") if BY_KEY[key].measure is Measure.PEOPLE else ""
    return BigFigure(_label(key), _sum(bundles, key), BY_KEY[key].kind, note, key)


def _hours(table: Table, title: str) -> tuple[Block, ...]:
    chart = chart_of(table, f"hours_{table.key}", title, "horizontal_bars", ("volunteer_hours",), _("uur"))
    return (KeepTogether((chart,)),)


def _summary(bundles: Sequence[Bundle], label: str) -> str:
    hours = show_number(round(_sum(bundles, "volunteer_hours") / 60))
    text = ngettext(
        "In {period} gaven {people} vrijwilligers van {n} initiatief samen {hours} uur hulp.",
        "In {period} gaven {people} vrijwilligers van {n} initiatieven samen {hours} uur hulp.",
        len(bundles),
    )
    return text.format(
        period=label, people=show_number(_sum(bundles, "volunteers_active")), n=len(bundles), hours=hours
    )


def _each(bundles: Sequence[Bundle]) -> Table:
    columns = (
        Column("initiative", _("Initiatief"), Text()),
        Column("municipality", _("Gemeente"), Text()),
        *(Column(key, _label(key), BY_KEY[key].kind, "sum") for key in _WIDE),
    )
    return Table(
        "initiatives",
        _("Wat elk initiatief deed"),
        columns,
        tuple((one.initiative, one.municipality, *(one.totals.get(key) for key in _WIDE)) for one in bundles),
        (_("Samen"), "", *(None for _key in _WIDE)),
        _("Wie bij twee initiatieven helpt of hulp krijgt, telt bij allebei mee."),
    )


def _by_kind(bundles: Sequence[Bundle]) -> Table:
    """A line for each kind of support that somebody showed; the rest of the totals stands on the last line."""
    names = {one.code: _(one.name) for one in CATEGORIES} | {OWN_KINDS: _("Eigen soorten hulp")}
    rows = []
    for code, name in names.items():
        lines = [one.kinds[code] for one in bundles if code in one.kinds]
        if lines:
            rows.append((name, len(lines), *_amounts(lines)))
    return _of_amounts("kinds", _("Hulp per soort"), _("Soort hulp"), rows, bundles)


def _by_area(bundles: Sequence[Bundle]) -> Table:
    """The kinds of support under the policy areas that a new file begins with, the same for everybody."""
    area_of = {one.code: one.area or _NO_AREA for one in CATEGORIES}
    names = {one.code: _(one.name) for one in POLICY_AREAS} | {_NO_AREA: _("Algemeen (bestuur en overig)")}
    rows = []
    for area, name in names.items():
        codes = {code for code, place in area_of.items() if place == area}
        lines = [line for one in bundles for code, line in one.kinds.items() if code in codes]
        if lines:
            rows.append((name, sum(not codes.isdisjoint(one.kinds) for one in bundles), *_amounts(lines)))
    note = _("Elke soort hulp telt hier voor één vast beleidsterrein, voor alle initiatieven hetzelfde.")
    return _of_amounts("areas", _("Hulp per beleidsterrein"), _("Beleidsterrein"), rows, bundles, note)


def _amounts(lines: Sequence[Mapping[str, int | None]]) -> tuple[int | Hidden, ...]:
    """What the lines show, added up; left out where each of those that have anything leaves it out."""
    shown = {key: [line[key] for line in lines if key in line] for key in PER_KIND}
    return tuple(
        HIDDEN if values and all(value is None for value in values) else sum(value or 0 for value in values)
        for values in shown.values()
    )


def _of_amounts(
    key: str, caption: str, first: str, rows: Sequence[tuple[object, ...]], bundles: Sequence[Bundle], note: str = ""
) -> Table:
    """A table of amounts that comes to the totals, by a line for what was left out or has no line of its own."""
    columns = (
        Column("line", first, Text()),
        Column("initiatives", _("Initiatieven"), Number()),
        *(Column(name, _label(name), BY_KEY[name].kind, "sum") for name in PER_KIND),
    )
    left = tuple(
        _sum(bundles, name) - sum(value for row in rows if isinstance(value := row[at], int))
        for at, name in enumerate(PER_KIND, start=2)
    )
    rest = ((_REST[key](), None, *left),) if any(left) else ()
    small = _("Wat bij een initiatief te klein is om te laten zien, staat bij elkaar op de laatste regel.")
    notes = " ".join(part for part in (note, small if rest else "") if part)
    return Table(key, caption, columns, (*rows, *rest), (_("Samen"), None, *(None for _name in PER_KIND)), notes)


def _by_age(bundles: Sequence[Bundle]) -> Table:
    ages = {f"{low}-{high}": age_band_label(low, high) for low, high in AGE_BANDS} | {"none": _("Leeftijd onbekend")}
    columns = [Column("age", _("Leeftijd"), Text())]
    for key in PER_AGE:
        columns.append(Column(f"{key}_low", _("{who}, van").format(who=_label(key)), Number()))
        columns.append(Column(f"{key}_high", _("tot en met"), Number()))
    rows = []
    for age, label in ages.items():
        cells = [
            sum(one.ages.get(key, {}).get(age, (0, 0))[side] for one in bundles) for key in PER_AGE for side in (0, 1)
        ]
        if age != "none" or any(cells):
            rows.append((label, *cells))
    return Table("ages", _("Mensen naar leeftijd"), tuple(columns), tuple(rows))


def _all(bundles: Sequence[Bundle]) -> Table:
    rows = tuple((_label(key), Typed(_sum(bundles, key), BY_KEY[key].kind)) for key in TOTALS)
    columns = (Column("figure", _("Wat"), Text()), Column("sum", _("Samen"), Number()))
    return Table("figures", _("Alle cijfers van de initiatieven opgeteld"), columns, rows)


def _annex(bundles: Sequence[Bundle]) -> tuple[Block, ...]:
    columns = (
        Column("initiative", _("Initiatief"), Text()),
        Column("made_on", _("Gemaakt op"), Day()),
        Column("program", _("Versie van Dorpsapp"), Text()),
        Column("checksum", _("Controlegetal"), Text()),
    )
    rows = tuple((one.initiative, one.made_on, one.program, one.checksum[:16]) for one in bundles)
    counted = (
        _("Elk initiatief telde met Dorpsapp, volgens dezelfde definities, en stuurde zelf zijn cijfers."),
        _("Totalen zijn precies. Wie bij twee initiatieven hoort, telt twee keer."),
        _("Wat bij een initiatief te klein was om te laten zien, staat ook hier alleen in het totaal."),
        _("In de bestanden van de initiatieven staan geen namen en geen gegevens van mensen."),
        _("Uren zonder een eigen getal zijn niet geschat. Er is niets in euro's omgerekend."),
    )
    definitions = tuple((_label(key), Wording().fill(_(BY_KEY[key].definition))) for key in TOTALS)
    return (
        Heading(_("Bijlage: hoe is dit geteld?")),
        Bullets(counted),
        Table("sources", _("De bestanden waaruit dit is opgeteld"), columns, rows),
        Heading(_("Wat betekenen de getallen?"), 2),
        Definitions(definitions),
    )
