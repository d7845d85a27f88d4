"""Fuzzing, led by what code is reached: ``python tests/fuzz/run.py TARGET|all SECONDS``.

Needs atheris (``pip install atheris``; Linux, or macOS with a compiler). Each target keeps what it learned, in
``build/fuzz``, and goes on from there. What falls over is made small, shown, and kept in ``build/fuzz/found``; put it
into ``tests/fuzz/cases/TARGET`` when it is mended, and it is tested for ever. ``all`` takes the targets in turn, for
so many seconds each, until it is stopped.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import subprocess
import sys
import time
import traceback
import warnings
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "build" / "fuzz"
LOG = HOME / "log.jsonl"
TRIES = 400
"""Runs that making a case small may take."""


def fault(run: object, data: bytes) -> str:
    """What goes wrong, and where; empty where all is well."""
    try:
        run(data)  # type: ignore[operator]
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if "/flashgen/" in f.filename or "/invariants" in f.filename]
        place = (ours or frames)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno} ({place.line})"
    return ""


def smallest(run: object, data: bytes, said: str) -> bytes:
    """The data without what is not needed for the same fault."""
    tries, step = 0, max(1, len(data) // 2)
    while step and tries < TRIES:
        at = 0
        while at < len(data) and tries < TRIES:
            less = data[:at] + data[at + step :]
            tries += 1
            if fault(run, less) == said:
                data = less
            else:
                at += step
        step //= 2
    return data


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["flashgen"], enable_loader_override=False):
        import targets

        for file in (ROOT / "flashgen").rglob("[a-z]*.py"):  # those too that are imported late
            importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    target = targets.TARGETS[name]
    corpus, found = HOME / name, HOME / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed[:2000])
    words = HOME / f"{name}.dict"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.words)
    words.write_text("".join(f'"{word}"\n' for word in escaped), encoding="utf-8")
    seen: set[str] = set()

    def one(data: bytes) -> None:
        if (said := fault(target.run, data)) and said not in seen:
            seen.add(said)
            least = smallest(target.run, data, said)
            file = found / f"{name}-{hashlib.sha256(said.encode()).hexdigest()[:10]}"
            file.write_bytes(least)
            print(f"\nFOUND {name}: {said}\n      {least!r}\n      {file}", flush=True)

    options = [
        f"-max_total_time={seconds}",
        "-max_len=2000",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]
    options += [f"-dict={words}"] if target.words else []
    options += [f"-artifact_prefix={found}/{name}-", "-verbosity=0", "-close_fd_mask=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def turns(seconds: int) -> None:
    """All targets in turn, each in a process of its own; how long each ran is noted in the log."""
    sys.path.insert(0, str(Path(__file__).parent))
    import resource

    from targets import TARGETS

    HOME.mkdir(parents=True, exist_ok=True)
    for name in cycle(TARGETS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.time()
        done = subprocess.run(
            [sys.executable, __file__, name, str(seconds)], stderr=subprocess.PIPE, text=True, errors="replace"
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        row = {
            "target": name,
            "cpu": round(cpu),
            "wall": round(time.time() - start),
            "runs": int(runs[0]) if runs else 0,
        }
        with LOG.open("a", encoding="utf-8") as log:
            log.write(json.dumps(row | {"status": done.returncode}) + "\n")
        if done.returncode:
            print(f"{name} ended with {done.returncode}:\n" + "\n".join(done.stderr.splitlines()[-30:]), flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    (turns if sys.argv[1] == "all" else lambda seconds: fuzz(sys.argv[1], seconds))(int(sys.argv[2]))
