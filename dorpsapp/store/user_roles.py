"""Roles: what each user of a file may do; rules of the program, kept in one place for window and command line."""

from collections.abc import Iterable, Mapping
from enum import Enum

from dorpsapp.errors import UserError
from dorpsapp.text import _


class UserRole(Enum):
    """Who someone is to this file; the value stands in their slot."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    TREASURER = "treasurer"
    READER = "reader"

    @classmethod
    def of(cls, text: str) -> "UserRole":
        """The role out of a slot; a word from elsewhere may do least."""
        return cls(text) if text in {one.value for one in cls} else cls.READER

    @property
    def label(self) -> str:
        """The role in Dutch."""
        return {
            UserRole.ADMINISTRATOR: _("beheerder"),
            UserRole.COORDINATOR: _("coördinator"),
            UserRole.REGISTRAR: _("invoerder"),
            UserRole.TREASURER: _("penningmeester"),
            UserRole.READER: _("lezer"),
        }[self]

    @property
    def explanation(self) -> str:
        """What someone with this role does, in one sentence."""
        return {
            UserRole.ADMINISTRATOR: _("Mag alles, ook gebruikers en de herstelbrief beheren."),
            UserRole.COORDINATOR: _("Mag alles met mensen, hulp en geld, en helpt anderen aan een wachtwoord."),
            UserRole.REGISTRAR: _("Legt mensen, hulp en hulpvragen vast."),
            UserRole.TREASURER: _("Werkt met geld en rapporten. Ziet geen behoeften en geen opmerkingen."),
            UserRole.READER: _("Kijkt alleen. Ziet geen behoeften en geen opmerkingen."),
        }[self]


class Capability(Enum):
    """Something that not everybody may do."""

    PEOPLE = "people"
    MONEY = "money"
    SETUP = "setup"
    OWN = "own"
    SENSITIVE = "sensitive"
    EXPORT = "export"
    ERASE = "erase"
    RESTORE = "restore"
    USERS = "users"
    KEYS = "keys"
    AUDIT = "audit"

    @property
    def label(self) -> str:
        """What it is, in Dutch, to stand behind `dit mag niet`."""
        return {
            Capability.PEOPLE: _("mensen en hulp wijzigen"),
            Capability.MONEY: _("geld en rapporten wijzigen"),
            Capability.SETUP: _("de instellingen van het initiatief wijzigen"),
            Capability.OWN: _("bewaren wat u typt"),
            Capability.SENSITIVE: _("gevoelige gegevens bekijken"),
            Capability.EXPORT: _("gegevens uitvoeren"),
            Capability.ERASE: _("gegevens voorgoed wissen"),
            Capability.RESTORE: _("een reservekopie terugzetten"),
            Capability.USERS: _("gebruikers beheren"),
            Capability.KEYS: _("een nieuwe herstelbrief maken"),
            Capability.AUDIT: _("het logboek bekijken"),
        }[self]


_EVERYTHING = frozenset(Capability)
MAY: Mapping[UserRole, frozenset[Capability]] = {
    UserRole.ADMINISTRATOR: _EVERYTHING,
    UserRole.COORDINATOR: _EVERYTHING - {Capability.KEYS},
    UserRole.REGISTRAR: frozenset({Capability.PEOPLE, Capability.SENSITIVE, Capability.OWN}),
    UserRole.TREASURER: frozenset({Capability.MONEY, Capability.EXPORT, Capability.OWN}),
    UserRole.READER: frozenset({Capability.OWN}),
}

# Which capability a write in each table asks for; a new record type gets a line here.
_TABLES: Mapping[Capability, str] = {
    Capability.PEOPLE: """
        person volunteer_role client_role member_role relation consent practical_need person_skill availability absence
        different_people merge retention restriction activity activity_regular request request_area request_skip
        request_match support participation import_batch story feedback
        """,
    Capability.MONEY: """
        funder funder_area funder_mapping funder_form grant_decision deadline target question budget_line booking
        reserve rate benefit avoided_cost report_text series_break edition
        """,
    Capability.SETUP: "initiative policy_area category former_name locality population skill breach",
    Capability.OWN: "draft saved_filter",
}
NEEDED = {table: capability for capability, tables in _TABLES.items() for table in tables.split()}
ANY_WRITER = frozenset({"setting"})
"""Tables in which everyone writes who may change anything at all: small choices that go with other work."""

HIDDEN: Mapping[str, frozenset[str]] = {
    "person": frozenset({"note"}),
    "support": frozenset({"note"}),
    "request": frozenset({"description", "destination"}),
    "practical_need": frozenset({"need"}),
    "restriction": frozenset({"reason"}),
    "merge": frozenset({"content"}),
}
"""Columns that read as empty for who may not see sensitive values; stories are made to be published."""


class NotAllowed(UserError):
    """The role of this user does not allow it."""

    def __init__(self, role: UserRole, what: Capability) -> None:
        self.capability = what
        sentence = _("Met de rol {role} mag dit niet: {what}. Vraag het een coördinator.")
        super().__init__(sentence.format(role=role.label, what=what.label))


def may(role: UserRole, what: Capability) -> bool:
    """Whether this role allows it."""
    return what in MAY[role]


def require(role: UserRole, what: Capability) -> None:
    """Raise NotAllowed unless this role allows it."""
    if not may(role, what):
        raise NotAllowed(role, what)


def refuse_tables(role: UserRole, tables: Iterable[str]) -> None:
    """Raise NotAllowed unless this role may write in all of these tables."""
    for table in tables:
        if table in ANY_WRITER:
            if not MAY[role] - {Capability.OWN}:
                raise NotAllowed(role, Capability.SETUP)
        else:
            require(role, NEEDED[table])
