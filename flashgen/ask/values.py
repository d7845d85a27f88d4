"""What is asked and what is answered, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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
        """With these, which take the place of those of the same block, prompt and model."""
        latest = {_identity(answer): answer for answer in (*self.all, *new)}
        return replace(self, all=tuple(latest[key] for key in sorted(latest)))

    def of(self, key: str, under: tuple[str, ...]) -> Answer | None:
        """The answer about a block that counts: given under the same headings, by the model, to the newest prompt."""
        return min(
            self.by_key.get(key, ()),
            key=lambda one: (one.under != under, one.model != self.model, -one.prompt, one.model, one.under),
            default=None,
        )


def _identity(answer: Answer) -> tuple[str, tuple[str, ...], int, str]:
    return answer.key, answer.under, answer.prompt, answer.model


@dataclass(frozen=True, slots=True)
class Asked:
    """A block that a prompt asks about."""

    key: str
    under: tuple[str, ...]
    start_line: int
    end_line: int
    """Of the block's own text, in the notes as they were when the prompt was made."""


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
