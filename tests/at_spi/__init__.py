"""The real program read over the accessibility bus of Linux, as a screen reader does."""
