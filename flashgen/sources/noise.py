"""What in a person's notes is nothing to learn from, and why.

``reason`` judges one text by itself; ``mark`` judges a whole tree, where the neighbours count too (a section
of references, a table of contents, a caption below its image). Noise stays in the tree, as a block of kind
``NOISE``.

All of this errs on the side of keeping: what only might be noise is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block, BlockKind
from flashgen.sources.struck import without_struck
from flashgen.sources.tree import remake
from flashgen.text import Markup, Text

URL = re.compile(
    r"""(?:https?://|ftp://|www\.)
        (?:[^\s<>"()]|\([^\s<>"()]*\))*
        (?:[^\s<>"'.,;:!?()\]}*_]|\([^\s<>"()]*\))""",
    re.VERBOSE,
)
"""A web address, without the punctuation of the sentence around it."""

_FLAG = (
    "\u203c\u2049\u231a\u231b\u23e9-\u23fa\u2600-\u263e\u2668\u267b-\u267f\u2692-\u2775\u2794-\u27bf"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff"
)
_FLAGS = re.compile(rf"(?:(?:[{_FLAG}][\ufe0e\ufe0f\u200d\u20e3]*)+\s+)+(?=\S)|\u2211\s+(?=[A-Z][a-z]{{2}})")

_TODO = re.compile(
    r"""[\s\W]*(?:\U0001f6a7 | (?:TODO|FIXME|TBD|TBC|TBA|WIP|XXX)\b | [Tt]o-?\s?[Dd]o\s*:)
      | \W*(?i:to\ be\ (?:completed|continued|done|added|written|determined|defined|filled(?:\ in)?)
          | coming\ soon | work\ in\ progress | under\ construction
          | not\ (?:yet\ )?(?:written|finished))\W*$""",
    re.VERBOSE,
)
_TODO_INSIDE = ("TODO:", "FIXME:", "(TODO", "(FIXME", "(TBD", "[TODO", "[TBD")
_TAGS = re.compile(r"\s*#[^\W\d][\w/-]*(?:[\s,;]+#[^\W\d][\w/-]*)*\s*")
_BOILERPLATE = re.compile(
    r"""\W*(?:
        (?:last|page)\s(?:updated|modified|edited|reviewed|revised|changed)(?:\W*$|\s*:|.{0,40}\b(?:\d{4}|ago)\b)
      | (?:updated|modified|published|posted|created)(?:\s(?:on|at|by))?\W{1,3}.{0,30}\d{4}\W*$
      | (?:creation|modification)-date\b | content-type:\s | wiki-format:
      | copyright\s.*\d{4} | ©.*\d{4} | \(c\)\s*\d{4}
      | (?:please\s)?(?:subscribe|sign\sup|like\sand\ssubscribe|share\sthis|follow\sus)\b(?:\s\S+){0,10}$
      | (?:we|this\s(?:site|website|page))\suses?\scookies | accept\s(?:all\s)?cookies
      | \d+\s?min(?:ute)?s?\s(?:read|reading)\b | reading\stime\b
      )
      | \{\{?[%<].*[%>]\}\}?$ | \{:.*\}$ | \\(?:newpage|pagebreak|tableofcontents)$""",
    re.VERBOSE | re.IGNORECASE,
)
_BUTTON = re.compile(
    r"""\W*(?:edit\s(?:this\spage|on\sgithub) | improve\sthis\spage | (?:back\sto\s(?:the\s)?)?top | home | menu
      | skip\sto\s(?:main\s)?content | (?:next|previous|prev)(?:\s(?:page|chapter|post))? | log\s?in | sign\sin
      | read\smore | click\shere | print\sthis\spage | advertisement | (?:table\sof\s)?contents | toc)\W*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What pages offer to click on; in a list the same words may be the notes' own."""
_RIGHTS = ("all rights reserved", "all rights reserved.")
_FIGURE = re.compile(r"^\W*(?:fig(?:ure|\.)|image|picture|photo|diagram|screenshot)\s*\d+\s*[.:)–—-]", re.IGNORECASE)
_CREDIT = re.compile(r"^\W*(?:source|credit|image|photo|picture|via|courtesy)\b", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w./ -]+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)|[a-z0-9]+(?:_[a-z0-9]+)+", re.IGNORECASE)

