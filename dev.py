"""Sets up .venv and runs flashgen or its tests from a fresh clone; needs Python 3.11 and nothing else.

    python3 dev.py build [ARGUMENTS]   build the sample's decks (flashgen build)
    python3 dev.py test [ARGUMENTS]    run the tests (pytest)
    python3 dev.py coverage            run the tests, and say which lines and branches none of them takes
    python3 dev.py lint                run the linter, the formatter's check and the type checker

The first run takes a minute or two: it fetches what flashgen needs. Later runs set up only what changed.
With --locked before the command it takes the very versions that requirements-dev.lock names.
"""

# Written so that Python 3.6 can read it: an old Python is to get a sentence, not a syntax error.

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = "flashgen-dev-stamp"
"""File in .venv that says what was installed there; see ``stamp``."""
UNFINISHED = "unfinished"
LOCK = "requirements-dev.lock"
LOCKED = "--locked"
OLDEST = (3, 11)
EXTRAS = {"build": "", "test": "lint,test", "coverage": "lint,test", "lint": "lint,test"}
"""What each command needs besides flashgen itself, as pyproject.toml names it."""


class SetupError(Exception):
    """Raised with the one line that tells a person what is missing."""


def version_problem(version: "tuple[int, int]") -> str:
    """What is wrong with this version of Python; empty where nothing is."""
    if version >= OLDEST:
        return ""
    found, needed = ".".join(map(str, version)), ".".join(map(str, OLDEST))
    return f"flashgen needs Python {needed} or newer, and this is {found}; try: python{needed} dev.py"


def stamp(pyproject: bytes, extras: str) -> str:
    """One line naming what an environment set up from this pyproject.toml holds."""
    return f"{hashlib.sha256(pyproject).hexdigest()} {extras}".strip()


def holds(found: str, pyproject: bytes, extras: str) -> bool:
    """Whether an environment with the stamp found is up to date and has the extras."""
    digest, _, installed = found.strip().partition(" ")
    wanted = set(extras.split(",")) - {""}
    return digest == stamp(pyproject, "") and wanted <= set(installed.split(","))


def python_of(venv: Path, windows: bool = os.name == "nt") -> Path:
    """The environment's Python."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def reason(output: str) -> str:
    """The line of pip's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line[len("ERROR:") :].strip() for line in lines if line.startswith("ERROR:")]
    last = (errors or lines or ["no reason given"])[-1]
    signs = ("Retrying (", "NewConnectionError", "ProxyError", "Max retries exceeded")
    return f"{last} (is there a network?)" if any(sign in output for sign in signs) else last


def run(*command: "str | Path") -> "subprocess.CompletedProcess[str]":
    """Run a command quietly and hand back what it printed."""
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run(  # noqa: S603  commands are written in this file
        [str(part) for part in command],
        env=environment,
        cwd=str(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def works(*command: "str | Path") -> bool:
    """Whether a command can be started and succeeds."""
    try:
        return run(*command).returncode == 0
    except OSError:
        return False


def read_stamp() -> str:
    """The stamp of the environment that is there; empty where there is none."""
    try:
        return (VENV / STAMP).read_text(encoding="utf-8")
    except OSError:
        return ""


def usable(python: Path) -> bool:
    """Whether an environment's Python is there, new enough and has pip."""
    return works(python, "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})")


def create() -> "list[str]":
    """Make an empty .venv; the command that runs pip for it comes back."""
    this, python = sys.executable, str(python_of(VENV))
    can_make = importlib.util.find_spec("venv")
    options = []  # type: list[str]
    if can_make and importlib.util.find_spec("ensurepip"):
        pip = [python, "-m", "pip"]
    elif can_make and works(this, "-m", "pip", "--python", this, "--version"):
        # Debian without python3-venv: the system's pip can serve an environment that has none.
        options, pip = ["--without-pip"], [this, "-m", "pip", "--python", python]
    else:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(f"this Python lacks ensurepip; on Debian or Ubuntu: sudo apt install {package}")
    made = run(this, "-m", "venv", "--clear", *options, VENV)
    if made.returncode:
        raise SetupError(f"could not make {VENV}: {reason(made.stdout)}")
    return pip


def set_up(extras: str, locked: bool = False) -> None:
    """Bring .venv up to date, unless it is; with the versions of the lock, which names those of all extras."""
    python, pyproject = python_of(VENV), (ROOT / "pyproject.toml").read_bytes()
    if locked:
        extras, pyproject = "lint,test", pyproject + (ROOT / LOCK).read_bytes()
    found = read_stamp()
    if holds(found, pyproject, extras) and works(python, "-c", "import click"):
        return
    print("dev.py: setting up .venv (takes a minute or two the first time)", file=sys.stderr, flush=True)
    pip = create() if found == UNFINISHED or not usable(python) else [str(python), "-m", "pip"]
    (VENV / STAMP).write_text(UNFINISHED, encoding="utf-8")
    itself = ["--no-deps", "."] if locked else [f".[{extras}]" if extras else "."]
    for wanted in ([["--require-hashes", "-r", LOCK]] if locked else []) + [["--editable", itself[-1], *itself[:-1]]]:
        installed = run(*pip, "install", "--quiet", *wanted)
        if installed.returncode:
            raise SetupError(f"could not install what flashgen needs: {reason(installed.stdout)}")
    (VENV / STAMP).write_text(stamp(pyproject, extras), encoding="utf-8")


def commands(name: str, arguments: "list[str]") -> "list[list[str]]":
    """What a command of this file runs, each as arguments to ``python -m``."""
    if name == "build":
        return [["flashgen", "build", *arguments]]
    if name == "test":
        return [["pytest", "-n", "auto", *arguments]]
    if name == "coverage":
        return [
            ["coverage", "erase"],
            ["coverage", "run", "-m", "pytest", "-n", "auto", *arguments],
            ["coverage", "combine", "--quiet"],
            ["coverage", "report"],
        ]
    return [["ruff", "check", *arguments], ["ruff", "format", "--check", *arguments], ["mypy", *arguments]]


def main(arguments: "list[str]") -> int:
    """Run one command; its exit status comes back, 2 where it was not understood."""
    locked = arguments[:1] == [LOCKED]
    arguments = arguments[locked:]
    if not arguments or arguments[0] not in EXTRAS:
        asked_for_help = arguments[:1] in (["-h"], ["--help"])
        print(str(__doc__).strip(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    try:
        set_up(EXTRAS[arguments[0]], locked)
        failed = 0
        for command in commands(arguments[0], arguments[1:]):
            status = subprocess.call([str(python_of(VENV)), "-m", *command], cwd=str(ROOT))  # noqa: S603
            failed = failed or (status if status >= 0 else 128 - status)
            if failed and arguments[0] != "coverage":  # a few tests fail while they are measured
                break
        return failed
    except (SetupError, OSError) as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("dev.py: stopped; to go on, give the same command again", file=sys.stderr)
        return 130


if __name__ == "__main__":
    problem = version_problem(sys.version_info[:2])
    sys.exit(f"dev.py: {problem}" if problem else main(sys.argv[1:]))
