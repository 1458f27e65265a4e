"""Reads a quick line such as `gister Jan de Vries 2u boodschappen mw Bakker 12 km`; knows no database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dorpsapp.services import quick_questions as ask
from dorpsapp.services.names import PREFIXES
from dorpsapp.services.quick_known import FAMILY, GIVEN, NEARLY_WHOLE, Known, KnownKind
from dorpsapp.services.quick_reading import Answer, Piece, Question, Reading, Who
from dorpsapp.services.quick_roles import Before, Named, cast
from dorpsapp.services.quick_spans import Means, Span, spans
from dorpsapp.services.quick_words import (
    APART,
    BEFORE_CLIENT,
    BEFORE_HELPER,
    HELPED,
    KIND_OF_VERB,
    TITLES,
    TOGETHER_WITH,
    WITH,
    Word,
    cut,
)
from dorpsapp.text import _

NOT_UNDERSTOOD_COSTS = 30
_ONCE = (Means.DAY, Means.STARTED, Means.DURATION, Means.KM, Means.HEADCOUNT, Means.KIND)
_INSIDE_A_NAME = PREFIXES - BEFORE_CLIENT - {"op", "in", "over", "uit", "onder"}


@dataclass
class _Item:
    """Some words of the line on their way to a meaning; without one they were not understood."""

    words: tuple[Word, ...]
    means: Means | None = None
    values: tuple[Any, ...] = ()
    says: int = 0
    titled: bool = False

    @property
    def typed(self) -> str:
        """The words as they were typed."""
        return " ".join(word.typed for word in self.words)

    @property
    def name(self) -> str:
        """The words as a name: without the marks behind them and the titles in front."""
        words = [word.typed.strip(",;.!?\"'()") or word.typed for word in self.words]
        while len(words) > 1 and self.words[len(self.words) - len(words)].plain in TITLES:
            words = words[1:]
        return " ".join(words)

    @property
    def stops(self) -> bool:
        """Whether a comma behind it ends a name."""
        return self.words[-1].stops


def read_line(line: str, known: Known, given: Mapping[str, Answer] | None = None) -> Reading:
    """What the line says; `given` holds the answers to the questions of an earlier reading, by their keys.

    Every word is in one of the pieces of the reading, and a word without a meaning makes it not ready.
    """
    return _Reader(known, given or {}).read(line)


class _Reader:
    """One reading of one line: from words to items, from items to who, what, when and how long."""

    def __init__(self, known: Known, given: Mapping[str, Answer]) -> None:
        self._known = known
        self._given = given
        self._questions: list[Question] = []
        self._found: dict[Means, list[tuple[str, Any]]] = defaultdict(list)
        self._named: list[Named] = []
        self._notes: list[str] = []
        self._not_understood: list[str] = []
        self._wrong: list[str] = []
        self._both_ways = False
        self._apart = False
        self._verb = ""

    def read(self, line: str) -> Reading:
        """The whole reading."""
        items = self._join_names(self._best(cut(line)))
        self._walk(items)
        self._read_numbers(items)
        values = {means: self._once(means) for means in _ONCE}
        kind = self._known.kind_by_id.get(values[Means.KIND]) if values[Means.KIND] is not None else None
        if kind is None and not self._found[Means.KIND]:
            kind = self._kind_besides(bool(items))
        headcount = values[Means.HEADCOUNT] or 0
        people = cast(self._named, self._known, kind.shape if kind else None, bool(headcount))
        helpers, clients = people.helpers, people.clients
        if people.doubtful and helpers and clients:
            turned = self._ask(ask.about_roles(helpers, clients))
            helpers, clients = (clients, helpers) if turned is not None and turned.value else (helpers, clients)
        if len(clients) > 1 and not headcount and not self._apart:
            answer = self._ask(ask.about_together(clients))
            self._apart = answer is not None and bool(answer.value)
        minutes, started = values[Means.DURATION] or (None, None)
        return Reading(
            line, self._known.today,
            pieces=tuple(Piece(item.typed, item.means) for item in items),
            day=values[Means.DAY], started=values[Means.STARTED] or started, minutes=minutes, km=values[Means.KM],
            both_ways=self._both_ways, headcount=headcount, kind=kind, helpers=helpers, clients=clients,
            note=" ".join(self._notes) or None, apart=self._apart and len(clients) > 1,
            questions=tuple(self._questions), not_understood=tuple(self._not_understood), wrong=tuple(self._wrong),
        )  # fmt: skip

    def _kind_besides(self, something_typed: bool) -> KnownKind | None:
        """The kind of help when none was named: what a verb such as `bracht` says, or what was answered."""
        of_verb = next((one for one in self._known.kinds if one.code == self._verb), None) if self._verb else None
        if of_verb is not None or not something_typed:
            return of_verb
        answer = self._ask(ask.about_kind(self._known))
        return self._known.kind_by_id[int(str(answer.value))] if answer else None

    def _ask(self, question: Question) -> Answer | None:
        settled = ask.settle(question, self._given)
        if all(settled.key != other.key for other in self._questions):
            self._questions.append(settled)
        return settled.settled

    def _best(self, words: Sequence[Word]) -> list[_Item]:
        """Cut the line where most of it is understood, in as few and as certain stretches as possible."""
        by_place: dict[tuple[int, int], list[Span]] = defaultdict(list)
        for span in spans(words, self._known):
            by_place[span.first, span.end].append(span)
        ends: dict[int, list[int]] = defaultdict(list)
        for first, end in by_place:
            ends[first].append(end)
        best: list[tuple[int, int]] = [(0, 0)] * (len(words) + 1)
        for first in reversed(range(len(words))):
            choices = [(best[first + 1][0] - NOT_UNDERSTOOD_COSTS, 0)]
            for end in ends[first]:
                says = max(span.says for span in by_place[first, end])
                choices.append(((end - first) ** 2 * 10 + says + best[end][0], end))
            best[first] = max(choices)
        items = []
        at = 0
        while at < len(words):
            end = best[at][1]
            if end:
                items.append(self._chosen(words[at:end], by_place[at, end]))
            else:
                items.append(_Item((words[at],)))
            at = end or at + 1
        return items

    def _chosen(self, words: Sequence[Word], meanings: Sequence[Span]) -> _Item:
        """The surest meaning; where another is as good, it is asked."""
        ranked = sorted(meanings, key=lambda span: -span.says)
        rivals = [span for span in ranked if span.says >= GIVEN and span.means is not Means.HINT]
        item = _Item(tuple(words), ranked[0].means, ranked[0].values, ranked[0].says, ranked[0].titled)
        if len({span.means for span in rivals}) > 1:
            answer = self._ask(ask.about_rivals(item.name, rivals, self._known))
            if answer is None:
                return replace(item, means=Means.NOTE, values=())
            values = tuple(who.id for who in answer.value) if answer.means is Means.PEOPLE else (answer.value,)  # type: ignore[attr-defined] # people are a tuple of Who
            return replace(item, means=answer.means, values=values, says=NEARLY_WHOLE)
        return item

    def _join_names(self, items: list[_Item]) -> list[_Item]:
        """Put words together that may be one unknown name, and ask who or what they are."""
        joined: list[_Item] = []
        at = 0
        while at < len(items):
            end = self._end_of_name(items, at)
            some = items[at:end]
            unknown = [item for item in some if item.means is None]
            if unknown:
                joined += self._unknown(some)
            elif len(some) == 2 and _is_given(some[0]) and _is_family(some[1]):
                joined += self._split(some)
            else:
                joined.append(items[at])
                end = at + 1
            at = end
        return joined

    @staticmethod
    def _end_of_name(items: Sequence[_Item], at: int) -> int:
        """Where a name that begins here ends: a given name, unknown words with prefixes, a family name."""
        end = at
        while end < len(items) and (end == at or not items[end - 1].stops):
            item = items[end]
            rest = items[end + 1 : end + 4]
            inside = len(item.words) == 1 and item.words[0].plain in _INSIDE_A_NAME and item.means is Means.HINT
            if inside:
                following = next((each for each in rest if each.words[0].plain not in _INSIDE_A_NAME), None)
                strange = any(each.means is None for each in rest[:1])
                if not strange and (following is None or following.means is not None):
                    break
            elif item.means is Means.TITLE:
                if end > at or not rest or rest[0].means not in (None, Means.HINT):
                    break
            elif _is_family(item) and end > at and items[end - 1].means in (None, Means.PEOPLE):
                return end + 1
            elif item.means is not None and not (end == at and _is_given(item)):
                break
            end += 1
        return max(end, at + 1)

    def _unknown(self, some: Sequence[_Item]) -> list[_Item]:
        """Words of which nothing is known, with a given name in front or a family name behind that may go with them."""
        at = [number for number, item in enumerate(some) if item.means is None]
        front, back = list(some[: at[0]]), list(some[at[-1] + 1 :])
        strange = _joined(some[at[0] : at[-1] + 1])
        is_given = bool(front) and _is_given(front[0])
        whole, rest = _joined(some), _joined(some[1:] if is_given else some)
        answer = self._ask(ask.about_unknown(whole.name, rest.name, strange.name, self._known))
        if answer is None:
            self._not_understood.append(strange.typed)
            return [whole]
        if answer.means is Means.NOTE:
            self._notes.append(str(answer.value))
            return [*front, replace(strange, means=Means.NOTE), *back]
        titled = some[0].means is Means.TITLE
        of_rest = is_given and not ask.is_about(answer, whole.name, rest.name)
        settled = _Item((rest if of_rest else whole).words, answer.means, (answer.value,), titled=titled)
        return [front[0], settled] if of_rest else [settled]

    def _split(self, some: Sequence[_Item]) -> list[_Item]:
        """`Jan Bakker`: two people, or somebody new."""
        people = tuple(self._who(item) for item in some)
        if not all(who.sure for who in people):
            return list(some)
        whole = _joined(some)
        answer = self._ask(ask.about_split(whole.name, people))
        if answer is None:
            self._not_understood.append(whole.typed)
            return [whole]
        if len(answer.value) > 1:  # type: ignore[arg-type] # people are a tuple of Who
            return list(some)
        return [replace(whole, means=Means.PEOPLE, values=(answer.value,), says=0)]

    def _who(self, item: _Item) -> Who:
        """The one who is meant, after asking; not sure while that is not known."""
        if item.values and isinstance(item.values[0], tuple):
            found: Who = item.values[0][0]
            return found
        people = [self._known.person_by_id[number] for number in item.values]
        if len(people) == 1:
            return Who(people[0].id, people[0].name)
        answer = self._ask(ask.about_people(item.name, people))
        if answer is None:
            return Who(None, _("{words}?").format(words=item.name), sure=False)
        chosen: tuple[Who, ...] = answer.value  # type: ignore[assignment] # people are a tuple of Who
        return chosen[0]

    def _walk(self, items: Sequence[_Item]) -> None:
        """Take every item to where it belongs; names with what stood before them."""
        before = Before.NOTHING
        for item in items:
            match item.means:
                case Means.PEOPLE:
                    who = self._who(item)
                    maybe = tuple(number for number in item.values if isinstance(number, int))
                    self._named.append(Named(who, before, item.titled, maybe))
                    before = Before.NOTHING
                case Means.HINT:
                    before = self._hint(item.words[0].plain, before)
                case Means.TITLE | Means.NUMBER | Means.NOTE | None:
                    pass
                case Means.BOTH_WAYS:
                    self._both_ways = True
                case Means.WRONG:
                    self._wrong.append(str(item.values[0]))
                case _:
                    self._take(item)
                    before = before if before is Before.HELPED else Before.NOTHING

    def _hint(self, word: str, before: Before) -> Before:
        if word in APART:
            self._apart = True
        self._verb = self._verb or KIND_OF_VERB.get(word, "")
        for words, meaning in (
            (HELPED, Before.HELPED),
            (BEFORE_CLIENT, Before.CLIENT_FOLLOWS),
            (BEFORE_HELPER, Before.HELPER_FOLLOWS),
            (TOGETHER_WITH, Before.AND),
            (WITH, Before.WITH),
        ):
            if word in words and before not in (Before.HELPED, Before.AND):
                return meaning
        return before

    def _take(self, item: _Item) -> None:
        assert item.means is not None
        value = item.values[0]
        if item.means is Means.KIND and len(item.values) > 1:
            kinds = [self._known.kind_by_id[number] for number in item.values]
            answer = self._ask(ask.about_kinds(item.name, kinds))
            value = answer.value if answer is not None else None
        self._found[item.means].append((item.typed, value))

    def _read_numbers(self, items: Sequence[_Item]) -> None:
        for item in items:
            if item.means is not Means.NUMBER:
                continue
            question = ask.about_number(
                str(item.values[0]),
                minutes_known=bool(self._found[Means.DURATION]),
                km_known=bool(self._found[Means.KM]),
            )
            answer = self._ask(question)
            if answer is None:
                continue
            if answer.means is Means.NOTE:
                self._notes.append(str(answer.value))
            else:
                self._found[answer.means].append((item.typed, answer.value))

    def _once(self, means: Means) -> Any:
        """The one value that was found; when there are several, the one that was chosen."""
        found = [(words, value) for words, value in self._found[means] if value is not None]
        values = list(dict.fromkeys(value for _words, value in found))
        if len(values) < 2:
            return values[0] if values else None
        answer = self._ask(ask.about_twice(means, [words for words, _value in found], values, self._known))
        return answer.value if answer is not None else None


def _joined(some: Sequence[_Item]) -> _Item:
    return _Item(tuple(word for item in some for word in item.words))


def _is_given(item: _Item) -> bool:
    return item.means is Means.PEOPLE and item.says == GIVEN and not item.titled


def _is_family(item: _Item) -> bool:
    return item.means is Means.PEOPLE and item.says == FAMILY and not item.titled
