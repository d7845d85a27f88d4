"""Whether ``flashgen learn`` helps a person: the grades of one file taken as theirs, on weights learned without it.

    python benchmarks/quality/person.py NOTES_FOLDER

Of each file with enough grades the first half is what the person gave verdicts on, and the second half what they get
next. Some give a verdict on every card; others pick some of the good ones out of what is held, and the bad ones out of
the deck. A third kind says yes and no by chance, as often as flashgen expects: there is nothing to be learned of them.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from train import examples

from flashgen.config import Config
from flashgen.learn import fit
from flashgen.learn.verdicts import Seen, passed_over
from flashgen.wording import learning
from flashgen.wording.learning import Graded, Model, squeezed
from flashgen.wording.moved import Moves, move

BAR = Config(Path()).bar
FEWEST = 80
"""Graded cards of a file below which it is left out."""
KINDS = ("every card", "picked", "by chance")


@dataclass
class Tally:
    """What came of one kind of person."""

    people: int = 0
    used: int = 0
    before: float = 0.0
    after: float = 0.0
    cards: int = 0
    kept: int = 0
    """In the deck before, and how many of these are kept."""
    cards_after: int = 0
    kept_after: int = 0


def verdicts(cards: Sequence[Graded], model: Model, kind: str, coin: random.Random) -> list[Seen]:
    """The cards as ``flashgen learn`` sees them."""
    groups: dict[bool, list[Seen]] = defaultdict(list)
    for line, card in enumerate(cards):
        margin = learning.margin(card.signs, model)
        held = squeezed(margin) < BAR
        share = 1.0 if kind != "picked" else (0.3 if card.kept else 0.05) if held else (0.0 if card.kept else 0.7)
        told = coin.random() < share
        kept = float(card.kept) if told else squeezed(margin)
        groups[held].append(Seen(card.group, line, card.signs, margin, kept, told))
    return sorted((seen for group in groups.values() for seen in passed_over(group)), key=lambda seen: seen.line)


def judge(tally: Tally, cards: Sequence[Graded], model: Model, moves: Moves) -> None:
    """Add how well the next cards are judged, before and after."""
    losses = [0.0, 0.0]
    for card in cards:
        margin = learning.margin(card.signs, model)
        for at, chance in enumerate((squeezed(margin), squeezed(margin + move(card.signs, moves)))):
            losses[at] -= math.log(chance if card.kept else 1 - chance)
            if chance >= BAR and at:
                tally.cards_after, tally.kept_after = tally.cards_after + 1, tally.kept_after + card.kept
            elif chance >= BAR:
                tally.cards, tally.kept = tally.cards + 1, tally.kept + card.kept
    tally.before += losses[0] / len(cards)
    tally.after += losses[1] / len(cards)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    graded = [Graded(one.signs, grade.kept, one.notes) for one, grade in examples(parser.parse_args().folder)[0]]
    tallies = {kind: Tally() for kind in KINDS}
    for file in sorted({card.group for card in graded}):
        own = [card for card in graded if card.group == file]
        if len(own) < FEWEST:
            continue
        others = [card for card in graded if card.group != file]
        model = Model(learning.fit(others))
        for kind, tally in tallies.items():
            coin = random.Random(f"{file} {kind}")
            mine = own
            if kind == "by chance":
                chances = [learning.chance(card.signs, model) for card in own]
                mine = [Graded(c.signs, coin.random() < chance, file) for c, chance in zip(own, chances, strict=True)]
            half = len(mine) // 2
            seen = verdicts(mine[:half], model, kind, coin)
            if sum(card.is_told for card in seen) < fit.FEWEST:
                continue
            helps = fit.check(seen, BAR).helps(BAR)
            tally.people += 1
            tally.used += helps
            judge(tally, mine[half:], model, fit.fit(seen) if helps else {})
    print("| verdicts on | people | used | log loss | with what was used | kept in the deck | with what was used |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, tally in tallies.items():
        count = max(1, tally.people)
        print(
            f"| {kind} | {tally.people} | {tally.used} | {tally.before / count:.3f} | {tally.after / count:.3f} "
            f"| {tally.kept} of {tally.cards} | {tally.kept_after} of {tally.cards_after} |"
        )


if __name__ == "__main__":
    main()
