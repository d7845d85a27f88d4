"""flashgen.yaml: where it is looked for, what it may say, and what a slip in it is answered with."""

import re
from pathlib import Path

import pytest
import yaml

import flashgen.yamlfile
from flashgen.config import KEYS, Config, load
from flashgen.model import FlashgenError, Severity
from flashgen.template import TEMPLATE
from flashgen.yamlfile import NotAMapping
from flashgen.yamlfile import load as load_yaml

LOADERS = dict.fromkeys((yaml.SafeLoader, flashgen.yamlfile._LOADER))
"""In Python, and in C where PyYAML has it; they word their messages differently."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the current folder and nobody's child."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, path: str = "flashgen.yaml") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def settings(text: str, rule_names: frozenset[str] | None = None) -> Config:
    write(text)
    config, problems = load(Path(), rule_names)
    assert problems == ()
    return config


def slip(text: str, rule_names: frozenset[str] | None = None) -> str:
    write(text)
    with pytest.raises(FlashgenError) as caught:
        load(Path(), rule_names)
    assert caught.value.problem.severity is Severity.ERROR
    return str(caught.value.problem)


# --------------------------------------------------------------------------- what it says


def test_nothing_set_is_the_default(project: Path) -> None:
    assert load(project) == (Config(project), ())
    assert settings("") == settings("# nothing\n") == Config(project, "flashgen.yaml")


def test_every_key(project: Path) -> None:
    config = settings(
        "deck: Biology 101\ntags: [bio, '#exam']\nnotes:\n  - cells\n  - ./plants/../fungi/\n"
        "include: '*.md'\nexclude: [drafts]\nbar: 0.75\nrules_off: [claim]\nvault: My Vault\n"
        "url: https://example.org/notes/\noutput: decks\n",
        frozenset({"claim", "quote"}),
    )
    assert config == Config(
        root=project,
        file="flashgen.yaml",
        name="Biology 101",
        tags=("bio", "exam"),
        notes=("cells", "fungi"),
        include=("*.md",),
        exclude=("drafts",),
        bar=0.75,
        rules_off=frozenset({"claim"}),
        vault="My Vault",
        url="https://example.org/notes",
        output="decks",
    )


def test_keys_without_a_value_are_defaults(project: Path) -> None:
    assert settings("".join(f"{key}:\n" for key in KEYS)) == Config(project, "flashgen.yaml")


def test_texts_are_what_they_look_like() -> None:
    assert settings("deck: 2024\ntags: [no, 007]\n").tags == ("no", "007")
    assert settings("deck: 1.10\n").name == "1.10"


def test_byte_order_mark_and_windows_line_ends() -> None:
    Path("flashgen.yaml").write_bytes(b"\xef\xbb\xbfdeck: A\r\nbar: 0\r\n")
    config, _ = load(Path())
    assert (config.name, config.bar) == ("A", 0)


# --------------------------------------------------------------------------- the template


def test_template_as_written_sets_nothing(project: Path) -> None:
    assert settings(TEMPLATE) == Config(project, "flashgen.yaml")


def test_template_shows_every_key_with_its_default(project: Path) -> None:
    uncommented = re.sub(r"^#(?=\w)", "", TEMPLATE, flags=re.MULTILINE)
    assert [line.split(":")[0] for line in uncommented.splitlines() if re.match(r"\w", line)] == list(KEYS)
    assert settings(uncommented) == Config(project, "flashgen.yaml")


# --------------------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deck: A\ndecks: B", f"flashgen.yaml:2: unknown key 'decks'; the keys are {', '.join(KEYS)}"),
        ("deck: [A]", "flashgen.yaml:1: 'deck' takes one text, not a list or a mapping"),
        ("tags:\n- a\n- {b: c}", "flashgen.yaml:3: 'tags' takes a list of texts, such as tags: [one, two]"),
        ("tags: {a: b}", "flashgen.yaml:1: 'tags' takes a list of texts, such as tags: [one, two]"),
        ("exclude: ['']", "flashgen.yaml:1: 'exclude' takes a list of texts, such as exclude: [one, two]"),
        (
            "tags: [a b]",
            "flashgen.yaml:1: 'a b' is not a tag; Anki's tags hold no spaces: a-b",
        ),
        ("bar: high", "flashgen.yaml:1: 'bar' takes a number from 0 to 1, such as 0.7; not 'high'"),
        ("bar: 60", "flashgen.yaml:1: 'bar' takes a number from 0 to 1, such as 0.7; not '60'"),
        ("bar: nan", "flashgen.yaml:1: 'bar' takes a number from 0 to 1, such as 0.7; not 'nan'"),
        ("url: example.org", "flashgen.yaml:1: 'url' takes a web address that starts with https://; not 'example.org'"),
        (
            "notes:\n  - cells\n  - a/../../b\n",
            "flashgen.yaml:3: 'a/../../b' leads out of the folder of flashgen.yaml; move flashgen.yaml up, "
            "or the notes down",
        ),
        (
            "notes: /etc",
            "flashgen.yaml:1: '/etc' leads out of the folder of flashgen.yaml; move flashgen.yaml up, "
            "or the notes down",
        ),
    ],
)
def test_a_slip_names_file_line_and_what_to_do(text: str, message: str) -> None:
    assert slip(text) == message


def test_unknown_rule_lists_the_rules() -> None:
    rules = frozenset({"quote", "claim"})
    assert slip("rules_off:\n- claim\n- clam\n", rules) == (
        "flashgen.yaml:3: unknown rule 'clam'; the rules are claim, quote"
    )
    assert settings("rules_off: clam").rules_off == {"clam"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b: c", "x.yaml:1: broken YAML: "),
        ("a: 1\n\tb: 2", "x.yaml:2: broken YAML: "),
        ("a: 1\nb: 'two\n", "x.yaml:2: broken YAML: found unexpected end of stream"),
        ("a: 1\nb: 2\na: 3", "x.yaml:3: the key 'a' is given twice (first on line 1); keep one"),
        ("a: {b: 1, b: 2}", "x.yaml:1: the key 'b' is given twice"),
        ("a: &x [1]\nb: [*x, *x]", "x.yaml:2: broken YAML: aliases (*name) are refused"),
        ("a: 1\n---\nb: 2", "x.yaml:2: broken YAML: a second '---'"),
        ("a: 1\nb: !!python/object:os.system x", "x.yaml:2: broken YAML: tags (!name) are refused"),
        ("a: !x [1]", "x.yaml:1: broken YAML: tags (!name) are refused"),
        ("!!set {a, b}", "x.yaml:1: broken YAML: tags (!name) are refused"),
        ("title: {{ title }}", "x.yaml:1: broken YAML: a key must be one word"),
        ("a: 1\nb: \x07", "x.yaml:2: broken YAML: remove the unprintable character U+0007"),
        ("a: 1\nplain words\nb: 2", "x.yaml:3: broken YAML: "),
        ("a: @home", "x.yaml:1: broken YAML: "),
        ('a: 1\nb: ["x\\0"]', "x.yaml:2: broken YAML: remove the unprintable character U+0000"),
        ("a: " + "[" * 100_000, "x.yaml:1: nested deeper than 50 levels"),
        ("a: " + "{a: " * 100_000, "x.yaml:1: nested deeper than 50 levels"),
        ("\n".join(" " * n + "a:" for n in range(200)), "x.yaml:51: nested deeper than 50 levels"),
    ],
)
@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
def test_broken_yaml_is_one_line(
    text: str, message: str, loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flashgen.yamlfile, "_LOADER", loader)
    with pytest.raises(FlashgenError) as caught:
        load_yaml(text, "x.yaml")
    assert str(caught.value.problem).startswith(message)
    assert str(caught.value.problem).isprintable()


@pytest.mark.parametrize("text", ["- a\n- b", "just words", "[a, b]"])
def test_yaml_that_is_no_mapping_is_told_from_broken_yaml(text: str) -> None:
    with pytest.raises(NotAMapping):
        load_yaml(text, "x.yaml")


def test_yaml_knows_the_line_of_every_key_and_entry() -> None:
    loaded = load_yaml("a: 1\nb:\n  - x\n  - c: 2\n    d: ~\n", "x.yaml", first_line=11)
    assert loaded.values == {"a": "1", "b": ["x", {"c": "2", "d": None}]}
    assert loaded.lines == {("a",): 11, ("b",): 12, ("b", 0): 13, ("b", 1): 14, ("b", 1, "c"): 14, ("b", 1, "d"): 15}
    assert loaded.line("b", 1, "z") == 14


def test_unreadable_settings_are_one_line() -> None:
    Path("flashgen.yaml").mkdir()
    with pytest.raises(FlashgenError, match="cannot be read"):
        load(Path())
    Path("flashgen.yaml").rmdir()
    Path("flashgen.yaml").write_bytes(b"deck: A\ntags: [\xe4]\n")
    with pytest.raises(FlashgenError) as caught:
        load(Path())
    assert str(caught.value.problem) == "flashgen.yaml:2: is not UTF-8; save it as UTF-8"


# --------------------------------------------------------------------------- where it is


def test_the_nearest_file_above_counts_up_to_the_repository(project: Path) -> None:
    write("deck: Above", "flashgen.yaml")
    write("", "inner/deep/cells.md")
    for start in ("inner", "inner/deep", "inner/deep/cells.md"):
        assert load(Path(start))[0].root == project
    write("deck: Inner", "inner/flashgen.yaml")
    config, _ = load(Path("inner/deep"))
    assert (config.root, config.file, config.name) == (project / "inner", "inner/flashgen.yaml", "Inner")
    (project / "inner/deep/.git").mkdir()
    assert load(Path("inner/deep"))[0] == Config(project)


@pytest.mark.parametrize("start", ["gone.md", "gone/deep/er.md", "n" * 300, "circle", "file.md/x"])
def test_a_path_that_leads_nowhere_is_left_to_reading(start: str, project: Path) -> None:
    write("", "file.md")
    Path("circle").symlink_to("circle")
    assert load(Path(start))[0] == Config(project)


def test_without_a_path_cards_src_is_the_project(project: Path) -> None:
    (project / "cards_src").mkdir()
    assert load(Path(), no_paths=True)[0] == Config(project / "cards_src")
    assert load(Path())[0] == Config(project)
    write("deck: Cards", "cards_src/flashgen.yaml")
    assert load(Path(), no_paths=True)[0].root == project / "cards_src"
    assert load(Path())[0] == Config(project)
    assert load(Path("cards_src"))[0].root == project / "cards_src"
    write("deck: Here")
    assert load(Path(), no_paths=True)[0].root == project


def test_decks_go_beside_a_folder_that_holds_sources_only(project: Path) -> None:
    assert Config(project).output_folder == project / "build"
    assert Config(project / "cards_src").output_folder == project / "build"
    assert Config(project / "notes", output="../decks").output_folder == project / "decks"


def test_the_other_suffix_is_pointed_out() -> None:
    write("deck: A", "flashgen.yml")
    config, problems = load(Path())
    assert config.name == ""
    assert [str(problem) for problem in problems] == ["flashgen.yml: is not read; rename it flashgen.yaml"]
