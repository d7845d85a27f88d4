"""A project of a few lines about seals, and what a model answers that is asked about them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen.cli import main
from flashgen.rules import RULES

NOTES = """\
# Harbour seals

- pups can swim within hours of being born
- adults weigh about 85 kg
- a dive mostly lasts three to seven minutes, at most thirty
- the hooked claws of the fore flippers are for grooming
"""
FACTS = {
    "pups can swim": ("claim", "When can pups of harbour seals swim?", "within hours of being born"),
    "adults weigh": ("quantity", "How much do adult harbour seals weigh?", "about 85 kg"),
    "a dive mostly": ("quantity", "How long does a dive of harbour seals mostly last?", "three to seven minutes"),
    "hooked claws": ("function", "What are the hooked claws of harbour seals for?", "grooming"),
}
PUPS, WEIGHT, DIVE, CLAWS = (question for _, question, _ in FACTS.values())
ANEW = "What is the use of the hooked claws of the fore flippers of harbour seals?"
MEND = {"verdict": "mend", "why": "vague", "question": ANEW, "object": "grooming"}
KEEP = {"verdict": "keep"}


def begin_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notes in a folder, as a project of their own, in which no rule finds anything."""
    (root / ".git").mkdir(parents=True)
    (root / "seals.md").write_text(NOTES, encoding="utf-8")
    configure(root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("FLASHGEN_STATE", str(root.parent / "state"))
    for name in ("FLASHGEN_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def configure(root: Path, more: str = "") -> None:
    """Say in flashgen.yaml that a second look is wanted, and ``more`` about the model."""
    off = ", ".join(rule.name for rule in RULES)
    text = f"deck: Sea\nrules_off: [{off}]\nmodel:\n  second_look: true\n{more}"
    (root / "flashgen.yaml").write_text(text, encoding="utf-8")


def run(*words: str) -> Result:
    """flashgen with these words, which may fail but not fall over."""
    done = CliRunner().invoke(main, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def prompts() -> list[str]:
    """The prompts for facts and for a second look; see ``gaps`` for the others."""
    return [text for text in _exported() if not asks_for_more(text)]


def gaps() -> list[str]:
    """The prompts for what is missing."""
    return [text for text in _exported() if asks_for_more(text)]


def asks_for_more(prompt: str) -> bool:
    """Whether a prompt is for what is missing."""
    return prompt.startswith("Facts worth remembering were looked for")


def _exported() -> list[str]:
    shutil.rmtree("prompts", ignore_errors=True)
    run("ask", "--export", "prompts")
    return [file.read_text(encoding="utf-8") for file in sorted(Path("prompts").glob("*.txt"))]


def shown(prompt: str) -> dict[int, tuple[str, str]]:
    """The cards that a prompt shows, by their numbers."""
    found = re.findall(r"^card (\d+) \(line \d+\)\n  Q: (?:\[.*\] )?(.*)\n  A: (.*)$", prompt, re.M)
    return {int(number): (asked, said) for number, asked, said in found}


def marked(prompt: str) -> list[int]:
    """The lines that a prompt asks about."""
    return [int(number) for number in re.findall(r"^ > +(\d+)  ", prompt.split("=" * 64)[1], re.M)]


def facts(prompt: str, known: Mapping[str, tuple[str, str, str]] = FACTS) -> str:
    """What a model answers that is asked for facts."""
    given = []
    for number, said in re.findall(r"^ > +(\d+)  (.*)$", prompt.split("=" * 64)[1], re.M):
        for begins, (kind, question, answer) in known.items():
            if begins.strip() in said:
                span = said.removeprefix("- ")
                given.append({"line": int(number), "span": span, "kind": kind, "question": question, "object": answer})
    return json.dumps({"prompt": stated(prompt), "facts": given})


def stated(prompt: str) -> str:
    """The id of a prompt."""
    found = re.search(r'"prompt": "(\w+)"', prompt)
    assert found
    return found[1]


def verdicts(prompt: str, of: Mapping[str, Mapping[str, object]]) -> str:
    """What a model answers that is shown cards: what ``of`` says of their questions, else that they are to be kept."""
    every = [
        {"card": at, **of.get(asked.partition("] ")[2] or asked, KEEP)} for at, (asked, _) in shown(prompt).items()
    ]
    return json.dumps({"prompt": stated(prompt), "cards": every})


def send(*texts: str) -> str:
    """What is printed when these replies are imported."""
    Path("answers").mkdir()
    for number, text in enumerate(texts):
        Path(f"answers/{number}.json").write_text(text, encoding="utf-8")
    printed = run("ask", "--import", "answers").output
    shutil.rmtree("answers")
    return printed


def begin(known: Mapping[str, tuple[str, str, str]] = FACTS) -> str:
    """The prompt for a second look, once the facts have come."""
    (asked,) = prompts()
    send(facts(asked, known))
    (look,) = prompts()
    return look


def cards(status: str = "emit") -> dict[str, str]:
    """Questions of the cards that a model found, with why they are held."""
    found = json.loads(run("preview", "--format", "json").stdout)
    bare = [
        (card["question"], card["reason"] or "") for card in found if card["rule"] == "ask" and card["status"] == status
    ]
    return {question.partition("] ")[2] or question: reason for question, reason in bare}
