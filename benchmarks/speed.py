"""How fast flashgen is beside what others have, as ratios measured in one run.

    python benchmarks/speed.py [--rounds 5] [--only NAME...] [--write]

Needs flashgen with its test extras. What it is measured against is installed into benchmarks/.venv the first time. Each
figure is the median of the rounds; in a round each program runs once, so that what else the machine does weighs on all
alike. Ratios are of processor time, on which other programs have less influence, but where ``wall`` is said.
``--write`` puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import samples

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / ".venv"
PEER = PEERS / "bin" / "python"
OWN = Path(sys.executable)
MARKS = "<!-- speed -->\n", "<!-- end of speed -->\n"

Figures = dict[str, float]
Row = tuple[str, str, str, str]
"""The work, what was measured, the ratio reached, the ratio asked for."""


def peers() -> None:
    if not PEER.exists():
        print("installing the peers into benchmarks/.venv", file=sys.stderr)
        subprocess.run([OWN, "-m", "venv", PEERS], check=True)
        subprocess.run([PEER, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)


def environment(cache: str) -> dict[str, str]:
    """That of a program; its modules are compiled once and for all, as the peers' were when they were installed."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": cache}


def worker(python: Path, *arguments: object) -> Figures:
    """What one piece of work took; see worker.py."""
    done = subprocess.run(
        [python, HERE / "worker.py", *map(str, arguments)],
        env=environment("off"),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    figures: Figures = json.loads(done.stdout)
    return figures


def program(*command: object, cwd: Path = HERE, cache: str = "off") -> Figures:
    """What a whole program took, its start among it."""
    before, wall = os.times(), time.perf_counter()
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment(cache), capture_output=True)
    wall, after = time.perf_counter() - wall, os.times()
    assert done.returncode in (0, 3), done.stderr.decode()
    return {"wall": wall, "cpu": sum(after[2:4]) - sum(before[2:4])}


def flashgen(*arguments: str, cwd: Path, cache: str = "off") -> Figures:
    return program(OWN, "-m", "flashgen", *arguments, cwd=cwd, cache=cache)


