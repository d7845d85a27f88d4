"""Images that cannot be shown."""

from __future__ import annotations

from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook


def _find(notes: Notebook) -> Iterator[Finding]:
    for problem in notes.lost:
        message, _, advice = problem.message.partition("; ")
        yield Finding(problem.path, problem.line, "image", message, advice or "save the image anew", (problem.message,))


CHECK = Check("image", "images that are missing or that Anki cannot show", _find)
