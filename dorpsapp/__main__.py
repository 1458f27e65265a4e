"""Starts Dorpsapp: the window, or a sub-command without a window."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code (0 done, 1 refused with a reason, 2 wrong usage, 3 password or in use)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from dorpsapp import cli

    if cli.is_command(given):
        return cli.main(given)
    from dorpsapp import app

    return app.main(given)


if __name__ == "__main__":
    sys.exit(main())
