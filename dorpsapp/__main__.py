"""Starts Dorpsapp: the window, or a sub-command without a window."""

import gc
import sys
from collections.abc import Sequence

COMMANDS = (
    "sample", "new", "report", "edition", "trace", "form", "fill", "bundle", "alliance", "import", "template", "undo",
    "export", "calendar", "backup", "restore", "salvage", "check", "privacy", "person", "erase", "retention", "users",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code (0 done, 1 refused with a reason, 2 wrong usage, 3 password or in use)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and (given[0] in COMMANDS or given[0].startswith("-")):
        from dorpsapp import cli

        return cli.main(given)
    gc.disable()  # until the window is painted, when app.main() puts it on again: collecting while loading costs time
    from dorpsapp import app

    return app.main(given)


if __name__ == "__main__":
    sys.exit(main())
