"""Documentation that runs: reads the examples in tests/spec, runs them, and rewrites what they expect.

In a spec, headings name tests, and a fence holds an example: what goes in, a line with a single dot, what comes out.

- ``notes`` (or ``text``, for text pasted from a web page): notes, and what ``flashgen preview --held`` prints for
  them; ``notes file=kidney.txt`` gives the file's name.
- ``console``: ``$ flashgen ...`` commands, and what they print, with ``[1]`` for an exit status of 1. They run in a
  folder of their own, which holds the files of the ``file name=...`` fences below the same heading.
  ``flashgen edit`` finds new.md in the place of what its editor would save.
- ``edit``: notes, a dot, the edited notes, a dot, and what ``flashgen status`` says then, the notes having been built
  before. Further edits may stand between, each built too. A line ``=== path`` begins a file; without one all is
  notes.md. ``edit ledger=lost`` takes the ledger away before the last edit. ``edit ledger=merged`` holds the notes,
  those of two branches that begin there, and the notes of both together, with the ledgers merged line by line.

Other fences are left alone.
"""

import contextlib
import re
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from flashgen.cli import main

SPECS = Path(__file__).resolve().parent / "spec"
DOT = "."
FILE_NAMES = {"notes": "notes.md", "text": "notes.txt"}
KINDS = (*FILE_NAMES, "console", "edit")

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*")
_FENCE = re.compile(r"(`{3,})\s*(\w*)\s*(.*?)\s*")
_CHANCE = re.compile(r"confidence 0\.\d\d(?= below)")
"""The figure is learned anew now and then; what matters to an example is on which side of the bar it is."""
_LEARNED = re.compile(r"(?<=confidence )0\.\d\d(?= below)|\b\d\.\d{3}\b|\b\d+(?= weights)")
"""As much of what ``flashgen learn`` and the builds after it say."""
_CARDS = re.compile(r"(?:\? )?(?:[QACT]:|=|⇄) .*|(?:  )?(?:A:|=|⇄|held:) .*| {2,}.*|")
"""A line of what preview prints."""


class SpecError(Exception):
    """A spec that cannot be run: which file, which line, what is wrong."""


@dataclass(frozen=True)
class Example:
    """What goes in and what comes out."""

    path: Path
    line: int
    """1-based, of the opening fence."""
    name: str
    kind: str
    given: tuple[str, ...]
    expected: tuple[str, ...] | None
    """None where the dot is missing."""
    end: int
    """1-based, of the closing fence."""
    file: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.path.relative_to(SPECS).with_suffix('').as_posix()}: {self.name}"


def spec_files() -> list[Path]:
    return sorted(SPECS.rglob("*.md"))


def examples(path: Path) -> list[Example]:
    """The examples of a spec, in order. Raises SpecError."""
    found: list[Example] = []
    name, files = path.stem, {}
    for number, heading, kind, options, inner in _parts(path):
        if heading:
            name, files = heading, {}
        elif kind == "file":
            files = {**files, _option(options, "name", path, number): "".join(f"{line}\n" for line in inner)}
        elif kind in KINDS:
            dots = [at for at, line in enumerate(inner) if line == DOT]
            if len(dots) > 1 and kind != "edit":
                raise SpecError(f"{path}:{number}: a second line with a dot; an example has one")
            # an edit's plan has none of its own before it is written
            at = dots[-1] if dots[kind == "edit" :] else len(inner)
            expected = inner[at + 1 :] if at < len(inner) else None
            key = "ledger" if kind == "edit" else "file"
            file = _option(options, key, path, number) if options else FILE_NAMES.get(kind, "")
            again = sum(example.name.split(" #")[0] == name for example in found)
            title = f"{name} #{again + 1}" if again else name
            end = number + len(inner) + 1
            found.append(Example(path, number, title, kind, inner[:at], expected, end, file, files))
    return found


