"""The fault suite: every way in which data can be lost or leak, tried on purpose."""
