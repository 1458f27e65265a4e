"""Every PDF that the privacy law asks for is PDF/UA-1 and PDF/A-2a; one run of the engine judges them all."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from dorpsapp.models import Breach, BreachKind
from dorpsapp.reports.access_document import access_document
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.breach_documents import breach_letter, breach_notification, breach_register
from dorpsapp.reports.erasure_certificate import erasure_certificate
from dorpsapp.reports.password_letter import password_letter
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.privacy_register import privacy_register
from dorpsapp.reports.privacy_statement import privacy_statement
from dorpsapp.reports.privacy_templates import impact_assessment, processing_agreement, theft_sheet
from dorpsapp.reports.recovery_sheet import recovery_sheet
from dorpsapp.services import records
from dorpsapp.services.access_file import access_file
from dorpsapp.services.erasing import Erasure
from dorpsapp.store.store import Store
from tests.pdf_conformance import assert_pdf_conforms
from tests.services.privacy_village import TODAY, privacy_village

ROWS = ("SS0-KH3-38Q", "ABC-DEF-GHJ", "KMN-PQR-STV", "WXY-Z01-234")
BREACH = {
    "kind": BreachKind.DEVICE, "account": "Stick kwijt.", "discovered_on": date(2026, 1, 14),
    "discovered_at": time(9, 30), "whose": "leden", "data": "naam en adres", "is_sensitive": True,
}  # fmt: skip


def documents(store: Store) -> dict[str, Callable[[], Document]]:
    """Each of them, filled with data of a village."""
    gone, aside = date(2027, 2, 1), date(2026, 4, 1)
    return {
        "register": lambda: privacy_register(store, TODAY),
        "verklaring": lambda: privacy_statement(store, TODAY),
        "inzage": lambda: access_document(access_file(store, 1), "Dorp", TODAY),
        "bewijs van wissen": lambda: erasure_certificate(Erasure(3, 12, 4, 2, 1), "Dorp", TODAY, gone, aside),
        "herstelbrief": lambda: recovery_sheet("Dorp", "dorp.dorpsapp", ROWS, TODAY),
        "wachtwoordbrief": lambda: password_letter("Dorp", "dorp.dorpsapp", {"Inge": "kachel vlinder tulp"}, TODAY),
        "melding": lambda: breach_notification(store, 1, TODAY),
        "brief": lambda: breach_letter(store, 1, TODAY),
        "dpia": lambda: impact_assessment(store, TODAY),
        "overeenkomst": lambda: processing_agreement(store, TODAY),
        "diefstal": lambda: theft_sheet(store, TODAY),
        "datalekken": lambda: breach_register(store, TODAY),
    }


def test_every_privacy_pdf_conforms(tmp_path: Path) -> None:
    store = privacy_village(tmp_path / "dorp.dorpsapp", 10)
    records.save(store, Breach, BREACH)
    paths = []
    for name, make in documents(store).items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(render_pdf(make()))
    store.close()
    assert_pdf_conforms(*paths)
