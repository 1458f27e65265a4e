"""Practice villages: files with generated people, shaped like initiatives that exist."""

from dorpsapp.services.practice.village import VillageSize, make_village
from dorpsapp.services.practice.villages import VILLAGES

__all__ = ["VILLAGES", "VillageSize", "make_village"]
