"""Damage as it happens to files: bits that flip, sectors of zeros, a missing end, swapped pages, noise."""

from random import Random

KINDS = ("bit", "bit", "first page", "end", "sector", "page", "cut", "swap", "noise")
PAGE, SECTOR = 4096, 512


def damaged(content: bytes, chance: Random) -> bytes:
    """The content with one piece of damage; never the same as it was."""
    while True:
        changed = _once(bytearray(content), chance)
        if changed != content:
            return changed


def _once(changed: bytearray, chance: Random) -> bytes:
    kind = chance.choice(KINDS)
    if kind == "bit":
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    elif kind == "first page":
        changed[chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    elif kind == "end":
        changed[-chance.randrange(1, 400)] ^= 1 << chance.randrange(8)
    elif kind in ("sector", "page"):
        size = SECTOR if kind == "sector" else PAGE
        place = chance.randrange(len(changed) // size) * size
        changed[place : place + size] = bytes(size)
    elif kind == "cut":
        del changed[chance.randrange(len(changed)) :]
    elif kind == "swap":
        one, other = (chance.randrange(len(changed) // PAGE - 1) * PAGE for _place in range(2))
        piece = changed[one : one + PAGE]
        changed[one : one + PAGE] = changed[other : other + PAGE]
        changed[other : other + PAGE] = piece
    else:
        place = chance.randrange(len(changed) - 64)
        changed[place : place + 64] = chance.randbytes(64)
    return bytes(changed)
