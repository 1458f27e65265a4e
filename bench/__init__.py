"""Measures speed and memory, each against a floor of the same run; run it with `python3 dev.py bench`."""
