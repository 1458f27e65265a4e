"""Wording guard: finds in free text what should not be kept, such as a BSN or an illness, and proposes other words.

It warns and never refuses: whoever writes knows best what is meant. One word alone can be wrong ("rolstoeltaxi"), so
only words that mostly say something of a person are listed, by the beginning of the word, without accents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dorpsapp.text import _, fold


class Wording(Enum):
    """What sort of thing a text gives away."""

    BSN = "burgerservicenummer"
    HEALTH = "gezondheid"
    BELIEF = "geloof, afkomst of geaardheid"
    LAW = "straf"
    MONEY = "geldzaken"


@dataclass(frozen=True)
class WordingRemark:
    """One thing that was found, and a sentence for who writes, with what to write instead."""

    wording: Wording
    word: str

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return {
            Wording.BSN: _("Dit lijkt een burgerservicenummer. Dat mag u niet bewaren. Haal het weg."),
            Wording.HEALTH: _(
                "“{word}” zegt iets over gezondheid. Schrijf liever wat een helper moet doen, zoals: praat rustig."
            ),
            Wording.BELIEF: _("“{word}” zegt iets over geloof, afkomst of geaardheid. Laat dat weg."),
            Wording.LAW: _("“{word}” zegt iets over straf. Dat mag u niet bewaren. Laat het weg."),
            Wording.MONEY: _("“{word}” zegt iets over geldzaken. Schrijf liever: hulp bij papieren."),
        }[self.wording].format(word=self.word)


_STEMS: Mapping[Wording, str] = {
    Wording.HEALTH: """
        adhd alcoholis alzheimer angststoornis antidepress astma autis beroerte borderline burn-out burnout chemo copd
        dement depressi diabet diagnos epilep gehandicapt hartaanval hartfalen hartinfarct hartpatient herseninfarct
        hersenbloeding hiv insuline kanker longziekte medicatie medicijn miskraam nierdialyse operatie overspannen
        parkinson psychiat psychos ptss reuma schizofren suicid suikerziek terminaal tumor verslaafd verslaving
        zelfmoord ziekenhuisopname zwanger
        """,
    Wording.BELIEF: """
        allochto antilliaan asielzoek biseksu christelijk evangelisch gereformeerd hindoe homofiel homoseks islam jehova
        joods katholiek lesbisch marokkaan moslim transgender vluchteling zigeuner
        """,
    Wording.LAW: "celstraf crimineel detentie enkelband gedetineerd gevangenis reclassering strafblad veroordeeld",
    Wording.MONEY: "bewindvoer deurwaarder failliet faillissement schulden schuldsaner schuldhulp wanbetal wsnp",
}
_WORDS = {
    wording: re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, stems.split())) + r")\w*")
    for wording, stems in _STEMS.items()
}
_NINE_DIGITS = re.compile(r"(?<![\d+])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits are a possible BSN: 9a + 8b + … + 2h - i divides by eleven (Logisch Ontwerp BSN, 2.1)."""
    if len(digits) != len(_WEIGHTS) or not digits.isdecimal() or not int(digits):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def wording_remark(text: str) -> WordingRemark | None:
    """The first thing in a text that should not be kept; None when nothing is found."""
    for found in _NINE_DIGITS.finditer(text):
        if passes_eleven_test(re.sub(r"\D", "", found.group())):
            return WordingRemark(Wording.BSN, found.group())
    folded = fold(text)
    for wording, pattern in _WORDS.items():
        if (hit := pattern.search(folded)) is not None:
            return WordingRemark(wording, hit.group())
    return None
