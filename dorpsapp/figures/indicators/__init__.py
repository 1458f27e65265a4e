"""Every figure there is, one file for each subject.

The report's annex, the help and the JSON are made from this registry. To add a figure, add one Indicator to the tuple
of its subject.
"""

from dorpsapp.figures.indicators.clients import CLIENTS
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value, share, wanted_value
from dorpsapp.figures.indicators.requests import REQUESTS
from dorpsapp.figures.indicators.room import ROOM
from dorpsapp.figures.indicators.support import SUPPORT
from dorpsapp.figures.indicators.volunteers import MEMBERS, VOLUNTEERS

INDICATORS: tuple[Indicator, ...] = (*VOLUNTEERS, *CLIENTS, *SUPPORT, *REQUESTS, *MEMBERS, *ROOM)
"""Their order is that of the printed references: a new one comes at the end."""
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}

__all__ = ["BY_KEY", "INDICATORS", "ROOM", "Indicator", "Measure", "Value", "share", "wanted_value"]