def medians(rounds: int, works: Mapping[str, Callable[[], Figures]]) -> dict[str, Figures]:
    """The median figures of each piece of work; they take turns."""
    runs: dict[str, list[Figures]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            runs[name].append(work())
    return {
        name: {key: statistics.median(f[key] for f in found) for key in found[0] if key != "result"}
        for name, found in runs.items()
    }


def seconds(figures: Figures) -> str:
    return f"{figures['cpu']:.2f} s" if figures["cpu"] >= 0.1 else f"{figures['wall'] * 1000:.0f} ms wall"


def packages(folder: Path, rounds: int) -> Iterator[Row]:
    for count in (10_000, 100_000):
        names = {"flashgen": OWN, "genanki": PEER, "sqlite": PEER}
        for name in names:
            (folder / name).mkdir(exist_ok=True)
        found = medians(
            rounds,
            {
                name: lambda name=name, python=python, count=count: worker(
                    python, f"package_{name}", count, folder / name
                )
                for name, python in names.items()
            },
        )
        ours, genanki, sqlite = (found[name] for name in names)
        size = {name: (folder / name / "Body.apkg").stat().st_size for name in names}
        said = f"{seconds(ours)}; genanki {seconds(genanki)}, sqlite3 + zip {seconds(sqlite)}"
        work = f"package {count:,} notes"
        yield work, said, f"{ours['cpu'] / genanki['cpu']:.2f} of genanki", "0.35"
        yield "", "", f"{ours['cpu'] / sqlite['cpu']:.2f} of sqlite3 + zip", "1.3"
        yield "", f"{size['flashgen'] / 1e6:.1f} MB", f"{size['flashgen'] / size['genanki']:.2f} of genanki's", "0.27"
        yield "", "peak memory above start", f"{ours['peak'] / 1e6:.0f} MB", "35 MB"


def imports(folder: Path, rounds: int) -> Iterator[Row]:
    count = 100_000
    first, second = folder / "first", folder / "second"
    for edition, place in enumerate((first, second)):
        for name, python, more in (("flashgen", OWN, ["delta"] if edition else []), ("genanki", PEER, [])):
            (place / name).mkdir(parents=True)
            worker(python, f"package_{name}", count, place / name, edition, *more)
            time.sleep(1)  # genanki's notes are as new as the second they were written in
    works = {}
    for name, maker, last in (
        ("flashgen", "flashgen", "Body.apkg"),
        ("delta", "flashgen", "Body.delta.apkg"),
        ("genanki", "genanki", "Body.apkg"),
    ):
        start = folder / f"{name}.anki2"
        worker(OWN, "import_", start, first / maker / "Body.apkg")

        def again(start: Path = start, package: Path = second / maker / last) -> Figures:
            copy = start.with_suffix(".copy.anki2")
            shutil.copy(start, copy)
            return worker(OWN, "import_", copy, package)

        works[name] = again
    found = medians(rounds, works)
    updated = {name: work()["result"]["updated"] for name, work in works.items()}  # type: ignore[index]
    ours, delta, genanki = (found[name] for name in ("flashgen", "delta", "genanki"))
    told = f"genanki {seconds(genanki)}, {updated['genanki']:,} updated"
    work = f"import {count:,} again, one in ten changed"
    told_ours = f"{seconds(ours)}, {updated['flashgen']:,} updated; {told}"
    yield work, told_ours, f"{ours['cpu'] / genanki['cpu']:.2f} of genanki", "0.6"
    told_delta = f"{seconds(delta)}, {updated['delta']:,} updated"
    yield "with `--delta`", told_delta, f"{delta['cpu'] / genanki['cpu']:.2f} of genanki", "0.25"


def facts(folder: Path, rounds: int) -> Iterator[Row]:
    for name, place, files in (("generated notes", folder / "notes", 60), ("the sample", ROOT / "cards_src", 0)):
        if files:
            samples.project(place, files)
        found = medians(
            rounds,
            {
                "ours": lambda place=place: worker(OWN, "facts_flashgen", place),
                "parse": lambda place=place: worker(PEER, "parse_markdown_it", place),
            },
        )
        size = worker(PEER, "parse_markdown_it", place)["result"]
        ours, parse = (size / found[key]["cpu"] / 1e6 for key in ("ours", "parse"))
        said = f"{ours:.2f} MB/s; markdown-it-py, parsing only, {parse:.1f} MB/s"
        yield f"notes to facts, cold: {name}", said, f"{found['ours']['cpu'] / found['parse']['cpu']:.1f} times", "2"
    turns = iter(range(1000))
    found = medians(
        rounds,
        {
            str(count): lambda count=count: worker(
                OWN, "jobs_flashgen", folder / "notes", folder / f"cache{next(turns)}", count
            )
            for count in (1, 2)
        },
    )
    gain = found["1"]["wall"] / found["2"]["wall"]
    free = 2 * found["1"]["cpu"] / found["2"]["cpu"]
    said = f"{found['1']['wall']:.2f} and {found['2']['wall']:.2f} s wall, {gain:.2f} times as fast"
    yield "the same, two processes", said, f"{free:.2f} times one, were both processors free", "at least 1.8"


def explicit(folder: Path, rounds: int) -> Iterator[Row]:
    ours, theirs = folder / "explicit", folder / "ankdown"
    samples.explicit(ours, 100, 100, for_ankdown=False)
    samples.explicit(theirs / "Body", 100, 100, for_ankdown=True)
    found = medians(
        rounds,
        {
            "ours": lambda: flashgen("build", "--yes", "--jobs", "1", cwd=ours),
            "ankdown": lambda: program(PEERS / "bin" / "ankdown", "-r", theirs, "-p", folder / "a.apkg"),
        },
    )
    said = f"{seconds(found['ours'])}; ankdown {seconds(found['ankdown'])}"
    ratio = found["ours"]["cpu"] / found["ankdown"]["cpu"]
    yield "10,000 explicit cards, end to end", said, f"{ratio:.2f} of ankdown", "0.75"
    yield from again(folder, rounds, found["ankdown"])


def again(folder: Path, rounds: int, ankdown: Figures) -> Iterator[Row]:
    place = folder / "project"
    edited = samples.project(place, 500)
    cache, turns = folder / "cache", iter(range(1000))

    def cold() -> Figures:
        shutil.rmtree(cache, ignore_errors=True)
        return flashgen("build", "--yes", "--jobs", "1", cwd=place, cache=str(cache))

    def changed() -> Figures:
        edited.write_text(samples.notes(0).replace("with blood", f"with blood {next(turns)}"), encoding="utf-8")
        return flashgen("build", "--yes", cwd=place, cache=str(cache))

    def unchanged() -> Figures:
        return flashgen("build", cwd=place, cache=str(cache))

    found = medians(max(1, rounds // 2), {"cold": cold, "changed": changed, "unchanged": unchanged})
    said = f"{seconds(found['changed'])}; from nothing {seconds(found['cold'])}"
    work = "one file of 500 changed, 10,000 notes"
    yield work, said, f"{found['changed']['cpu'] / found['cold']['cpu']:.2f} of our own from nothing", "0.2"
    yield "", "", f"{found['changed']['cpu'] / ankdown['cpu']:.2f} of ankdown", "0.2"
    still = medians(rounds * 3, {"unchanged": unchanged})["unchanged"]
    work = "nothing changed, 10,000 notes in 500 files"
    yield work, f"{still['wall']:.2f} s wall", f"{still['cpu']:.2f} s", "0.13 s"


def start(folder: Path, rounds: int) -> Iterator[Row]:
    script = OWN.with_name("flashgen")
    found = medians(
        rounds * 5,
        {
            "help": lambda: program(script, "--help", cwd=folder),
            "click": lambda: program(OWN, "-c", "import click", cwd=folder),
        },
    )
    ours, click = found["help"]["wall"], found["click"]["wall"]
    yield "`flashgen --help`", f"{ours * 1000:.0f} ms wall", f"{ours / click:.2f} of `import click` (wall)", "1.15"


MEASURED = {"packages": packages, "imports": imports, "facts": facts, "explicit": explicit, "start": start}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures flashgen beside what others have.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=MEASURED, default=list(MEASURED))
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options = parser.parse_args()
    peers()
    lines = ["| work | measured | reached | asked, at most |", "| --- | --- | --- | --- |"]
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            for row in MEASURED[name](Path(folder), options.rounds):
                lines.append(f"| {' | '.join(row)} |")
                print(lines[-1], flush=True)
    if options.write:
        readme = HERE / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
        _, _, after = rest.partition(MARKS[1])
        readme.write_text(before + MARKS[0] + "\n".join(lines) + "\n" + MARKS[1] + after, encoding="utf-8")


if __name__ == "__main__":
    main()
