"""What must be asked about a quick line: every stretch of words that can mean more than one thing, with its answers."""

import re
from collections.abc import Mapping, Sequence

from dorpsapp.models.kinds import Distance, Duration
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.names import PREFIXES
from dorpsapp.services.quick_known import Known, KnownKind, KnownPerson
from dorpsapp.services.quick_reading import Answer, Question, Who
from dorpsapp.services.quick_spans import Means, Span
from dorpsapp.text import _, fold, say_duration, show_day_long

MOST_ANSWERS = 8
ALIKE = 78
_LIKE_A_NAME = re.compile(r"(?=.*[^\W\d_]{2})[^\W\d_][^\W\d_.'’ -]*(?:[ '’.-]+[^\W\d_.'’ -]+)*\.?")
LONGEST_LIKELY_MINUTES = 8 * 60

Answers = Mapping[str, Answer]


def settle(question: Question, given: Answers) -> Question:
    """The question with the answer that was given to it, when that is still one of its answers."""
    answer = given.get(question.key)
    if answer is not None and answer in question.answers:
        return Question(question.key, question.words, question.text, question.answers, answer)
    return question


def about_people(words: str, people: Sequence[KnownPerson]) -> Question:
    """`Bakker` is two people: which?"""
    answers = tuple(Answer(_called(one), Means.PEOPLE, (Who(one.id, one.name),)) for one in people[:MOST_ANSWERS])
    return Question(_key("who", words), words, _("Wie is '{words}'?").format(words=words), answers)


def about_kinds(words: str, kinds: Sequence[KnownKind]) -> Question:
    """`klus` is two kinds of help: which?"""
    answers = tuple(Answer(one.name, Means.KIND, one.id) for one in kinds[:MOST_ANSWERS])
    return Question(_key("kind", words), words, _("Welke soort hulp is '{words}'?").format(words=words), answers)


def about_rivals(words: str, rivals: Sequence[Span], known: Known) -> Question:
    """`post` is a name and a kind of help: which?"""
    answers: list[Answer] = []
    for span in rivals:
        for value in span.values[:MOST_ANSWERS]:
            answers.append(answer_of(span.means, value, known))
    return Question(_key("rival", words), words, _("Wat is '{words}'?").format(words=words), tuple(answers))


def about_split(words: str, apart: tuple[Who, ...]) -> Question:
    """`Jan Bakker` is nobody, but there is a Jan and there is a Bakker."""
    both = _(" en ").join(who.name for who in apart)
    answers = (Answer(both, Means.PEOPLE, apart), _new(words))
    return Question(_key("split", words), words, _("Wie bedoelt u met '{words}'?").format(words=words), answers)


def about_unknown(whole: str, rest: str, strange: str, known: Known) -> Question:
    """Nobody and nothing is called so: someone who is written a little otherwise, someone new, or a remark.

    `rest` is the name without a given name in front that somebody else has, `strange` are the words nobody knows.
    """
    names = tuple(dict.fromkeys((rest, whole)))
    alike = {one.id: one for name in names for one in _alike(name, known)}
    answers = [Answer(_called(one), Means.PEOPLE, (Who(one.id, one.name),)) for one in alike.values()]
    answers += [Answer(one.name, Means.KIND, one.id) for one in _alike_kinds(strange, known)]
    answers += [_new(name) for name in names if _LIKE_A_NAME.fullmatch(name)]
    answers.append(Answer(_("Zet in de opmerking: {words}").format(words=strange), Means.NOTE, strange))
    text = _("'{words}' is niet bekend. Wat bedoelt u?").format(words=whole)
    return Question(_key("unknown", whole), whole, text, tuple(answers))


def is_about(answer: Answer, whole: str, rest: str) -> bool:
    """Whether this answer to an unknown name is about the whole of it, rather than about the rest."""
    from rapidfuzz import fuzz

    if answer.means is not Means.PEOPLE:
        return False
    name = fold(answer.value[0].name)  # type: ignore[index] # people are a tuple of Who
    return fuzz.ratio(name, fold(whole)) > fuzz.ratio(name, fold(rest))


def about_number(words: str, *, minutes_known: bool, km_known: bool) -> Question:
    """A number without a unit: the duration, as in the form, when there is none yet and it is not far-fetched."""
    answers: list[Answer] = []
    settled = None
    try:
        minutes = None if minutes_known else Duration().parse(words)
    except Unreadable:
        minutes = None
    if minutes:
        answers.append(Answer(say_duration(minutes), Means.DURATION, (minutes, None)))
        settled = answers[0] if minutes <= LONGEST_LIKELY_MINUTES else None
    try:
        km = None if km_known else Distance().parse(words)
    except Unreadable:
        km = None
    if km:
        answers.append(Answer(_("{km} km").format(km=Distance().show(km)), Means.KM, km))
    if words.isdecimal() and 0 < int(words) <= 10_000:
        label = _("{n} mensen zonder naam").format(n=int(words))
        answers.append(Answer(label, Means.HEADCOUNT, int(words)))
    answers.append(Answer(_("Zet in de opmerking: {words}").format(words=words), Means.NOTE, words))
    text = _("Wat is {words}?").format(words=words)
    sort = f"number {int(minutes_known)}{int(km_known)}"
    return Question(_key(sort, words), words, text, tuple(answers), settled)


