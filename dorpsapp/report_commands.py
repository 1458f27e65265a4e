"""The sub-commands about reports: make one, freeze it, open it again, and show the rows behind a figure."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.commands import Answer, opened
from dorpsapp.errors import WrongUsage
from dorpsapp.figures.period import Period
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_day

if TYPE_CHECKING:
    from dorpsapp.reports.edition import FrozenEdition
    from dorpsapp.services.editions import EditionView


def _period(chosen: Namespace) -> Period:
    if chosen.year is not None and chosen.first is None and chosen.last is None:
        return Period.of_year(chosen.year)
    if chosen.year is None and chosen.first is not None and chosen.last is not None:
        return Period(chosen.first, chosen.last).for_report()
    raise WrongUsage(_("Kies een jaar met --year, of een periode met --from en --to."))


def _funder(store: Store, name: str | None) -> int | None:
    from dorpsapp.figures.funder import funder_named

    if name is None:
        return None
    with store.read() as session:
        return funder_named(session, name).id


def report(chosen: Namespace) -> Answer:
    """Make the impact report, its summary or an application; every output comes from one calculation."""
    from dorpsapp.reports.documents import DocumentKind, build_for_use
    from dorpsapp.reports.edition import freeze
    from dorpsapp.reports.figures_json import figures_json, write_figures_json
    from dorpsapp.reports.report import ReportOptions

    period = _period(chosen)
    if chosen.final and chosen.exact:
        raise WrongUsage(_("Een vastgesteld rapport is voor buiten. Laat --exact of --final weg."))
    number = None
    with opened(chosen, read_only=not chosen.final) as store:
        if not any((chosen.json, chosen.pdf, chosen.excel, chosen.text, chosen.csv, chosen.json_out, chosen.final)):
            raise WrongUsage(_("Kies wat u wilt maken, zoals --pdf, --excel of --json-out."))
        options = ReportOptions(
            introduction=chosen.introduction,
            created=chosen.made_on or date.today(),
            exact=chosen.exact,
            with_rows=chosen.excel is not None,
            funder_id=_funder(store, chosen.funder),
        )
        kind = DocumentKind[chosen.document.upper()]
        if chosen.final:
            number, made = freeze(store, period, kind, options)
        else:
            made = build_for_use(store, period, kind, options)
        store.note(AuditAction.EXPORTED, detail=made.document.title)
    written = []
    if chosen.pdf is not None:
        from dorpsapp.reports.pdf import write_pdf

        write_pdf(made.document, chosen.pdf)
        written.append(chosen.pdf)
    if chosen.excel is not None:
        from dorpsapp.reports.excel import write_workbook

        write_workbook(made.document, chosen.excel)
        written.append(chosen.excel)
    if chosen.text is not None:
        from dorpsapp.reports.plain_text import write_text

        write_text(made.document, chosen.text)
        written.append(chosen.text)
    if chosen.csv is not None:
        from dorpsapp.reports.plain_text import write_csv

        write_csv(made.document, chosen.csv)
        written.append(chosen.csv)
    if chosen.json_out is not None:
        write_figures_json(made, chosen.json_out)
        written.append(chosen.json_out)
    names = ", ".join(str(path) for path in written)
    said = [_("Rapport gemaakt: {names}.").format(names=names)] if written else []
    if made.review.options.mark is not None:
        said.append(_("Vastgesteld als rapport {n}.").format(n=number))
    return {**figures_json(made), "written": [str(path) for path in written], "said": " ".join(said)}


def question_form(chosen: Namespace) -> Answer:
    """Make the question form to print, in the initiative's own words."""
    from dorpsapp.figures.wording import Wording
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.reports.question_form import question_form as form

    with opened(chosen, read_only=True) as store:
        initiative = initiative_values(store)
    write_pdf(form(str(initiative.get("name") or ""), Wording.of(initiative), date.today()), chosen.out)
    return {"file": str(chosen.out), "said": _("De vragenlijst staat in {file}.").format(file=chosen.out)}


def fill(chosen: Namespace) -> Answer:
    """Fill in a funder's own workbook, one that is kept or an empty one beside the file."""
    from dorpsapp.exchange.form_values import form_values
    from dorpsapp.exchange.form_work import fill_kept, form_named, propose_mapping
    from dorpsapp.exchange.funder_form import fill_form, read_template
    from dorpsapp.reports.saving import save_bytes

    with opened(chosen, read_only=True) as store:
        funder = _funder(store, chosen.funder)
        assert funder is not None
        if chosen.template is None:
            number = form_named(store, funder, chosen.form)
            made = fill_kept(store, funder, number, chosen.year, date.today())
        else:
            content = read_template(chosen.template)
            values = form_values(store, funder, chosen.year, date.today())
            made = fill_form(content, propose_mapping(store, content), values)
        store.note(AuditAction.EXPORTED, detail=_("formulier {name}").format(name=chosen.out.name))
    save_bytes(chosen.out, made)
    return {"file": str(chosen.out), "said": _("Het ingevulde formulier staat in {file}.").format(file=chosen.out)}


