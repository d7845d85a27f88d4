"""The house as a whole: who may import whom; code, specs and documentation name the same things."""

import ast
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import flashgen

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "flashgen"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

LONGEST = 250
"""Lines of a module that one still holds in the head."""

PARSER = ("sources.markdown", "sources.inline", "sources.block_rules", "sources.inline_rules")
DOORS = {
    "charset_normalizer": ("sources.decode",),
    "click": ("cli",),
    "fsrs": ("drill.memory",),
    "genanki": ("writers.collection",),
    "httpx2": ("ask.endpoint",),
    "keyring": ("ask.key",),
    "jinja2": ("review.html",),
    "latex2mathml": ("render.mathml",),
    "markdown_it": PARSER,
    "mdit_py_plugins": PARSER,
    "msgspec": ("cache", "drill.deck"),
    "nh3": ("render",),
    "platformdirs": ("store",),
    "pygments": ("render",),
    "starlette": ("review",),
    "uvicorn": ("review.server",),
    "watchfiles": ("cli.watch", "review.watching"),
    "wcwidth": ("drill.widths",),
    "yaml": ("yamlfile",),
    "zstandard": ("drill.collection",),
}
"""Each third-party library, and the only modules (or folders) that may import it."""

OPTIONAL = {"httpx2": "ask", "keyring": "keyring"}
"""Libraries that only some people need, each with the extra that brings it."""

ONLY = {
    "text": (),
    "model": ("text", "model"),
    "store": (),
    "section": ("model", "yamlfile"),
    "ask.address": (),
    "ask.response": (),
    "ask.run": ("ask.response",),
    "language": ("text", "language"),
    "rules": ("model", "text", "language", "rules"),
}
"""Modules or folders, and all that they may import of ours."""

NEVER = {
    "ask": ("cli", "pipeline", "writers", "reconcile", "ledger", "edits", "cache"),
    "ask.held": ("ask.endpoint", "ask.answers", "sources", "disk", "config"),
    "wording": ("sources", "rules", "cli", "pipeline", "writers"),
    "sources": ("rules", "wording", "cli", "pipeline", "writers", "render", "notes"),
    "render": ("sources", "rules", "wording", "cli", "pipeline", "writers"),
    "writers": ("sources", "rules", "wording", "cli", "pipeline"),
    "quality": ("sources", "rules", "wording", "cli", "pipeline", "writers"),
    "pipeline": ("cli", "cache"),
    "extract": ("cli", "cache", "pipeline", "writers", "reconcile", "ledger", "sources"),
    "cache": ("cli", "pipeline", "writers", "reconcile", "ledger"),
    "drill": ("sources", "rules", "wording", "cli", "pipeline", "writers", "reconcile", "extract", "cache", "edits"),
    "check": ("sources", "wording", "cli", "pipeline", "writers", "reconcile", "ledger", "edits", "disk"),
    "edits": ("rules", "cli", "pipeline", "writers", "reconcile", "ledger"),
    "learn": ("sources", "cli", "pipeline", "writers", "reconcile", "ledger", "extract", "cache"),
    "review": ("sources", "rules", "wording", "cli", "pipeline", "reconcile", "ledger", "disk", "cache"),
    "ledger": ("sources", "rules", "wording", "cli", "pipeline", "writers", "reconcile"),
    "reconcile": ("sources", "rules", "cli", "pipeline", "writers", "ledger", "disk"),
}
"""Modules or folders, and what of ours they may not import."""


