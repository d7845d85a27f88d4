"""Every regular expression of the package, and texts made for each on which it would take the longest.

A pattern that goes back and tries again takes time that grows with the square of a text, or worse. Where it would is
where something is repeated: such a repeat is fed many times what it takes, after what comes before it in the pattern,
and before something that makes the whole fail.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent / "flashgen"
MANY = 20
"""What is repeated at most so often is no danger."""
ALONE = {"match", "fullmatch"}
SCANS = {"search", "sub", "subn", "split", "findall", "finditer"}
ANYTHING = "a A0.,-\n"
ENDS = ("", "\0", " a")
FEW = 4
"""Samples of one part of a pattern."""


@dataclasses.dataclass(frozen=True, slots=True)
class Use:
    """A pattern, where it stands, and how it is asked."""

    place: str
    pattern: str | bytes
    flags: int
    how: str
    """``search`` (which also stands for all that looks everywhere), ``match`` or ``fullmatch``."""


def module_of(path: Path) -> Any:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def held(value: object, depth: int = 0) -> Iterator[tuple[re.Pattern[Any], str]]:
    """The patterns in a module's value, each with the method it is bound by, if any."""
    if isinstance(value, re.Pattern):
        yield value, ""
    elif isinstance(bound := getattr(value, "__self__", None), re.Pattern):
        yield bound, value.__name__  # type: ignore[attr-defined]
    elif depth > 4:
        return
    elif isinstance(value, dict):
        yield from (found for each in value.items() for found in held(each, depth + 1))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (found for each in value for found in held(each, depth + 1))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from (
            found for field in dataclasses.fields(value) for found in held(getattr(value, field.name), depth + 1)
        )


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of the functions of ``re`` that take a pattern."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in SCANS | ALONE | {
                "compile"
            }:
                yield name, node


def asked(tree: ast.AST) -> dict[str, set[str]]:
    """How the names that patterns have are used in a module: ``_X.search(...)`` gives _X search."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=how) if how in SCANS | ALONE:
                found.setdefault(name, set()).add(way(how))
    return found


def way(how: str) -> str:
    return how if how in ALONE else "search"


def uses(extra: Mapping[str, Sequence[str]]) -> tuple[frozenset[Use], list[str]]:
    """Every pattern of the package; and the calls whose pattern is not known before they are made.

    ``extra`` gives examples for those, by what stands in the call.
    """
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    values = {path: vars(module_of(path)) for path in trees}
    known = {id(values[path].get(name)) for path, tree in trees.items() for name in asked(tree)}
    found: set[Use] = set()
    unknown: list[str] = []
    for path, tree in trees.items():
        place, ways = path.relative_to(PACKAGE).as_posix(), asked(tree)
        for name, value in values[path].items():
            for pattern, bound in held(value):
                hows = {way(bound)} if bound else ways.get(name, set() if id(value) in known else {"search"})
                found |= {Use(place, pattern.pattern, pattern.flags, how) for how in hows}
        for how, call in calls(tree):
            written = ast.unparse(call.args[0])
            inside = not at_module_level(tree, call)
            if written in extra:
                found |= {Use(place, each, 0, "search") for each in extra[written]}
            elif inside and isinstance(call.args[0], ast.Constant):
                found.add(Use(place, call.args[0].value, flags_of(how, call), way(how)))
            elif isinstance(known_text := values[path].get(written), str):
                found.add(Use(place, known_text, flags_of(how, call), way(how)))
            elif inside and not isinstance(known_text, re.Pattern):
                unknown.append(f"{place}: {written}")
    return frozenset(found), unknown


def flags_of(how: str, call: ast.Call) -> int:
    at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(how, 2)
    given = [keyword.value for keyword in call.keywords if keyword.arg == "flags"] + call.args[at : at + 1]
    return int(eval(ast.unparse(given[0]), {"re": re})) if given else 0


def at_module_level(tree: ast.AST, call: ast.Call) -> bool:
    """Whether a call is made when the module is read: what it makes is held by the module then."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))
    return not any(call in ast.walk(function) for function in functions)


def samples(tree: Any) -> list[str]:
    """A few texts that a part of a pattern takes."""
    found = [""]
    for op, value in tree:
        found = [head + tail for tail in of_one(op, value) for head in found][: FEW * FEW]
    return list(dict.fromkeys(found))[: FEW * 2]


def of_one(op: Any, value: Any) -> list[str]:
    match op:
        case kinds.LITERAL:
            return [chr(value)]
        case kinds.NOT_LITERAL:
            return [c for c in ANYTHING if ord(c) != value][:FEW]
        case kinds.ANY:
            return ["a", " "]
        case kinds.IN:
            return list(islice(members(value), FEW * 2))
        case kinds.BRANCH:
            return [text for part in value[1] for text in samples(part)[:FEW]]
        case kinds.SUBPATTERN:
            return samples(value[3])
        case kinds.ATOMIC_GROUP:
            return samples(value)
        case kinds.MAX_REPEAT | kinds.MIN_REPEAT | kinds.POSSESSIVE_REPEAT:
            least, _, body = value
            return [text * max(least, 1) for text in samples(body)[:FEW]] + ([""] if not least else [])
        case kinds.ASSERT if value[0] < 0:
            return [*samples(value[1])[:2], ""]
    return [""]


def members(value: Any) -> Iterator[str]:
    """Characters of a class: its own, or, of one that says what is left out, others."""
    own = re.compile(class_text(value), re.DOTALL)
    told = [chr(v) for op, v in value if op is kinds.LITERAL] + [chr(v[0]) for op, v in value if op is kinds.RANGE]
    return (c for c in dict.fromkeys([*told, *ANYTHING, *"_*[(`\"'|:=é\t\u2014中"]) if own.fullmatch(c))


