"""Quick lines: what they are read as, what is asked, what is refused; and that no word is ever lost."""

import string
from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.models import Shape
from dorpsapp.models.kinds import Distance, Duration
from dorpsapp.services.quick_known import Known, KnownPerson
from dorpsapp.services.quick_line import read_line
from dorpsapp.services.quick_questions import as_name
from dorpsapp.services.quick_reading import Answer, Reading, say_reading
from dorpsapp.services.quick_words import SYNONYMS, cut
from dorpsapp.services.taxonomy import CATEGORIES
from dorpsapp.text import MONTHS, WEEKDAYS, fold
from tests.services.quick_village import KINDS, KNOWN, PEOPLE, TODAY


def read(line: str, **answers: str) -> Reading:
    """The reading, with an answer for each question that is about the given words."""
    reading = read_line(line, KNOWN)
    given: dict[str, Answer] = {}
    for _round in range(6):
        for question in reading.questions:
            for words, label in answers.items():
                if fold(words.replace("_", " ")) in question.key:
                    fitting = [one for one in question.answers if one.label.startswith(label)]
                    given |= {question.key: fitting[0]} if fitting else {}
        reading = read_line(line, KNOWN, given)
    return reading


def names(people: Sequence[object]) -> list[str]:
    return [getattr(who, "name", "") for who in people]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "gister Jan de Vries 2u boodschappen mw T. Bakker 12 km",
            "Gisteren, zondag 22 november: Jan de Vries hielp Truus Bakker, Boodschappen, 2 uur, 12 km.",
        ),
        (
            "Jan de Vries hielp Truus Bakker boodschappen 1,5 uur",
            "Vandaag, maandag 23 november: Jan de Vries hielp Truus Bakker, Boodschappen, 1 uur 30.",
        ),
        (
            "afgelopen dinsdag anneke bij kees jansen rit 90m 12,5 km heen en terug",
            "Dinsdag 17 november: Anneke Bos hielp Kees Jansen, Vervoer, 1 uur 30, 12,5 km, heen en terug.",
        ),
        (
            "eettafel 23 gasten anneke en gerda 3 uur vorige week vrijdag",
            "Vrijdag 20 november: Anneke Bos en Gerda van den Berg hielpen 23 gasten zonder naam, Eettafel, 3 uur.",
        ),
        (
            "boodschappen voor mw Jansen door Anneke 1 uur",
            "Vandaag, maandag 23 november: Anneke Bos hielp Kees Jansen, Boodschappen, 1 uur.",
        ),
        (
            "12 maart 2025 jan tuinman klus kees 2u",
            "Woensdag 12 maart 2025: Jan Tuinman hielp Kees Jansen, Klussen in huis, 2 uur.",
        ),
        (
            "anneke truus en kees ieder 1u rit",
            "Vandaag, maandag 23 november: Anneke Bos hielp Truus Bakker en Kees Jansen, Vervoer, ieder 1 uur.",
        ),
        (
            "anneke kees rit van 10 tot 12 uur",
            "Vandaag, maandag 23 november: Anneke Bos hielp Kees Jansen, Vervoer, 2 uur, vanaf 10:00.",
        ),
        (
            "g a. bos mw weegh bellen kwartier",
            "Gisteren, zondag 22 november: Anneke Bos hielp Sientje op de Weegh, Belcontact, 15 minuten.",
        ),
        (
            "anneke en gerda bestuur eergisteren 2 uur",
            "Eergisteren, zaterdag 21 november: Anneke Bos en Gerda van den Berg, Coördinatie en bestuur, 2 uur.",
        ),
        (
            "Anneke bracht Kees 1u30",
            "Vandaag, maandag 23 november: Anneke Bos hielp Kees Jansen, Vervoer, 1 uur 30.",
        ),
        (
            "jan de vries met anneke bij kees tuin 2,5 uur",
            "Vandaag, maandag 23 november: Jan de Vries en Anneke Bos hielpen Kees Jansen, Tuinhulp, 2 uur 30.",
        ),
        (
            "wandelgroep anneke truus, kees en 5 gasten 75 min",
            "Vandaag, maandag 23 november: Anneke Bos hielp Truus Bakker, Kees Jansen en 5 gasten zonder naam,"
            " Bewegen en wandelen, 1 uur 15.",
        ),
        (
            "gisteravond hielp anneke truus met de tuin 1u",
            "Gisteren, zondag 22 november: Anneke Bos hielp Truus Bakker, Tuinhulp, 1 uur.",
        ),
        (
            "vanmiddag bracht anneke truus naar het ziekenhuis 25km retour drie kwartier",
            "Vandaag, maandag 23 november: Anneke Bos hielp Truus Bakker, Mee naar ziekenhuis of arts, 45 minuten,"
            " 25 km, heen en terug.",
        ),
        (
            "van 2 tot 4 anneke kees vervoer",
            "Vandaag, maandag 23 november: Anneke Bos hielp Kees Jansen, Vervoer, 2 uur, vanaf 14:00.",
        ),
        (
            "van 11 tot 1 anneke kees vervoer",
            "Vandaag, maandag 23 november: Anneke Bos hielp Kees Jansen, Vervoer, 2 uur, vanaf 11:00.",
        ),
    ],
)
def test_lines_are_read(line: str, sentence: str) -> None:
    reading = read_line(line, KNOWN)
    assert say_reading(reading) == sentence
    assert reading.ready, (reading.missing, reading.not_understood, reading.questions)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", TODAY), ("v", TODAY), ("g", date(2026, 11, 22)), ("gis", date(2026, 11, 22)),
        ("gister", date(2026, 11, 22)), ("eergister", date(2026, 11, 21)), ("ma", date(2026, 11, 16)),
        ("zat", date(2026, 11, 21)), ("woensdag", date(2026, 11, 18)), ("op woensdag", date(2026, 11, 18)),
        ("afgelopen zondag", date(2026, 11, 22)), ("dinsdag jl", date(2026, 11, 17)),
        ("vorige week zondag", date(2026, 11, 22)), ("vorige week maandag", date(2026, 11, 16)),
        ("12-3", date(2026, 3, 12)), ("12/3", date(2026, 3, 12)), ("24-12", date(2025, 12, 24)),
        ("12-3-2024", date(2024, 3, 12)), ("2024-03-12", date(2024, 3, 12)), ("12 maart", date(2026, 3, 12)),
        ("12mrt", date(2026, 3, 12)), ("3 sept. 2025", date(2025, 9, 3)), ("zaterdag 21 november", date(2026, 11, 21)),
        ("za 21-11", date(2026, 11, 21)), ("vanochtend", TODAY), ("gistermiddag", date(2026, 11, 22)),
        ("dinsdagavond", date(2026, 11, 17)), ("afgelopen dinsdag middag", date(2026, 11, 17)),
    ],
)  # fmt: skip
def test_days_in_a_line(text: str, day: date) -> None:
    reading = read_line(f"anneke kees rit {text} 1u", KNOWN)
    assert (reading.day, reading.ready) == (day, True), reading.not_understood
    reading = read_line(f"{text} anneke kees rit 1u", KNOWN)
    assert (reading.day, reading.minutes, reading.ready) == (day, 60, True)


