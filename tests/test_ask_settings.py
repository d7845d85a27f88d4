"""What flashgen.yaml may say of a model, what an address is, and that no key gets in."""

import re

import pytest

from flashgen.ask.address import Address, parse
from flashgen.ask.settings import KEYS, NO_KEYS, TEMPLATE, Settings, settings
from flashgen.model import FlashgenError
from flashgen.yamlfile import load

LOCAL = "http://127.0.0.1:11434/v1"


def said(text: str) -> Settings:
    return settings(load(text, "flashgen.yaml"))


def slip(text: str) -> str:
    with pytest.raises(FlashgenError) as caught:
        said(text)
    return str(caught.value.problem)


def test_nothing_said_is_off() -> None:
    assert said("") == said("model:\n") == said("model: {}") == Settings()
    assert said("model:\n" + "".join(f"  {key}:\n" for key in KEYS)).endpoint is None


def test_every_key() -> None:
    assert said(
        "model:\n  endpoint: https://Models.Example:8443/api/v2/\n  name: Qwen3 8B\n  plain_http: no\n  at_once: 4\n"
        "  timeout: 90\n  temperature: 0.2\n  seed: 7\n  reply_tokens: 4000\n  second_look: no\n  input_price: 0.15\n"
        "  output_price: 0.6\n  currency: EUR\n"
    ) == Settings(
        Address("https", "models.example", "8443", "/api/v2"),
        "Qwen3 8B",
        at_once=4,
        timeout=90,
        temperature=0.2,
        seed=7,
        reply_tokens=4000,
        second_look=False,
        input_price=0.15,
        output_price=0.6,
        currency="EUR",
    )


def test_the_template_shows_every_key_with_its_default() -> None:
    uncommented = re.sub(r"^( *)#(?=\w)", r"\1", TEMPLATE, flags=re.MULTILINE)
    assert list(load(uncommented, "flashgen.yaml").values["model"] or ()) == list(KEYS)
    assert said(uncommented) == said(TEMPLATE) == Settings()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (LOCAL, LOCAL),
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://[::1]:8080/", "http://[::1]:8080/v1"),
        ("HTTPS://API.OpenAI.com/v1/", "https://api.openai.com/v1"),
        ("https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1"),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
    ],
)
def test_addresses(text: str, url: str) -> None:
    assert parse(text).url == url
    assert parse(text).call == f"{url}/chat/completions"


@pytest.mark.parametrize(
    ("text", "is_here"),
    [
        ("http://127.0.0.1:1", True),
        ("http://127.8.9.10:1", True),
        ("http://localhost", True),
        ("http://[::1]", True),
        ("http://[::ffff:127.0.0.1]", True),
        ("http://0.0.0.0", False),
        ("http://[::]", False),
        ("http://10.0.0.5", False),
        ("http://128.0.0.1", False),
        ("http://localhost.example", False),
        ("http://127.0.0.1.example", False),
        ("http://127.1", False),
        ("http://2130706433", False),
        ("https://api.openai.com", False),
    ],
)
def test_what_is_on_this_machine(text: str, is_here: bool) -> None:
    assert parse(text).is_here is is_here
    assert parse(text).is_open is (text.startswith("http:") and not is_here)


