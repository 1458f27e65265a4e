"""What each activity cost for every time that it was held and for everyone who came, as far as counts may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dorpsapp.figures.held import Units, units_shown
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.models.kinds import Money, Number, Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.formulas import Ratio
from dorpsapp.reports.money_codes import ACTIVITY, MoneyFigure
from dorpsapp.reports.references import with_references
from dorpsapp.services.money_spread import spread_general_costs
from dorpsapp.text import _

if TYPE_CHECKING:
    from dorpsapp.reports.report import Review


def activity_units(review: Review) -> Mapping[int, Units | Hidden] | None:
    """The counts of every activity with lines of money as the report shows them; None where they are not counted.

    Money is of a whole year: a report over other days would say more than the days it is about. As long as nothing is
    known of what things cost, nothing is divided.
    """
    money, held = review.accounts.money, review.accounts.held
    if money is None or held is None or not money.has_actuals:
        return None
    activities = [one.activity_id for one in spread_general_costs(money.lines).activities]
    own = frozenset(activities)
    return units_shown([one for one in held if one.activity in own], activities, review.now)


def unit_cost_table(review: Review) -> Table | None:
    """The cost of each activity beside its counts; None when no count is shown."""
    money, units = review.accounts.money, activity_units(review)
    if money is None or not units or not any(isinstance(one, Units) and one.times for one in units.values()):
        return None
    activities = spread_general_costs(money.lines).activities
    rows = tuple((one.name, one.total_actual, *_counts(units[one.activity_id]), None, None) for one in activities)
    columns = (
        Column("activity", _("Activiteit"), Text()),
        Column("actual", _("Kosten samen"), Money(), figure=MoneyFigure.WHOLE_COSTS.code),
        Column("times", _("Keer gehouden"), Number(), figure=MoneyFigure.TIMES_HELD.code),
        Column("attendances", _("Deelnames"), Number(), figure=MoneyFigure.ATTENDANCES.code),
        Column("per_time", _("Kosten per keer"), Money(), "none", Ratio("actual", "times"), MoneyFigure.PER_TIME.code),
        Column("per_attendance", _("Kosten per deelname"), Money(), "none", Ratio("actual", "attendances"),
               MoneyFigure.PER_ATTENDANCE.code),
    )  # fmt: skip
    note = _("Deelnames zijn alle bezoeken, met en zonder naam. In de kosten zit het deel van de algemene kosten.")
    if any(isinstance(one, Hidden) for one in units.values()):
        note += " " + _("Waar een punt staat, is het aantal klein of zou het een klein aantal verraden.")
    caption = _("Kostprijs per activiteit {year}").format(year=money.year)
    table = Table("money_units", caption, columns, rows, note=note)
    return with_references(table, [f"{ACTIVITY}{one.activity_id}" for one in activities])


def _counts(units: Units | Hidden) -> tuple[int | Hidden, int | Hidden]:
    return (HIDDEN, HIDDEN) if isinstance(units, Hidden) else (units.times, units.attendances)