@pytest.mark.parametrize("text", ["morgen", "overmorgen"])
def test_a_day_to_come_is_refused_in_words(text: str) -> None:
    reading = read_line(f"{text} anneke kees rit 1u", KNOWN)
    assert not reading.ready
    assert reading.wrong == ("Deze datum ligt in de toekomst. Vul een eerdere datum in.",)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2u", 120), ("2 uur", 120), ("1,5 uur", 90), ("1.5u", 90), ("1u30", 90), ("1 uur 30", 90), ("1:30", 90),
        ("1 uur en 30 minuten", 90), ("90m", 90), ("45 min.", 45), ("anderhalf uur", 90), ("een half uur", 30),
        ("drie kwartier", 45), ("kwartiertje", 15), ("twee uur", 120), ("2 uurtjes", 120), ("2", 120), ("90", 90),
        ("1,5", 90), ("10:00-12:30", 150),
    ],
)  # fmt: skip
def test_durations_in_a_line(text: str, minutes: int) -> None:
    reading = read_line(f"anneke kees rit {text}", KNOWN)
    assert (reading.minutes, reading.ready) == (minutes, True), reading.not_understood


@pytest.mark.parametrize("code", sorted(SYNONYMS))
def test_every_synonym_means_its_kind_or_is_asked(code: str) -> None:
    wanted = next(number for number, each in enumerate(CATEGORIES, start=1) if each.code == code)
    for word in SYNONYMS[code].split():
        reading = read_line(word.replace("-", " "), KNOWN)
        offered = {answer.value for question in reading.questions for answer in question.answers}
        assert (reading.kind is not None and reading.kind.id == wanted) or wanted in offered, word


