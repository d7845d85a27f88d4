"""The only door to codespell: its list of common misspellings, where the person has installed it.

The list is another project's, under a licence of its own (CC BY-SA 3.0, its program GPL 2.0), so flashgen neither holds
nor imports it; it is read at run time, as a spell checker reads the dictionaries of the system.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

MISSING = (
    "typos are not looked for; for the list of misspellings: pip install codespell (or pipx inject flashgen codespell)"
)

_PACKAGE = "codespell_lib"
_FILE = "data/dictionary.txt"


def corrections() -> Mapping[str, str] | None:
    """Each common misspelling in small letters and what it may stand for, ``then, than``; None where there is no list.

    Left out are those that codespell itself will not correct, for they are words too.
    """
    spec = find_spec(_PACKAGE)
    if not spec or not spec.origin:
        return None
    try:
        lines = (Path(spec.origin).parent / _FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = {}
    for line in lines:
        wrong, arrow, right = line.partition("->")
        # a reason after the last comma says why it may be right: "ro->to, row, rob, disabled because ..."
        words, comma, reason = right.rpartition(",")
        if arrow and not (comma and reason.strip()):
            found[wrong] = (words or right).strip()
    return found
