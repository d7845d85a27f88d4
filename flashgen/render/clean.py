"""The last look at a field: only what flashgen itself writes gets through."""

from __future__ import annotations

import re

import nh3

MEDIA_NAME = re.compile(r"flashgen-[0-9a-f]{12}-[A-Za-z0-9_-]+\.[a-z]+")
_PYGMENTS_CLASS = re.compile(r"[a-z]{1,2}[a-z0-9]?(?: [a-z0-9]{1,3}-[A-Za-z]+)*")


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    match tag, attribute:
        case "img", "src":
            return value if MEDIA_NAME.fullmatch(value) else None
        case "span", "class":
            return value if _PYGMENTS_CLASS.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags={
        "a",
        "br",
        "code",
        "em",
        "img",
        "li",
        "mark",
        "ol",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "ul",
    },
    attributes={"a": {"href"}, "img": {"src", "alt"}, "span": {"class"}},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "obsidian"},
    link_rel=None,
)


def clean(html: str) -> str:
    """The HTML without anything that could run or load on a card."""
    if "<" not in html and "&" not in html:
        return html
    return _CLEANER.clean(html)