def about_twice(means: Means, words: Sequence[str], values: Sequence[object], known: Known) -> Question:
    """Two days, or two durations: which one counts?"""
    together = _(" en ").join(words)
    answers = tuple(answer_of(means, value, known) for value in dict.fromkeys(values))
    text = _("'{words}': wat geldt?").format(words=together)
    return Question(_key(f"twice {means.value}", together), together, text, answers)


def about_kind(known: Known) -> Question:
    """The line does not say what kind of help it was."""
    latest = sorted(known.kinds, key=lambda one: (-one.recent, one.id))[:MOST_ANSWERS]
    answers = tuple(Answer(one.name, Means.KIND, one.id) for one in latest)
    return Question(_key("missing", "kind"), "", _("Welke soort hulp was het?"), answers)


def about_roles(helpers: Sequence[Who], clients: Sequence[Who]) -> Question:
    """Two names of which the order says one thing and what they did before another."""
    one, other = _names(helpers), _names(clients)
    answers = (
        Answer(_("{helpers} hielp {clients}").format(helpers=one, clients=other), Means.HINT, False),
        Answer(_("{helpers} hielp {clients}").format(helpers=other, clients=one), Means.HINT, True),
    )
    key = _key("roles", " ".join(sorted((one, other))))
    return Question(key, "", _("Wie hielp wie?"), answers, answers[0])


def about_together(clients: Sequence[Who]) -> Question:
    """Several people were helped: at once, or each in turn?"""
    count = len(clients)
    answers = (
        Answer(_("Eén keer hulp aan {n} mensen samen").format(n=count), Means.HINT, False),
        Answer(_("{n} keer hulp, ieder apart").format(n=count), Means.HINT, True),
    )
    return Question(_key("together", _names(clients)), "", _("Samen of ieder apart?"), answers, answers[0])


def answer_of(means: Means, value: object, known: Known) -> Answer:
    """One meaning in words."""
    match means, value:
        case Means.PEOPLE, int():
            person = known.person_by_id[value]
            return Answer(_called(person), means, (Who(person.id, person.name),))
        case Means.KIND, int():
            return Answer(known.kind_by_id[value].name, means, value)
        case Means.DURATION, (int() as minutes, _start):
            return Answer(say_duration(minutes), means, value)
        case Means.KM, int():
            return Answer(_("{km} km").format(km=Distance().show(value)), means, value)
        case Means.HEADCOUNT, int():
            return Answer(_("{n} mensen zonder naam").format(n=value), means, value)
        case Means.STARTED, _:
            return Answer(_("begin om {time}").format(time=f"{value:%H:%M}"), means, value)
        case Means.DAY, _:
            return Answer(show_day_long(value), means, value)  # type: ignore[arg-type] # a day is a date
        case _:
            return Answer(str(value), means, value)


def as_name(words: str) -> str:
    """Words that were typed without capitals, as a name: `willemien van dam` is Willemien van Dam."""
    if words != words.lower():
        return words
    parts = [word if word in PREFIXES else word[:1].upper() + word[1:] for word in words.split()]
    return " ".join(parts)


def _new(words: str) -> Answer:
    name = as_name(words)
    return Answer(_("Nieuwe persoon: {name}").format(name=name), Means.PEOPLE, (Who(None, name),))


def _called(person: KnownPerson) -> str:
    return f"{person.name} · {person.detail}" if person.detail else person.name


def _names(people: Sequence[Who]) -> str:
    return _(" en ").join(who.name for who in people)


def _key(sort: str, words: str) -> str:
    return f"{sort}: {fold(words)}"


def _alike(words: str, known: Known) -> list[KnownPerson]:
    """People whose name is nearly these words."""
    from rapidfuzz import fuzz, process

    wanted = fold(words)
    if len(wanted) < 3:
        return []
    forms, numbers = known.written_names
    found = process.extract(wanted, forms, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
    return [known.person_by_id[number] for number in dict.fromkeys(numbers[at] for _form, _score, at in found)]


def _alike_kinds(words: str, known: Known) -> list[KnownKind]:
    """Kinds of help whose name is nearly these words."""
    from rapidfuzz import fuzz, process

    wanted = fold(words)
    if len(wanted) < 4:
        return []
    names = {phrase: kind for kind in known.kinds for phrase in (" ".join(words) for words, _says in kind.phrases())}
    found = process.extract(wanted, list(names), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
    return list(dict.fromkeys(names[phrase] for phrase, _score, _at in found))
