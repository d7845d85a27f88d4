"""A drill in plain lines: for screen readers, for pipes, for terminals that can do nothing else.

Nothing is drawn over, nothing is coloured, and every line says what it is.
"""

from __future__ import annotations

from collections.abc import Callable

from flashgen.drill import dialogue as talk
from flashgen.drill import steps
from flashgen.drill.dialogue import Dialogue, Phase
from flashgen.drill.screen import grades, left, verdict_words
from flashgen.drill.steps import Desk
from flashgen.drill.values import Rating, Verdict

_HELP = "Enter: show the answer. 1 to 4: grade. u: undo. s: source. q: end."
_UNDO = ("u", "undo")
_QUIT = (("q", "quit", ":q"), (":q", ":quit"))
"""What ends a drill: a letter, and while an answer is typed a letter that is none."""
_TYPED_HELP = "Type the answer; nothing for I don't know. :u undo. :s source. :q end."


def run(
    dialogue: Dialogue, desk: Desk, say: Callable[[str], None], read: Callable[[str], str | None], typing: bool
) -> Dialogue:
    """Ask until the dialogue ends, or the person ends it, or there is nothing more to read. Raises FlashgenError.

    ``say`` prints a line; ``read`` prints a prompt and gives the next line, None at the end of the input.
    """
    asked = None
    told = False
    while dialogue.phase is not Phase.DONE or dialogue.history:
        if dialogue.phase is Phase.DONE:
            say("")
            say("That was the last one. Enter: end. u: take the last answer back.")
            line = read("> ")
            if line is None or line.strip().lower().removeprefix(":") not in _UNDO:
                return dialogue
            dialogue = steps.undo(dialogue, desk)
            continue
        if dialogue.notice:
            say(f"Note: {dialogue.notice}.")
            dialogue = talk.told(dialogue, "")
        now = dialogue.key, len(dialogue.history), dialogue.phase
        if asked != now:
            (_ask if dialogue.phase is Phase.ASKED else _answer)(dialogue, say)
            asked = now
        if not told:
            say(_TYPED_HELP if typing else _HELP)
            told = True
        line = read("> ")
        if line is None:
            return talk.end(dialogue)
        if line.strip().lower() in _QUIT[typing and dialogue.phase is Phase.ASKED]:
            return talk.end(dialogue)
        dialogue, again = _said(dialogue, desk, line, say, typing)
        asked = None if again else asked
    return dialogue


def _ask(dialogue: Dialogue, say: Callable[[str], None]) -> None:
    face = steps.asked(dialogue)
    say("")
    say(f"Question {len(dialogue.history) + 1}. Left: {left(dialogue).replace(' · ', ', ')}.")
    if face.context:
        say(f"Context: {face.context}")
    say(face.question)


def _answer(dialogue: Dialogue, say: Callable[[str], None]) -> None:
    face = steps.asked(dialogue)
    if dialogue.verdict:
        say(verdict_words(dialogue))
    if dialogue.verdict is Verdict.NEARLY:
        from flashgen.drill.compare import differences

        missing = [piece.strip() for there, piece in differences(face.answer, dialogue.typed or "") if not there]
        say(f"Not typed: {', '.join(filter(None, missing)) or 'nothing; too much was typed'}")
    say(f"Answer: {face.whole}")
    if face.extra:
        say(f"More: {face.extra}")
    offered = ", ".join(f"{rating.value} {name}" for rating, name in grades(dialogue))
    say(f"Grade: {offered}. Enter for {(dialogue.suggested or Rating.GOOD).name.lower()}.")


def _said(dialogue: Dialogue, desk: Desk, line: str, say: Callable[[str], None], typing: bool) -> tuple[Dialogue, bool]:
    """What a line does, and whether the card is to be said once more."""
    word = line.strip().lower()
    if typing and dialogue.phase is Phase.ASKED and not word.startswith(":"):
        return steps.typed(dialogue, line, desk), False
    word = word.removeprefix(":")
    if word in _UNDO:
        return steps.undo(dialogue, desk), True
    if word in ("s", "source") and dialogue.card:
        say(f"Source: {desk.source(dialogue.card)}")
        return dialogue, False
    if word in ("?", "h", "help"):
        say(_TYPED_HELP if typing and dialogue.phase is Phase.ASKED else _HELP)
        return dialogue, False
    if dialogue.phase is Phase.ASKED and not word:
        return talk.reveal(dialogue, desk.clock()), False
    if dialogue.phase is Phase.REVEALED and (not word or word in "1234"):
        rating = Rating(int(word)) if word else dialogue.suggested or Rating.GOOD
        return steps.grade(dialogue, rating, desk), False
    say(f"Not understood: {line.strip()}. {_HELP}")
    return dialogue, False
