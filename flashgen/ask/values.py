"""What was answered, as values: facts as a model gave them, and what it thought of their cards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from flashgen.model import Kind

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
_MOST_TIMES = 2
"""Times that a card is worded anew before it is given up."""
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
    more: int = 0
    """Version of the prompt in which the block was gone through again for what its facts miss; 0 where it was not."""

    def is_final(self, given: Given) -> bool:
        """Whether the card of one of its facts was worded anew so often that it is not once more."""
        known = {one.id: one for one in self.facts}
        times, before = 0, known.get(given.mends)
        while before and times < _MOST_TIMES:
            times, before = times + 1, known.get(before.mends)
        return times == _MOST_TIMES


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


NOTHING = Answers()
"""What is known where nobody was asked."""

_Identity = tuple[str, tuple[str, ...], int, str]


def _identity(answer: Answer) -> _Identity:
    return answer.key, answer.under, answer.prompt, answer.model


def _looked_at(answer: Answer, before: Answer) -> Answer:
    """An answer with what came of a second look at its facts before, where it was not looked at itself."""
    if answer.more or any(one.look or one.mends for one in answer.facts):
        return answer
    if before.more and {one.id for one in answer.facts} <= {one.id for one in before.facts}:
        return before
    looks = {given.id: given.look for given in before.facts}
    facts = {one.id: replace(one, look=looks.get(one.id)) for one in answer.facts}
    for one in before.facts:
        if one.mends in facts:
            facts[one.id] = one
    return replace(answer, facts=tuple(facts.values()))
