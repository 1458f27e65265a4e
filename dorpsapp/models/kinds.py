"""Every kind of value that a field can hold, in one place to import from."""

from dorpsapp.models.amount_kinds import Decimals, Distance, Duration, Hours, Money, Number, Percentage, Year
from dorpsapp.models.contact_kinds import Email, Iban, Phone, Postcode
from dorpsapp.models.kind import Kind
from dorpsapp.models.plain_kinds import Choice, Day, DayMonth, Moment, Reference, Text, TimeOfDay, YesNo
from dorpsapp.models.unreadable import Unreadable

__all__ = [
    "Choice",
    "Day",
    "DayMonth",
    "Decimals",
    "Distance",
    "Duration",
    "Email",
    "Hours",
    "Iban",
    "Kind",
    "Moment",
    "Money",
    "Number",
    "Percentage",
    "Phone",
    "Postcode",
    "Reference",
    "Text",
    "TimeOfDay",
    "Unreadable",
    "Year",
    "YesNo",
]
