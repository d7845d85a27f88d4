"""HTML tags that people write into their notes: what they mark, and what in them is not safe."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from flashgen.text import Markup

TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:-])(?:(?![A-Za-z])[\w:-])*([A-Za-z][\w:-]*+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_DIRECTIVE = re.compile(r"<!--\s*(?:flashgen:\s*(?P<skip>skip)|id:\s*(?P<id>[^\s>]+))\s*-->")

MARKS = {
    "b": Markup.STRONG,
    "strong": Markup.STRONG,
    "i": Markup.EMPHASIS,
    "em": Markup.EMPHASIS,
    "dfn": Markup.EMPHASIS,
    "u": Markup.UNDERLINE,
    "ins": Markup.UNDERLINE,
    "s": Markup.STRIKE,
    "del": Markup.STRIKE,
    "strike": Markup.STRIKE,
    "mark": Markup.HIGHLIGHT,
    "sub": Markup.SUB,
    "sup": Markup.SUP,
    "code": Markup.CODE,
    "kbd": Markup.CODE,
    "samp": Markup.CODE,
    "tt": Markup.CODE,
    "a": Markup.LINK,
}
REMOVED = frozenset({"script", "style", "iframe", "object", "template", "noscript"})
"""Tags that vanish with all that stands in them."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, opening or closing."""

    name: str
    closing: bool
    attributes: dict[str, str] = field(default_factory=dict)
    is_unsafe: bool = False
    """It carries an event handler or an address that runs a script."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What a person says to flashgen in an HTML comment."""

    skip: bool = False
    label: str = ""


def tag(source: str) -> Tag | None:
    """The tag that the source is; None for a comment, a declaration and the like."""
    found = TAG.match(source)
    if not found:
        return None
    rest = found["rest"]
    attributes = {}
    if "=" in rest:
        attributes = {m[1].lower(): html.unescape(m[2].strip("\"'")) for m in _ATTRIBUTE.finditer(rest)}
    unsafe = bool(_HANDLER.search(rest)) or any(not is_safe(attributes.get(a, "")) for a in ("href", "src"))
    return Tag(found["name"].lower(), bool(found["slash"]), attributes, unsafe)


def is_safe(address: str) -> bool:
    """Whether opening the address runs no script."""
    scheme = re.sub(r"[\s\x00-\x1f]", "", address[:200]).lower()
    return not scheme.startswith(("javascript:", "vbscript:", "data:text"))


def directive(comment: str) -> Directive | None:
    """What an HTML comment says to flashgen: to skip, or an id; None for any other comment."""
    found = _DIRECTIVE.fullmatch(comment.strip())
    return Directive(bool(found["skip"]), found["id"] or "") if found else None
