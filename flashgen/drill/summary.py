"""What a drill came to: shown at its end."""

from __future__ import annotations

from dataclasses import dataclass

from flashgen.drill.dialogue import Dialogue
from flashgen.drill.readable import counted, face
from flashgen.drill.values import Moment, Rating, State
from flashgen.drill.widths import clip, wrap

_MOST_WRONG = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """The drill in figures."""

    answered: int
    right: int
    """Of the answers."""
    seconds: int
    due_tomorrow: int
    new_left: int
    waiting: int
    """Cards still being learned, that come back today."""
    wrong: tuple[tuple[str, str, int], ...]
    """Questions, answers, and how often they went wrong; the worst first."""
    leeches: tuple[str, ...]


def summary(dialogue: Dialogue, at: Moment) -> Summary:
    """The figures of a dialogue that has ended."""
    given = [done.answer for done in dialogue.history]
    failed: dict[object, int] = {}
    for answer in given:
        if answer.rating is Rating.AGAIN:
            failed[answer.key] = failed.get(answer.key, 0) + 1
    faces = {key: face(card) for key, card in dialogue.cards.items() if key in failed}
    wrong = sorted(failed.items(), key=lambda entry: -entry[1])
    leeches = [answer.key for answer in given if answer.after.leech and not answer.before.leech]
    scheduled = [dialogue.memories[key] for key in dialogue.cards if key in dialogue.memories]
    return Summary(
        answered=len(given),
        right=sum(answer.rating is not Rating.AGAIN for answer in given),
        seconds=round(sum(answer.duration for answer in given) / 1000),
        due_tomorrow=sum(memory.due_day <= at.day + 1 for memory in scheduled),
        new_left=sum(dialogue.memories[key].state is State.NEW for key in dialogue.cards if key in dialogue.memories)
        + sum(key not in dialogue.memories for key in dialogue.cards),
        waiting=len(dialogue.queue.learning),
        wrong=tuple((faces[key].question, faces[key].answer, count) for key, count in wrong if key in faces),
        leeches=tuple(face(dialogue.cards[key]).question for key in leeches),
    )


def text(found: Summary, columns: int = 80) -> str:
    """The figures as lines for a person."""
    if not found.answered:
        lines = ["Nothing answered."]
    else:
        share = round(100 * found.right / found.answered)
        minutes, seconds = divmod(found.seconds, 60)
        took = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        lines = [f"{counted(found.answered, 'answer')}, {found.right} right ({share} %), {took}"]
    if found.waiting:
        lines.append(f"{counted(found.waiting, 'card')} still being learned: drill again in a few minutes")
    lines.append(f"Due tomorrow: {found.due_tomorrow}; not yet begun: {found.new_left}")
    if found.wrong:
        lines.append("Went wrong:")
        lines += [
            clip(
                "  " + _line(question) + "  →  " + _line(answer) + (f"  ({count} times)" if count > 1 else ""), columns
            )
            for question, answer, count in found.wrong[:_MOST_WRONG]
        ]
        if len(found.wrong) > _MOST_WRONG:
            lines.append(f"  and {len(found.wrong) - _MOST_WRONG} more")
    if found.leeches:
        lines.append("Leeches, to be reworded or learned another way:")
        lines += [clip(f"  {_line(question)}", columns) for question in found.leeches]
    return "".join(f"{line}\n" for long in lines for line in wrap(long, columns))


def as_json(found: Summary) -> dict[str, object]:
    """The figures for another program."""
    return {
        "type": "summary",
        "answered": found.answered,
        "right": found.right,
        "seconds": found.seconds,
        "due_tomorrow": found.due_tomorrow,
        "not_begun": found.new_left,
        "waiting": found.waiting,
        "wrong": [{"question": q, "answer": a, "times": times} for q, a, times in found.wrong],
        "leeches": list(found.leeches),
    }


def _line(text: str) -> str:
    return " ".join(text.split())
