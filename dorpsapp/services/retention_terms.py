"""Retention terms: how many months each kind of data is kept; proposals that the initiative can change."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models.processing import Keep
from dorpsapp.services.settings import keep_setting, setting
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability, require
from dorpsapp.text import _, ngettext

NOTICE_DAYS = 28
MOST_MONTHS = 240


@dataclass(frozen=True)
class Proposal:
    """A term in months with where it comes from; `fixed` when the law leaves no choice."""

    months: int
    source: str
    fixed: bool = False


PROPOSALS: Mapping[Keep, Proposal] = {
    Keep.CLIENT: Proposal(24, "voorstel; de wet noemt geen termijn"),
    Keep.NEEDS: Proposal(0, "voorstel: meteen, want dit zijn gegevens over gezondheid"),
    Keep.VOLUNTEER: Proposal(12, "voorstel; de wet noemt geen termijn"),
    Keep.MEMBER: Proposal(12, "voorstel; de wet noemt geen termijn"),
    Keep.BREACH: Proposal(60, "voorstel; de wet noemt geen termijn"),
    Keep.FINANCE: Proposal(84, "Algemene wet inzake rijksbelastingen art. 52: zeven jaar", fixed=True),
}


def terms(session: Session) -> dict[Keep, int]:
    """The months of each kind of data, as chosen or else as proposed."""
    return {keep: _chosen(setting(session, _key(keep)), proposal) for keep, proposal in PROPOSALS.items()}


def read_terms(store: Store) -> dict[Keep, int]:
    """The same, in a read of its own."""
    with store.read() as session:
        return terms(session)


def is_chosen(session: Session, keep: Keep) -> bool:
    """Whether the initiative decided on this term itself; otherwise it is our proposal."""
    return PROPOSALS[keep].fixed or setting(session, _key(keep)).isdecimal()


def choose_term(store: Store, keep: Keep, months: int) -> None:
    """Keep another term as one undoable step; raises Invalid outside 0 to 240 months, or where the law decides.

    Raises NotAllowed for who may not set up the initiative: terms decide who is erased.
    """
    require(store.role, Capability.SETUP)
    proposal = PROPOSALS[keep]
    if proposal.fixed:
        raise Invalid({"months": _("Deze termijn staat in de wet. U kunt hem niet kiezen.")})
    if not 0 <= months <= MOST_MONTHS:
        raise Invalid({"months": _("Kies een aantal maanden van 0 tot en met {n}.").format(n=MOST_MONTHS)})
    keep_setting(store, _key(keep), str(months), _("Bewaartermijn gekozen: {term}").format(term=say_months(months)))


def say_months(months: int) -> str:
    """`2 jaar`, `18 maanden`; `meteen` for none."""
    if months == 0:
        return _("meteen")
    if months % 12 == 0:
        years = months // 12
        return ngettext("{n} jaar", "{n} jaar", years).format(n=years)
    return ngettext("{n} maand", "{n} maanden", months).format(n=months)


def say_keep(keep: Keep, months: Mapping[Keep, int]) -> str:
    """The whole term in a sentence."""
    return keep.value.format(term=say_months(months[keep])) if keep in months else keep.value


def _key(keep: Keep) -> str:
    return f"retention_{keep.name.lower()}"


def _chosen(kept: str, proposal: Proposal) -> int:
    if proposal.fixed or not kept.isdecimal() or int(kept) > MOST_MONTHS:
        return proposal.months
    return int(kept)
