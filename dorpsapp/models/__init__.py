"""What we record.

To add a record type: write its file, and list it here after the types it refers to.
"""

from dorpsapp.models.activity import Activity, ActivityRegular, ParticipantRole
from dorpsapp.models.base import Field, Privacy, Record
from dorpsapp.models.category import Category, PolicyArea, Shape
from dorpsapp.models.initiative import ClientWord, Initiative, LegalForm, WorkerWord
from dorpsapp.models.locality import Locality, Population
from dorpsapp.models.person import Person
from dorpsapp.models.role import ClientRole, MemberRole, Referrer, Role, VolunteerRole
from dorpsapp.models.setting import ImportBatch, ImportKind, Setting
from dorpsapp.models.support import Participation, Quality, Support

RECORDS: tuple[type[Record], ...] = (
    Initiative,
    Setting,
    ImportBatch,
    PolicyArea,
    Category,
    Locality,
    Population,
    Person,
    VolunteerRole,
    ClientRole,
    MemberRole,
    Activity,
    ActivityRegular,
    Support,
    Participation,
)

__all__ = [
    "RECORDS",
    "Activity",
    "ActivityRegular",
    "Category",
    "ClientRole",
    "ClientWord",
    "Field",
    "ImportBatch",
    "ImportKind",
    "Initiative",
    "LegalForm",
    "Locality",
    "MemberRole",
    "ParticipantRole",
    "Participation",
    "Person",
    "PolicyArea",
    "Population",
    "Privacy",
    "Quality",
    "Record",
    "Referrer",
    "Role",
    "Setting",
    "Shape",
    "Support",
    "VolunteerRole",
    "WorkerWord",
]
