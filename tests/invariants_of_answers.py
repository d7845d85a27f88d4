"""What holds of what a language model sends back, and of the file that its answers are kept in.

As in ``invariants``: each function takes the bytes, and raises where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invariants import check_notes, refusal
from invariants_of_files import ROOT, SAMPLE, is_one_line

from flashgen import pipeline, sources
from flashgen.ask import answers as store
from flashgen.ask.exchange import Aim, Taken
from flashgen.ask.pending import pending
from flashgen.ask.replied import replied
from flashgen.ask.values import Answer, Answers
from flashgen.model import Document, Plan

MODEL = "m"
_PLAIN = "The heart pumps about 5 litres of blood a minute."
FACTS = (
    f'{{"facts": [{{"line": 2, "span": "{_PLAIN}", "kind": "quantity", "subject": "heart", "object": "about 5 litres", '
    '"question": "How much blood does the heart pump a minute?"}, '
    f'{{"line": 2, "span": "{_PLAIN}", "kind": "claim", "object": "blood", "question": "What does the heart pump?"}}]}}'
)
VERDICTS = (
    '{"cards": [{"card": 1, "verdict": "mend", "why": "vague", "question": "How many litres of blood does the heart '
    'pump a minute?", "object": "about 5"}, {"card": 2, "verdict": "drop", "why": "guessable"}]}'
)


def _notes() -> tuple[Document, Plan]:
    document, _ = sources.parse(SAMPLE, "a.md", "a.md")
    return document, pipeline.plan_documents([document], (), ROOT)


def replies(data: bytes) -> None:
    """Whatever a model sends back, in answer to any prompt, is taken or told of in a line, and cards are sound."""
    text = data.decode(errors="replace")
    document, plan = _notes()
    known = Answers()
    for reply in (FACTS, text, text, text):
        for prompt in pending(plan, known, MODEL, second_look=True):
            found = replied(prompt, reply, MODEL, known, {document.path: document}, "reply")
            known = _added(known, found, document)


def _added(known: Answers, found: Taken, document: Document) -> Answers:
    for problem in found.problems:
        assert is_one_line(str(problem), "reply") or "\n" not in problem.message, problem
    assert found.problems or found.answers
    known = known.added(found.answers)
    assert store.parse(store.dumps(known)) == known
    assert known.added(found.answers) == known
    _check(known.all, document)
    return known


def answered(data: bytes) -> None:
    """A file of answers is refused in a line, or comes back as it is, and its cards are sound."""
    text = data.decode(errors="surrogateescape")
    if said := refusal(lambda: store.parse(text)):
        assert is_one_line(said, store.FILE), said
        return
    known = store.parse(text)
    assert store.parse(store.dumps(known)) == known
    document, _ = _notes()
    _check(known.all, document)


def _check(known: Sequence[Answer], document: Document) -> None:
    """The cards that answers become; the same answers, the same cards."""
    made = pipeline.plan_documents([document], (), ROOT, answers=Answers().added(known))
    again = pipeline.plan_documents([document], (), ROOT, answers=Answers().added(reversed(known)))
    check_notes(made.notes, SAMPLE)
    assert not made.problems, made.problems
    assert made.notes == again.notes


def seeds_of_replies() -> Iterator[bytes]:
    yield from (FACTS.encode(), VERDICTS.encode(), b"no", b"")
    yield f"Gladly!\n```json\n{FACTS}\n```\n{VERDICTS}".encode()


def seeds_of_answers() -> Iterator[bytes]:
    document, plan = _notes()
    known = Answers()
    for _ in range(2):
        for prompt in pending(plan, known, MODEL, second_look=True):
            reply = VERDICTS if prompt.aim is Aim.VERDICTS else FACTS
            known = known.added(replied(prompt, reply, MODEL, known, {document.path: document}, "reply").answers)
        yield store.dumps(known).encode()
