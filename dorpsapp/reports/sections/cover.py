"""Cover: which grant this accounts for, with its numbers and period, and lines for the board to sign on."""

from dorpsapp.figures.reference import Code
from dorpsapp.models.kinds import Money, Text
from dorpsapp.reports.accounts import GrantResults
from dorpsapp.reports.blocks import Block, Column, Heading, KeepTogether, PageBreak, Paragraph, Signatures, Table, Typed
from dorpsapp.reports.money_codes import GRANT, MoneyFigure
from dorpsapp.reports.report import Review, Section
from dorpsapp.services.grants import GrantView
from dorpsapp.text import _

MOST_SIDE_BY_SIDE = 3


def blocks(review: Review) -> tuple[Block, ...]:
    name = str(review.initiative.get("name") or _("Onbekend initiatief"))
    text = _(
        "Met dit verslag leggen wij verantwoording af over {period}. De getallen komen uit onze eigen registratie."
    )
    return (
        Heading(_("Over deze verantwoording")),
        Paragraph(text.format(period=review.period.label)),
        *grant_tables(review.accounts.grants),
        KeepTogether(
            (
                Paragraph(
                    _("Namens {name} verklaren wij dat dit verslag naar waarheid is ingevuld.").format(name=name)
                ),
                Signatures(board_lines()),
            )
        ),
        PageBreak(),
    )


def board_lines() -> tuple[str, ...]:
    """The lines on which the board signs."""
    return (
        _("Plaats en datum"),
        _("Voorzitter: naam en handtekening"),
        _("Secretaris: naam en handtekening"),
        _("Penningmeester: naam en handtekening"),
    )


def grant_tables(grants: tuple[GrantResults, ...]) -> tuple[Table, ...]:
    """What is known of each grant, at most three side by side."""
    return tuple(
        _table(grants[start : start + MOST_SIDE_BY_SIDE], start) for start in range(0, len(grants), MOST_SIDE_BY_SIDE)
    )


def _table(grants: tuple[GrantResults, ...], start: int) -> Table:
    views = [one.grant for one in grants]
    columns = [Column("fact", _("Wat"), Text())]
    columns += [Column(f"grant_{at}", view.name, Text(length=200)) for at, view in enumerate(views, start=start + 1)]
    rows: list[tuple[object, ...]] = [
        (_("Geldgever"), *(view.funder for view in views)),
        (_("Subsidienummer"), *(view.grant_number or "–" for view in views)),
        (_("Zaaknummer"), *(view.case_number or "–" for view in views)),
        (_("Periode"), *(view.period_label for view in views)),
        (_("Stand"), *(_(view.state.value) for view in views)),
        (_("Verleend bedrag"), *(_amount(view) for view in views)),
        (_("Verwijzing bedrag"), *(str(granted_code(view)) if view.amount is not None else "–" for view in views)),
        (_("Verantwoording"), *(_(view.regime.value) for view in views)),
    ]
    return Table(f"grants_{start}" if start else "grants", _("Gegevens van de subsidie"), tuple(columns), tuple(rows))


def granted_code(grant: GrantView) -> Code:
    """The reference of the amount that was granted."""
    return MoneyFigure.GRANTED.of(GRANT, grant.id)


def _amount(grant: GrantView) -> object:
    return "–" if grant.amount is None else Typed(grant.amount, Money(), str(granted_code(grant)))


SECTION = Section("cover", "Voorblad", 1, blocks, has_content=lambda review: bool(review.accounts.grants))
