"""A document with every block there is, of made-up numbers, for the tests of all renderers."""

from __future__ import annotations

from datetime import date

from dorpsapp.models.kinds import Day, Decimals, Hours, Kind, Money, Number, Percentage, Text
from dorpsapp.reports.blocks import (
    HIDDEN,
    BigFigure,
    BigFigures,
    Bullets,
    Change,
    Chart,
    ChartKind,
    Check,
    Column,
    Definitions,
    Difference,
    Document,
    FigureRef,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paragraph,
    Ratio,
    Series,
    Share,
    Signatures,
    Span,
    Table,
    TableSum,
    TableTotal,
    Typed,
)
from dorpsapp.text import MONTHS, MONTHS_SHORT

SHOPPING = (22, 24, 31, 28, 30, 27, 19, 17, 28, 33, 35, 38)
TRANSPORT = (41, 38, 45, 44, 47, 40, 31, 28, 43, 48, 46, 42)
GARDEN = (8, 12, 22, 31, 36, 33, 25, 21, 31, 19, 10, 6)
COMPANY = (30, 29, 33, 31, 34, 28, 24, 26, 31, 36, 38, 44)
HELP = {"Boodschappen": SHOPPING, "Vervoer": TRANSPORT, "Tuin en klus": GARDEN, "Gezelschap": COMPANY}
KEYS = ("shopping", "transport", "garden", "company")


