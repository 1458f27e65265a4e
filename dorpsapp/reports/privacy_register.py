"""The register of processing activities that AVG art. 30 asks for, written from the data dictionary."""

from collections.abc import Mapping
from datetime import date

from dorpsapp.models.kinds import Text
from dorpsapp.models.processing import Keep
from dorpsapp.reports.blocks import Block, Bullets, Column, Definitions, Document, Heading, Note, Paragraph, Table
from dorpsapp.services.data_dictionary import Activity, activities, dictionary
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.retention_terms import PROPOSALS, read_terms, say_keep
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch


def contact_lines(values: Mapping[str, object]) -> str:
    """Name, municipality, e-mail and telephone of the initiative, as far as they are known."""
    known = [values.get(name) for name in ("name", "municipality", "email", "phone")]
    kvk = values.get("kvk")
    return ", ".join([*(str(one) for one in known if one), *([f"KvK {kvk}"] if kvk else [])])


def security_measures() -> tuple[str, ...]:
    """What the program does to keep data safe; the initiative adds its own."""
    return (
        _("Het bestand en de reservekopieën zijn versleuteld."),
        _("Iedere gebruiker heeft een eigen wachtwoord en een rol. Wie niets met behoeften doet, ziet ze niet."),
        _("Het bestand gaat vanzelf op slot als niemand werkt."),
        _("Een logboek houdt bij wie gegevens bekijkt of verandert. Ermee knoeien valt op."),
        _("In rapporten zijn kleine aantallen beschermd."),
        _("Dorpsapp gebruikt geen internet en stuurt niets naar anderen."),
    )


@in_dutch()
def privacy_register(store: Store, made_on: date) -> Document:
    """The whole register with the terms that hold now; the same file and day give the same document."""
    months, values = read_terms(store), initiative_values(store)
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    blocks: list[Block] = [
        Paragraph(
            _("Hierin staat welke persoonsgegevens wij bewaren, waarom en hoe lang. De AVG vraagt dit in artikel 30.")
        ),
        Heading(_("Wie verantwoordelijk is")),
        Definitions(
            (
                (_("Verantwoordelijke"), contact_lines(values) or name),
                (_("Doorgifte buiten de Europese Unie"), _("geen")),
                (_("Verwerkers"), _("geen: Dorpsapp werkt zonder internet op een eigen computer")),
            )
        ),
        Heading(_("Wat wij doen met persoonsgegevens")),
    ]
    for number, activity in enumerate(activities(), start=1):
        blocks += [Heading(f"{number}. {activity.processing.title}", 2), _about(activity, months)]
    blocks += [
        Heading(_("Hoe wij gegevens beveiligen")),
        Bullets(security_measures()),
        Heading(_("Waar de termijnen vandaan komen")),
        Definitions(tuple((say_keep(keep, months), one.source) for keep, one in PROPOSALS.items())),
        Heading(_("Alle velden")),
        _every_field(),
        Note(_("Laat dit register een keer nakijken door een jurist of door uw gemeente.")),
    ]
    return Document(
        title=_("Register van verwerkingen"),
        subtitle=_("zoals artikel 30 van de AVG vraagt"),
        organisation=name,
        subject=_("Register van verwerkingsactiviteiten, AVG artikel 30"),
        author=name,
        created=made_on,
        blocks=tuple(blocks),
    )


def _about(activity: Activity, months: Mapping[Keep, int]) -> Block:
    one = activity.processing
    return Definitions(
        (
            (_("Doel"), one.purpose),
            (_("Van wie"), one.people),
            (_("Welke gegevens"), one.data),
            (_("Grondslag"), one.basis.value),
            (_("Hoe lang"), say_keep(one.keep, months)),
            (_("Wie het krijgt"), one.recipients),
        )
    )


def _every_field() -> Table:
    columns = tuple(
        Column(key, label, Text())
        for key, label in (
            ("record", _("Waarin")),
            ("field", _("Veld")),
            ("privacy", _("Soort gegeven")),
            ("activity", _("Waarvoor")),
        )
    )
    rows = tuple(
        (_(line.record_type.singular), _(line.field.label), line.field.privacy.value, line.processing.title)
        for line in dictionary()
        if line.is_personal
    )
    return Table("fields", _("Elk veld met persoonsgegevens"), columns, rows)
