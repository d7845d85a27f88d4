"""Cards as text for a terminal: what is asked, what is answered, and what stands around it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flashgen.drill.formulas import without_latex
from flashgen.drill.values import Card
from flashgen.model import Form

_PRE = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL | re.IGNORECASE)
_LIST = re.compile(r"<(ol|ul)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r'<img\b(?:[^>]*?\balt="([^"]*)")?[^>]*>', re.IGNORECASE)
_CODE = re.compile(r"<code\b[^>]*>(.*?)</code>", re.DOTALL | re.IGNORECASE)
_RAISED = re.compile(r"<sup>(.*?)</sup>", re.DOTALL | re.IGNORECASE)
_LOWERED = re.compile(r"<sub>(.*?)</sub>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?div|/?p)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::([^:{}]*))?\}\}(?!\})", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""What could steer the terminal, or turn the direction of what comes after it."""
_PRIVATE = re.compile("[\ue000-\ue011]")
"""What stands for something else while a field is read."""

BLANK = "[...]"


@dataclass(frozen=True, slots=True)
class Face:
    """A card in readable text."""

    context: str
    question: str
    answer: str
    whole: str
    """What is shown as the answer: of a cloze the sentence, filled in; else the same as ``answer``."""
    extra: str
    source: str


def face(card: Card) -> Face:
    """The card as a person reads it."""
    fields = card.fields
    if card.form is Form.CLOZE:
        text, context, extra, source = fields
        number = card.key.ord + 1
        whole = plain(_CLOZE.sub(r"\2", text))
        hidden = dict.fromkeys(plain(match[2]) for match in _CLOZE.finditer(text) if int(match[1]) == number)
        return Face(plain(context), _asked(text, number), "; ".join(hidden), whole, plain(extra), plain(source))
    question, answer = (fields[1], fields[0]) if card.key.ord else (fields[0], fields[1])
    said = plain(answer)
    return Face(plain(fields[2]), plain(question), said, said, plain(fields[3]), plain(fields[4]))


def plain(field: str) -> str:
    """A field's HTML as text: lists and code on lines of their own, formulas in plain characters."""
    kept: list[str] = []

    def keep(code: str) -> str:
        # code is not to be read as mathematics, nor are its spaces to be joined
        kept.append(_clean(html.unescape(_TAG.sub("", code))))
        return f"\ue010{len(kept) - 1}\ue011"

    text = _PRE.sub(lambda match: "\n" + keep(match[1]) + "\n", _PRIVATE.sub("", field))
    text = _CODE.sub(lambda match: keep(match[1]), text)
    text = _LIST.sub(_items, text)
    text = _IMAGE.sub(lambda match: f"[image: {match[1]}]" if match[1] else "[image]", text)
    text = _RAISED.sub(lambda match: _script("^", match[1]), text)
    text = _LOWERED.sub(lambda match: _script("_", match[1]), text)
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    text = "\n".join(" ".join(line.split()) for line in _clean(without_latex(text)).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub("\ue010(\\d+)\ue011", lambda match: _shown_code(kept[int(match[1])]), text.strip("\n "))


def counted(number: int, thing: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _asked(text: str, number: int) -> str:
    def shown(match: re.Match[str]) -> str:
        if int(match[1]) != number:
            return match[2]
        return f"[{match[3]}]" if match[3] else BLANK

    return plain(_CLOZE.sub(shown, text))


def _items(found: re.Match[str]) -> str:
    items = enumerate(_ITEM.findall(found[2]), start=1)
    numbered = found[1].lower() == "ol"
    return "\n" + "\n".join(f"{number}. {item}" if numbered else f"- {item}" for number, item in items) + "\n"


def _script(mark: str, inner: str) -> str:
    from flashgen.drill.formulas import plain as formula

    return formula(f"{mark}{{{inner}}}")


def _shown_code(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.strip("\n").split("\n")) if "\n" in code else code


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\t", "    "))
