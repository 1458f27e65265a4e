"""The command line: the same services without a window, with exit codes and JSON for scripts."""

import argparse
import errno
import getpass
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.logbook import log_crash, start_log
from dorpsapp.text import _

Answer = dict[str, Any]
_READER_LEFT = (errno.EPIPE, errno.EINVAL)
"""How a pipe that nobody reads any more answers; the second is that of Windows."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; every trouble becomes one sentence on standard error and an exit code."""
    start_log()
    wants_json = "--json" in arguments
    try:
        from dorpsapp.cli_parser import build_parser

        chosen = build_parser().parse_args(arguments)
        answer = chosen.run(chosen)
    except UserError as trouble:
        return _refused(trouble.sentence, trouble.exit_code, wants_json)
    except KeyboardInterrupt:
        return _refused(_("Gestopt. Er is niets veranderd."), 1, wants_json)
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            _write("", stream, end="")  # what argparse printed
        return int(ended.code or 0)
    except Exception:  # noqa: BLE001  the last line of defence: the user gets a sentence, the log gets the place
        log_crash(*sys.exc_info())
        return _refused(
            _("Er ging iets mis in het programma. Uw gegevens zijn bewaard. De uitleg staat in het logboek."),
            1,
            wants_json,
        )
    code = int(answer.pop("code", 0))
    _tell(answer, wants_json)
    return code


def _refused(sentence: str, code: int, wants_json: bool) -> int:
    _write(sentence, sys.stderr)
    if wants_json:
        _write(json.dumps({"error": sentence}, ensure_ascii=False), sys.stdout)
    return code


def _tell(answer: Answer, wants_json: bool) -> None:
    """The answer as one JSON object on standard output, or its sentence on standard error."""
    said = answer.pop("said", None)
    if wants_json:
        _write(json.dumps(answer, ensure_ascii=False), sys.stdout)
    if said:
        _write(said, sys.stderr)


def _write(text: str, stream: TextIO, end: str = "\n") -> None:
    """Write to a stream of which the reader may leave before the end, as `| head` does: that is no trouble."""
    try:
        print(text, end=end, file=stream, flush=True)
    except OSError as trouble:
        if trouble.errno not in _READER_LEFT:
            raise
        # What is still in the stream would be tried again at the end of the program, so from here it goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class ProgressLine:
    """Progress of long work on one line that renews itself, only on a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell how far it is; a total of 0 is not known yet."""
        if sys.stderr.isatty():
            of_all = f" / {total}" if total else ""
            print(f"\r{what or self._what}: {done}{of_all} ", end="\n" if 0 < total <= done else "", file=sys.stderr)


def password_of(chosen: argparse.Namespace, *, new: bool = False) -> str | None:
    """The password from a file or the environment; on a terminal it is asked for."""
    if chosen.password_file is not None:
        return first_line(chosen.password_file)
    if "DORPSAPP_PASSWORD" in os.environ:
        return os.environ["DORPSAPP_PASSWORD"]
    if sys.stdin.isatty():
        first = getpass.getpass(_("Wachtwoord: "))
        if new and getpass.getpass(_("Nog een keer: ")) != first:
            raise WrongPassword(_("De twee wachtwoorden zijn niet gelijk. Probeer opnieuw."))
        return first
    return None


def first_line(path: str) -> str:
    """The password on the first line of a file."""
    try:
        return str(Path(path).read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r"))
    except (OSError, UnicodeDecodeError):
        raise UserError(_("Het bestand met het wachtwoord is niet te lezen. Kijk de naam na.")) from None
