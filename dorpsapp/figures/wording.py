"""The words of the initiative for its people, used in labels and definitions of figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dorpsapp.models import ClientWord, WorkerWord
from dorpsapp.text import _


@dataclass(frozen=True)
class Wording:
    """What this initiative calls who receives support, and its paid worker."""

    client: ClientWord = ClientWord.PARTICIPANT
    worker: WorkerWord = WorkerWord.SUPPORTER

    @classmethod
    def of(cls, initiative: Mapping[str, Any]) -> "Wording":
        """The words among the values of the initiative; the usual ones where a file has none."""
        return cls(initiative["client_word"], initiative["worker_word"]) if initiative else cls()

    def fill(self, text: str, **values: object) -> str:
        """The text with {client}, {clients} and {worker} filled in, and whatever else it asks for."""
        return text.format(client=self.one, clients=self.many, worker=_(self.worker.value), **values)

    @property
    def one(self) -> str:
        """The word for one who receives support."""
        return _(self.client.value)

    @property
    def many(self) -> str:
        """The word for more than one."""
        return {
            ClientWord.PARTICIPANT: _("deelnemers"),
            ClientWord.HELP_SEEKER: _("hulpvragers"),
            ClientWord.RESIDENT: _("bewoners"),
            ClientWord.GUEST: _("gasten"),
        }[self.client]
