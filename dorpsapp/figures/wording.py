"""The words of the initiative for its people, used in labels and definitions of figures."""

from dataclasses import dataclass

from dorpsapp.models import ClientWord, WorkerWord

_CLIENTS = {
    ClientWord.PARTICIPANT: ("deelnemer", "deelnemers"),
    ClientWord.HELP_SEEKER: ("hulpvrager", "hulpvragers"),
    ClientWord.RESIDENT: ("bewoner", "bewoners"),
    ClientWord.GUEST: ("gast", "gasten"),
}


@dataclass(frozen=True)
class Wording:
    """What this initiative calls who receives support, and its paid worker."""

    client: ClientWord = ClientWord.PARTICIPANT
    worker: WorkerWord = WorkerWord.SUPPORTER

    def fill(self, text: str, **values: object) -> str:
        """The text with {client}, {clients} and {worker} filled in, and whatever else it asks for."""
        one, many = _CLIENTS[self.client]
        return text.format(client=one, clients=many, worker=self.worker.value, **values)