def class_text(value: Any) -> str:
    names = {
        kinds.CATEGORY_DIGIT: r"\d",
        kinds.CATEGORY_NOT_DIGIT: r"\D",
        kinds.CATEGORY_SPACE: r"\s",
        kinds.CATEGORY_NOT_SPACE: r"\S",
        kinds.CATEGORY_WORD: r"\w",
        kinds.CATEGORY_NOT_WORD: r"\W",
    }
    text = ""
    for op, v in value:
        match op:
            case kinds.NEGATE:
                text = "^"
            case kinds.LITERAL:
                text += re.escape(chr(v))
            case kinds.RANGE:
                text += f"{re.escape(chr(v[0]))}-{re.escape(chr(v[1]))}"
            case kinds.CATEGORY:
                text += names[v]
    return f"[{text}]"


def repeats(tree: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each part of a pattern that may be repeated without end, and a text that leads there."""
    for op, value in tree:
        match op:
            case kinds.MAX_REPEAT | kinds.MIN_REPEAT | kinds.POSSESSIVE_REPEAT:
                if value[1] > MANY:
                    yield before, value[2]
                yield from repeats(value[2], before)
            case kinds.BRANCH:
                for part in value[1]:
                    yield from repeats(part, before)
            case kinds.SUBPATTERN:
                yield from repeats(value[3], before)
            case kinds.ATOMIC_GROUP:
                yield from repeats(value, before)
            case kinds.ASSERT | kinds.ASSERT_NOT:
                yield from repeats(value[1], before if value[0] > 0 else "")
        before += next((text for text in of_one(op, value) if text), "")


CHARACTERS = {kinds.LITERAL, kinds.NOT_LITERAL, kinds.ANY, kinds.IN}


def hoards(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether a group is repeated that gives nothing back, as in ``(?:ab?c)*+``, ``++``, ``?+`` or ``{2,}+``."""
    return any(
        op is kinds.POSSESSIVE_REPEAT and (len(value[2]) != 1 or value[2][0][0] not in CHARACTERS)
        for op, value in every_part(parser.parse(pattern, flags))
    )


def every_part(tree: Any) -> Iterator[tuple[Any, Any]]:
    """What a parsed pattern consists of, with what is inside of that, however deep."""
    for each in tree:
        match each:
            case (op, value) if isinstance(op, kinds._NamedIntConstant):
                yield op, value
                yield from every_part((value,))
            case parser.SubPattern() | tuple() | list():
                yield from every_part(each)


def attacks(use: Use, all_ends: bool = False) -> Iterator[tuple[str, str, str]]:
    """What comes first, what is repeated, and what comes last: one after the other of what may, or each of them."""
    text = use.pattern if isinstance(use.pattern, str) else use.pattern.decode("latin-1")
    tree = parser.parse(text, use.flags & ~re.UNICODE if isinstance(use.pattern, bytes) else use.flags)
    whole = samples(tree)[:FEW]
    seen = set()
    for before, body in repeats(tree):
        own = [text for text in samples(body) if text][: FEW + 1]
        for head in dict.fromkeys(("", before)):
            pumps = [
                *own,
                *(before + text for text in own[:1]),
                before,
                *whole[:2],
                *(a + b for a in own[:3] for b in own[:3]),
            ]
            for pump in dict.fromkeys(pumps):
                for end in ENDS if all_ends else (ENDS[len(seen) % len(ENDS)],):
                    if pump and (attack := (head, pump, end)) not in seen:
                        seen.add(attack)
                        yield attack


def seconds(use: Use, attack: tuple[str, str, str], size: int, tries: int = 1) -> float:
    """The time a pattern takes for a text of about ``size`` characters: the least of so many tries."""
    head, pump, end = attack
    text: Any = head + pump * (size // len(pump)) + end
    if isinstance(use.pattern, bytes):
        text = text.encode("latin-1", "replace")
    pattern: re.Pattern[Any] = re.compile(use.pattern, use.flags)
    ask = {"match": pattern.match, "fullmatch": pattern.fullmatch, "search": lambda t: all(pattern.finditer(t))}[
        use.how
    ]
    taken = []
    for _ in range(tries):
        start = time.process_time()
        ask(text)
        taken.append(time.process_time() - start)
    return min(taken)


SHORT, LONG = 18, 1_000
TOO_LONG = 0.001
"""Seconds for a text of LONG characters: a pattern that reads it once takes a fiftieth of that."""
GROWTH = 8
"""How much longer four times the text may take; the square would be sixteen."""
CUBED = 300
"""Characters that tell the square from worse: by the square they take less than TOO_LONG."""


def is_slow(use: Use, attack: tuple[str, str, str]) -> bool:
    """Whether a pattern's time grows faster than the text."""
    if _takes(use, attack, SHORT):
        return True
    return _takes(use, attack, LONG) and seconds(use, attack, 4 * LONG, 2) > GROWTH * seconds(use, attack, LONG, 3)


def is_a_trap(use: Use, attack: tuple[str, str, str]) -> bool:
    """Whether a pattern's time grows faster than the square of the text."""
    return _takes(use, attack, SHORT) or _takes(use, attack, CUBED, 5 * TOO_LONG)


def _takes(use: Use, attack: tuple[str, str, str], size: int, most: float = TOO_LONG) -> bool:
    """Whether a text of that size takes longer; it is asked again, as the machine may have been busy elsewhere."""
    return seconds(use, attack, size) > most and seconds(use, attack, size, 4) > most
