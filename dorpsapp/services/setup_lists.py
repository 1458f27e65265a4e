"""Lists of what the initiative sets up: kernen, inhabitants, kinds of help and qualities, as tables show them."""

import sqlalchemy as sa

from dorpsapp.models import Category, Locality, Person, PersonSkill, PolicyArea, Population, Skill, SkillKind
from dorpsapp.models.kinds import Choice, Day, Number, Text, Year
from dorpsapp.services.plain_lists import listing_of
from dorpsapp.services.restrictions import unrestricted
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store


def kind_listing(store: Store) -> Listing:
    """Kinds of help in their order with their policy area; those out of use come last."""
    area = sa.select(PolicyArea.name).where(PolicyArea.id == Category.policy_area_id).scalar_subquery()
    order = Category.position + sa.case((Category.retired_on.is_(None), 0), else_=100_000)
    columns = (
        ListColumn("name", "Naam", Text(), order),
        ListColumn("area", "Beleidsterrein", Text()),
        ListColumn("retired", "Gestopt op", Day()),
    )
    return listing_of(store, Category, columns, (Category.name, area, Category.retired_on))


def kern_listing(store: Store) -> Listing:
    """Kernen by name with their municipality and the newest number of all inhabitants."""
    newest = (
        sa.select(Population.inhabitants)
        .where(Population.locality_id == Locality.id, Population.age_from == 0)
        .order_by(Population.year.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = (
        ListColumn("name", "Kern", Text(), sa.func.lower(Locality.name)),
        ListColumn("municipality", "Gemeente", Text()),
        ListColumn("inhabitants", "Inwoners", Number()),
        ListColumn("retired", "Gestopt op", Day()),
    )
    return listing_of(store, Locality, columns, (Locality.name, Locality.municipality, newest, Locality.retired_on))


def count_listing(store: Store) -> Listing:
    """Numbers of inhabitants, the newest year first and everyone before the older. Narrow it with `only_of_kern`."""
    columns = (
        ListColumn("year", "Jaar", Year(), -Population.year * 1000 + Population.age_from),
        ListColumn("age", "Vanaf", Number()),
        ListColumn("inhabitants", "Inwoners", Number()),
        ListColumn("source", "Bron", Text()),
    )
    shown = (Population.year, Population.age_from, Population.inhabitants, Population.source)
    return listing_of(store, Population, columns, shown)


def only_of_kern(locality_id: int) -> sa.ColumnElement[bool]:
    """The condition that leaves the inhabitants of one kern."""
    return Population.locality_id == locality_id


def quality_listing(store: Store) -> Listing:
    """Qualities by name, with how many people who can be picked have each."""
    people = (
        sa.select(sa.func.count())
        .select_from(PersonSkill)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(PersonSkill.skill_id == Skill.id, Person.archived_on.is_(None), unrestricted())
        .scalar_subquery()
    )
    columns = (
        ListColumn("name", "Kwaliteit", Text(), sa.func.lower(Skill.name)),
        ListColumn("kind", "Soort", Choice(of=SkillKind)),
        ListColumn("people", "Mensen", Number()),
        ListColumn("retired", "Gestopt op", Day()),
    )
    return listing_of(store, Skill, columns, (Skill.name, Skill.kind, people, Skill.retired_on))
