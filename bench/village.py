"""A village of any size, made by the database itself in a few seconds: for measuring, not for looking at."""

from datetime import date
from pathlib import Path

from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.connection import connect
from dorpsapp.store.store import Store

FIRST_NAMES = "Anneke Bram Cor Dirk Els Fenna Gerda Henk Ineke Jan Kees Lies Mieke Nel Piet Riet Sjaan Truus Wim Zus"
SURNAMES = "Bakker Bos Dekker Groen Haan Jansen Kok Mulder Post Prins Smit Snel Vos Vries Wit Zand"

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
_PEOPLE = (
    _NUMBERS
    + """, named AS (SELECT i,
        json_extract(:first, '$[' || (i * 7 % json_array_length(:first)) || ']') AS first,
        json_extract(:last, '$[' || (i * 11 % json_array_length(:last)) || ']')
            || json_extract(:tail, '$[' || (i / 16 % json_array_length(:tail)) || ']') AS last FROM n)
    INSERT INTO person (id, first_name, surname, street, house_number, postcode, town, mobile, sort_key, search_key)
    SELECT i, first, last, 'Dorpsstraat', i % 400 + 1, (1000 + i % 9000) || 'AB', 'Voorbeelddorp',
        printf('06%08d', i * 7919 % 100000000), lower(last || ', ' || first),
        lower(first || ' ' || last || ' dorpsstraat ' || (i % 400 + 1) || ' ' || (1000 + i % 9000)
            || 'ab voorbeelddorp ' || printf('06%08d', i * 7919 % 100000000))
    FROM named"""
)
_ROLES = (
    "INSERT INTO volunteer_role (person_id, since) SELECT id, '2020-01-01' FROM person WHERE id % 3 = 0",
    "INSERT INTO client_role (person_id, since) SELECT id, '2020-01-01' FROM person WHERE id % 3 <> 0",
)
_SUPPORT = (
    _NUMBERS
    + """ INSERT INTO support (id, day, category_id, minutes, quality)
    SELECT i, date(:until, '-' || (i * 13 % 3650) || ' days'), (SELECT min(id) FROM category) + i % 5, 30 + i % 8 * 15,
        'RECORDED' FROM n"""
)
_PARTS = (
    "INSERT INTO participation (support_id, person_id, role) "
    "SELECT id, (id * 17 % :volunteers + 1) * 3, 'VOLUNTEER' FROM support",
    "INSERT INTO participation (support_id, person_id, role) "
    "SELECT id, id * 31 % :volunteers * 3 + 1 + id % 2, 'CLIENT' FROM support",
)
_REQUESTS = """INSERT INTO request (person_id, category_id, received_on, wanted_on, state)
    SELECT id, (SELECT min(id) FROM category) + id % 5, date(:until, '-' || (id % 900) || ' days'),
        date(:until, '-' || (id % 900 - 5) || ' days'), CASE id % 4 WHEN 0 THEN 'NEW' ELSE 'DONE' END
    FROM person WHERE id % 3 = 1"""


def make_large_file(path: Path, people: int, supports: int, until: date) -> Store:
    """An open practice file: a third are volunteers, and each support of ten years has a helper and a client."""
    store = Store.create(path, practice=True)
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    connection = connect(path, store.key, foreign_keys=False)
    try:
        lists = {
            "first": _json(FIRST_NAMES.split()),
            "last": _json(SURNAMES.split()),
            "tail": _json(["", *(f"{a}{b}" for a in "bdfghklmnprstvwz" for b in ("erman", "stra", "inga", "sma"))]),
        }
        for setting in ("synchronous=OFF", "cache_size=-500000"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_PEOPLE.format(count=people), lists)
        for statement in _ROLES:
            connection.execute(statement)
        connection.execute(_SUPPORT.format(count=supports), {"until": until.isoformat()})
        for statement in _PARTS:
            connection.execute(statement, {"volunteers": people // 3 - 1})
        connection.execute(_REQUESTS, {"until": until.isoformat()})
        connection.execute("COMMIT")
    finally:
        connection.close()
    return store


def _json(words: list[str]) -> str:
    return '["' + '","'.join(words) + '"]'
