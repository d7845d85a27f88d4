"""How long a build takes from nothing, with nothing changed, and with one file of 500 changed.

    python benchmarks/incremental.py [--files 500] [--runs 3]

Makes notes that give about 10,000 cards in a temporary folder and runs ``flashgen`` on them as a person would, each
time as a process of its own. ``status`` reads the notes and says what a build would do; ``build`` writes the package
besides. Prints the best of the runs, in processor time too, on which other programs have less influence.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = "cortex medulla pelvis artery vein duct gland lobe nerve capsule".split()
LOOKS = "red blue long short broad thin pale dark soft hard".split()


def notes(number: int) -> str:
    """A file of notes like no other: about forty lines, of which twenty cards are made."""
    lines = [f"# Organ {number}", ""]
    for section in range(4):
        part, next_part, last = (PARTS[(section + number + step) % 10] for step in range(3))
        look = LOOKS[(section + number) % 10]
        lines += [
            f"## Region {number}.{section}",
            "",
            f"**{part.title()} {number}-{section}**: the {look} layer that joins the {next_part} to wall {number}",
            "",
            f"- The {part} of organ {number} holds about {number * 7 + section} litres of fluid.",
            f"- The {look} {next_part} {number} weighs {number + section * 13} g in adults.",
            f"- The {part} {number} separates the {next_part} from the {last} {section}.",
            f"- The {last} {number}.{section} supplies the {look} {part} with blood.",
            "",
            "What was said of it in the lecture, which nobody needs to know.",
            "",
        ]
    return "\n".join(lines)


def seconds(project: Path, cache: str, command: str) -> tuple[float, float, str]:
    """How long a command takes by the clock and in processor time, and its last line."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": cache}
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "flashgen", command],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    taken, after = time.perf_counter() - start, os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    assert done.returncode in (0, 3), done.stderr
    return taken, used, done.stdout.splitlines()[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Times builds from nothing, unchanged, and with one file changed.")
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project, cache = Path(folder, "notes"), Path(folder, "cache")
        for number in range(options.files):
            file = project / f"part {number // 50}" / f"organ {number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(notes(number), encoding="utf-8")
        edited = project / "part 0" / "organ 7.md"
        (project / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")
        *_, summary = seconds(project, "off", "build")
        print(f"{options.files} files: {summary}")
        for command in ("status", "build"):
            best: dict[str, tuple[float, float]] = {}
            for run in range(options.runs):
                for entry in cache.glob("*"):
                    entry.unlink()
                for state in ("no cache", "cold", "unchanged", "one changed"):
                    if state == "one changed":
                        edited.write_text(notes(7).replace("with blood", f"with {command} {run}"), encoding="utf-8")
                    taken, used, said = seconds(project, "off" if state == "no cache" else str(cache), command)
                    least, least_used = best.get(state, (taken, used))
                    best[state] = min(taken, least), min(used, least_used)
                    assert "retired" in said, said
            for state, (taken, used) in best.items():
                share = used / best["no cache"][1]
                print(f"{command:6} {state:11} {taken:6.2f} s, processor {used:6.2f} s = {share:.2f} of no cache")
        size = sum(entry.stat().st_size for entry in cache.iterdir())
        print(f"cache: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