def _parts(path: Path) -> Iterator[tuple[int, str, str, str, tuple[str, ...]]]:
    """Line, heading, and kind, options and lines of a fence; of a heading the heading alone."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        start = at
        at += 1
        if fence := _FENCE.fullmatch(lines[start]):
            while at < len(lines) and not (lines[at].startswith(fence[1]) and not lines[at].strip("`")):
                at += 1
            if at == len(lines):
                raise SpecError(f"{path}:{start + 1}: the fence is not closed")
            yield start + 1, "", fence[2], fence[3], tuple(lines[start + 1 : at])
            at += 1
        elif heading := _HEADING.fullmatch(lines[start]):
            yield start + 1, heading[1], "", "", ()


def _option(options: str, key: str, path: Path, line: int) -> str:
    name, _, value = options.partition("=")
    if name != key or not value:
        raise SpecError(f"{path}:{line}: expected {key}=NAME after the kind of fence, not {options!r}")
    return value


def faults(path: Path) -> list[str]:
    """What is wrong with a spec, before any of it runs."""
    try:
        found = examples(path)
    except SpecError as error:
        return [str(error)]
    wrong = [] if found else [f"{path}: no example"]
    for example in found:
        where = f"{path}:{example.line}"
        if example.expected is None:
            wrong.append(f"{where}: no line with a dot; run pytest --update-specs")
        elif example.kind == "console":
            wrong += [f"{where}: not a command: {line}" for line in example.given if not line.startswith("$ flashgen")]
        elif example.kind == "edit":
            if not example.expected or not any("retired  ?" in line for line in example.expected):
                wrong.append(f"{where}: the plan has no last line that counts")
        else:
            wrong += [
                f"{where}: not a line of a card: {line}" for line in example.expected if not _CARDS.fullmatch(line)
            ]
    if path.parent == SPECS / "check" and found and (found[0].expected or ())[-1:] != ("0 findings",):
        wrong.append(f"{path}:{found[0].line}: the first example must be one in which nothing is found")
    if path.parent == SPECS / "rules" and found and found[0].expected:
        wrong.append(f"{path}:{found[0].line}: the first example must be one in which nothing is found")
    return wrong


def outcome(example: Example) -> tuple[str, ...]:
    """What comes out when the example is run, by lines."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path(".git").mkdir()  # settings are looked for no further up
        for name, content in example.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(content, encoding="utf-8")
        if example.kind == "edit":
            return tuple(_edit_story(example))
        if example.kind == "console":
            return tuple(line for command in example.given for line in _run(command.removeprefix("$ ")))
        Path(example.file).write_text("".join(f"{line}\n" for line in example.given), encoding="utf-8")
        result = CliRunner().invoke(main, ["preview", "--held", example.file])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return tuple(_CHANCE.sub("confidence", line) for line in result.stdout.splitlines())


def _run(command: str) -> list[str]:
    program, *words = shlex.split(command)
    assert program == "flashgen"
    piped = None
    if "<" in words:
        at = words.index("<")
        piped = Path(words[at + 1]).read_bytes()
        words = words[:at]
    result = CliRunner().invoke(
        main, words, input=piped, prog_name="flashgen", env={"VISUAL": "", "EDITOR": "cp new.md"}
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    status = [f"[{result.exit_code}]"] if result.exit_code else []
    said = (_LEARNED.sub(lambda figure: re.sub(r"\d", "n", figure[0]), line) for line in result.output.splitlines())
    return [*said, *status]


def _edit_story(example: Example) -> list[str]:
    """What status says of the last of the given notes, those before having been built."""
    *before, last = _states(example.given)
    ledger = Path("ledger.jsonl")
    Path("flashgen.yaml").write_text(
        "deck: Body\nbar: 0.4\n", encoding="utf-8"
    )  # the stories tell of identity, not of ranking
    built: list[list[str]] = []
    for number, state in enumerate(before):
        if example.file == "merged" and number > 1:  # the second branch begins where the first did
            ledger.write_text("".join(f"{line}\n" for line in built[0]), encoding="utf-8")
        _write(state)
        _run("flashgen build --yes")
        built.append(ledger.read_text(encoding="utf-8").splitlines())
    if example.file == "merged":
        base, ours, theirs = built
        both = [line for line in ours if line not in base or line in theirs]
        added = [line for line in theirs if line not in base and line not in ours]
        ledger.write_text("".join(f"{line}\n" for line in [*both, *added]), encoding="utf-8")
    elif example.file == "lost":
        ledger.unlink()
    _write(last)
    said = [line for line in _run("flashgen status") if not re.fullmatch(r"\[[03]\]", line)]
    _run("flashgen build --yes")
    assert "[3]" not in _run("flashgen status"), "a build leaves something for the next"
    return said


def _states(given: tuple[str, ...]) -> list[dict[str, str]]:
    """The files of each state of the notes."""
    states: list[dict[str, str]] = [{}]
    name = FILE_NAMES["notes"]
    for line in given:
        if line == DOT:
            states.append({})
            name = FILE_NAMES["notes"]
        elif line.startswith("=== "):
            name = line.removeprefix("=== ")
            states[-1][name] = ""
        else:
            states[-1][name] = states[-1].get(name, "") + f"{line}\n"
    return states


def _write(files: dict[str, str]) -> None:
    """Put these notes in the place of all that are there."""
    for old in [*Path().rglob("*.md"), *Path().rglob("*.txt"), *Path().rglob("edits.yaml")]:
        old.unlink()
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")


def update(path: Path) -> None:
    """Rewrite what the examples of a spec expect to what they give."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for example in reversed(examples(path)):
        lines[example.line : example.end - 1] = [*example.given, DOT, *outcome(example)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
