r"""The marks in running text that Markdown itself does not know, as rules for markdown-it.

Mathematics, Obsidian's links, embeds, comments and highlights, clozes, and marks of footnotes. A rule remembers
which closing sign occurs no more, so that a paragraph of nothing but opening signs takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, image, link

from flashgen.sources import formulas

_WIKI = re.compile(r"(!?)\[\[(?P<page>[^\s\[\]|][^\[\]\n|]{0,300})(?:\|(?P<alias>[^\[\]\n]{0,300}))?\]\]")
_PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|bmp|avif)", re.IGNORECASE)
_SIZE = re.compile(r"\d+(?:x\d+)?")
_FOOTNOTE = re.compile(r"\[\^[^\s\]]{1,100}\]|\^\[[^\[\]\n]{1,1000}\]")
_CLOZE = re.compile(r"\{\{c(?P<number>\d{1,4})::|\}{2,}")


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    ruler = md.inline.ruler
    ruler.before("escape", "math", _math)
    ruler.before("link", "wiki_link", _wiki_link)
    ruler.before("link", "footnote", _footnote)
    ruler.before("link", "highlight", _highlight)
    ruler.before("link", "cloze", _cloze)
    ruler.before("link", "comment", _comment)
    ruler.at("backticks", _code)
    ruler.at("link", _counting_lines(link))
    ruler.at("image", _counting_lines(image))


_Rule = Callable[[StateInline, bool], bool]


def _counting_lines(rule: _Rule) -> _Rule:
    """The rule, which also notes how many line breaks it took up without a token for them."""

    def counting(state: StateInline, silent: bool) -> bool:
        start, held = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and state.src.find("\n", start, state.pos) >= 0:
            lines = state.src.count("\n", start, state.pos)
            lines -= sum(t.type in ("softbreak", "hardbreak") for t in state.tokens[held:])
            state.tokens[-1].meta["lines"] = lines - sum(t.meta.get("lines", 0) for t in state.tokens[held:])
        return True

    return counting


def _code(state: StateInline, silent: bool) -> bool:
    start, held = state.pos, len(state.tokens)
    if not backtick(state, silent):
        return False
    if not silent and len(state.tokens) > held and state.tokens[-1].type == "code_inline":
        token = state.tokens[-1]
        source = state.src[start + len(token.markup) : state.pos - len(token.markup)]
        cut = int(len(token.content) < len(source))  # a space, or a line break, at both ends is no part of it
        token.meta["breaks"] = [max(at + 1 - cut, 0) for at in _line_ends(source)]
    return True


def _line_ends(source: str) -> list[int]:
    return [at for at, sign in enumerate(source) if sign == "\n"] if "\n" in source else []


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    formula = formulas.find(state.src, state.pos, state.posMax, _missing(state))
    if not formula:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = str(formula)
        inside = state.src[state.pos : formula.end].lstrip("$").removeprefix(token.content[:2])
        above = (" ".join(inside[:at].split()) for at in _line_ends(inside))
        token.meta["breaks"] = [2 + len(tex) + bool(tex) for tex in above]
    state.pos = formula.end
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        page, alias = found["page"].strip(), (found["alias"] or "").strip()
        if not found[1]:
            token = state.push("link_open", "a", 1)
            token.attrs = {"href": page}
            state.push("text", "", 0).content = alias or _page_name(page)
            state.push("link_close", "a", -1)
        elif _PICTURE.fullmatch(page):
            token = state.push("image", "img", 0)
            token.attrs = {"src": page}
            token.content = "" if _SIZE.fullmatch(alias) else alias
    state.pos = found.end()
    return True


def _page_name(page: str) -> str:
    path, _, section = page.partition("#")
    if section and not section.startswith("^"):
        return section.rpartition("#")[2]
    return path.rpartition("/")[2].removesuffix(".md") or page


def _footnote(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[^", "^["), state.pos):
        return False
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found:
        state.pos = found.end()
    return bool(found)


def _highlight(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos + 2
    if not src.startswith("==", state.pos) or start >= state.posMax or src[start] in "= \t\n":
        return False
    end = _closing(state, "==", start)
    if end < 0 or src[end - 1].isspace() or end - start > 2_000:
        return False
    _wrap(state, silent, "mark", (start, end), end + 2)
    return True


def _cloze(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{c", state.pos):
        return False
    known: dict[str, dict[int, int]] = state.env.setdefault("clozes", {})
    if state.src not in known:
        known[state.src] = _cloze_ends(state.src)
    opening = _CLOZE.match(state.src, state.pos)
    end = known[state.src].get(state.pos, -1)
    if not opening or not opening["number"] or not state.pos < end <= state.posMax:
        return False
    start = opening.end()
    hidden_end = end
    hint = state.src.rfind("::", start, end)
    if hint > state.src.rfind("}}", start, end):
        hidden_end = hint
    else:
        hint = -1
    if start == hidden_end:
        return False
    words = state.src[hint + 2 : end].strip() if hint >= 0 else ""
    _wrap(state, silent, "cloze", (start, hidden_end), end + 2, {"number": opening["number"], "hint": words})
    return True


def _cloze_ends(source: str) -> dict[int, int]:
    """Where each cloze's closing braces stand, by where it opens; clozes may nest."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for sign in _CLOZE.finditer(source):
        if sign["number"]:
            opened.append(sign.start())
            continue
        # of "}}}" the last two close the cloze, the first belongs to what it hides
        closing = min(len(sign[0]) // 2, len(opened))
        for end in range(sign.end() - 2 * closing, sign.end(), 2):
            ends[opened.pop()] = end
    return ends


def _comment(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("%%", state.pos):
        return False
    end = _closing(state, "%%", state.pos + 2)
    if end < 0:
        return False
    if not silent and (lines := state.src.count("\n", state.pos, end)):
        state.push("text", "", 0).meta["lines"] = lines
    state.pos = end + 2
    return True


def _missing(state: StateInline) -> set[str]:
    """The closing signs known to stand nowhere further on."""
    known: dict[str, set[str]] = state.env.setdefault("missing", {})
    return known.setdefault(state.src, set())


def _closing(state: StateInline, sign: str, start: int) -> int:
    """Where the sign stands next; remembers where it stands no more."""
    missing = _missing(state)
    if sign in missing:
        return -1
    at = state.src.find(sign, start, state.posMax)
    if at < 0 and state.posMax == len(state.src):
        missing.add(sign)
    return at


def _wrap(
    state: StateInline,
    silent: bool,
    name: str,
    inside: tuple[int, int],
    after: int,
    attributes: dict[str, str] | None = None,
) -> None:
    """Read what stands inside as running text, between an opening and a closing token."""
    if not silent:
        end = state.posMax
        state.pos, state.posMax = inside
        state.push(f"{name}_open", name, 1).attrs = dict(attributes or {})
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", name, -1)
        state.posMax = end
    state.pos = after
