"""Whatever comes back, and whatever is called an address: a value or one clear line, and never two readings."""

import json

import httpx2
from hypothesis import given, settings
from hypothesis import strategies as st

from flashgen.ask.address import parse
from flashgen.ask.response import Called, Failure, Reply, Response, read

CALLED = Called("m", "models.example", "it wants a key")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(
    ["choices", "message", "content", "error", "code", "type", "text", "usage", "prompt_tokens", "finish_reason", "x"]
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))
NEARLY = st.builds(
    lambda content, finish, usage: {
        "choices": [{"message": {"content": content}, "finish_reason": finish}],
        "usage": usage,
    },
    VALUES,
    VALUES,
    VALUES,
)
BODIES = st.binary(max_size=60) | (VALUES | NEARLY).map(lambda value: json.dumps(value).encode())
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "retry-after", "location"]),
    st.sampled_from(["application/json", "text/html\x1b[2J", "9" * 30, "Fri, 99 Foo", "-1", "1e9", ""]) | st.text(),
)
STATUSES = st.sampled_from([200, 201, 302, 400, 401, 402, 404, 408, 413, 418, 422, 429, 500, 503, 529])


@settings(deadline=None, derandomize=True, database=None)
@given(STATUSES, HEADERS, BODIES)
def test_whatever_comes_back(status: int, headers: dict[str, str], body: bytes) -> None:
    found: Reply | Failure
    try:
        found = read(Response(status, headers, body), CALLED, 1_800_000_000.0)
    except Failure as failure:
        found = failure
    if isinstance(found, Failure):
        assert str(found).isprintable()
        assert 10 < len(str(found)) < 500
        assert found.wait is None or found.wait >= 0
    else:
        assert status == 200
        assert found.text.strip()
        found.text.encode()
        assert min(found.prompt_tokens, found.reply_tokens) >= 0


HOSTS = st.sampled_from(
    ["example.org", "127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "a.b", "xn--bcher-kva.example", "A.B"]
)
BITS = st.sampled_from([*"/:@?#\\.[]%& \t\n", "//", "..", "%00", "@localhost", "。", "ß", "①", "\u202e", "8080", "x"])
TRICKY = st.builds(
    lambda scheme, parts: scheme + "".join(parts),
    st.sampled_from(["http://", "https://", "HTTP://", "http:", "//", "http:/\\", ""]),
    st.lists(HOSTS | BITS, max_size=5),
)


@settings(deadline=None, database=None, derandomize=True, max_examples=200)
@given(TRICKY | st.text(max_size=30))
def test_whatever_is_called_an_address_is_read_in_one_way(text: str) -> None:
    """What a person agreed to is what is called: the client sees the host, port and path that we show."""
    try:
        address = parse(text)
    except ValueError:
        return
    assert parse(address.url) == address
    try:
        url = httpx2.URL(address.call)
    except httpx2.InvalidURL:
        return  # a call says so
    usual = {"http": 80, "https": 443}[address.scheme]
    assert (url.scheme, url.raw_host.decode(), url.userinfo) == (address.scheme, address.host, b"")
    assert (url.port or usual) == int(address.port or usual)
    assert url.path == f"{address.path}/chat/completions"
