"""What is asked and what is answered, as values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from flashgen.model import Kind, Problem

RULE = "ask"
"""The name of the rule, on its cards."""
BY_HAND = "by hand"
"""What a model is called whose name nobody gave."""
KINDS = {
    kind.value: kind
    for kind in (
        Kind.DEFINITION,
        Kind.ACRONYM,
        Kind.PROPERTY,
        Kind.QUANTITY,
        Kind.CLAIM,
        Kind.LISTING,
        Kind.PROCEDURE,
        Kind.REASON,
        Kind.CONSEQUENCE,
        Kind.FUNCTION,
    )
}
"""What a model may call a fact."""
FALSE = "false"
"""What a second look calls a card that says what the notes do not."""
LISTS = frozenset({Kind.LISTING, Kind.PROCEDURE})
ID_LENGTH = 12
"""Of prompts and facts, in hexadecimal digits."""


class Opinion(Enum):
    """What a model thinks of a card when it sees it as the person will."""

    KEEP = "keep"
    MEND = "mend"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a second look at a card."""

    opinion: Opinion
    prompt: int
    """Version of the prompt for it."""
    why: str = ""
    """In a word or two, unless it is kept."""


@dataclass(frozen=True, slots=True)
class Given:
    """One fact as a model gave it; nothing in it is to be believed yet."""

    kind: Kind
    span: str
    """Words of one block, said to be copied."""
    subject: str
    relation: str
    object: str
    """The answer; of a list empty."""
    question: str
    """The relation as a question that leaves the object out."""
    items: tuple[str, ...] = ()
    look: Look | None = None
    """None where nobody looked at its card a second time."""
    mends: str = ""
    """The id of the fact whose card a second look worded anew as this; its card is looked at in turn."""

    @property
    def id(self) -> str:
        """What it is known by: a digest of its words, whatever was thought of it since."""
        words = "\n".join((self.span, self.question, self.object, *self.items))
        return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:ID_LENGTH]

    @property
    def short(self) -> str:
        """Its question and its answer on one line."""
        return f"{self.question} {self.object or '; '.join(self.items)}"

    def reworded(self, question: str, answer: str, items: tuple[str, ...]) -> Given:
        """The same fact with another question or answer."""
        is_list = self.kind in LISTS
        kind = (self.kind if is_list else Kind.LISTING) if items else (Kind.CLAIM if is_list else self.kind)
        return replace(self, kind=kind, question=question, object=answer, items=items, look=None, mends=self.id)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of one block; one line of ``answers.jsonl``."""

    key: str
    """Of the block: a digest of its words."""
    prompt: int
    """Version of the prompt."""
    model: str
    under: tuple[str, ...] = ()
    """What stood above the block, to tell two blocks of the same words apart."""
    facts: tuple[Given, ...] = ()
    """Empty where there is nothing in it to learn; it is not asked again."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was answered so far."""

    all: tuple[Answer, ...] = ()
    """In the order of their file."""
    model: str = ""
    """Whose answers count where there are several."""
    in_deck: frozenset[tuple[str, str]] = frozenset()
    """Evidence and rule of each note that was shipped."""
    by_key: Mapping[str, tuple[Answer, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_key: dict[str, list[Answer]] = {}
        for answer in self.all:
            by_key.setdefault(answer.key, []).append(answer)
        object.__setattr__(self, "by_key", {key: tuple(found) for key, found in by_key.items()})

    def added(self, new: Iterable[Answer]) -> Answers:
        """With these, which take the place of those of the same block, prompt and model.

        What was thought of a fact at a second look stays with it, where it is given again.
        """
        latest: dict[_Identity, Answer] = {}
        for answer in (*self.all, *new):
            known = latest.get(identity := _identity(answer))
            latest[identity] = _looked_at(answer, known) if known else answer
        return replace(self, all=tuple(latest[identity] for identity in sorted(latest)))

    def of(self, key: str, under: tuple[str, ...]) -> Answer | None:
        """The answer about a block that counts: given under the same headings, by the model, to the newest prompt."""
        return min(
            self.by_key.get(key, ()),
            key=lambda one: (one.under != under, one.model != self.model, -one.prompt, one.model, one.under),
            default=None,
        )


_Identity = tuple[str, tuple[str, ...], int, str]


def _identity(answer: Answer) -> _Identity:
    return answer.key, answer.under, answer.prompt, answer.model


def _looked_at(answer: Answer, before: Answer) -> Answer:
    """An answer with what came of a second look at its facts before, where it was not looked at itself."""
    if any(one.look or one.mends for one in answer.facts):
        return answer
    looks = {given.id: given.look for given in before.facts}
    facts = {one.id: replace(one, look=looks.get(one.id)) for one in answer.facts}
    for one in before.facts:
        if one.mends in facts:
            facts[one.id] = one
    return replace(answer, facts=tuple(facts.values()))


@dataclass(frozen=True, slots=True)
class Asked:
    """A block that a prompt asks about."""

    key: str
    under: tuple[str, ...]
    start_line: int
    end_line: int
    """Of the block's own text, in the notes as they were when the prompt was made."""
    fact: str = ""
    """The id of the fact whose card is shown, at a second look; empty where the block is asked for facts."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One self-contained text to give to a model."""

    id: str
    name: str
    """Of its file, where it goes by hand."""
    path: str
    """The notes' file."""
    text: str
    asked: tuple[Asked, ...]

    @property
    def size(self) -> int:
        """In characters."""
        return len(self.text)

    @property
    def place(self) -> str:
        """The lines that it is about, as messages name them."""
        first, last = self.asked[0].start_line, self.asked[-1].end_line
        return f"{self.path}:{first}-{last}" if last > first else f"{self.path}:{first}"

    @property
    def is_look(self) -> bool:
        """Whether it shows cards, for a second look, instead of asking for facts."""
        return any(asked.fact for asked in self.asked)

    @property
    def blocks(self) -> int:
        """How many blocks it is about."""
        return len({(asked.key, asked.under) for asked in self.asked})


@dataclass(frozen=True, slots=True)
class Drop:
    """A fact that did not stand up to the notes."""

    path: str
    line: int
    what: str
    """The fact in short."""
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one reply."""

    answers: tuple[Answer, ...] = ()
    """One for every block that was answered, also with nothing."""
    kept: int = 0
    """Facts that stood up to the notes."""
    dropped: tuple[Drop, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True
    """False where the reply broke off: the blocks after its last whole fact are still to be asked."""
    seen: int = 0
    """Cards that were looked at a second time; of these ``kept`` stay as they are."""
    mended: int = 0
    """Of these, worded anew, and to be looked at in turn."""
