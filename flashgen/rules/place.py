"""Where a block stands: what a rule sees of the document around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from flashgen.language.letters import has_digit
from flashgen.language.phrases import LABELS, is_label, is_pointer, is_title, words_of
from flashgen.language.sentences import sentences
from flashgen.language.words import content_stems, content_words, stem
from flashgen.model import Block, BlockKind, Document, Evidence
from flashgen.text import EMPTY, Markup, Span, Text

MAX_CONTEXT_WORDS = 10
_RELATIVE = frozenset("other others more further additional miscellaneous remaining".split())
_FILES = frozenset(
    """
    readme index main home untitled note notes new draft inbox todo misc scratch temp tmp copy chapter chapters lecture
    lectures week day part unit section page pages daily journal log summary input output stdin text file document
    doc docs
    """.split()
)
"""Words in names of files that say nothing of what is in them."""
_LONGEST_NAME = 5
_TOPICS = 2
"""Headings that a context may hold."""
_NEAR = 6
NEAREST = 40
"""How many ancestors are looked at: what stands further above says little, and notes may nest without end."""

_CITATION = re.compile(
    r"""(?<![\s,;:(–—-])[\s,;:(–—-]*(?:
        (?:[A-Z][\w’'-]+\s+[A-Z]\.(?:\s?[A-Z]\.)*|(?<=[?!.])\s*[A-Z][\w’'-]+\s+[A-Z][\w’'-]+|[A-Z][\w’'-]+)
        \s+(?:et\ al\.?|and\s+others)(?:,?\s*\(?(?:19|20)\d\d[a-z]?\)?)?
      | \((?:[^()]*,\s*)?(?:19|20)\d\d[a-z]?\)
    )\s*$""",
    re.VERBOSE,
)
_NUMBERING = re.compile(
    r"^(?:(?:chapter|section|part|lecture|week|module|unit|lesson|day)\s+)?\d+(?:\.\d+)*[.):]?\s+", re.I
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_INCLUDES = re.compile(r"\s+(?:include|includes|including|are|is)$")
_TRAILING = re.compile(r"[\s:.;,–—-]+$")

GENERIC_HEADINGS = frozenset(
    """
    general overview introduction intro basics basic background summary conclusion conclusions notes note misc
    miscellaneous other others details content contents term terms definition definitions glossary concept
    concepts terminology abbreviations acronyms abbreviation acronym types type classification points point
    highlights examples example motivation tldr vocabulary facts fact abstract takeaway takeaways remark remarks
    things
    """.split()
)


@dataclass(frozen=True, eq=False)
class Place:
    """A block with its parent's place, its siblings and its position among them.

    What many rules and all blocks below ask after is found once; so places are told apart as objects.
    """

    block: Block
    parent: Place | None
    siblings: tuple[Block, ...]
    index: int
    about: Text = EMPTY
    """What the whole document is about; empty where nothing says so."""

    @property
    def text(self) -> Text:
        """The block's own text."""
        return self.block.text

    @cached_property
    def is_prose(self) -> bool:
        """Whether the block is a paragraph of several sentences."""
        return self.block.kind is BlockKind.PARAGRAPH and len(sentences(self.text)) > 1

    def above(self) -> Iterator[Block]:
        """The ancestors, nearest first."""
        place = self.parent
        while place:
            yield place.block
            place = place.parent

    def heading(self) -> Text:
        """The nearest heading above, cleaned; empty where there is none."""
        return next((topic(b.text) for b in self.above() if b.kind is BlockKind.HEADING), EMPTY)

    def is_quoted(self) -> bool:
        """Whether the block is somebody else's words: it stands in a block quote that is no callout."""
        return bool(self.parent and self.parent.block.kind is BlockKind.QUOTE and not self.parent.block.label)

    @cached_property
    def _near(self) -> tuple[Block, ...]:
        first = max(0, self.index - _NEAR)
        around = self.siblings[first : self.index] + self.siblings[self.index + 1 : self.index + 1 + _NEAR]
        return tuple(b for b in around if b.kind is self.block.kind)

    def near(self) -> tuple[Block, ...]:
        """The few blocks of the same kind just before and after it in the list."""
        return self._near

    def context(self, title: bool = True) -> tuple[Text, ...]:
        """What a card of this block must say to stand alone: a topic, the one above it, the label next above.

        The topic is the nearest heading that says something by itself; the one above it is shown where both are short
        and it adds a word (``Heart``, ``Anatomy``). The label is the nearest parent item or lead-in. A heading too
        long for a prefix is passed over for the one above it. Where no heading says anything, the document's title
        does, unless ``title`` is false.
        """
        if self.parent:
            return self.parent._contexts_below[title]
        return (self.about.without(),) if title and self.about else ()

    @cached_property
    def _contexts_below(self) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """The context of what stands right below this block, without the document's title and with it."""
        label, topics = EMPTY, list[Text]()
        for block in islice(chain([self.block], self.above()), NEAREST):
            if block.kind is BlockKind.HEADING:
                name = topic(block.text)
                if _is_part(name) and not label and not topics:
                    label = name
                elif _fits(name):
                    topics.append(name)
                    if len(topics) == _TOPICS:
                        break
            elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.TERM) and not label:
                head = head_of(block)
                if _fits(head):
                    label = head
        if len(topics) == _TOPICS and not _adds(topics[1], topics[0] + " " + label):
            topics.pop()
        titled = topics or ([self.about] if self.about else [])
        return _distinct([*reversed(topics), label]), _distinct([*reversed(titled), label])

    def leans(self) -> bool:
        """Whether the nearest heading tells its lines from others (``Other signs``) and none above says from which."""
        names = [
            name for b in islice(self.above(), NEAREST) if b.kind is BlockKind.HEADING and _fits(name := topic(b.text))
        ]
        relative = bool(names) and names[0].plain.lower().split()[0] in _RELATIVE
        return relative and (len(names) < _TOPICS or not _adds(names[1], names[0]))

    @lru_cache(maxsize=1 << 8)  # noqa: B019 - few places, and those soon make room: several rules ask for each sentence
    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """``text[start:end]`` as evidence, with the lines it stands on."""
        end = len(self.text) if end is None else end
        first, last = self.block.lines(start, end)
        return Evidence(self.text[start:end], first, last, (start, end))


def _distinct(parts: list[Text]) -> tuple[Text, ...]:
    """The parts of a context that say anything, each once, however it is spelt."""
    kept: list[Text] = []
    for part in parts:
        if part and all(part.plain.lower() != other.plain.lower() for other in kept):
            kept.append(part.without())
    return tuple(kept)


def shown(block: Block) -> Text:
    """What a block of code, a formula or an image puts on a card; empty for any other."""
    if block.kind is BlockKind.CODE:
        return Text(block.text.plain, (Span(0, len(block.text), Markup.CODE, block.label),))
    return block.text if block.kind in (BlockKind.MATH, BlockKind.IMAGE) else EMPTY


@lru_cache(maxsize=1 << 11)  # each line below a heading asks after it
def topic(heading: Text) -> Text:
    """A heading without numbering, citation and trailing colon: ``3.1 PaLM (Lee et al., 2022)`` is ``PaLM``."""
    plain = heading.plain
    start = match.end() if (match := _NUMBERING.match(plain)) and match.end() < len(plain) else 0
    end = match.start() if (match := _CITATION.search(plain)) and match.start() > start else len(plain)
    end = match.start() if (match := _TRAILING.search(plain, start, end)) else end
    end = match.start() if (match := _BRACKET.search(plain, start, end)) and match.start() > start else end
    return heading[start:end].strip()


@lru_cache(maxsize=1 << 11)
def _is_part(name: Text) -> bool:
    """Whether a heading names a part of the subject above it: ``Treatment``, ``Problem it addresses``."""
    words = name.plain.lower().split()
    part = name.plain.lower() in LABELS or any(w in ("it", "its", "they", "their") for w in words)
    return part and len(words) <= MAX_CONTEXT_WORDS and not is_generic(name.plain)


@lru_cache(maxsize=1 << 11)
def _fits(name: Text) -> bool:
    """Whether a name is short enough for a prefix and says something by itself."""
    plain = name.plain
    return bool(plain) and len(plain.split()) <= MAX_CONTEXT_WORDS and not is_pointer(plain) and not is_generic(plain)


def _adds(above: Text, shown: Text) -> bool:
    """Whether a heading further up says what the parts below it do not, and all are short enough for one prefix."""
    known = content_stems(shown.plain)
    new = [word for word in content_words(above.plain) if stem(word) not in known]
    return bool(new) and len(f"{above.plain} {shown.plain}".split()) <= MAX_CONTEXT_WORDS


@lru_cache(maxsize=1 << 11)
def is_generic(name: str) -> bool:
    """Whether a heading or label says nothing of its subject: ``Overview``, ``Key terms and concepts``."""
    words = [w for w in content_words(name) if w not in ("key", "main", "important", "high-level", "useful")]
    generic = sum(w in GENERIC_HEADINGS for w in words)
    return not words or generic == len(words) or (generic > 1 and generic * 2 > len(words))


def head_of(block: Block) -> Text:
    """What an item or lead-in names, for the items below it: its label or term, else nothing.

    ``router-z loss: penalizes ...`` names ``router-z loss``; a whole sentence names nothing.
    """
    return _head_of(block.text)


@lru_cache(maxsize=1 << 11)
def _head_of(line: Text) -> Text:
    text = topic(line)
    if opening := _INCLUDES.search(text.plain):
        text = text[: opening.start()]
    for mark in (": ", " - ", " – ", " — ", " ~ ", " = "):
        at = text.plain.find(mark)
        if at > 0 and not text.opaque(at):
            text = text[:at].strip()
            break
    return text if is_label(text.plain) or is_title(text.plain) else EMPTY


def places(document: Document) -> Iterator[Place]:
    """A place for every block of the document, in the notes' order."""
    about = _about(document)
    todo = [Place(b, None, document.blocks, i, about) for i, b in reversed(list(enumerate(document.blocks)))]
    while todo:
        place = todo.pop()
        yield place
        below = place.block.children
        todo.extend(Place(b, place, below, i, about) for i, b in reversed(list(enumerate(below))))


def _about(document: Document) -> Text:
    """What a document is about: its title in the front matter, else the name of its file where that is a name.

    Who keeps one note on one thing names the file after it: ``Photosynthesis.md``. ``chapter-4.md`` and ``todo.md``
    say nothing.
    """
    if document.meta.title and _fits(title := Text(document.meta.title)):
        return title
    stem_of_file = document.path.rpartition("/")[2].rpartition(".")[0]
    name = Text(re.sub(r"[-_]+", " ", stem_of_file).strip())
    words = words_of(name.plain)
    says = len(stem_of_file) > 2 and bool(words) and not any(w in _FILES or has_digit(w) for w in words)
    return name if document.file and says and len(words) <= _LONGEST_NAME and _fits(name) else EMPTY
