"""A breach on paper: the text for the authority, a letter to the people, and the own register (AVG art. 33 and 34)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dorpsapp.models import Breach
from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import (
    Block,
    Bullets,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Signatures,
    Table,
)
from dorpsapp.reports.privacy_register import contact_lines
from dorpsapp.services.breaches import HOURS, Assessment, BreachView, breach_view, breaches, moment_of, say_state
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, ngettext, show_day, show_day_long

REPORT_AT = "autoriteitpersoonsgegevens.nl"


@in_dutch()
def breach_notification(store: Store, breach_id: int, made_on: date) -> Document:
    """The answers to what the authority asks, in the order in which it asks them; to be copied into its own form."""
    view, values = breach_view(store, breach_id), initiative_values(store)
    said = dict(_answers(view.values))
    return _document(
        _("Melding van een datalek"),
        _("voor de Autoriteit Persoonsgegevens"),
        _("Melding van een datalek, AVG artikel 33"),
        values,
        made_on,
        (
            Note(
                _("U meldt zelf, op {site}. Neem daar deze tekst over. U hebt {n} uur vanaf de ontdekking.").format(
                    site=REPORT_AT, n=HOURS
                )
            ),
            Heading(_("Wie meldt")),
            Definitions(((_("Organisatie"), contact_lines(values) or "-"), (_("Verwerkers"), _("geen")))),
            Heading(_("Wat er is gebeurd")),
            Definitions(
                tuple(
                    (_(Breach.field_named(name).label), said.get(name, _("nog niet bekend")))
                    for name in ("kind", "account", "happened_on", "discovered_on", "discovered_at")
                )
            ),
            Heading(_("Om wie en wat het gaat")),
            Definitions(
                tuple(
                    (_(Breach.field_named(name).label), said.get(name, _("nog niet bekend")))
                    for name in ("whose", "people", "data", "is_sensitive")
                )
            ),
            Heading(_("Gevolgen")),
            Paragraph(_("Wij schatten de kans op schade in als {risk}.").format(risk=view.assessment.risk.value)),
            Bullets(view.assessment.reasons),
            Heading(_("Wat wij deden")),
            Definitions(
                (
                    (_("Beveiliging"), _security(view.values)),
                    (_("Wat hebben wij gedaan"), said.get("measures", _("nog niet bekend"))),
                    (_("Verteld aan de mensen"), _told(view)),
                )
            ),
            *_not_yet(view.assessment),
        ),
    )


@in_dutch()
def breach_letter(store: Store, breach_id: int, made_on: date) -> Document:
    """What the people themselves must hear, in plain words; the signature is put under it by hand."""
    view, values = breach_view(store, breach_id), initiative_values(store)
    found = view.values
    name = str(values.get("name") or "")
    advice = (
        _("Let de komende tijd goed op bij telefoontjes, post en e-mail. Geef geen wachtwoord of code."),
        _("Belt of mailt iemand namens ons? U mag altijd ophangen en ons zelf bellen."),
        *((_("Gaat het om geld? Kijk uw bank goed na, en bel de bank bij twijfel."),) if found["is_sensitive"] else ()),
    )
    return _document(
        _("Er is iets misgegaan met uw gegevens"),
        _("wat er is gebeurd en wat u kunt doen"),
        _("Bericht aan betrokkenen, AVG artikel 34"),
        values,
        made_on,
        (
            Paragraph(_("Beste mevrouw, meneer,")),
            Paragraph(
                _("Op {day} merkten wij dat er iets mis is gegaan met gegevens, ook van u. Dat spijt ons.").format(
                    day=show_day_long(found["discovered_on"])
                )
            ),
            Heading(_("Wat is er gebeurd?"), 2),
            Paragraph(found["account"]),
            Heading(_("Om welke gegevens gaat het?"), 2),
            Paragraph(_("Het gaat om {data}.").format(data=found["data"].rstrip("."))),
            Heading(_("Wat kan het voor u betekenen?"), 2),
            Paragraph(
                _("Iemand anders kan deze gegevens lezen of misbruiken.")
                if found["can_harm"] is not False
                else _("Wij denken dat u er weinig last van krijgt. Wij vertellen het toch, omdat u het moet weten.")
            ),
            Heading(_("Wat doen wij?"), 2),
            Paragraph(
                found["measures"] or _("Wij zoeken uit hoe dit kon gebeuren, en zorgen dat het niet weer gebeurt.")
            ),
            Heading(_("Wat kunt u doen?"), 2),
            Bullets(advice),
            Heading(_("Vragen?"), 2),
            Paragraph(contact_lines(values) or name),
            Paragraph(
                _("Bent u niet tevreden met ons antwoord? Dan kunt u een klacht indienen bij de {site}.").format(
                    site=f"Autoriteit Persoonsgegevens, {REPORT_AT}"
                )
            ),
            Signatures((_("Namens {name}").format(name=name),)),
        ),
    )


@in_dutch()
def breach_register(store: Store, made_on: date) -> Document:
    """Every breach, also those that were not reported: the authority may ask to see it."""
    values = initiative_values(store)
    with store.read() as session:
        found = breaches(session)
    columns = (
        Column("discovered", _("Ontdekt"), Text()),
        Column("kind", _("Soort"), Text()),
        Column("people", _("Mensen"), Number()),
        Column("risk", _("Kans op schade"), Text()),
        Column("state", _("Stand"), Text()),
    )
    now = moment_of(made_on)
    rows = tuple(
        (
            show_day(one.values["discovered_on"]),
            one.values["kind"].value,
            one.values["people"],
            one.assessment.risk.value,
            say_state(one, now),
        )
        for one in found
    )
    count = ngettext("Er is {n} datalek opgeschreven.", "Er zijn {n} datalekken opgeschreven.", len(found))
    blocks: list[Block] = [
        Paragraph(_("Elk datalek staat hierin, ook als wij het niet hoefden te melden (AVG artikel 33 lid 5).")),
        Paragraph(count.format(n=len(found)) if found else _("Er is nog geen datalek geweest.")),
    ]
    if rows:
        blocks.append(Table("breaches", _("Alle datalekken"), columns, rows))
    for number, one in enumerate(found, start=1):
        day = show_day(one.values["discovered_on"])
        blocks.append(Heading(f"{number}. {one.values['kind'].value.capitalize()}, {day}", 2))
        blocks.append(
            Definitions(tuple((_(Breach.field_named(name).label), text) for name, text in _answers(one.values)))
        )
        blocks.append(Bullets(one.assessment.reasons))
    return _document(
        _("Register van datalekken"),
        _("zoals artikel 33 van de AVG vraagt"),
        _("Eigen register van datalekken, AVG artikel 33 lid 5"),
        values,
        made_on,
        tuple(blocks),
    )


def _document(
    title: str,
    subtitle: str,
    subject: str,
    values: Mapping[str, object],
    made_on: date,
    blocks: tuple[Block, ...],
) -> Document:
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=name,
        subject=subject,
        author=name,
        created=made_on,
        blocks=blocks,
        footer=_("{name} · vertrouwelijk").format(name=name),
    )


def _answers(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every field that was filled in, by name, in words."""
    for field in Breach.fields():
        value = values[field.name]
        if value is None or field.name == "recorded_by":
            continue
        yield field.name, (_("ja") if value else _("nee")) if isinstance(value, bool) else field.kind.show(value)


def _security(values: Mapping[str, Any]) -> str:
    if values["is_encrypted"]:
        safe = (
            _("Het wachtwoord is veilig.")
            if values["is_key_safe"]
            else _("Het is niet zeker dat niemand het wachtwoord heeft.")
        )
        return f"{_('De gegevens waren versleuteld.')} {safe}"
    if values["is_encrypted"] is None:
        return _("nog niet bekend")
    return _("De gegevens waren niet versleuteld.")


def _told(view: BreachView) -> str:
    if view.values["told_on"] is not None:
        return _("ja, op {day}").format(day=show_day(view.values["told_on"]))
    if not view.assessment.must_tell:
        return _("nee: dat hoeft alleen bij een hoge kans op schade")
    return view.values["why_not"] or _("nee, dat doen wij zo snel mogelijk")


def _not_yet(found: Assessment) -> tuple[Block, ...]:
    if not found.open_questions:
        return ()
    return (
        Heading(_("Wat wij nog uitzoeken")),
        Bullets(found.open_questions),
        Paragraph(_("Weet u nog niet alles? Meld dan wel op tijd, en vul de melding later aan.")),
    )