TAKES = f"flashgen.yaml:2: 'endpoint' takes an address that starts with http:// or https://, such as {LOCAL}"
PLAIN = f"flashgen.yaml:2: 'endpoint' takes a plain web address, such as {LOCAL}; "
NO_NAME = (
    "flashgen.yaml:2: 'endpoint' takes an address without a name or password in it; keys come from the environment"
)
QUERY = "flashgen.yaml:2: 'endpoint' takes an address without '?' or '#'; keys come from the environment"


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ("localhost:11434/v1", TAKES),
        ("127.0.0.1", TAKES),
        ("ftp://example.org", TAKES),
        ("file:///etc/passwd", TAKES),
        ("[a, b]", TAKES),
        ("https://me:hunter2@example.org/v1", NO_NAME),
        ("https://hunter2@example.org/v1", NO_NAME),
        ("https://example.org/v1@other.example", NO_NAME),
        ("https://example.org/v1?api-key=hunter2", QUERY),
        ("'https://example.org/v1#hunter2'", QUERY),
        ("https://", PLAIN),
        ("https:///v1", PLAIN),
        ("https://example.org:99999", PLAIN),
        ("https://example.org:0", PLAIN),
        ("https://exa mple.org", PLAIN),
        ("https://example.org\\.other.example", PLAIN),
        ("https://exämple.org", PLAIN),
        ("https://-example.org", PLAIN),
        ("https://[::1", PLAIN),
        ("https://[1.2.3.4]", PLAIN),
        ("https://example.org/%2e%2e", PLAIN),
        ("https://example.org/v1/..", PLAIN),
        ("https://example.org/./v1", PLAIN),
    ],
)
def test_what_is_no_address(endpoint: str, message: str) -> None:
    told = slip(f"model:\n  endpoint: {endpoint}\n  name: m\n")
    assert told.startswith(message)
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model: 5", f"1: 'model' takes 'key: value' lines; the keys are {', '.join(KEYS)}"),
        ("model:\n  url: x", f"2: unknown key 'url' of 'model'; the keys are {', '.join(KEYS)}"),
        (
            f"\nmodel:\n  endpoint: {LOCAL}",
            "2: 'model' has an endpoint; add the model's name there, such as name: qwen3:8b",
        ),
        ("model:\n  name: [a]", "2: 'name' takes the model's name, one text"),
        ('model:\n  name: "a\\u202eb"', "2: 'name' takes the model's name, one text"),
        ("model:\n  at_once: 0", "2: 'at_once' takes a number of calls from 1 to 16"),
        ("model:\n  at_once: 17", "2: 'at_once' takes a number of calls from 1 to 16"),
        (f"model:\n  seed: {'9' * 5000}", "2: 'seed' takes a whole number"),
        ("model:\n  timeout: soon", "2: 'timeout' takes a number of seconds from 1 to 3600"),
        ("model:\n  temperature: 3", "2: 'temperature' takes a number from 0 to 2"),
        ("model:\n  reply_tokens: -1", "2: 'reply_tokens' takes a number of tokens, 0 for any"),
        ("model:\n  input_price: free", "2: 'input_price' takes what a million tokens cost, a number"),
        ("model:\n  output_price: nan", "2: 'output_price' takes what a million tokens cost, a number"),
        ("model:\n  plain_http: perhaps", "2: 'plain_http' takes true or false"),
        ("model:\n  currency: {a: b}", "2: 'currency' takes the name of a currency, such as USD"),
    ],
)
def test_a_slip(text: str, message: str) -> None:
    assert slip(text) == f"flashgen.yaml:{message}"


def test_notes_go_over_a_network_unencrypted_only_where_that_is_said() -> None:
    open_one = "model:\n  endpoint: http://192.168.1.5:11434/v1\n  name: m\n"
    assert slip(open_one) == (
        "flashgen.yaml:2: 'endpoint' would send notes unencrypted over the network; use https://, for a program on "
        "this machine 127.0.0.1, or add plain_http: true if the network is yours"
    )
    assert said(f"{open_one}  plain_http: true\n").endpoint == Address("http", "192.168.1.5", "11434")


SECRET = "sk-proj-0123456789abcdefghij"


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        (f"model:\n  api_key: {SECRET}", 2, "api_key"),
        ("model:\n  key: whatever", 2, "key"),
        ("model:\n  name: m\n  OPENAI_API_KEY: whatever", 3, "OPENAI_API_KEY"),
        ("model:\n  x-api-key: whatever", 2, "x-api-key"),
        ("model:\n  token: whatever", 2, "token"),
        ("model:\n  Authorization: Bearer whatever", 2, "Authorization"),
        (f"model:\n  name: {SECRET}", 2, "name"),
        (f"model:\n  name: Bearer {SECRET}", 2, "name"),
        ("model:\n  currency: AIza0123456789012345678901234567890123", 2, "currency"),
        (f"deck: A\napi_key: {SECRET}", 2, "api_key"),
        (f"deck: {SECRET}", 1, "deck"),
    ],
)
def test_a_key_is_refused_and_not_repeated(text: str, line: int, name: str) -> None:
    assert slip(text) == f"flashgen.yaml:{line}: {name!r} {NO_KEYS}"


@pytest.mark.parametrize("name", ["sk-1", "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", "gpt-5-mini", "key-value-model"])
def test_names_of_models_are_no_keys(name: str) -> None:
    assert said(f"model:\n  name: {name}\n").name == name
