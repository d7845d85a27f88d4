"""Notes made up for the campaign, of all the kinds that make cards."""

from __future__ import annotations

import random
from collections.abc import Callable

_STARTS = "bra cor del fen gal hy jun kor lim mar nor pel qui ros sal tor ul ven wil zan".split()
_MIDDLES = "a e i o u ara ele ino oru uma".split()
_ENDS = "dine lium nix phore rax sis tase tum vine zole".split()
_MADE_OF = "copper clay iron glass amber cedar basalt ivory".split()
_DOES = "filters stores releases absorbs carries protects measures cools".split()
_WHAT = "the salt|the oxygen|old proteins|heavy metals|fresh water|bright light|spare energy|loose particles".split("|")
_WHERE = "in the outer layer|below the surface|near the river|during the night|after a long winter".split("|")
_PARTS = "root stem crown shell core hinge valve lens spring rim".split()


def name(rng: random.Random) -> str:
    return (rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS)).capitalize()


def definition(rng: random.Random) -> str:
    what = f"{rng.choice(_MADE_OF)} vessel that {rng.choice(_DOES)} {rng.choice(_WHAT)} {rng.choice(_WHERE)}"
    return f"**{name(rng)}**: a {what}"


def claim(rng: random.Random) -> str:
    return f"The {name(rng)} {rng.choice(_DOES)} {rng.choice(_WHAT)} {rng.choice(_WHERE)}."


def quantity(rng: random.Random) -> str:
    return f"The {name(rng)} weighs about {rng.randrange(20, 900)} grams and holds {rng.randrange(20, 900)} litres."


def invented(rng: random.Random) -> str:
    year = rng.randrange(1500, 2000)
    return f"{name(rng)} was founded in {year} by settlers from {name(rng)} and burned down in {year + 31}."


_ITEMS: tuple[Callable[[random.Random], str], ...] = (definition, claim, quantity, invented)


def notes(rng: random.Random) -> str:
    """A file of a few sections."""
    parts = [f"# {name(rng)}"]
    for _ in range(rng.randrange(2, 5)):
        parts.append(f"## {name(rng)}")
        for kind in rng.sample([_bullets, _question, _table, _listing, _prose, _properties], 3):
            parts.append(kind(rng))
    return "\n\n".join(parts) + "\n"


def reserve(rng: random.Random, count: int) -> list[str]:
    """Facts to write anew."""
    return [rng.choice(_ITEMS)(rng) for _ in range(count)]


def _bullets(rng: random.Random) -> str:
    return "\n".join(f"- {rng.choice(_ITEMS)(rng)}" for _ in range(rng.randrange(2, 6)))


def _prose(rng: random.Random) -> str:
    return " ".join(rng.choice(_ITEMS[1:])(rng) for _ in range(rng.randrange(1, 4)))


def _question(rng: random.Random) -> str:
    return f"Q: What does the {name(rng)} do?\nA: It {rng.choice(_DOES)} {rng.choice(_WHAT)}"


def _listing(rng: random.Random) -> str:
    parts = rng.sample(_PARTS, rng.randrange(3, 6))
    return f"Parts of the {name(rng)}:\n" + "\n".join(f"- {part}" for part in parts)


def _properties(rng: random.Random) -> str:
    rows = [f"  - Material: {rng.choice(_MADE_OF)}", f"  - Weight: {rng.randrange(20, 900)} grams"]
    return "\n".join(f"- {name(rng)}\n" + "\n".join(rows) for _ in range(rng.randrange(1, 4)))


def _table(rng: random.Random) -> str:
    rows = [f"| {name(rng)} | {rng.choice(_MADE_OF)} | {rng.randrange(20, 900)} kg |" for _ in range(3)]
    return "\n".join(["| Name | Material | Weight |", "| --- | --- | --- |", *rows])
