"""What we record.

To add a record type: write its file, and list it here after the types it refers to.
"""

from dorpsapp.models.activity import Activity, ActivityRegular, ParticipantRole
from dorpsapp.models.availability import Absence, Availability, DayPart, Weekday
from dorpsapp.models.base import Field, Privacy, Record
from dorpsapp.models.breach import Breach, BreachKind
from dorpsapp.models.category import Category, FormerName, PolicyArea, Shape
from dorpsapp.models.consent import Consent, ConsentPurpose, ConsentWay, Need, PracticalNeed
from dorpsapp.models.draft import Draft, SavedFilter
from dorpsapp.models.edition import Edition
from dorpsapp.models.funder import Funder, FunderArea, FunderForm, FunderMapping
from dorpsapp.models.grant import Deadline, Grant, GrantState, Question, Regime, Target
from dorpsapp.models.initiative import ClientWord, Initiative, LegalForm, WorkerWord
from dorpsapp.models.ledger import Booking, BudgetLine, LineKind, Reserve, ReserveKind, Side
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
from dorpsapp.models.restriction import Restriction, RestrictionKind
from dorpsapp.models.retention import Retention, RetentionSubject
from dorpsapp.models.role import ClientRole, MemberRole, Referrer, Role, VolunteerRole
from dorpsapp.models.same_person import DifferentPeople, Merge
from dorpsapp.models.setting import ImportBatch, ImportKind, Setting
from dorpsapp.models.skill import PersonSkill, Skill, SkillKind
from dorpsapp.models.story import Feedback, ReportText, SeriesBreak, Story, WithoutUs
from dorpsapp.models.support import Participation, Quality, Support
from dorpsapp.models.worth import AvoidedCost, Benefit, BenefitDegree, BenefitSystem, Rate, RateKind

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
    Retention,
    Restriction,
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
    Funder,
    FunderArea,
    FunderMapping,
    FunderForm,
    Grant,
    Deadline,
    Target,
    Question,
    BudgetLine,
    Booking,
    Reserve,
    Rate,
    Benefit,
    AvoidedCost,
    Story,
    Feedback,
    ReportText,
    SeriesBreak,
    Edition,
    Breach,
)

__all__ = [
    "RECORDS",
    "Absence",
    "Activity",
    "ActivityRegular",
    "Availability",
    "AvoidedCost",
    "Benefit",
    "BenefitDegree",
    "BenefitSystem",
    "Booking",
    "Breach",
    "BreachKind",
    "BudgetLine",
    "Category",
    "ClientRole",
    "ClientWord",
    "Consent",
    "ConsentPurpose",
    "ConsentWay",
    "DayPart",
    "Deadline",
    "DeclineReason",
    "DifferentPeople",
    "Draft",
    "Edition",
    "Feedback",
    "Field",
    "FormerName",
    "Funder",
    "FunderArea",
    "FunderForm",
    "FunderMapping",
    "Grant",
    "GrantState",
    "ImportBatch",
    "ImportKind",
    "Initiative",
    "LegalForm",
    "LineKind",
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
    "Question",
    "Rate",
    "RateKind",
    "Record",
    "Referrer",
    "Regime",
    "Relation",
    "RelationKind",
    "Repeat",
    "ReportText",
    "Request",
    "RequestArea",
    "RequestSkip",
    "RequestState",
    "Reserve",
    "ReserveKind",
    "Restriction",
    "RestrictionKind",
    "Retention",
    "RetentionSubject",
    "Role",
    "SavedFilter",
    "SeriesBreak",
    "Setting",
    "Shape",
    "Side",
    "Skill",
    "SkillKind",
    "Story",
    "Support",
    "Target",
    "VolunteerRole",
    "Weekday",
    "WithoutUs",
    "WorkerWord",
]