def module_name(path: Path) -> str:
    """``sources.inline`` for flashgen/sources/inline.py, ``sources`` for the folder's __init__."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(name: str) -> Iterator[str]:
    """Dotted names of all that a module imports, wherever in it the import stands."""
    path = MODULES[name]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ["flashgen", *filter(None, name.split("."))]
            above = package[: len(package) - node.level + (path.name == "__init__.py")] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield whole if whole.removeprefix("flashgen.") in MODULES else source


def ours(name: str) -> set[str]:
    """Modules of ours that a module imports; flashgen itself, which holds only the version, is left out."""
    return {dotted.removeprefix("flashgen.") for dotted in imported(name) if dotted.startswith("flashgen.")}


def within(name: str, homes: tuple[str, ...]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def inside(home: str) -> list[str]:
    """Modules that are or lie in ``home``; a home that is not there is a mistake in the tables above."""
    found = [name for name in MODULES if within(name, (home,))]
    assert found, f"flashgen/{home.replace('.', '/')} is gone: correct the tables of this test"
    return found


def test_imports_are_seen() -> None:
    assert "text" in ours("model.facts")
    assert {"dataclasses", "enum"} <= set(imported("model.facts"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", entry)[0].lower() for entry in requirements}


def test_third_party_libraries_are_the_declared_ones() -> None:
    standard = sys.stdlib_module_names | {"flashgen"}
    used = {dotted.split(".")[0] for name in MODULES for dotted in imported(name)} - standard
    assert used == set(DOORS)
    distributions = importlib.metadata.packages_distributions()
    needed = {library: distributions[library][0].lower().replace("_", "-") for library in DOORS}
    project = PYPROJECT["project"]
    assert {needed[library] for library in DOORS if library not in OPTIONAL} == names(project["dependencies"])
    for library, extra in OPTIONAL.items():
        assert needed[library] in names(project["optional-dependencies"][extra])


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    users = [name for name in MODULES if library in {dotted.split(".")[0] for dotted in imported(name)}]
    assert users, f"nothing imports {library}"
    assert [name for name in users if not within(name, DOORS[library])] == []


@pytest.mark.parametrize("home", ONLY)
def test_imports_nothing_else_of_ours(home: str) -> None:
    strangers = {n: sorted(i for i in ours(n) if not within(i, ONLY[home])) for n in inside(home)}
    assert {name: found for name, found in strangers.items() if found} == {}


@pytest.mark.parametrize("home", NEVER)
def test_does_not_reach_back(home: str) -> None:
    for wrong in NEVER[home]:
        inside(wrong)
    reached = {name: sorted(i for i in ours(name) if within(i, NEVER[home])) for name in inside(home)}
    assert {name: found for name, found in reached.items() if found} == {}


def test_only_main_imports_the_commands() -> None:
    users = {name for name in MODULES if not within(name, ("cli",)) and any(within(i, ("cli",)) for i in ours(name))}
    assert users == {"__main__"}


@pytest.mark.parametrize("name", MODULES)
def test_module_is_short_and_named_for_what_it_does(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert not {"utils", "util", "helpers", "misc", "common"} & set(name.split("."))


def test_every_rule_has_a_spec_and_every_spec_a_rule() -> None:
    rules = [rule.name for rule in importlib.import_module("flashgen.rules").RULES]
    assert rules
    assert len(set(rules)) == len(rules)
    assert {path.stem for path in (ROOT / "tests/spec/rules").glob("*.md")} == set(rules)


def test_every_check_has_a_spec_and_every_spec_a_check() -> None:
    checks = [check.name for check in importlib.import_module("flashgen.check").CHECKS]
    assert checks
    assert len(set(checks)) == len(checks)
    assert {path.stem for path in (ROOT / "tests/spec/check").glob("*.md")} == set(checks)


def test_codespell_is_found_by_one_module_and_imported_by_none() -> None:
    users = [name for name, path in MODULES.items() if "codespell_lib" in path.read_text(encoding="utf-8")]
    assert users == ["check.spelling"]
    assert not any("codespell_lib" in dotted for name in MODULES for dotted in imported(name))


def test_readme_names_every_command_and_no_other() -> None:
    group = importlib.import_module("flashgen.cli").main
    assert isinstance(group, click.Group)
    commands = set(group.list_commands(click.Context(group)))
    assert commands
    assert set(re.findall(r"`flashgen ([a-z]+)", README)) == commands


def test_what_help_says_of_a_command_is_how_its_own_help_begins() -> None:
    cli = importlib.import_module("flashgen.cli")
    for name, said in cli.COMMANDS.items():
        whole = " ".join((cli.main.get_command(click.Context(cli.main), name).help or "").split())
        assert whole == said or whole.startswith(f"{said} "), name


def test_readme_opens_with_the_two_commands_and_ci_runs_the_second() -> None:
    first, second = re.findall(r"^```sh\n(.*)\n```$", README, re.M)[:2]
    assert (first, second) == ("python3 dev.py build", "python3 dev.py test")
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert ci.rstrip().endswith(f"\n{second}")


def test_readme_example_is_what_preview_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"<!-- example -->\n```markdown\n(.*?)```\n.*?```text\n(.*?)```", README, re.S)
    assert example, "README.md has lost its example"
    notes, cards = example.groups()
    monkeypatch.chdir(tmp_path)
    Path("notes.md").write_text(notes, encoding="utf-8")
    printed = CliRunner().invoke(importlib.import_module("flashgen.cli").main, ["preview", "notes.md"])
    assert printed.stdout == cards


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_the_documentation_points_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    named = set(re.findall(r"`((?:flashgen|tests|cards_src|docs|benchmarks)/[\w./]*)`", text))
    assert linked | named
    assert sorted(place for place in linked | named if "NAME" not in place and not (ROOT / place).exists()) == []


def test_version_is_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["version"] == flashgen.__version__
    assert f"\n## [{flashgen.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_drill_starts_without_what_it_needs_only_later(tmp_path: Path) -> None:
    """Parsing notes, building packages, comparing typed answers: all of that would be waited for."""
    (tmp_path / "flashgen.yaml").write_text("deck: D\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("Q: Why?\nA: So\n", encoding="utf-8")
    for words in (["build"], ["drill", "--all"]):
        program = (
            f"import sys, flashgen.cli\ntry: flashgen.cli.main({words})\nfinally: print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stderr
    assert "Question 1." in done.stdout
    loaded = set(done.stderr.split())
    assert "flashgen.drill.deck" in loaded
    late = (
        "pipeline rules sources.markdown render ledger drill.compare drill.numbers language.readings writers.apkg "
        "cli.project"
    )
    libraries = {"markdown_it", "genanki", "nh3", "fsrs", "pygments", "zstandard", "wcwidth", *OPTIONAL}
    assert {f"flashgen.{name}" for name in late.split()} & loaded == set()
    assert libraries & loaded == set()
