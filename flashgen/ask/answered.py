"""The blocks that a model answered about, for what is asked of it next."""

from __future__ import annotations

from collections.abc import Iterator

from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import Answer, Answers
from flashgen.model import Document, Plan


def answered(plan: Plan, answers: Answers, model: str) -> Iterator[tuple[Document, list[tuple[Spot, Answer]]]]:
    """The documents that may be sent, each with its blocks that were answered about, in the notes' order.

    Answers of other models do not count, unless ``model`` is empty: then those of any do. The same block, under the
    same headings, is there once.
    """
    known: set[tuple[str, tuple[str, ...]]] = set()
    for document in plan.documents if answers.all else ():
        if document.meta.private or document.meta.off:
            continue
        found: list[tuple[Spot, Answer]] = []
        for spot in spots(document):
            answer = answers.of(spot.key, spot.under)
            if answer and model in ("", answer.model) and (spot.key, spot.under) not in known:
                known.add((spot.key, spot.under))
                found.append((spot, answer))
        yield document, found