def edition(chosen: Namespace) -> Answer:
    """List the frozen reports, or write one again exactly as it was, or tell what has changed since."""
    from dorpsapp.reports import edition as editions
    from dorpsapp.services.editions import list_editions

    with opened(chosen, read_only=True) as store:
        if chosen.number is None:
            return _listed(list_editions(store))
        found = editions.open_edition(store, chosen.number)
        changes = _changes(store, found) if chosen.changes else {"said": ""}
        store.note(AuditAction.EXPORTED, detail=_("vastgesteld rapport {n}").format(n=chosen.number))
    wanted = ((chosen.pdf, editions.PDF), (chosen.excel, editions.WORKBOOK), (chosen.json_out, editions.JSON),
              (chosen.text, editions.TEXT))  # fmt: skip
    written: list[Path] = []
    for path, which in wanted:
        if path is not None:
            found.save(which, path)
            written.append(path)
    if chosen.csv is not None:
        written += found.save_csv(chosen.csv)
    said = _("Vastgesteld rapport {n} is heel; het controlegetal klopt.").format(n=chosen.number)
    return {
        "number": chosen.number,
        "checksum": found.view.checksum,
        "written": [str(path) for path in written],
        **changes,
        "said": "\n".join(part for part in (said, changes["said"]) if part),
    }


def _listed(views: "tuple[EditionView, ...]") -> Answer:
    lines = [
        _("{n}: {title}, vastgesteld op {day}").format(n=one.number, title=one.title, day=show_day(one.made_at.date()))
        for one in views
    ]
    return {
        "editions": [
            {
                "number": one.number,
                "title": one.title,
                "frozen_at": one.made_at.isoformat(),
                "from": one.first.isoformat(),
                "to": one.last.isoformat(),
                "funder": one.funder,
                "checksum": one.checksum,
            }
            for one in views
        ],
        "said": "\n".join(lines) or _("Er is nog geen rapport vastgesteld."),
    }


def _changes(store: Store, found: "FrozenEdition") -> Answer:
    """Every figure that is no longer what was printed, for people and for scripts."""
    from dorpsapp.reports.edition_changes import changes_document, changes_since
    from dorpsapp.reports.plain_text import render_text

    changes = changes_since(store, found)
    name = str(initiative_values(store).get("name") or "")
    return {
        "changes": [
            {
                "key": one.key,
                "reference": one.reference,
                "then": one.then,
                "now": one.now,
                "added": one.rows.added,
                "removed": one.rows.removed,
                "changed": one.rows.changed,
                "why": one.why,
            }
            for one in changes.figures
        ],
        "said": render_text(changes_document(changes, name, date.today())),
    }


def trace(chosen: Namespace) -> Answer:
    """Show the rows behind a printed figure by its reference."""
    from dorpsapp.figures.reference import parse_reference
    from dorpsapp.reports.plain_text import render_text
    from dorpsapp.reports.tables import work_out
    from dorpsapp.reports.tracing import trace as trace_figure
    from dorpsapp.reports.tracing import trace_document

    reference = parse_reference(chosen.reference)
    asked = chosen.year is not None or chosen.first is not None or chosen.last is not None
    period = _period(chosen) if asked else None
    with opened(chosen, read_only=True) as store:
        found = trace_figure(store, reference, period, _funder(store, chosen.funder))
        store.note(AuditAction.EXPORTED, detail=_("regels achter {figure}").format(figure=reference))
        name = str(initiative_values(store).get("name") or "")
    keys = [column.key for column in found.table.columns]
    return {
        "reference": str(reference),
        "label": found.label,
        "value": found.shown,
        "how": found.how,
        "adds_up": found.adds_up,
        "rows": [
            {key: _json_value(cell.value) for key, cell in zip(keys, cells, strict=True)}
            for cells in work_out(found.table).rows
        ],
        "said": render_text(trace_document(found, name, date.today())),
    }


def _json_value(value: object) -> object:
    """A cell as JSON: numbers as a spreadsheet holds them, days as ISO."""
    return value.isoformat() if isinstance(value, date) else value
