"""Rates, avoided costs and breaks in a series: as tables show them, and kept by their rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import AvoidedCost, Benefit, BenefitDegree, BenefitSystem, Category, Rate, RateKind, SeriesBreak
from dorpsapp.models.kinds import Choice, Day, Money, Number, Text, Year
from dorpsapp.services import records
from dorpsapp.services.plain_lists import listing_of
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_money

MOST_PER_HOUR, MOST_PER_KM = 50_000, 500
"""Cents above which an amount is most likely a slip: nobody values an hour of helping at more than € 500."""


def rate_listing(store: Store) -> Listing:
    """Rates with their day and source, the newest first."""
    kind = sa.select(Category.name).where(Category.id == Rate.category_id).scalar_subquery()
    columns = (
        ListColumn("from", "Geldt vanaf", Day(), Rate.valid_from),
        ListColumn("kind", "Soort", Choice(of=RateKind)),
        ListColumn("category", "Alleen soort hulp", Text()),
        ListColumn("amount", "Bedrag", Money(), Rate.amount),
        ListColumn("source", "Bron", Text()),
    )
    listing = listing_of(store, Rate, columns, (Rate.valid_from, Rate.kind, kind, Rate.amount, Rate.source))
    listing.descending = True
    return listing


def avoided_listing(store: Store) -> Listing:
    """What may have been avoided, the newest year first."""
    columns = (
        ListColumn("year", "Jaar", Year(), AvoidedCost.year),
        ListColumn("label", "Wat is misschien vermeden", Text()),
        ListColumn("people", "Mensen", Number()),
        ListColumn("middle", "Prijs midden", Money()),
    )
    shown = (AvoidedCost.year, AvoidedCost.label, AvoidedCost.people, AvoidedCost.price_middle)
    listing = listing_of(store, AvoidedCost, columns, shown)
    listing.descending = True
    return listing


def break_listing(store: Store) -> Listing:
    """Days from which figures can not be compared with those before, the newest first."""
    kind = sa.select(Category.name).where(Category.id == SeriesBreak.category_id).scalar_subquery()
    columns = (
        ListColumn("day", "Vanaf", Day(), SeriesBreak.day),
        ListColumn("kind", "Alleen soort hulp", Text()),
        ListColumn("reason", "Waarom", Text(length=300)),
    )
    listing = listing_of(store, SeriesBreak, columns, (SeriesBreak.day, kind, SeriesBreak.reason))
    listing.descending = True
    return listing


def save_rate(store: Store, values: Mapping[str, Any], rate_id: int | None = None, version: int | None = None) -> int:
    """Keep a rate; gives its id. Raises Invalid for an amount that is a slip, or when there is one of that day."""
    kind, day, amount = values.get("kind"), values.get("valid_from"), values.get("amount")
    most = MOST_PER_KM if kind is RateKind.PASSENGER_KM else MOST_PER_HOUR
    if amount is not None and amount > most:
        raise Invalid({"amount": _("Dit is meer dan {most}. Kijk het bedrag na.").format(most=show_money(most))})
    with store.read() as session:
        query = sa.select(Rate.id).where(
            Rate.kind == kind, Rate.valid_from == day, Rate.category_id.is_not_distinct_from(values.get("category_id"))
        )
        if any(number != rate_id for number in session.scalars(query)):
            raise Invalid({"valid_from": _("Vanaf deze dag is er al zo'n tarief. Wijzig dat, of kies een andere dag.")})
    return records.save(store, Rate, values, rate_id, shown_version=version)


def rates_out_of_order(store: Store, today: date) -> str:
    """A sentence when the rates of today for all help do not go up from low to high; empty when they do."""
    order = (RateKind.LOW, RateKind.MIDDLE, RateKind.HIGH)
    with store.read() as session:
        query = sa.select(Rate.kind, Rate.amount).where(Rate.category_id.is_(None), Rate.valid_from <= today)
        present = dict(session.execute(query.order_by(Rate.valid_from, Rate.id)).all())
    amounts = [present[kind] for kind in order if kind in present]
    if amounts == sorted(amounts):
        return ""
    return _("De tarieven lopen niet op van laag via midden naar hoog. Kijk ze na.")


def benefits_of(store: Store, category_id: int) -> dict[BenefitSystem, BenefitDegree]:
    """Which systems benefit from a kind of support, and how."""
    query = sa.select(Benefit.system, Benefit.degree).where(Benefit.category_id == category_id)
    with store.read() as session:
        return dict(session.execute(query).all())
