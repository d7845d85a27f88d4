"""What holds of what a language model sends back, and of the file that its answers are kept in.

As in ``invariants``: each function takes the bytes, and raises where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invariants import check_notes, refusal
from invariants_of_files import ROOT, SAMPLE, is_one_line

from flashgen import pipeline, sources
from flashgen.ask import answers as store
from flashgen.ask import looked
from flashgen.ask.exchange import Taken
from flashgen.ask.looks import looks
from flashgen.ask.prompts import prompts
from flashgen.ask.take import take
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
    'pump a minute?", "object": "about 5"}, {"card": 2, "verdict": "drop", "why": "guessable"}], "missing": ['
    f'{{"line": 2, "span": "{_PLAIN}", "kind": "claim", "object": "The heart", "question": "What pumps about 5 litres '
    'of blood a minute?"}]}'
)


def _notes() -> tuple[Document, Plan]:
    document, _ = sources.parse(SAMPLE, "a.md", "a.md")
    return document, pipeline.plan_documents([document], (), ROOT)


def replied(data: bytes) -> None:
    """Whatever a model sends back, in answer to either prompt, is taken or told of in a line, and cards are sound."""
    text = data.decode(errors="replace")
    document, plan = _notes()
    known = Answers()
    for reply in (FACTS, text):
        for prompt in prompts(plan, known, MODEL):
            found = take(prompt, reply, MODEL, {document.path: document}, "reply")
            known = _added(known, found, document)
    for reply in (text, text):
        for prompt in looks(plan, known, MODEL):
            known = _added(known, looked.take(prompt, reply, known, {document.path: document}, "reply"), document)


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
    for prompt in prompts(plan, known, MODEL):
        known = known.added(take(prompt, FACTS, MODEL, {document.path: document}, "reply").answers)
    yield store.dumps(known).encode()
    for prompt in looks(plan, known, MODEL):
        found = looked.take(prompt, VERDICTS, known, {document.path: document}, "reply")
        known = known.added(found.answers)
    yield store.dumps(known).encode()
