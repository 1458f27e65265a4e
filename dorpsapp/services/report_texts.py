"""The initiative's own words for each part of the report, remembered by year."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import ReportText
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _

LONGEST = 8000


def read_texts(session: Session, year: int) -> dict[str, str]:
    """The texts of one year by the key of their section, within a read that is already open."""
    query = sa.select(ReportText.section, ReportText.text).where(ReportText.year == year)
    return dict(session.execute(query).all())


def report_texts(store: Store, year: int) -> dict[str, str]:
    """The texts of one year by the key of their section."""
    with store.read() as session:
        return read_texts(session, year)


def save_text(store: Store, year: int, section: str, text: str) -> None:
    """Keep the text of a section in the report over a year; an empty one is forgotten. Raises Invalid when too long."""
    whole = text.strip()
    if len(whole) > LONGEST:
        raise Invalid({"text": _("Deze tekst is te lang. Gebruik ten hoogste {n} tekens.").format(n=LONGEST)})
    with store.write(_("Tekst van het rapport {year} gewijzigd").format(year=year)) as unit:
        query = sa.select(ReportText).where(ReportText.year == year, ReportText.section == section)
        present = unit.scalars(query).first()
        if not whole:
            if present is not None:
                unit.delete(present)
        elif present is None:
            records.put(unit, ReportText, {"year": year, "section": section, "text": whole})
        elif present.text != whole:
            records.put(unit, ReportText, {"text": whole}, present.id)


def copy_texts(store: Store, year: int) -> int:
    """Take over the texts of the year before for the sections that have none yet; gives how many."""
    with store.write(_("Teksten van {year} overgenomen").format(year=year - 1)) as unit:
        present = read_texts(unit.session, year)
        earlier = read_texts(unit.session, year - 1)
        rows = [
            {"year": year, "section": section, "text": text}
            for section, text in earlier.items()
            if section not in present
        ]
        unit.insert_many(ReportText, rows)
    return len(rows)
