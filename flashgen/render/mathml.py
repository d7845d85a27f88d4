r"""Formulas as browsers show them by themselves: MathML for what stands in ``\( \)`` and ``\[ \]``.

Anki has MathJax for that. A formula that cannot be read stays as it was written, and so does one of which not all
would be shown. The only door to latex2mathml.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

import nh3

_FORMULA = re.compile(r"<(?:code|pre)\b.*?</(?:code|pre)>|\\\((?P<inline>.+?)\\\)|\\\[(?P<block>.+?)\\\]", re.DOTALL)
_BRACE = re.compile(r"\\\\|\\[{}]|([{}])")
_LONGEST = 5_000
"""Characters of a formula; the work grows faster than they do."""
_TAGS = set(
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle "
    "msub msubsup msup mtable mtd mtext mtr munder munderover".split()
)
"""What browsers show; none draws ``menclose``, and x crossed out is not x."""
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_ATTRIBUTES = set(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop "
    "linethickness lspace mathvariant maxsize minsize movablelimits rowlines rowspacing rspace scriptlevel "
    "separator stretchy symmetric voffset width xmlns".split()
)
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes={"*": _ATTRIBUTES}, link_rel=None)


def with_mathml(field: str) -> str:
    """A field's HTML with its formulas as MathML."""
    return _FORMULA.sub(_shown, field) if "\\" in field else field


def _shown(match: re.Match[str]) -> str:
    inline, block = match["inline"], match["block"]
    if not (inline or block):
        return match[0]
    return _mathml(html.unescape(inline or block), bool(block)) or match[0]


@lru_cache(2000)
def _mathml(latex: str, is_block: bool) -> str:
    """The formula as MathML; empty where it cannot be read."""
    from latex2mathml.converter import convert

    if len(latex) > _LONGEST or not _is_balanced(latex):
        return ""
    try:
        made = convert(latex, display="block" if is_block else "inline")
        # words in a formula come out as they went in, tags among them
        is_shown = all(map(_is_shown, fromstring(made).iter()))  # noqa: S314  no document type, so nothing to expand
    except Exception:  # whatever a person wrote, and whatever the library makes of it
        return ""
    return _CLEANER.clean(made) if is_shown else ""


def _is_balanced(latex: str) -> bool:
    depth = 0
    for match in _BRACE.finditer(latex):
        depth += {"{": 1, "}": -1}.get(match[1] or "", 0)
        if depth < 0:
            return False
    return depth == 0


def _is_shown(element: Element) -> bool:
    """Whether browsers show an element, and flashgen's reader knew the command that it was made of."""
    name = element.tag.rpartition("}")[2]
    is_known = not (element.text or "").startswith("\\")
    return name in _TAGS and is_known and len(element) == _CHILDREN.get(name, len(element))
