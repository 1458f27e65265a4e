"""The window: everything the user sees and types in."""

from dorpsapp.ui.immortal import keep_constants_alive

keep_constants_alive()
