"""What is told before notes are sent, where the answer is remembered, and where a key comes from."""

import json
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from flashgen.ask.address import parse
from flashgen.ask.consent import Parcel, give, is_given, short, told
from flashgen.ask.key import Key, find
from flashgen.ask.key import told as key_told
from flashgen.model import FlashgenError

CLOUD = "https://api.openai.com/v1"
LOCAL = "http://127.0.0.1:11434/v1"
SECRET = "sk-test-0123456789abcdef"


def parcel(url: str = CLOUD, model: str = "m", project: str = "/notes", key: str = "", files: int = 2) -> Parcel:
    names = tuple(f"n{number}.md" for number in range(files))
    return Parcel(project, names, 12, 8412, 4, parse(url), model, key)


def test_what_goes_away() -> None:
    assert told(parcel(key="FLASHGEN_API_KEY")) == (
        "flashgen ask sends parts of your notes to a language model:\n"
        "  what   12 blocks of 2 files: n0.md, n1.md\n"
        "         8,412 characters in 4 prompts, instructions included\n"
        "  where  https://api.openai.com/v1, the model m, with the key from FLASHGEN_API_KEY\n"
        "  It leaves this machine: whoever runs api.openai.com can read it."
    )


def test_what_stays() -> None:
    assert told(parcel(LOCAL)).endswith(
        "  where  http://127.0.0.1:11434/v1, the model m\n"
        "  It stays on this machine, unless the program that answers there passes it on."
    )


def test_a_model_of_ollamas_cloud_does_not_stay() -> None:
    """The program that answers is on this machine, the model is not."""
    for model in ("gpt-oss:120b-cloud", "glm-5:cloud"):
        assert told(parcel(LOCAL, model)).endswith(
            f"  It leaves this machine: the program there passes on what it asks {model}, as Ollama to its cloud."
        )


def test_what_everyone_can_read() -> None:
    assert told(parcel("http://10.0.0.5:8000/v1")).endswith(
        "  where  http://10.0.0.5:8000/v1 unencrypted, the model m\n"
        "  It leaves this machine, and everyone on the way to 10.0.0.5:8000 can read it, the key included."
    )


def test_many_files_are_not_all_named() -> None:
    assert "of 9 files: n0.md, n1.md, n2.md, n3.md, n4.md, ...\n" in told(parcel(files=9))
    assert "of 1 file: n0.md\n" in told(parcel(files=1))


def test_the_name_of_a_file_cannot_say_something_else() -> None:
    sly = Parcel("/notes", ("a\n  It stays on this machine\x1b[8m\u202e.md",), 1, 9, 1, parse(CLOUD), "m")
    assert ": a?  It stays on this machine?[8m?.md\n" in told(sly)


def test_in_one_line() -> None:
    assert short(parcel()) == "sending 4 prompts of 8,412 characters, 2 files, to api.openai.com: m"
    assert short(parcel(LOCAL)).endswith("to 127.0.0.1:11434, on this machine: m")


def test_a_yes_holds_for_one_project_and_one_endpoint(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "models.json"
    assert not is_given(file, parcel())
    give(file, parcel())
    give(file, parcel(LOCAL))
    give(file, parcel())
    assert is_given(file, parcel(model="another", key="the keyring", files=9))
    assert not is_given(file, parcel(project="/other"))
    assert not is_given(file, parcel("https://api.openai.com/v2"))
    assert not is_given(file, parcel("https://api.openai.com:444/v1"))
    assert is_given(file, parcel(LOCAL))
    assert not is_given(file, parcel(LOCAL, "gpt-oss:120b-cloud")), (
        "who agreed to a model here did not agree to a cloud"
    )
    assert len(json.loads(file.read_text(encoding="utf-8"))) == 2


def test_a_project_with_an_odd_name(tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    give(file, parcel(project="/caf\udce9/注"))
    assert is_given(file, parcel(project="/caf\udce9/注"))


@pytest.mark.parametrize(
    "text", ["", "{", "[1, null]", '{"a": 1}', "[" * 100_000, "\ud800", '[{"project": ["/notes"]}]']
)
def test_what_cannot_be_read_is_no_yes(text: str, tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    file.write_bytes(text.encode(errors="surrogatepass"))
    assert not is_given(file, parcel())
    give(file, parcel())
    assert is_given(file, parcel())


def test_a_yes_that_cannot_be_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FlashgenError, match=r"cannot be written \(.*\); you will be asked again"):
        give(tmp_path / "file" / "models.json", parcel())


# --------------------------------------------------------------------------- keys


class Ring(keyring.backend.KeyringBackend):
    """A keyring with one key, or one that is locked."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, is_locked: bool = False) -> None:
        super().__init__()
        self.is_locked = is_locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise keyring.errors.KeyringLocked("locked")
        return {("flashgen", "models.example"): SECRET}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring(request: pytest.FixtureRequest) -> object:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring(getattr(request, "param", False)))
    yield
    keyring.set_keyring(before)


def nothing(host: str) -> None:
    return None


def test_a_key_from_the_environment_comes_first() -> None:
    environ = {"FLASHGEN_API_KEY": f" {SECRET}\n", "OPENAI_API_KEY": "sk-other"}
    assert find(parse(CLOUD), environ, lambda host: "third") == Key(SECRET, "FLASHGEN_API_KEY")


def test_openais_key_goes_to_openai_only() -> None:
    environ = {"OPENAI_API_KEY": SECRET}
    assert find(parse(CLOUD), environ, nothing) == Key(SECRET, "OPENAI_API_KEY")
    for elsewhere in ("https://api.openai.com.example/v1", "https://openai.com/v1", LOCAL, "http://10.0.0.5"):
        assert find(parse(elsewhere), environ, nothing) is None


@pytest.mark.usefixtures("ring")
def test_a_key_from_the_keyring_is_that_of_the_host() -> None:
    assert find(parse("https://models.example:8443/v1"), {}) == Key(SECRET, "the keyring")
    assert find(parse("https://other.example/v1"), {}) is None
    assert key_told(None, parse("https://models.example/v1")) == (
        "it wants a key; put it into the variable FLASHGEN_API_KEY, or into the keyring with: "
        "keyring set flashgen models.example"
    )


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("ring", [True], indirect=True)
def test_a_keyring_that_is_locked_has_no_key() -> None:
    assert find(parse("https://models.example/v1"), {}) is None


def test_without_the_library_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert find(parse("https://models.example/v1"), {}) is None


@pytest.mark.parametrize("secret", ["two words", "schlüssel", "a\nb", "a\x00b"])
def test_what_is_no_key(secret: str) -> None:
    with pytest.raises(FlashgenError) as caught:
        find(parse(CLOUD), {"FLASHGEN_API_KEY": secret}, nothing)
    assert str(caught.value.problem) == "the key in FLASHGEN_API_KEY holds signs that no key has; copy it again"


def test_a_key_shows_itself_nowhere() -> None:
    assert SECRET not in repr(Key(SECRET, "here")) + str(Key(SECRET, "here"))
