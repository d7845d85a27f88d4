"""Where a block stands: what a rule sees of the document around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from flashgen.language.letters import has_digit
from flashgen.language.phrases import words_of
from flashgen.language.sentences import sentences
from flashgen.language.words import content_stems, content_words, stem
from flashgen.model import Block, BlockKind, Document, Evidence
from flashgen.rules.topics import MAX_CONTEXT_WORDS, fits, head_of, is_part, topic
from flashgen.text import EMPTY, Markup, Span, Text

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
                if is_part(name) and not label and not topics:
                    label = name
                elif fits(name):
                    topics.append(name)
                    if len(topics) == _TOPICS:
                        break
            elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.TERM) and not label:
                head = head_of(block)
                if fits(head):
                    label = head
        if len(topics) == _TOPICS and not _adds(topics[1], topics[0] + " " + label):
            topics.pop()
        titled = topics or ([self.about] if self.about else [])
        return _distinct([*reversed(topics), label]), _distinct([*reversed(titled), label])

    def leans(self) -> bool:
        """Whether the nearest heading tells its lines from others (``Other signs``) and none above says from which."""
        names = [
            name for b in islice(self.above(), NEAREST) if b.kind is BlockKind.HEADING and fits(name := topic(b.text))
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


def formula_below(block: Block, following: Sequence[Block]) -> Block | None:
    """The display formula that a line leads up to, ``The energy is``: the first of the blocks that follow it."""
    below = following[0] if following else None
    if below is None or below.kind is not BlockKind.MATH or below.skip:
        return None
    return None if block.text.plain.rstrip().endswith((".", "!", "?")) else below


def _adds(above: Text, shown: Text) -> bool:
    """Whether a heading further up says what the parts below it do not, and all are short enough for one prefix."""
    known = content_stems(shown.plain)
    new = [word for word in content_words(above.plain) if stem(word) not in known]
    return bool(new) and len(f"{above.plain} {shown.plain}".split()) <= MAX_CONTEXT_WORDS


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
    if document.meta.title and fits(title := Text(document.meta.title)):
        return title
    stem_of_file = document.path.rpartition("/")[2].rpartition(".")[0]
    name = Text(re.sub(r"[-_]+", " ", stem_of_file).strip())
    words = words_of(name.plain)
    says = len(stem_of_file) > 2 and bool(words) and not any(w in _FILES or has_digit(w) for w in words)
    return name if document.file and says and len(words) <= _LONGEST_NAME and fits(name) else EMPTY
