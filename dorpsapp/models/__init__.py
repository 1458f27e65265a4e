"""What we record.

To add a record type: write its file, and list it here after the types it refers to.
"""

from dorpsapp.models.activity import Activity, ActivityRegular, ParticipantRole
from dorpsapp.models.availability import Absence, Availability, DayPart, Weekday
from dorpsapp.models.base import Field, Privacy, Record
from dorpsapp.models.category import Category, FormerName, PolicyArea, Shape
from dorpsapp.models.consent import Consent, ConsentPurpose, ConsentWay, Need, PracticalNeed
from dorpsapp.models.draft import Draft, SavedFilter
from dorpsapp.models.initiative import ClientWord, Initiative, LegalForm, WorkerWord
from dorpsapp.models.locality import Locality, Population
from dorpsapp.models.person import Person
from dorpsapp.models.relation import Relation, RelationKind
from dorpsapp.models.request import (
    DeclineReason,
    Match,
    MatchState,
    Repeat,
    Request,
    RequestArea,
    RequestSkip,
    RequestState,
)
from dorpsapp.models.role import ClientRole, MemberRole, Referrer, Role, VolunteerRole
from dorpsapp.models.same_person import DifferentPeople, Merge
from dorpsapp.models.setting import ImportBatch, ImportKind, Setting
from dorpsapp.models.skill import PersonSkill, Skill, SkillKind
from dorpsapp.models.support import Participation, Quality, Support

RECORDS: tuple[type[Record], ...] = (
    Initiative,
    Setting,
    ImportBatch,
    PolicyArea,
    Category,
    FormerName,
    Locality,
    Population,
    Person,
    VolunteerRole,
    ClientRole,
    MemberRole,
    Relation,
    Consent,
    PracticalNeed,
    Skill,
    PersonSkill,
    Availability,
    Absence,
    DifferentPeople,
    Merge,
    Activity,
    ActivityRegular,
    Request,
    RequestArea,
    RequestSkip,
    Match,
    Support,
    Participation,
    Draft,
    SavedFilter,
)

__all__ = [
    "RECORDS",
    "Absence",
    "Activity",
    "ActivityRegular",
    "Availability",
    "Category",
    "ClientRole",
    "ClientWord",
    "Consent",
    "ConsentPurpose",
    "ConsentWay",
    "DayPart",
    "DeclineReason",
    "DifferentPeople",
    "Draft",
    "Field",
    "FormerName",
    "ImportBatch",
    "ImportKind",
    "Initiative",
    "LegalForm",
    "Locality",
    "Match",
    "MatchState",
    "MemberRole",
    "Merge",
    "Need",
    "ParticipantRole",
    "Participation",
    "Person",
    "PersonSkill",
    "PolicyArea",
    "Population",
    "PracticalNeed",
    "Privacy",
    "Quality",
    "Record",
    "Referrer",
    "Relation",
    "RelationKind",
    "Repeat",
    "Request",
    "RequestArea",
    "RequestSkip",
    "RequestState",
    "Role",
    "SavedFilter",
    "Setting",
    "Shape",
    "Skill",
    "SkillKind",
    "Support",
    "VolunteerRole",
    "Weekday",
    "WorkerWord",
]
