"""Builds that are killed. One process that has everything imported, and forks one for each build.

    python tests/killed.py PROJECT TIMES

Kills TIMES builds while they run; one that ended before its kill is not counted. PROJECT holds flashgen.yaml and, in
notes.old and notes.new, the same files in two states. Prints what is wrong, and a last line.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import sys
import time
from contextlib import redirect_stdout, suppress
from pathlib import Path

from flashgen import ledger
from flashgen.cli import main

_ATTEMPTS = 20
"""Builds that are begun at most for each kill that hits one."""

State = dict[str, bytes]
"""The ledger and the packages by name."""


def fork(project: Path, now: int) -> tuple[int, int]:
    """A build of its own process at a time of ours: its id, and a pipe that tells when it begins to write."""
    begun, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, begun
    status = 70
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.chdir(project)
        time.time = lambda: float(now)
        save = ledger.save
        ledger.save = lambda *each: (os.write(tell, b"!"), save(*each))[1]
        main(["build", "--yes"], standalone_mode=False)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def warm_up(project: Path) -> None:
    """Build once in this process, so that no fork has to import anything."""
    notes(project, "old")
    os.chdir(project)
    with redirect_stdout(io.StringIO()), suppress(SystemExit):
        main(["build"], standalone_mode=False)


def build(project: Path, now: int) -> None:
    child, begun = fork(project, now)
    _, status = os.waitpid(child, 0)
    os.close(begun)
    assert status == 0, f"a build ended with {status}"


def state(project: Path) -> State:
    files = [project / "ledger.jsonl", *project.glob("build/*")]
    return {file.name: file.read_bytes() for file in files if file.exists()}


def put(project: Path, state: State) -> None:
    """Set the ledger and the packages back; nothing else stays."""
    shutil.rmtree(project / "build", ignore_errors=True)
    (project / "build").mkdir()
    for stale in [project / "ledger.jsonl", *project.glob(".*.tmp")]:
        stale.unlink(missing_ok=True)
    for name, data in state.items():
        (project / ("" if name == "ledger.jsonl" else "build") / name).write_bytes(data)


def notes(project: Path, which: str) -> None:
    shutil.copytree(project / f"notes.{which}", project, dirs_exist_ok=True)


def kill(project: Path, times: int, rng: random.Random) -> tuple[list[str], dict[str, int]]:
    """What was wrong after the kills, and how many found the old state, the new one, or only the ledger new."""
    first, second, third = 1_800_000_000, 1_800_001_000, 1_800_002_000
    notes(project, "old")
    put(project, {})
    build(project, first)
    old = state(project)
    notes(project, "new")
    start = time.perf_counter()
    child, begun = fork(project, second)
    os.read(begun, 1)
    read = time.perf_counter() - start
    os.waitpid(child, 0)
    wrote = time.perf_counter() - start - read
    os.close(begun)
    new = state(project)
    put(project, old)
    build(project, third)
    late = state(project)
    faults: list[str] = []
    counts = {"old": 0, "ledger new": 0, "some packages new": 0, "new": 0, "ended before": 0}
    number = attempts = 0
    while number < times:
        attempts += 1
        if attempts > _ATTEMPTS * times:
            return [*faults, f"only {number} of {attempts} builds were killed while they ran"], counts
        put(project, old)
        child, begun = fork(project, second)
        if attempts % 2:
            time.sleep(rng.uniform(0, read))
        else:
            os.read(begun, 1)  # all that matters happens in the last tenth of a build
            time.sleep(rng.uniform(0, wrote))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(begun)
        hit = os.WIFSIGNALED(status)
        number += hit
        counts["ended before"] += not hit
        found = {name: data for name, data in state(project).items() if not name.endswith(".tmp")}
        mixed = [name for name, data in found.items() if data not in (old.get(name), new.get(name))]
        if mixed or found.keys() - new.keys() or old.keys() - found.keys():
            faults.append(f"kill {attempts}: {mixed or sorted(found)} is neither old nor new")
        ledger_new = found["ledger.jsonl"] == new["ledger.jsonl"]
        packages_new = sum(found.get(name) == data for name, data in new.items() if data != old.get(name))
        if not ledger_new and packages_new:
            faults.append(f"kill {attempts}: a package is newer than the ledger")
        counts[_stage(found, old, new, ledger_new, packages_new)] += 1
        build(project, third)
        if state(project) != (new if ledger_new else late):
            faults.append(f"kill {attempts}: the next build ended in another state")
        if left := [*project.glob(".*.tmp"), *project.glob("build/.*")]:
            faults.append(f"kill {attempts}: left behind {left}")
    return faults, counts


def _stage(found: State, old: State, new: State, ledger_new: bool, packages_new: int) -> str:
    if found == new:
        return "new"
    if found == old:
        return "old"
    return "some packages new" if packages_new > 1 else "ledger new" if ledger_new else "old"


def at_once(project: Path, count: int) -> list[str]:
    """What is wrong after so many builds that start together."""
    notes(project, "old")
    put(project, {})
    build(project, 1_800_000_000)
    notes(project, "new")
    children = [fork(project, 1_800_001_000) for _ in range(count)]
    ends = [os.waitpid(child, 0)[1] for child, _ in children]
    together = state(project)
    notes(project, "old")
    put(project, {})
    build(project, 1_800_000_000)
    notes(project, "new")
    build(project, 1_800_001_000)
    faults = [f"a build ended with {end}" for end in ends if end]
    return faults if together == state(project) else [*faults, "builds at once ended in another state than one alone"]


if __name__ == "__main__":
    where, many = Path(sys.argv[1]), int(sys.argv[2])
    warm_up(where)
    wrong, seen = kill(where, many, random.Random(many))
    wrong += at_once(where, 6)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(seen)
    sys.exit(bool(wrong))
