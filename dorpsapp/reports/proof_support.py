"""Proofs of agreements, questions and the quality of data: the support, people and requests that are counted."""

from collections.abc import Callable, Iterator

from dorpsapp.figures.behind import Behind as Counted
from dorpsapp.figures.behind import BehindRow, RowKind, rows_behind
from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import TOGETHER, TOGETHER_KEY, Figures, together, work_out
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.quality import hours_limit, kinds_with_km, minutes_by_volunteer, remarks
from dorpsapp.figures.reference import Code, Family, Reference
from dorpsapp.figures.rows import SupportRow
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole, Quality, Shape
from dorpsapp.models.kinds import Day, Duration, Hours, Kind, Number, Text
from dorpsapp.reports.accounts import TargetResult, days_of
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.printed_lines import WHOLE, PrintedLines
from dorpsapp.reports.proof import ADDS, ROW, Proof, beside_print, caption
from dorpsapp.reports.report import Review
from dorpsapp.reports.sources import Behind, Sources, own_days
from dorpsapp.reports.tables import cell_of
from dorpsapp.text import _, show_number

_VOLUNTEER, _CLIENT, _PAID = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID
_NAMES = {RowKind.SUPPORT: "Hulp {n}", RowKind.PERSON: "Persoon {n}", RowKind.ROLE: "Persoon {n}",
          RowKind.REQUEST: "Hulpvraag {n}"}  # fmt: skip


def figure_proof(reference: Reference, behind: Behind, figures: Figures, printed: PrintedLines | None = None) -> Proof:
    """An indicator or one line of it, from the exact figures; KeyError when that line is not there.

    `printed` is what a report for outside shows, and is told where that is something else.
    """
    hidden = printed.left_out(reference) if printed is not None else frozenset()
    counted = rows_behind(reference, behind.rows, behind.facts, hidden)
    figure = figures[reference.figure]
    kind = figure.indicator.kind
    label, value = figure.label, figure.value
    place = (figure.key, WHOLE, WHOLE)
    if reference.dimension is not None and reference.line == TOGETHER:
        label = f"{figure.label} · {together().label}"
        value = sum(row.adds or 0 for row in counted.rows)
        place = (figure.key, reference.dimension.key, TOGETHER_KEY)
    elif reference.dimension is not None and reference.line is not None:
        line = next(row for row in figure.by(reference.dimension).rows if row.number == reference.line)
        label = f"{figure.label} · {line.label}"
        value = None if isinstance(line.value, Hidden) else line.value
        place = (figure.key, reference.dimension.key, line.key)
    shown = printed.shown.get(place, "") if printed is not None else ""
    how = " ".join(part for part in (_in_minutes(kind, value), beside_print(shown, kind.show(value) or "–")) if part)
    table = counted_table(caption(reference), counted, behind.about, kind)
    return Proof(reference, label, value, kind, table, how)


def _in_minutes(kind: Kind, value: object) -> str:
    """What hours are to the minute, where the report shows them rounded."""
    if not isinstance(kind, Hours) or not isinstance(value, int) or value % 60 == 0:
        return ""
    return _("Dat is {time} uur, afgerond op hele uren.").format(time=Duration().show(value))


def exact_figures(behind: Behind, wording: Wording) -> Figures:
    """The figures counted from the rows again, without the protection of small counts."""
    return work_out(behind.facts, wording, exact=True)


def counted_table(title: str, counted: Counted, about: Facts, kind: Kind) -> Table:
    """The rows of support, people or requests, each with what it adds where the figure is a sum."""
    columns = [Column(ROW, _("Regel"), Text())]
    if counted.kind is not RowKind.PERSON:
        columns.append(Column("day", _("Datum"), Day()))
    if counted.kind in {RowKind.SUPPORT, RowKind.REQUEST}:
        columns.append(Column("category", _("Soort hulp"), Text()))
    if counted.kind is RowKind.PERSON:
        columns += [Column("times", _("Keer"), Number()), Column("time", _("Tijd"), Duration())]
    if counted.adds_up:
        # Whole hours would not seem to add up to their sum, so each row shows its minutes as well.
        columns.append(Column(ADDS, _("Telt mee"), Duration() if isinstance(kind, Hours) else kind, "sum"))
    keys = [column.key for column in columns]
    rows = tuple(_row(counted.kind, row, keys, about) for row in counted.rows)
    return Table("behind", title, tuple(columns), rows)


def _row(kind: RowKind, row: BehindRow, keys: list[str], about: Facts) -> tuple[object, ...]:
    values = {
        ROW: _(_NAMES[kind]).format(n=row.id),
        "day": row.day,
        "category": about.categories[row.category].name if row.category is not None else "",
        "times": row.times,
        "time": row.minutes,
        ADDS: row.adds,
    }
    return tuple(values[key] for key in keys)


