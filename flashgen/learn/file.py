"""``weights.json``: what was learned of a project's verdicts, beside the ledger and tracked in git like it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from flashgen.disk import digest, write_whole
from flashgen.learn import FILE
from flashgen.model import FlashgenError, Problem
from flashgen.wording import rank
from flashgen.wording.moved import NO_MOVES, Moves

VERSION = 1
_DIGITS = 20
_REMEDY = "flashgen decides by the weights that it comes with; say `flashgen learn`, or `flashgen learn --forget`"


def load(file: Path, path: str = FILE) -> tuple[Moves, tuple[Problem, ...]]:
    """The weights in a file, called ``path`` in messages; none where there is no file.

    Where they cannot be used there are none, and a problem says why: the file is damaged or was changed by hand, or
    the weights belong to those of another flashgen.
    """
    try:
        row = json.loads(file.read_bytes())
    except FileNotFoundError:
        return NO_MOVES, ()
    except OSError as error:
        return NO_MOVES, (Problem(path, 0, f"cannot be read ({error.strerror}); {_REMEDY}"),)
    except (ValueError, RecursionError):
        row = None
    what = _fault(row)
    if what:
        return NO_MOVES, (Problem(path, 0, f"{what}, and is not used: {_REMEDY}"),)
    return row["weights"], ()


def dumps(moves: Moves, learned_from: Mapping[str, int]) -> str:
    """Weights as the text of their file; ``learned_from`` is for people."""
    row: dict[str, object] = {
        "flashgen": "weights",
        "version": VERSION,
        "added to": rank.release(),
        "learned from": dict(learned_from),
        "weights": dict(sorted(moves.items())),
    }
    return json.dumps({**row, "digest": _digest(row)}, indent=1, ensure_ascii=False) + "\n"


def save(text: str | None, file: Path, path: str = FILE) -> None:
    """Write the file, whole or not at all; for None take it away. Raises FlashgenError."""
    try:
        if text is None:
            file.unlink(missing_ok=True)
        else:
            write_whole(file, text.encode())
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", path) from error


def _fault(row: object) -> str:
    """Why what a file holds cannot be used; empty where it can."""
    if not isinstance(row, dict) or row.get("flashgen") != "weights":
        return "is damaged"
    if row.get("version") != VERSION:
        return "was written by another flashgen"
    weights = row.get("weights")
    if not isinstance(weights, dict) or not all(map(_is_weight, weights.values())):
        return "is damaged"
    if row.get("digest") != _digest({key: value for key, value in row.items() if key != "digest"}):
        return "was changed by hand, or by a merge"
    return "" if row.get("added to") == rank.release() else "was learned with another flashgen"


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _digest(row: Mapping[str, object]) -> str:
    return digest(json.dumps(row, sort_keys=True).encode())[:_DIGITS]
