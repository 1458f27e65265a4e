"""Forms of a Dutch name: how it sounds, which call names go with it, and how far two of them lie apart."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache

from dorpsapp.services.names import PREFIXES
from dorpsapp.text import fold

# Call names and the baptismal names they come from: one line is one family of names.
_CALL_NAMES = """
jan johan johannes hans joop jo jannes
johanna jo joke janna jannie jannetje anneke hanna hannie
cornelis kees cor cees cornelius
cornelia cor corrie neeltje nel nelly lia
willem wim pim wil willy
wilhelmina willy wil mina mien miep minnie
hendrik henk henri rik harry heintje
hendrika riek rika henny
maria marie riet ria mia miep rietje marijke mieke
elisabeth elizabeth els elly betsy bep betty lies liesbeth ellie lisa
gerardus gerard gerrit gert ger geert
geertruida truus geertje trudy gerda geertrui truida
petrus piet peter
petronella nel nelly pietje petra
antonius anton toon ton antoon
antonia toos tonnie tonny
adrianus adriaan arie ad adri janus
adriana sjaan ad adrie jaan
theodorus theo dorus
dorothea dora thea doortje
jacobus jaap koos jacob sjaak jacques ko
jacoba coba coby co
albertus albert bert ab bertus
bernardus bernard ben bert nardus
francisca cisca sjaan fransje francien
franciscus frans frank cis
lambertus bert bertus lammert
catharina tine trijntje toos cato trien katrien ina
christina stien stina tineke chris
christiaan chris christian
nicolaas klaas nico niek claas
mattheus thijs matthijs teus
martinus martin tinus maarten
martina tina tineke ina
leonardus leo leendert leen
michael michiel chiel
alida alie lida ali
aleida alie leida
anna an annie anneke anja ans annet
pieternella nel
everdina dina ina
berendina dien ina
hermanus herman harm manus
rudolf ruud rudi
eduard ed edwin
evert eef
margaretha greet gre margriet marga griet rita
"""


def _families() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_CALL_NAMES.strip().splitlines()):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_FAMILY_OF = _families()
_BAPTISMAL_LETTERS = {
    number: frozenset(name[0] for name in line.split())
    for number, line in enumerate(_CALL_NAMES.strip().splitlines())
}  # fmt: skip
_SOUNDS = (
    ("ij", "y"), ("ei", "y"), ("ey", "y"), ("uij", "uy"), ("ui", "uy"), ("ae", "aa"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("x", "ks"), ("sch", "sg"), ("ch", "g"), ("c", "k"), ("q", "k"), ("dt", "t"), ("oe", "u"),
    ("ou", "au"),
)  # fmt: skip


class Closeness(IntEnum):
    """How near two names are; UNKNOWN when one of them is not known."""

    DIFFERENT = 0
    UNKNOWN = 1
    SLIP = 2
    SOUND = 3
    SAME = 4


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The word as it sounds: `meijer`, `meyer` and `meier` give the same, and so do `jansen` and `janssen`."""
    heard = "".join(sign for sign in fold(word) if sign.isalnum())
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    return "".join(sign for at, sign in enumerate(heard) if at == 0 or heard[at - 1] != sign)


def kernel(surname: str) -> str:
    """The family name without the prefixes in front of it, folded: `van der Meulen` gives `meulen`."""
    words = fold(surname).replace("’", "'").split()
    while len(words) > 1 and (words[0] in PREFIXES or words[0].rstrip(".") in {"v", "vd", "v.d", "d"}):
        words.pop(0)
    return " ".join(words)


def closeness(one: str, other: str) -> Closeness:
    """How near two folded words are: the same, the same to the ear, or a slip of the pen apart."""
    if one == other:
        return Closeness.SAME
    if sound(one) == sound(other):
        return Closeness.SOUND
    return Closeness.SLIP if slip(one, other) else Closeness.DIFFERENT


def slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip (a letter too many, too few, wrong, or two swapped); two when long."""
    from rapidfuzz.distance import OSA

    shortest, longest = sorted((len(one), len(other)))
    allowed = 0 if shortest < 3 or longest < 4 else 1 if shortest < 8 else 2
    return bool(allowed) and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def nearest(ones: Iterable[str], others: Iterable[str]) -> Closeness:
    """The nearest that any of these folded words comes to any of those."""
    these, those = tuple(ones), tuple(others)
    if not these or not those:
        return Closeness.UNKNOWN
    return max(closeness(one, other) for one in these for other in those)


def same_call_name(one: str, other: str) -> bool:
    """Whether two folded first names may be one name: `kees` and `cornelis`."""
    return bool(_FAMILY_OF.get(one, frozenset()) & _FAMILY_OF.get(other, frozenset()))


def letters_of(first_name: str) -> frozenset[str]:
    """The initials that go with a folded first name: its own first letter, and those of the names it is short for."""
    families = _FAMILY_OF.get(first_name, frozenset())
    return frozenset(first_name[:1]).union(*(_BAPTISMAL_LETTERS[number] for number in families))