def agreement_proofs(review: Review, sources: Sources) -> Iterator[Proof]:
    """Each target and each answered question of a grant, over the days and residents that are counted for it."""
    known: dict[tuple[Period, int | None], Figures] = {}
    for results in review.accounts.grants:
        days = days_of(results.grant, review.period)
        if days not in sources.support:
            continue
        behind = sources.support[days]
        if days not in known:
            known[days] = exact_figures(behind, review.wording)
        for one in results.targets:
            yield _target(one, behind, known[days], is_blurred=results.is_blurred)
        for answer in results.answers:
            key = answer.question.indicator
            if key in BY_KEY:
                code = Code(Family.QUESTION, answer.question.id)
                proof = figure_proof(Reference(key), behind, known[days])
                label = f"{answer.question.text} · {proof.label}"
                how = _rounded(answer.shown or "") if results.is_blurred else ""
                yield Proof(code, label, proof.value, proof.kind, _titled(proof.table, code), how)


def _target(one: TargetResult, behind: Behind, figures: Figures, *, is_blurred: bool) -> Proof:
    code = Code(Family.TARGET, one.agreed.id)
    reference: Reference | None = Reference(one.agreed.indicator)
    if one.agreed.category is not None:
        numbers = {member.key: member.number for member in CATEGORY.members(behind.facts)}
        at = numbers.get(one.agreed.category)
        reference = Reference(one.agreed.indicator, CATEGORY, at) if at is not None else None
    kind = one.standing.kind
    if reference is None:  # nothing of that kind was done, so there are no rows
        nothing = Counted(RowKind.SUPPORT, ())
        proof = Proof(code, "", 0, kind, counted_table(caption(code), nothing, behind.about, kind))
    else:
        proof = figure_proof(reference, behind, figures)
    how = _("Afgesproken is {wanted}; geteld is {counted}.").format(
        wanted=one.standing.wanted_shown, counted=one.counted
    )
    printed = one.standing.realised_shown
    more = _rounded(printed) if is_blurred and printed != proof.shown else beside_print(printed, proof.shown)
    return Proof(code, one.agreed.label, proof.value, kind, _titled(proof.table, code), f"{how} {more}".strip())


def _rounded(printed: str) -> str:
    return _("In het rapport staat {shown}, omdat deze subsidie over andere dagen of inwoners gaat.").format(
        shown=printed
    )


def _titled(table: Table, code: Code) -> Table:
    return Table(table.key, caption(code), table.columns, table.rows, table.total_row, table.note)


def quality_proofs(review: Review, sources: Sources) -> Iterator[Proof]:
    """Each remark about the data: the support or people that it counts."""
    behind = sources.support.get(own_days(review))
    if behind is None:
        return
    facts = behind.facts
    found = remarks(review.now.facts, review.background.gaps, review.wording)
    for at, remark in enumerate(found, start=1):
        code = Code(Family.QUALITY, at)
        counted = _remarked(remark.key, behind, facts)
        table = counted_table(caption(code), counted, facts, Number())
        how = _("Van alle {n}.").format(n=show_number(remark.out_of))
        printed = cell_of(remark.shown_count(exact=review.options.exact), Number()).text
        more = beside_print(printed, Number().show(remark.count))
        yield Proof(code, remark.label, remark.count, Number(), table, f"{how} {more}".strip())


def _remarked(key: str, behind: Behind, facts: Facts) -> Counted:
    if key in {"over_hours", "without_kern", "without_birth_year"}:
        return _people(key, facts)
    counts = _counts(key, facts)
    found = ((row, counts(row)) for row in behind.rows.supports)
    return Counted(
        RowKind.SUPPORT, tuple(BehindRow(row.id, row.day, row.category, count) for row, count in found if count)
    )


def _people(key: str, facts: Facts) -> Counted:
    clients, volunteers = facts.people_in(_CLIENT), facts.people_in(_VOLUNTEER)
    minutes = minutes_by_volunteer(facts)
    if key == "over_hours":
        ids = [one for one, total in minutes.items() if total > hours_limit(facts.period)]
    elif key == "without_kern":
        ids = [one for one in clients if facts.people[one].locality is None]
    else:
        ids = [one for one in clients | volunteers if facts.people[one].born is None]
    return Counted(RowKind.PERSON, tuple(BehindRow(one, adds=1, minutes=minutes.get(one)) for one in sorted(ids)))


def _counts(key: str, facts: Facts) -> Callable[[SupportRow], int]:
    """How often a support counts for a remark."""
    shapes = {one.id: one.shape for one in facts.categories.values()}
    if key == "estimated":
        return lambda row: _volunteers(row, Quality.ESTIMATED)
    if key == "missing":
        return lambda row: _volunteers(row, Quality.MISSING)
    if key == "without_km":
        kinds = kinds_with_km(facts)
        return lambda row: int(row.km is None and row.category in kinds)
    if key == "without_helper":
        return lambda row: int(not any(part.role in {_VOLUNTEER, _PAID} for part in row.parts))
    wanted = {"without_client": Shape.INDIVIDUAL, "without_visitors": Shape.GROUP}[key]
    return lambda row: int(_is_empty(row) and shapes[row.category] is wanted)


def _volunteers(row: SupportRow, quality: Quality) -> int:
    return sum(part.role is _VOLUNTEER for part in row.parts) if row.quality is quality else 0


def _is_empty(row: SupportRow) -> bool:
    return not row.headcount and not any(part.role is _CLIENT for part in row.parts)
