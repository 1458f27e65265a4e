"""The proof of an erasure: what was done and when the last backup with the data is gone; it names nobody."""

from datetime import date

from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import Bullets, Column, Document, Heading, Paragraph, Signatures, Table
from dorpsapp.services.erasing import Erasure
from dorpsapp.text import _, in_dutch, show_day_long


@in_dutch()
def erasure_certificate(
    done: Erasure, initiative: str, today: date, last_gone: date, aside_gone: date | None = None
) -> Document:
    """One page; the name is written on it by hand, so that it is not kept in another file.

    `last_gone` is when the last backup with this person is gone, when one is made each month.
    `aside_gone` is when the last file that was moved aside with this person is gone, when there is one.
    """
    gone = show_day_long(last_gone)
    rows = (
        (_("Weg"), done.removed),
        (_("Blijft, zonder naam"), done.kept),
        (_("Teksten over anderen waar de naam uit is"), done.cleaned),
    )
    more = (
        _("In de boekhouding staat de naam nog {n} keer. Die moet zeven jaar blijven (AWR artikel 52).").format(
            n=done.bookings
        ),
    )
    set_aside = (
        Heading(_("Opzij gezette bestanden"), 2),
        Paragraph(
            _(
                "Naast het bestand staat nog een oud of beschadigd bestand. Ook daarin staan de gegevens nog, "
                "versleuteld. Dorpsapp verwijdert het laatste op {day}, of bij de eerste reservekopie daarna."
            ).format(day=show_day_long(aside_gone or today))
        ),
    )
    return Document(
        title=_("Bewijs van wissen"),
        subtitle=_("nummer {n}").format(n=done.person_id),
        organisation=initiative,
        subject=_("Gewist op verzoek of na de bewaartermijn, AVG artikel 17"),
        author=initiative,
        created=today,
        blocks=(
            Paragraph(
                _("Op {day} zijn alle gegevens van deze persoon gewist.").format(day=show_day_long(today))
            ),
            Table(
                "erased",
                _("Wat er is gedaan"),
                (Column("what", _("Wat"), Text()), Column("count", _("Aantal gegevens"), Number())),
                rows,
            ),
            Heading(_("Wat blijft"), 2),
            Bullets(
                (
                    _("Aantallen in rapporten. Daarin staat niemand met naam."),
                    _("Het geboortejaar en de kern, onder een nummer dat niemand kent."),
                    *(more if done.bookings else ()),
                )
            ),
            Heading(_("Reservekopieën"), 2),
            Paragraph(
                _(
                    "In oudere reservekopieën staan de gegevens nog, versleuteld. De laatste is weg op {day}, als elke "
                    "maand een kopie wordt gemaakt. Wie met Dorpsapp een oude kopie terugzet, wist deze persoon meteen "
                    "opnieuw."
                ).format(day=gone)
            ),
            *(set_aside if aside_gone is not None else ()),
            Signatures((_("Naam van de persoon"), _("Gewist door"), _("Datum"))),
        ),
        footer=_("{name} · bewijs van wissen").format(name=initiative),
    )  # fmt: skip
