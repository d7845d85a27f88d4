"""Mutation testing: ``python tests/mutation/run.py [--sample N] [--minutes N] [--seed N] [--of PART] [--log FILE]
[--again FILE]``.

Each mutant of ``flashgen/rules``, ``flashgen/reconcile`` and ``flashgen/ledger.py`` (or of a random sample of them) is
run against the tests of its part, in a process of its own that is forked when all libraries are loaded. One that no
test notices is printed: a test is missing, or the fault makes no difference. All of them take hours; on systems
without fork this does not run.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path

import anki.collection  # noqa: F401  loaded before forking, as all below
import click.testing  # noqa: F401
import genanki  # noqa: F401
import hypothesis  # noqa: F401
import markdown_it  # noqa: F401
import msgspec  # noqa: F401
import nh3  # noqa: F401
import pygments.lexers  # noqa: F401
import pytest
import yaml  # noqa: F401
from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS: dict[str, tuple[str, ...]] = {
    "rules": (
        "tests/test_doubts.py",
        "tests/test_signs.py",
        "tests/test_rule_parts.py",
        "tests/test_rule_facts.py",
        "tests/test_rule_edges.py",
        "tests/test_house.py",
        "tests/test_specs.py",
        "tests/test_tree.py",
        "tests/test_pipeline.py",
    ),
    "reconcile": (
        "tests/test_rule_parts.py",
        "tests/test_reconcile_parts.py",
        "tests/test_specs.py",
        "tests/test_reconcile.py",
        "tests/test_restated.py",
        "tests/test_pipeline.py",
    ),
    "ledger.py": ("tests/test_ledger.py", "tests/test_reconcile.py", "tests/test_cli.py"),
}
"""Where the faults are put, and the tests that are to see them."""
SPECS = {
    "rules": "rules or rule_ or wording or pipeline or doubts or signs or tree or source",
    "reconcile": "edits or reconcile or restated or rule_parts",
}
BROKEN = 99
LIMIT = 120
"""Seconds of the processor after which a mutant counts as noticed: it never ends."""


class OwnFirst:
    """Has pytest run those tests first that have a module's name in theirs: most faults are noticed there."""

    def __init__(self, name: str) -> None:
        self.name = name

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.name not in item.nodeid)


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives one module another source."""

    def __init__(self, name: str, source: str, file: Path) -> None:
        self.name, self.source, self.file = name, source, file

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        is_package = self.file.name == "__init__.py"
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(
            name, self.file, loader=self, submodule_search_locations=[str(self.file.parent)] if is_package else None
        )

    def get_source(self, name: str) -> str:
        return self.source


def is_noticed(file: Path, mutant: Mutant, tests: Sequence[str], chosen: str) -> bool:
    """Whether a test fails with the fault in place, or never ends."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == BROKEN:
            raise SystemExit("the tests could not be run")
        return status != 0
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sys.meta_path.insert(0, Faulty(name, mutant.source, file))
        options = [
            "-x",
            "-q",
            "-n0",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:hypothesispytest",
            "-W",
            "ignore::pytest.PytestAssertRewriteWarning",
            f"--rootdir={ROOT}",
        ]
        options += ["-k", chosen] if chosen else []
        os._exit(int(pytest.main([*options, *tests], plugins=[OwnFirst(file.stem)])) != 0)
    except BaseException:
        traceback.print_exc()
    os._exit(BROKEN)


def faults(parts: Sequence[str]) -> list[tuple[str, Path, Mutant]]:
    """All mutants of the parts."""
    found = []
    for part in parts:
        home = ROOT / "flashgen" / part
        for file in sorted(home.rglob("*.py")) if home.is_dir() else [home]:
            found += [(part, file, mutant) for mutant in mutants(file.read_text(encoding="utf-8"))]
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0, help="so many, drawn at random; else all")
    options.add_argument("--minutes", type=float, default=0, help="stop then, and say how many were tried")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--of", choices=[*PARTS], action="append", help="only this part")
    options.add_argument("--log", type=Path, default=Path(os.devnull), help="a line of JSON for each mutant")
    options.add_argument("--again", type=Path, help="only those of which this log says that no test noticed them")
    given = options.parse_args()
    os.chdir(ROOT)
    every = faults(given.of or [*PARTS])
    if given.again:
        rows = [json.loads(line) for line in given.again.read_text(encoding="utf-8").splitlines()]
        unseen = {(row["file"], row["mutant"]) for row in rows if not row["noticed"]}
        every = [one for one in every if (str(one[1].relative_to(ROOT)), str(one[2])) in unseen]
    drawn = random.Random(given.seed).sample(every, len(every)) if given.sample or given.minutes else every
    drawn = drawn[: given.sample or None]  # a larger sample holds every smaller one of its seed
    print(f"{len(drawn)} of {len(every)} mutants", flush=True)
    for part in {part for part, _, _ in drawn}:
        whole = next(file for name, file, _ in every if name == part)
        unhurt = Mutant(0, "", "", whole.read_text(encoding="utf-8"))
        if is_noticed(whole, unhurt, PARTS[part], SPECS.get(part, "")):
            raise SystemExit(f"the tests of {part} fail without any fault: mend them first")
    noticed, total = Counter[str](), Counter[str]()
    end = time.monotonic() + given.minutes * 60 if given.minutes else float("inf")
    for part, file, mutant in drawn:
        start = time.time()
        if time.monotonic() > end:
            break
        seen = is_noticed(file, mutant, PARTS[part], SPECS.get(part, ""))
        total[part] += 1
        noticed[part] += seen
        if not seen:
            print(f"{file.relative_to(ROOT)} {mutant}", flush=True)
        with given.log.open("a", encoding="utf-8") as log:
            row = {
                "file": str(file.relative_to(ROOT)),
                "mutant": str(mutant),
                "noticed": seen,
                "seconds": round(time.time() - start),
            }
            log.write(json.dumps(row) + "\n")
    for part, count in total.items():
        print(f"{part}: {noticed[part]} of {count} noticed, {100 * noticed[part] / count:.0f} %")


if __name__ == "__main__":
    main()
