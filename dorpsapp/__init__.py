"""Dorpsapp: village initiatives record support and show what it is worth."""

__version__ = "0.1.0"