def test_two_people_of_one_name_must_be_chosen() -> None:
    line = "anneke mw Bakker boodschappen 1u"
    reading = read_line(line, KNOWN)
    assert not reading.ready
    assert [question.text for question in reading.open_questions] == ["Wie is 'Bakker'?"]
    assert [answer.label for answer in reading.questions[0].answers] == ["Truus Bakker", "Piet Bakker"]
    chosen = read(line, bakker="Piet")
    assert chosen.ready and names(chosen.clients) == ["Piet Bakker"]


def test_an_unknown_name_is_offered_as_someone_new() -> None:
    line = "anneke hielp willemien van dam vervoer 1:30"
    reading = read_line(line, KNOWN)
    assert reading.not_understood == ("willemien van dam",)
    chosen = read(line, willemien_van_dam="Nieuwe persoon")
    assert chosen.ready
    assert [(who.id, who.name) for who in chosen.clients] == [(None, "Willemien van Dam")]
    assert names(chosen.helpers) == ["Anneke Bos"]


def test_a_known_given_name_before_an_unknown_name_can_be_apart_or_part_of_it() -> None:
    line = "kees rit 1u anneke zonderling"
    apart = read(line, anneke_zonderling="Nieuwe persoon: Zonderling")
    assert "Zonderling" in names([*apart.helpers, *apart.clients])
    assert "Anneke Bos" in names([*apart.helpers, *apart.clients])
    whole = read(line, anneke_zonderling="Nieuwe persoon: Anneke Zonderling")
    assert names([*whole.helpers, *whole.clients]) == ["Anneke Zonderling", "Kees Jansen"]


def test_a_typing_error_offers_who_is_meant() -> None:
    chosen = read("anneke gerda van der berg rit 1u", gerda_van_der_berg="Gerda van den Berg")
    assert "Gerda van den Berg" in names([*chosen.helpers, *chosen.clients])


def test_a_given_and_a_family_name_of_two_people_are_asked_about() -> None:
    line = "anneke jansen boodschappen 2u"
    assert not read_line(line, KNOWN).ready
    both = read(line, anneke_jansen="Anneke Bos en Kees Jansen")
    assert (names(both.helpers), names(both.clients), both.ready) == (["Anneke Bos"], ["Kees Jansen"], True)
    new = read(line, anneke_jansen="Nieuwe persoon: Anneke Jansen")
    assert names(new.helpers) == ["Anneke Jansen"]


def test_words_that_are_a_name_and_a_kind_or_a_day_are_asked_about() -> None:
    assert not read_line("post anneke kees 1u", KNOWN).ready
    assert read("anneke kees post 1u", post="Administratie").ready
    assert names(read("anneke post rit 1u", post="Wim Post").clients) == ["Wim Post"]
    assert read("anneke do kees rit 1u", do="donderdag").day == date(2026, 11, 19)
    assert "Do Smit" in names(read("do kees rit 1u", do="Do Smit").helpers)


def test_two_kinds_days_or_durations_are_asked_about() -> None:
    for line, answer in (
        ("anneke kees rit boodschappen 1u", "Boodschappen"),
        ("gister anneke kees rit 1u dinsdag", "dinsdag"),
        ("anneke kees rit 1u 2u", "2 uur"),
    ):
        reading = read_line(line, KNOWN)
        assert not reading.ready
        question = next(each for each in reading.open_questions if "wat geldt" in each.text)
        chosen = next(one for one in question.answers if one.label.startswith(answer))
        assert read_line(line, KNOWN, {question.key: chosen}).ready


