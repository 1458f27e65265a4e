"""One operation with trouble of the disk at every place where it can come, and a judgement of each outcome."""

import shutil
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dorpsapp.errors import UserError
from tests.faults.disturbing import Handles
from tests.faults.operation import Operation
from tests.faults.operations import OPERATIONS, PLANTED

PATIENCE_SECONDS = 10


@dataclass
class Outcomes:
    """What came of all the tries."""

    trials: int = 0
    wrong: list[str] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)

    def answer(self) -> dict[str, Any]:
        """As JSON."""
        return {"trials": self.trials, "wrong": self.wrong, "said": dict(self.said)}


def try_once(
    operation: Operation, disturb: Callable[[], AbstractContextManager[None]], about: str, outcomes: Outcomes
) -> None:
    """One try: the act under trouble, then without, and everything in between is judged."""
    operation.begin()
    acted, begun = "", time.monotonic()
    wrong: list[str] = []
    try:
        with disturb():
            operation.act()
    except UserError as trouble:
        acted = trouble.sentence
        outcomes.said[acted] += 1
    except Exception as trouble:  # noqa: BLE001 - any other error is what is looked for
        acted = repr(trouble)
        wrong.append(f"an error that no user can read: {acted}")
    if time.monotonic() - begun > PATIENCE_SECONDS:
        wrong.append("waited too long")
    state = operation.state()
    if state not in ("old", "new"):
        wrong.append(f"left behind: {state}")
    if not acted and state != operation.done:
        wrong.append("said to be done, and was not")
    try:
        operation.act()
    except Exception as trouble:  # noqa: BLE001 - any error here is what is looked for
        wrong.append(f"could not go on afterwards: {trouble!r}")
    operation.end()
    if (state := operation.state()) != operation.done:
        wrong.append(f"at the end: {state}")
    wrong += [f"rubbish: {name}" for name in operation.rubbish()]
    outcomes.trials += 1
    outcomes.wrong += [f"{operation.name}, {about}: {one}" for one in wrong]
    shutil.rmtree(operation.folder)


def fail_at_every_call(folder: Path, base: str, steps: dict[str, int], errors: list[int], times: int) -> dict[str, Any]:
    """Let each kind of call fail with each error, at every place or one in so many: the step of that operation."""
    return {
        operation: _fail_at_every_call(folder, base, operation, errors, step, times)
        for operation, step in steps.items()
    }


def _fail_at_every_call(
    folder: Path, base: str, operation: str, errors: list[int], step: int, times: int
) -> dict[str, Any]:
    handles, outcomes = Handles(), Outcomes()
    made = (OPERATIONS | PLANTED)[operation](Path(base), folder / "dorp")
    try_once(made, handles.counting, "undisturbed", outcomes)
    for error in errors:
        for call, count in handles.calls.items():
            for nth in range(1, count + 1, step):
                try_once(
                    made,
                    lambda call=call, nth=nth, error=error: handles.failing(call, nth, error, times),  # type: ignore[misc]
                    f"{call.name} {nth} errno {error}",
                    outcomes,
                )
                if not handles.fired:
                    outcomes.trials -= 1  # this time there were fewer calls
    outcomes.trials -= 1
    return outcomes.answer()


def fill_the_disk(folder: Path, base: str, operations: list[str], pages: list[int]) -> dict[str, Any]:
    """For each operation: leave room on the disk for so many pages of 4096 bytes, and a bit."""
    return {operation: _fill_the_disk(folder, base, operation, pages) for operation in operations}


def _fill_the_disk(folder: Path, base: str, operation: str, pages: list[int]) -> dict[str, Any]:
    handles, outcomes = Handles(), Outcomes()
    made = (OPERATIONS | PLANTED)[operation](Path(base), folder / "dorp")
    for number in pages:
        room = number * 4096 + number * 37 % 4096
        try_once(made, lambda room=room: handles.room_for(room), f"{number} pages left", outcomes)  # type: ignore[misc]
    return outcomes.answer()