_REFERENCES = re.compile(
    r"""(?:see\salso | bibliography | works\scited | external\slinks
      | (?:further|additional|recommended|suggested|more)\s(?:reading|resources|information|info|links)
      | (?:useful|helpful|related|other)\s(?:resources|links|reading)
      | related\s(?:terms|articles|pages|notes|posts|topics) | read\smore | footnotes | citations
      | (?:sources?|references)(?:\(s\))?\s(?:and|&|/)\sfurther\sreading | credits
      | acknowledge?ments?)\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_MAYBE_REFERENCES = re.compile(r"(?:sources?|references?|resources?|links?)(?:\(s\))?\W*", re.IGNORECASE)
_CITED = re.compile(r"\b(?:1[89]|20)\d\d\b|\bet al\b|\bISBN\b|\bdoi\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table of )?contents|toc|on this page|in this (?:article|page)|index\W*", re.IGNORECASE)
_LINK_WORD = re.compile(
    r"\b(?:sources?|links?|via|from|see|also|ref|references?|video|website|url|read|more|here|and|or|original|pdf"
    r"|slides|code|paper|article|docs?|documentation|at)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")

_INHERITED = frozenset({"reference", "navigation", "to do", "footnote", "boilerplate"})
_JUDGED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


def flags(plain: str) -> int:
    """How many characters at the start are emoji flags (``❗ ``, ``📝 ``) and the space after them."""
    found = _FLAGS.match(plain)
    return found.end() if found else 0


def heading_reason(heading: str) -> str:
    """Why all that stands under such a heading, or lead-in, is noise; empty where it is not."""
    words = heading[flags(heading) :].strip().strip(":*_ ")
    if _REFERENCES.fullmatch(words):
        return "reference"
    return "navigation" if _CONTENTS.fullmatch(words) else ""


def reason(text: Text, heading: str = "", kind: BlockKind = BlockKind.PARAGRAPH) -> str:
    """Why this text, with its flags still on, under this heading is noise; empty where it is not.

    The reasons: ``reference``, ``navigation``, ``to do``, ``tags``, ``boilerplate``, ``image caption`` and
    ``bare link``.
    """
    plain = text.plain.strip()
    if kind is BlockKind.HEADING or not plain:
        return ""
    if why := heading_reason(heading):
        return why
    if _MAYBE_REFERENCES.fullmatch(heading.strip()) and (_has_link(text) or _CITED.search(plain)):
        return "reference"
    if len(plain) < 60 and _REFERENCES.fullmatch(plain):
        return "reference"
    if _TODO.match(plain) or any(word in plain for word in _TODO_INSIDE):
        return "to do"
    if _TAGS.fullmatch(plain):
        return "tags"
    if len(plain) < 300 and (_BOILERPLATE.match(plain) or plain[-25:].lower().endswith(_RIGHTS)):
        return "boilerplate"
    if kind is BlockKind.PARAGRAPH and len(plain) < 40 and _BUTTON.fullmatch(plain):
        return "boilerplate"
    if _FIGURE.match(plain) or (kind is BlockKind.PARAGRAPH and _is_file_name(text)):
        return "image caption"
    only_links = _only_links(text)
    if text.spans and text.marked(Markup.IMAGE):
        beside = _rest(text, Markup.IMAGE).plain
        is_caption = _WORD.search(beside) and (only_links or _CREDIT.match(beside))
        return "image caption" if is_caption else ""
    return "bare link" if only_links else ""


def is_navigation(items: Sequence[Text]) -> bool:
    """Whether a list is a table of contents: links to anchors only, or four or more bare links."""
    if not items or not all(_only_links(item) for item in items):
        return False
    anchors = all(span.target.startswith("#") for item in items for span in item.marked(Markup.LINK))
    return len(items) >= 4 or (anchors and all(item.marked(Markup.LINK) for item in items))


@dataclass(frozen=True, slots=True)
class _Above:
    """What the ancestors say to the blocks below them."""

    heading: str = ""
    reason: str = ""


def mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The tree with its noise marked, and the flags cut off the texts that stay."""
    return remake(blocks, _Above(), _judge)


def _judge(siblings: tuple[Block, ...], above: _Above) -> list[tuple[Block, _Above]]:
    judged = []
    items = {i for i, block in enumerate(siblings) if block.kind is BlockKind.ITEM}
    links = {i for i in items if _only_links(siblings[i].text)}
    navigation = _navigation(siblings, links)
    for index, block in enumerate(map(without_struck, siblings)):
        why = above.reason
        if not why and index in navigation:
            why = "navigation"
        if not why and index and _is_caption(block, siblings[index - 1]):
            why = "image caption"
        if not why and block.kind in _JUDGED:
            why = reason(block.text, above.heading, block.kind)
            named = index in links and not URL.match(block.text.plain)
            if why == "bare link" and named and (block.children or len(links) < len(items)):
                why = ""  # a linked name says something where others in the list, or its children, say more
        judged.append(_marked(block, above, why))
    return judged


def _marked(block: Block, above: _Above, why: str) -> tuple[Block, _Above]:
    if block.kind is BlockKind.HEADING:
        under = _Above(block.text.plain, above.reason or heading_reason(block.text.plain))
        return _without_flags(block), under
    if block.kind is BlockKind.NOISE:
        return block, replace(above, reason=block.reason if block.reason in _INHERITED else "")
    if why:
        return replace(block, kind=BlockKind.NOISE, reason=why), replace(above, reason=why if why in _INHERITED else "")
    lead_in = bool(block.children) and len(block.text) < 60
    return _without_flags(block), replace(above, heading=block.text.plain) if lead_in else above


def _without_flags(block: Block) -> Block:
    cut = flags(block.text.plain)
    if not cut:
        return block
    breaks = tuple(b - cut for b in block.breaks)
    return replace(block, text=block.text[cut : len(block.text)], breaks=breaks)


def _navigation(siblings: tuple[Block, ...], links: set[int]) -> set[int]:
    """The places of the items that make up a table of contents."""
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate((*siblings, None)):
        if block is not None and block.kind is BlockKind.ITEM:
            run.append(index)
        elif run:
            if links.issuperset(run) and is_navigation([siblings[i].text for i in run]):
                found.update(run)
            run = []
    return found


def _is_caption(block: Block, before: Block) -> bool:
    """Whether a paragraph right below an image only names it."""
    if before.kind is not BlockKind.IMAGE or block.kind is not BlockKind.PARAGRAPH or len(block.text) > 200:
        return False
    plain = block.text.plain.strip()
    alternatives = {span.title.strip().casefold() for span in before.text.marked(Markup.IMAGE)}
    if plain.casefold() in alternatives or _CREDIT.match(plain):
        return True
    return not _WORD.search(_rest(block.text, Markup.EMPHASIS).plain)


def _is_file_name(text: Text) -> bool:
    return len(text) < 100 and not text.spans and _FILE_NAME.fullmatch(text.plain.strip()) is not None


def _has_link(text: Text) -> bool:
    if any(span.markup is Markup.LINK for span in text.spans):
        return True
    return ("://" in text.plain or "www." in text.plain) and URL.search(text.plain) is not None


def _only_links(text: Text) -> bool:
    """Whether nothing but links, and words such as "source" or "see", stands there."""
    if len(text) > 2000 or not _has_link(text):
        return False
    rest = URL.sub(" ", _rest(text, Markup.LINK, Markup.IMAGE).plain)
    return not _WORD.search(_LINK_WORD.sub("", rest))


def _rest(text: Text, *markups: Markup) -> Text:
    """The text outside those spans."""
    kept, end = [], 0
    for span in text.marked(*markups):
        kept.append(text.plain[end : span.start])
        end = max(end, span.end)
    return Text(" ".join((*kept, text.plain[end:])))
