"""The window: everything the user sees and types in."""
