"""Generated people: names, addresses and dates that fit a Dutch village and belong to nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from dorpsapp.models import Referrer
from dorpsapp.services.practice.villages import Kern, Village

_FIRST_NAMES = """
Aart Adriana Agnes Albert Alie Amina Anja Anneke Annie Anton Arie Bart Bas Bep Bert Bertus Bram Carla Cees Chantal Cor
Corrie Daan Daniëlle Dick Dirk Dora Eef Elly Els Emre Erik Erna Esther Eva Fatima Femke Fred Freek Frits Geert Gerda
Gerrit Gijs Greet Guus Hannie Hans Harm Heleen Henk Henny Herman Hilde Ina Ineke Ingrid Jaap Jan Janna Jannie Jasper
Jeanet Jelle Joke Joop Jos José Karel Karin Kees Klaas Koos Leo Lia Lida Lies Loes Lotte Luuk Maaike Maarten Mandy
Marga Maria Marijke Martin Mehmet Mieke Miep Mina Mohamed Nel Nico Nienke Noor Olga Oscar Paul Petra Piet Ria Rianne
Rik Rob Ruth Sander Sanne Sientje Sjaak Sophie Stef Susan Teun Theo Thea Tineke Tom Toos Truus Ursula Vera Wil Willem
Wim Wouter Yvonne Zeynep Łukasz
""".split()
_SURNAMES = """
Bakker Berends Boer Bosman Brouwer Dekker Dijkstra Doornbos Evers Faber Geurts Groeneveld Hendriks Hoekstra Huisman
Jacobs Jansen Kaya Kok Koster Kuipers Lammers Maas Meijer Mulder Nieuwenhuis Nowak Oosterhof Peters Postma Prins
Ravensbergen Rietveld Schipper Scholten Smit Snijders Timmer Veenstra Verbeek Vermeulen Visser Vogel Wagenaar
Wesselink Willems Yılmaz Zandstra Zijlstra
""".split()
_PREFIXED = (
    ("de", "Vries"), ("de", "Jong"), ("de", "Boer"), ("de", "Graaf"), ("van", "Dijk"), ("van", "Leeuwen"),
    ("van den", "Berg"), ("van der", "Meulen"), ("van der", "Veen"), ("van 't", "Hof"), ("ten", "Brink"),
    ("ter", "Horst"), ("van de", "Kamp"), ("op de", "Weegh"), ("in 't", "Veld"), ("el", "Amrani"),
)  # fmt: skip
_STREETS = """
Dorpsstraat Kerkweg Molenweg Schoolstraat Lindelaan Eikenlaan Beukenhof Wilgenpad Korenveld Weideweg Brinkhof
Kastanjelaan Meidoornstraat Tulpstraat Rozenhof Hofakker Zonnedauw Veenweg Julianastraat Oranjelaan
""".split()
_LETTERS = "ABCDEFGHJKLMNPRTVWXZ"


@dataclass(frozen=True)
class Villager:
    """One generated person: the values of the record, and the periods of the roles."""

    values: dict[str, Any]
    volunteer: tuple[date, date | None] | None
    client: tuple[date, date | None] | None
    member: date | None
    paid: bool
    referrer: Referrer | None
    drives: bool
    keenness: float


def make_people(village: Village, count: int | None, first: date, last: date, rng: Random) -> list[Villager]:
    """The people of a village: `count` in all, in the proportions of the village; who helps and is helped overlap."""
    natural = _natural_count(village)
    total = count or natural
    volunteers = max(2, round(village.volunteers * total / natural))
    clients = max(2, round(village.clients * total / natural))
    members = round(village.members * total / natural)
    paid = village.paid_workers
    kernen = rng.choices(village.kernen, [kern.weight for kern in village.kernen], k=total)
    people = []
    for number in range(total):
        is_paid = number < paid
        volunteer = paid <= number < paid + volunteers
        start = paid + volunteers - max(1, volunteers // 6)
        client = start <= number < start + clients
        people.append(_villager(number, kernen[number], is_paid, volunteer, client, first, last, rng))
    for at in rng.sample(range(len(people)), min(members, len(people))):
        people[at] = Villager(**{**vars(people[at]), "member": _day_between(first - timedelta(days=3000), last, rng)})
    return people


def _natural_count(village: Village) -> int:
    """How many people a village has when nobody asks for another number."""
    overlap = max(1, village.volunteers // 6)
    active = village.paid_workers + village.volunteers + village.clients - overlap
    return max(active, round(village.members * 0.75) + village.clients // 2)


def _villager(
    number: int, kern: Kern, paid: bool, volunteer: bool, client: bool, first: date, last: date, rng: Random
) -> Villager:
    prefix, surname = rng.choice(_PREFIXED) if rng.random() < 0.3 else (None, rng.choice(_SURNAMES))
    own = rng.choice(_SURNAMES) if rng.random() < 0.08 else None
    if client and not volunteer:
        age = min(99, max(18, round(rng.gauss(77, 11))))
    else:
        age = min(88, max(17, round(rng.gauss(62, 12))))
    values: dict[str, Any] = {
        "number": None,
        "first_name": rng.choice(_FIRST_NAMES),
        "initials": None,
        "prefix": prefix,
        "surname": surname,
        "own_prefix": None,
        "own_surname": own,
        "street": rng.choice(_STREETS),
        "house_number": rng.randint(1, 140),
        "house_addition": rng.choice([None] * 12 + ["A", "bis"]),
        "postcode": f"{rng.choice(kern.postcodes)}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}",
        "town": kern.name.split(",", maxsplit=1)[0],
        "mobile": f"+3160{number % 10:01d}{rng.randint(0, 999_999):06d}" if rng.random() < 0.9 else None,
        "phone": None,
        "email": None,
        "birth_year": last.year - age if rng.random() < 0.95 else None,
        "birth_date": None,
        "added_on": first,
        "archived_on": None,
    }
    return Villager(
        values,
        _role_period(first, last, rng) if volunteer else None,
        _role_period(first, last, rng) if client else None,
        None,
        paid,
        rng.choice(tuple(Referrer)) if client and rng.random() < 0.85 else None,
        drives=volunteer and rng.random() < 0.45,
        keenness=rng.lognormvariate(0, 0.8),
    )


def _role_period(first: date, last: date, rng: Random) -> tuple[date, date | None]:
    """Most were there before; some begin in between, and some stop."""
    since = _day_between(first - timedelta(days=2500), first, rng)
    if rng.random() < 0.3:
        since = _day_between(first, last, rng)
    until = None
    if rng.random() < 0.15:
        until = _day_between(max(since, first), last, rng)
    return since, until


def _day_between(first: date, last: date, rng: Random) -> date:
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
