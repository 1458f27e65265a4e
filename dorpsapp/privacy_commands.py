"""What the sub-commands for privacy do: the register, the statement, and what one person may ask for."""

from argparse import Namespace
from datetime import date

from dorpsapp.commands import Answer, opened
from dorpsapp.errors import UserError, WrongUsage
from dorpsapp.text import _, show_day


def privacy(chosen: Namespace) -> Answer:
    """Write the documents that the privacy law asks for."""
    from dorpsapp.reports.breach_documents import breach_register
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.reports.plain_text import write_text
    from dorpsapp.reports.privacy_register import privacy_register
    from dorpsapp.reports.privacy_statement import privacy_statement
    from dorpsapp.reports.privacy_templates import impact_assessment, processing_agreement, theft_sheet

    wanted = {
        privacy_register: chosen.register,
        privacy_statement: chosen.statement,
        impact_assessment: chosen.dpia,
        processing_agreement: chosen.agreement,
        theft_sheet: chosen.theft,
        breach_register: chosen.breaches,
    }
    if not any(wanted.values()):
        raise WrongUsage(_("Kies wat u wilt maken, zoals --register of --statement."))
    made_on = chosen.made_on or date.today()
    written = []
    with opened(chosen, read_only=True) as store:
        for make, path in wanted.items():
            if path is not None:
                write = write_text if path.suffix.lower() == ".txt" else write_pdf
                write(make(store, made_on), path)
                written.append(str(path))
    return {
        "files": written,
        "said": _("Gemaakt: {files}.").format(files=", ".join(written)),
    }


def person(chosen: Namespace) -> Answer:
    """Write everything that is kept of one person, as PDF and as JSON; or restrict their data, or lift that."""
    wanted = (chosen.restrict, chosen.object, chosen.lift or None)
    if (chosen.out is None) == all(one is None for one in wanted):
        raise WrongUsage(_("Kies een van deze: --out, --restrict, --object of --lift."))
    return _access(chosen) if chosen.out is not None else _rights(chosen)


def _rights(chosen: Namespace) -> Answer:
    from dorpsapp.models import RestrictionKind
    from dorpsapp.services.people import names_by_id
    from dorpsapp.services.restrictions import lift, restrict, restrictions_of

    today = chosen.made_on or date.today()
    with opened(chosen) as store:
        if chosen.id not in names_by_id(store, [chosen.id]):
            raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
        if chosen.lift:
            for one in restrictions_of(store, chosen.id):
                if one.lifted_on is None:
                    lift(store, one.id, today)
        else:
            kind = RestrictionKind.OBJECTION if chosen.restrict is None else RestrictionKind.RESTRICTED
            restrict(store, chosen.id, kind, chosen.restrict or chosen.object or "", today, today=today)
        running = [_(one.kind.value) for one in restrictions_of(store, chosen.id) if one.lifted_on is None]
    said = _("Persoon {n}: {state}.").format(n=chosen.id, state=", ".join(running) or _("geen beperking"))
    return {"person": chosen.id, "restrictions": running, "said": said}


def _access(chosen: Namespace) -> Answer:
    from dorpsapp.reports.access_document import write_access_file
    from dorpsapp.store.files import explained_files

    password = _pdf_password(chosen)
    with explained_files():
        chosen.out.mkdir(parents=True, exist_ok=True)
    with opened(chosen) as store:
        files = write_access_file(store, chosen.id, chosen.out, chosen.made_on or date.today(), password)
    said = _("Gemaakt: {files}. Lees het na voor u het geeft: in vrije tekst kan iets over een ander staan.")
    return {
        "person": chosen.id,
        "files": [str(path) for path in files],
        "said": said.format(files=", ".join(str(path) for path in files)),
    }


def _pdf_password(chosen: Namespace) -> str:
    if chosen.pdf_password_file is None:
        return ""
    try:
        return str(chosen.pdf_password_file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r"))
    except (OSError, UnicodeDecodeError):
        raise UserError(_("Het bestand met het wachtwoord is niet te lezen. Kijk de naam na.")) from None


def erase(chosen: Namespace) -> Answer:
    """Erase one person for good, and write the proof of it."""
    from dorpsapp.reports.erasure_certificate import erasure_certificate
    from dorpsapp.reports.pdf import write_pdf
    from dorpsapp.services.erasing import erase_people
    from dorpsapp.services.erasing_copies import between_copies, own_folder
    from dorpsapp.services.initiative import initiative_values

    today = date.today()
    folders = [own_folder(chosen.file), *(chosen.backup or ())]
    with opened(chosen) as store:
        copied = between_copies(store, folders, today, lambda: erase_people(store, [chosen.id], today))
        name = str(initiative_values(store).get("name") or "")
    (done,), gone = copied.done, copied.last_gone
    if chosen.certificate is not None:
        write_pdf(erasure_certificate(done, name, today, copied.backup_gone, copied.aside_gone), chosen.certificate)
    said = _("Gewist: persoon {n}. De laatste kopie met deze persoon is weg op {day}.")
    return {
        "person": done.person_id,
        "removed": done.removed,
        "kept": done.kept,
        "cleaned": done.cleaned,
        "bookings": done.bookings,
        "last_backup_gone": gone.isoformat(),
        "said": said.format(n=done.person_id, day=show_day(gone)),
    }


def retention(chosen: Namespace) -> Answer:
    """Tell what has been kept long enough; with --apply announce it, and erase what was announced four weeks ago."""
    from dorpsapp.services.erasing_copies import between_copies, own_folder
    from dorpsapp.services.retention import apply_retention, retention_plan, say_done, say_due
    from dorpsapp.services.retention_terms import read_terms, say_months

    today = chosen.today or date.today()
    with opened(chosen, read_only=not chosen.apply) as store:
        plan = retention_plan(store, today)
        words = {keep: say_months(months) for keep, months in read_terms(store).items()}
        done = None
        if chosen.apply:
            folders = [own_folder(chosen.file), *(chosen.backup or ())]
            done = between_copies(store, folders, today, lambda: apply_retention(store, today)).done
    lines = list(say_due(plan, words)) or [_("Er is niets langer bewaard dan de termijn.")]
    answer: Answer = {
        "due": [
            {
                "person": one.person_id,
                "subject": one.subject.name.lower(),
                "rule": one.keep.name.lower(),
                "since": one.since.isoformat(),
                "due_on": one.due_on.isoformat(),
                "stage": one.stage.name.lower(),
                "ready_on": one.ready_on.isoformat() if one.ready_on else None,
            }
            for one in plan.due
        ],
        "bookings": plan.bookings,
        "notes": plan.notes,
        "breaches": plan.breaches,
    }
    if done is not None:
        answer |= {"announced": list(done.announced), "erased": list(done.erased), "needs": list(done.needs)}
        lines.append(say_done(done))
    return {**answer, "said": "\n".join(lines)}