def test_the_same_twice_is_no_question() -> None:
    reading = read_line("gister anneke kees rit vervoer 1u 60m zondag", KNOWN)
    assert reading.ready


def test_what_is_not_known_can_become_a_remark() -> None:
    line = "anneke kees rit 2u met taart"
    assert read_line(line, KNOWN).not_understood == ("taart",)
    chosen = read(line, taart="Zet in de opmerking")
    assert (chosen.note, chosen.ready) == ("taart", True)


def test_nonsense_is_never_saved() -> None:
    for line in ("anneke kees rit 31-2 1u", "anneke kees rit 1u 30 februari", "anneke kees rit 99 uur"):
        reading = read_line(line, KNOWN)
        assert reading.wrong and not reading.ready
    reading = read_line("anneke kees rit 1u €5 ###", KNOWN)
    assert not reading.ready and reading.not_understood


def test_a_bare_number_is_the_duration_unless_that_is_far_fetched() -> None:
    reading = read_line("anneke kees rit 2", KNOWN)
    assert reading.questions[0].settled is not None and reading.minutes == 120
    reading = read_line("anneke kees rit 12", KNOWN)
    assert reading.minutes is None and not reading.ready
    assert read("anneke 12 kees rit 1u", number="12 km").km == 120
    assert read("anneke 12 eettafel 2u", number="12 mensen").headcount == 12
    assert read("anneke kees rit 2", number="Zet in de opmerking").note == "2"


def test_together_or_each_apart() -> None:
    line = "anneke truus en kees rit 1u"
    assert read_line(line, KNOWN).shape is Shape.GROUP
    apart = read(line, together="2 keer hulp")
    assert apart.apart and apart.shape is Shape.INDIVIDUAL


def test_who_helped_follows_what_people_did_before_and_can_be_turned_round() -> None:
    line = "kees anneke rit 1u"
    reading = read_line(line, KNOWN)
    assert (names(reading.helpers), names(reading.clients)) == (["Anneke Bos"], ["Kees Jansen"])
    turned = read(line, roles="Kees Jansen hielp")
    assert (names(turned.helpers), names(turned.clients)) == (["Kees Jansen"], ["Anneke Bos"])


def test_what_is_missing_is_said() -> None:
    assert read_line("", KNOWN).missing == ("wie hielp", "wie hulp kreeg", "de soort hulp", "hoe lang")
    assert read_line("anneke kees", KNOWN).missing == ("de soort hulp", "hoe lang")
    assert read_line("anneke eettafel 2u", KNOWN).missing == ("hoeveel mensen er waren",)
    assert read("anneke kees 1u", missing="Boodschappen").ready
    assert read_line("anneke kees rit om 14:30 1u", KNOWN).started == time(14, 30)


def test_names_in_small_letters_get_capitals() -> None:
    assert as_name("willemien van dam") == "Willemien van Dam"
    assert as_name("McDonald") == "McDonald"


WORDS = st.sampled_from(
    "gister ma 12 12-3 maart 1u 2 uur km 12km 23 gasten bij voor met hielp en door mw dhr familie de van den jan anneke"
    " bakker bos kees truus post do rit klus boodschappen eettafel bestuur ieder samen xyz taart niet , . - € 31-2 1:30"
    " 14:30 een half drie kwartier Zonderling heen terug".split()
)


