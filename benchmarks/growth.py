"""How time and memory grow with the number of cards, and with what could make them grow faster than that.

    python benchmarks/growth.py [--most 10000] [--most-packaged 1000000]

Builds projects of 1,000 notes and more from nothing, and writes packages of up to a million, each in a process of its
own; then one file with more and more lines, items of one list, levels of nesting, and copies of one fact. Prints a line
for each, with a bar that is as long as the time for each note: in a healthy program all bars are alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import samples

ROOT = Path(__file__).resolve().parent.parent
WORKER = Path(__file__).resolve().parent / "worker.py"

SHAPES: dict[str, Callable[[int], str]] = {
    "lines of one paragraph": lambda n: "".join(f"Organ {k} weighs {k} g in adults.\n" for k in range(n)),
    "items of one list": lambda n: "".join(f"- The organ {k} holds about {k} litres of fluid.\n" for k in range(n)),
    "rows of one table": lambda n: "| a | b |\n| - | - |\n" + "".join(f"| organ {k} | {k} g |\n" for k in range(n)),
    "levels of a list": lambda n: "".join(f"{'  ' * (k % 200)}- organ {k} has a wall\n" for k in range(n)),
    "copies of one fact": lambda n: "**Cortex**: the outer layer of the kidney\n\n" * n,
    "copies of one question": lambda n: "".join(f"Q: How long is it?\nA: {k} cm\n\n" for k in range(n)),
    "==marks==, one paragraph": lambda n: "==a== " * n + "\n",
    "==marks==, 100 a paragraph": lambda n: ("==a== " * 100 + "\n\n") * (n // 100),
    "bold, one paragraph": lambda n: "".join(f"The **part {k}** is {k} m long and red.\n" for k in range(n)),
    "bare addresses": lambda n: "".join(f"https://example.org/{k}\n" for k in range(n)),
    "headings": lambda n: "".join(f"## Region {k}\n\nThe wall of it holds {k} litres.\n\n" for k in range(n)),
}


def run(command: list[object], cwd: Path) -> tuple[float, float, str]:
    """Seconds of processor time, megabytes at the peak, and what was printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": "off"}
    with subprocess.Popen(
        [str(part) for part in command], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        printed = process.stdout.read().decode()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed


def show(what: str, count: int, seconds: float, megabytes: float, start: float = 0.2) -> None:
    each = max(0.0, seconds - start) / count * 1e6
    bar = "#" * max(1, min(60, round(each / 50)))
    print(f"{what:26} {count:>9,} {seconds:8.2f} s {megabytes:7.0f} MB {each:8.0f} µs each  {bar}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Shows how time and memory grow.")
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--most-packaged", type=int, default=1_000_000)
    options = parser.parse_args()
    for count in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        if count <= options.most:
            with tempfile.TemporaryDirectory() as folder:
                samples.project(Path(folder), count // 20)
                used, peak, _ = run([sys.executable, "-m", "flashgen", "build", "--yes", "-q", "-j1"], Path(folder))
                show("notes built", count, used, peak)
    for count in (1_000, 10_000, 100_000, 1_000_000):
        if count <= options.most_packaged:
            with tempfile.TemporaryDirectory() as folder:
                _, _, printed = run([sys.executable, WORKER, "package_flashgen", count, folder], Path(folder))
                figures = json.loads(printed)
                show("notes packaged", count, figures["cpu"], figures["peak"] / 1e6, start=0)
    for what, text in SHAPES.items():
        for count in (500, 1_000, 2_000, 4_000):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "notes.md").write_text(text(count), encoding="utf-8")
                command = [sys.executable, "-m", "flashgen", "preview", "notes.md", "-j1"]
                used, peak, _ = run(command, Path(folder))
                show(what, count, used, peak, start=0.3)


if __name__ == "__main__":
    start = time.monotonic()
    main()
    print(f"{time.monotonic() - start:.0f} s in all")