def _minutes(hours: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(hour * 60 for hour in hours)


MONTHLY = tuple(sum(values) * 60 for values in zip(*HELP.values(), strict=True))
ALL_MINUTES = sum(MONTHLY)


def _series() -> tuple[Series, ...]:
    return tuple(
        Series(label, _minutes(values), column=key) for key, (label, values) in zip(KEYS, HELP.items(), strict=True)
    )


def chart(kind: ChartKind, series: tuple[Series, ...], **changes: object) -> Chart:
    """A chart by month; `changes` replaces other parts."""
    parts: dict[str, object] = {
        "key": f"chart-{kind}",
        "title": "Uren hulp per maand",
        "categories": MONTHS_SHORT,
        "value_kind": Hours(),
        "unit": "uur",
    }
    parts.update(changes)
    return Chart(kind=kind, series=series, **parts)  # type: ignore[arg-type]  # the parts are mixed on purpose


def hours_table() -> Table:
    """Hours by month and by kind of help, with totals and a share."""
    kinds = tuple(Column(key, label, Hours(), "sum") for key, label in zip(KEYS, HELP, strict=True))
    columns = (
        Column("month", "Maand", Text()),
        *kinds,
        Column("all", "Totaal", Hours(), "sum"),
        Column("share", "Deel van het jaar", Percentage(), "sum", Share("all")),
    )
    rows = tuple(
        (name.capitalize(), *(values[n] * 60 for values in HELP.values()), MONTHLY[n], None)
        for n, name in enumerate(MONTHS)
    )
    return Table("hours", "Uren hulp per maand en per soort hulp", columns, rows)


def people_table() -> Table:
    """People by village, with small counts kept back and an exact total that does not follow from the rows."""
    columns = (
        Column("village", "Kern", Text()),
        Column("now", "2025", Number(), "given"),
        Column("before", "2024", Number(), "given"),
        Column("more", "Verschil", Number(), "given", Difference("now", "before")),
        Column("change", "In procenten", Percentage(), "given", Change("now", "before")),
    )
    rows = (
        ("Oosterbeek & Heveadorp", 75, 70, None, None),
        ("Wolfheze", 45, 30, None, None),
        ("Doorwerth =HYPERLINK(1)", 10, HIDDEN, None, None),
        ("=1+1", HIDDEN, HIDDEN, None, None),
        ("Onbekend", 0, 0, None, None),
    )
    note = "Een punt staat voor een aantal onder de 5. Aantallen zijn afgerond op vijf."
    return Table("people", "Inwoners geholpen per kern", columns, rows, ("Alle kernen", 132, 118, None, None), note)


def money_table() -> Table:
    """Budget against actual, in cents, with hours beside it."""
    columns = (
        Column("post", "Post", Text()),
        Column("budget", "Begroot", Money(), "sum"),
        Column("actual", "Werkelijk", Money(), "sum"),
        Column("left", "Over", Money(), "sum", Difference("budget", "actual")),
        Column("minutes", "Uren", Hours(decimals=1), "sum"),
        Column("rate", "Euro per uur", Money(), "sum", Ratio("actual", "minutes")),
    )
    rows = (
        ("Vrijwilligersvergoeding", 500_000, 481_275, None, 40_000, None),
        ("Scholing", 120_000, 131_250, None, 5_430, None),
        ("Verzekering", 80_000, 79_999, None, 0, None),
    )
    return Table("money", "Begroting en werkelijke kosten", columns, rows)


def indicator_table() -> Table:
    """Every row of a kind of its own."""

    def row(label: str, now: object, before: object, kind: Kind) -> tuple[object, ...]:
        return (label, Typed(now, kind), Typed(before, kind), None, None)

    columns = (
        Column("label", "Wat we tellen", Text()),
        Column("now", "Dit jaar", Number()),
        Column("before", "Vorig jaar", Number()),
        Column("more", "Verschil", Number(), "none", Difference("now", "before")),
        Column("change", "In procenten", Percentage(decimals=1), "none", Change("now", "before")),
    )
    rows = (
        row("Uren hulp", ALL_MINUTES, 78_240, Hours()),
        row("Vrijwilligers", 47, 42, Number()),
        row("Kosten", 2_071_780, 1_998_000, Money()),
        row("Gemiddelde leeftijd", 78.4, 77.9, Decimals()),
        row("Nieuwe vragen", 12, 0, Number()),
        row("Wachtlijst", None, HIDDEN, Number()),
    )
    return Table("indicators", "Dit jaar en vorig jaar", columns, rows)


def wide_table() -> Table:
    """Too wide for an upright page."""
    months = tuple(Column(f"m{n}", name, Hours(), "sum") for n, name in enumerate(MONTHS_SHORT))
    columns = (Column("kind", "Soort hulp", Text()), *months, Column("all", "Totaal", Hours(), "sum"))
    rows = tuple(
        (label, *(value * 6000 for value in values), sum(values) * 6000)
        for label, values in (*HELP.items(), ("Administratie en hulp bij formulieren", GARDEN))
    )
    return Table("wide", "Alle maanden naast elkaar", columns, rows)


def list_table(rows: int = 60) -> Table:
    """A long list that runs over pages."""
    columns = (
        Column("day", "Dag", Day()),
        Column("kind", "Soort hulp", Text()),
        Column("note", "Wat er gebeurde", Text(length=40_000)),
        Column("minutes", "Uren", Hours(decimals=1), "sum"),
    )
    names = tuple(HELP)
    lines = tuple(
        (
            date(2025, 1 + n % 12, 1 + n % 28),
            names[n % 4],
            "Samen naar de markt en daarna koffie." if n % 3 else "",
            45 + 15 * (n % 4),
        )
        for n in range(rows)
    )
    return Table("list", "Een deel van de vastgelegde hulp", columns, lines)


def charts() -> tuple[Chart, ...]:
    """One chart of each kind."""
    long_names = (
        "Administratie en hulp bij formulieren",
        "Vervoer naar het ziekenhuis",
        "Tuin",
        "Gezelschap en wandelen",
    )
    return (
        chart("bars", (Series("Uren", MONTHLY, column="all"),), table="hours"),
        chart("stacked_bars", _series(), title="Uren hulp per maand en per soort", table="hours"),
        chart(
            "horizontal_bars",
            (Series("Inwoners", (75, 45, 10, HIDDEN, 0), column="now"),),
            title="Inwoners geholpen per kern",
            categories=("Oosterbeek & Heveadorp", "Wolfheze", "Doorwerth", "Renkum", "Onbekend"),
            value_kind=Number(),
            unit="inwoners",
        ),
        chart("lines", _series()[:3], title="Verloop per soort hulp"),
        chart(
            "compare_bars",
            (Series("2024", (300, 500, 200, 350)), Series("2025", (333, 493, 249, 384))),
            title="Uren per soort hulp, twee jaren",
            categories=long_names,
            value_kind=Number(),
        ),
    )


def sample_document() -> Document:
    """Every block kind at least once."""
    bars, stacked, lying, line, compared = charts()
    blocks = (
        BigFigures(
            (
                BigFigure("uren hulp", ALL_MINUTES, Hours(), "12% meer dan in 2024", key="hours"),
                BigFigure("vrijwilligers", 47, Number(), "waarvan 9 nieuw", key="volunteers"),
                BigFigure("inwoners geholpen", 132, Number(), "gemiddeld 78 jaar", key="people"),
                BigFigure("kosten per uur", 1420, Money(), "subsidie gedeeld door uren"),
                BigFigure("van de vragen opgelost", 0.94, Percentage(), "binnen een week"),
            )
        ),
        Heading("Samenvatting", 1),
        Paragraph(
            (
                Span("In 2025 gaven 47 vrijwilligers samen "),
                Span("1.463 uur", strong=True),
                Span(" hulp aan 132 inwoners. De meeste hulp ging naar vervoer: 493 uur. De vraag naar gezelschap "),
                Span("groeide het snelst. In de zomermaanden was er minder hulp, omdat veel vrijwilligers dan op "),
                Span("vakantie zijn. De verzekering en de scholing zijn betaald uit de gemeentelijke subsidie."),
            )
        ),
        Bullets(
            (
                "Negen nieuwe vrijwilligers begonnen.",
                (
                    Span("Meer vervoer", strong=True),
                    Span(": vooral naar het ziekenhuis in Arnhem en naar de huisarts."),
                ),
                "Tekens die overal goed moeten gaan: <b>, &amp;, €, é, ł, ő, ğ, “zo” en 100%.",
            )
        ),
        Heading("Uren hulp", 1),
        bars,
        stacked,
        hours_table(),
        Heading("Inwoners", 1),
        Heading("Per kern", 2),
        KeepTogether((lying, people_table())),
        Note("Groepen kleiner dan vijf personen zijn weggelaten. Dit rapport bevat geen persoonsgegevens."),
        Heading("Verloop", 2),
        line,
        compared,
        indicator_table(),
        Heading("Geld", 1),
        money_table(),
        wide_table(),
        PageBreak(),
        Heading("Vastgelegde hulp", 1),
        list_table(),
        Heading("Hoe is dit berekend?", 1),
        Definitions(
            (
                ("Uren hulp", "De tijd die vrijwilligers bij of voor een inwoner waren, zonder reistijd."),
                (
                    "Vrijwilliger",
                    (Span("Iemand die in deze periode "), Span("ten minste één keer", strong=True), Span(" hielp.")),
                ),
                ("Inwoners geholpen", "Ieder mens telt één keer, ook wie vaker hulp kreeg."),
            )
        ),
        Signatures(("Plaats en datum", "Voorzitter", "Penningmeester")),
    )
    return Document(
        title="Impactrapport 2025",
        subtitle="1 januari tot en met 31 december 2025 · verantwoording voor de gemeente Renkum",
        organisation="Stichting Dorpshulp Oosterbeek",
        subject="Vrijwillige hulp in het dorp in 2025",
        author="Stichting Dorpshulp Oosterbeek",
        created=date(2026, 1, 15),
        blocks=blocks,
        checks=(
            Check("Uren per soort tellen op tot alle uren", TableSum("hours", "all"), FigureRef("hours")),
            Check("Totaalregel is de som van de regels", TableTotal("hours", "all"), TableSum("hours", "all")),
            Check("Inwoners in de tabel en in het overzicht", TableTotal("people", "now"), FigureRef("people")),
        ),
    )