@settings(max_examples=150)
@given(line=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_no_word_is_lost_whatever_is_typed(line: str) -> None:
    reading = read_line(line, KNOWN)
    assert " ".join(piece.words for piece in reading.pieces).split() == line.split()
    reported = " ".join(reading.not_understood).split()
    for piece in reading.pieces:
        if piece.means is None:
            assert any(word in reported for word in piece.words.split())
    assert reading.ready is (not (reported or reading.missing or reading.open_questions or reading.wrong))
    assert say_reading(reading)
    if any(piece.means is None for piece in reading.pieces):
        assert not reading.ready


@settings(max_examples=150)
@given(line=st.lists(WORDS, min_size=1, max_size=10).map(" ".join), data=st.data())
def test_any_answers_keep_every_word_and_end(line: str, data: st.DataObject) -> None:
    given_answers: dict[str, Answer] = {}
    for _round in range(20):
        reading = read_line(line, KNOWN, given_answers)
        assert " ".join(piece.words for piece in reading.pieces).split() == line.split()
        if not reading.open_questions:
            break
        question = reading.open_questions[0]
        assert question.answers
        given_answers[question.key] = data.draw(st.sampled_from(question.answers))
    assert not reading.open_questions
    assert not reading.not_understood


DAYS = st.integers(0, 300).map(lambda ago: TODAY - timedelta(days=ago))
SAFE_KINDS = st.sampled_from([kind for kind in KINDS if kind.shape is Shape.INDIVIDUAL])


def day_forms(day: date) -> list[str]:
    """Ways to write this day."""
    forms = [f"{day.day}-{day.month}-{day.year}", f"{day.day} {MONTHS[day.month - 1]} {day.year}", day.isoformat()]
    if (TODAY - day).days < 300:
        forms += [f"{day.day}-{day.month}", f"{day.day} {MONTHS[day.month - 1]}"]
    if 0 < (TODAY - day).days <= 7:
        forms += [WEEKDAYS[day.weekday()], f"afgelopen {WEEKDAYS[day.weekday()]}"]
    return forms


@settings(max_examples=120)
@given(data=st.data())
def test_a_composed_line_gives_back_its_parts(data: st.DataObject) -> None:
    day = data.draw(DAYS)
    minutes = data.draw(st.integers(1, 24 * 60))
    km = data.draw(st.integers(1, 5000))
    kind = data.draw(SAFE_KINDS)
    helper, client = data.draw(st.permutations(PEOPLE))[:2]
    one, other = helper.name, client.name
    ways = (f"{one} hielp {other}", f"{other} door {one}", f"{one} bij {other}", f"voor {other} door {one}")
    linked = data.draw(st.sampled_from(ways))
    parts = [
        data.draw(st.sampled_from(day_forms(day))),
        data.draw(st.sampled_from([Duration().show(minutes), f"{minutes} min", f"{minutes}m"])),
        f"{Distance().show(km)} km",
        kind.name,
        linked,
    ]
    line = ", ".join(data.draw(st.permutations(parts)))
    if data.draw(st.booleans()):
        line = line.lower()
    reading = read_line(line, KNOWN)
    late = minutes >= 8 * 60
    given_answers = {
        question.key: next(one for one in question.answers if not late or "uur" in one.label or "minu" in one.label)
        for question in reading.open_questions
    }
    reading = read_line(line, KNOWN, given_answers)
    assert not reading.not_understood
    assert (reading.day, reading.minutes, reading.km, reading.kind) == (day, minutes, km, kind)
    assert ([who.id for who in reading.helpers], [who.id for who in reading.clients]) == ([helper.id], [client.id])
    assert reading.ready


NAME = st.text(string.ascii_letters + "éüç'-", min_size=3, max_size=9).filter(lambda text: text[0].isalpha())


@settings(max_examples=40)
@given(first=NAME, last=NAME, prefix=st.sampled_from(["", "de", "van der", "ten"]))
def test_any_known_name_is_found_by_its_whole_name(first: str, last: str, prefix: str) -> None:
    name = " ".join(part for part in (first, prefix, last) if part)
    person = KnownPerson(99, name, first, "", prefix, last)
    known = Known((*PEOPLE, person), KINDS, TODAY)
    reading = read_line(f"{name} hielp Truus Bakker rit 1u", known)
    assert 99 in [who.id for who in reading.helpers] or reading.open_questions
    assert " ".join(piece.words for piece in reading.pieces).split() == reading.line.split()


def test_words_are_cut_without_loss() -> None:
    line = '  "Jan," (hielp)  mw. Bakker;  1,5u.  12-3  €  '
    assert [word.typed for word in cut(line)] == line.split()
    assert [word.plain for word in cut(line)] == ["jan", "hielp", "mw", "bakker", "1,5u", "12-3", "€"]
    assert [word.stops for word in cut(line)] == [True, False, False, True, False, False, False]
