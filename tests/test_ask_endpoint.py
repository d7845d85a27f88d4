"""A model that misbehaves, over real sockets: nothing is lost, what is told is clear, and the next run goes on."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
import trustme
from misbehaving import (
    Turn,
    completion,
    cut_off,
    drips,
    garbage,
    hangs_up,
    refuses,
    says,
    sends,
    serving,
    silence,
    slowly,
    ten_megabytes,
)

from flashgen.ask.address import parse
from flashgen.ask.endpoint import MISSING, Endpoint
from flashgen.ask.key import Key
from flashgen.ask.response import Failure, Reply, Scope
from flashgen.ask.run import LONGEST_WAIT, TRIES, Loop, Outcome
from flashgen.ask.settings import Settings
from flashgen.model import FlashgenError

pytestmark = pytest.mark.usefixtures("unlooped")

NOW = 1_800_000_000.0
SECRET = "sk-test-0123456789abcdef"
OK = says()


class Run:
    """A run of the loop against an endpoint, with what was kept and how long it would have waited."""

    def __init__(
        self,
        url: str,
        prompts: tuple[str, ...] = ("one", "two"),
        key: Key | None = None,
        at_once: int = 1,
        **more: object,
    ) -> None:
        self.kept: dict[str, Reply] = {}
        self.waits: list[float] = []
        self.told: list[str] = []
        self.shown: list[tuple[int, int]] = []
        settings = Settings(parse(url), **{"name": "m", "timeout": 20, **more})  # type: ignore[arg-type]

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)
            await asyncio.sleep(0)

        async def run() -> Outcome[str]:
            async with Endpoint(settings, key, lambda: NOW) as endpoint:
                loop = Loop(
                    endpoint.complete,
                    self.kept.__setitem__,
                    at_once,
                    lambda done, of: self.shown.append((done, of)),
                    lambda why, seconds: self.told.append(f"{why}: {seconds:g}"),
                    sleep,
                    lambda: 1.0,
                )
                return await loop.run(prompts)

        self.outcome = asyncio.run(run())

    @property
    def texts(self) -> dict[str, str]:
        return {prompt: reply.text for prompt, reply in self.kept.items()}


BOTH = {"one": "re: one", "two": "re: two"}
RECOVERS: dict[str, tuple[list[Turn], list[float]]] = {
    "nothing is wrong": ([OK], []),
    "slow": ([slowly(0.1), OK], []),
    "busy, with no word for how long": ([refuses(429), OK], [1.0]),
    "busy three times": ([refuses(429), refuses(429), refuses(429), OK], [1.0, 2.0, 4.0]),
    "busy for seven seconds": ([refuses(429, Retry_After="7"), OK], [7.0]),
    "busy until a moment": ([refuses(429, Retry_After=formatdate(NOW + 30, usegmt=True)), OK], [30.0]),
    "busy until a moment that is over": ([refuses(429, Retry_After=formatdate(NOW - 30, usegmt=True)), OK], [1.0]),
    "busy for nonsense": ([refuses(429, Retry_After="soon"), OK], [1.0]),
    "busy for no time at all": ([refuses(429, Retry_After="0"), OK], [1.0]),
    "down for maintenance": ([refuses(503, Retry_After="20"), OK], [20.0]),
    "too slow for its own gateway": ([refuses(408), OK], [1.0]),
    "not ready yet": ([refuses(425), refuses(409), OK], [1.0, 2.0]),
    "an error once": ([refuses(500, "out of memory"), OK], [1.0]),
    "a gateway's error, in HTML": ([sends(502, "<h1>Bad gateway</h1>", "text/html"), OK], [1.0]),
    "cut off in the middle": ([cut_off, OK], [1.0]),
    "hung up at once": ([hangs_up, OK], [1.0]),
    "garbage": ([garbage, OK], [1.0]),
    "broken JSON": ([sends(200, '{"choices": [{"mess'), OK], [1.0]),
    "an error that calls itself a success": ([sends(200, {"error": {"message": "upstream", "code": 502}}), OK], [1.0]),
    "the right thing under a wrong name": ([says(kind="text/plain")], []),
    "all of it, one after the other": ([refuses(429), cut_off, garbage, refuses(500), OK], [1.0, 2.0, 4.0, 8.0]),
}


@pytest.mark.parametrize("trouble", RECOVERS)
def test_what_passes_is_waited_for(trouble: str) -> None:
    script, waits = RECOVERS[trouble]
    with serving(*script) as server:
        run = Run(server.address)
    assert run.texts == BOTH
    assert run.waits == waits
    assert [float(told.rpartition(": ")[2]) for told in run.told] == waits
    assert run.outcome == Outcome(2)
    assert [(reply.prompt_tokens, reply.reply_tokens) for reply in run.kept.values()] == [(100, 20)] * 2


HTML = sends(200, "<html>Please log in</html>", "text/html; charset=utf-8")
STOPS: dict[str, tuple[Turn, str]] = {
    "no key": (
        refuses(401, f"Incorrect API key provided: {SECRET}"),
        "PLACE refuses us: the key from here is not the right one; put it into",
    ),
    "no right": (
        refuses(403, "no"),
        "PLACE refuses us: the key from here is not the right one; put it into the variable",
    ),
    "no credit": (
        sends(429, {"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}),
        "the account at PLACE has no credit left, or a limit to it; look there (You exceeded your quota)",
    ),
    "payment required": (refuses(402, "Insufficient Balance"), "the account at PLACE has no credit left"),
    "no such model": (
        refuses(404, 'model "m" not found, try pulling it first'),
        "PLACE knows no model 'm', or not this address; for Ollama: ollama pull m (model \"m\" not found, try",
    ),
    "no such path": (
        sends(404, "404 page not found", "text/plain"),
        "PLACE knows no model 'm', or not this address; is the endpoint in flashgen.yaml right? it mostly ends in /v1",
    ),
    "a call that it does not like": (
        refuses(400, "messages: \x1b[31mwrong\nrole"),
        "PLACE refuses the call with status 400 (messages: [31mwrong role)",
    ),
    "a web page": (HTML, "PLACE does not speak the OpenAI chat API, but sends text/html; is the endpoint in"),
    "other JSON": (sends(200, {"models": []}), "PLACE does not speak the OpenAI chat API; is the endpoint in"),
    "an error in a list, as Google sends them": (
        sends(400, '[{"error": {"code": 400, "message": "API key not valid."}}]'),
        "PLACE refuses the call with status 400 (API key not valid.)",
    ),
    "no object": (sends(200, "[1, 2]"), "PLACE does not speak the OpenAI chat API; is the endpoint in"),
    "to be asked in two hours": (
        refuses(429, Retry_After="7200"),
        "PLACE is busy; it asks to wait 2 hours, so go on then",
    ),
    "elsewhere on the web": (
        sends(307, "", Location="https://elsewhere.example/v1"),
        "PLACE sends us on to https://elsewhere.example/v1, and notes are not sent on; name that address in "
        "flashgen.yaml if you trust it",
    ),
}


@pytest.mark.parametrize("trouble", STOPS)
def test_what_a_person_has_to_mend_stops_the_run(trouble: str) -> None:
    turn, message = STOPS[trouble]
    with serving(OK, turn) as server:
        run = Run(server.address, ("one", "two", "three"), Key(SECRET, "here"))
        asked = len(server.requests)
    assert run.texts == {"one": "re: one"}
    assert asked == 2
    assert run.waits == []
    assert run.outcome.stopped.startswith(message.replace("PLACE", server.place))
    assert "\n" not in run.outcome.stopped
    assert SECRET not in run.outcome.stopped


GIVES_UP: dict[str, tuple[Turn, str, int]] = {
    "errors for ever": (refuses(500, "no room"), f"PLACE failed with status 500 (no room); tried {TRIES} times", TRIES),
    "busy for ever": (refuses(429, "slow down"), f"PLACE is busy (slow down); tried {TRIES} times", TRIES),
    "cut off for ever": (cut_off, "the line to PLACE was cut (", TRIES),
    "garbage for ever": (garbage, "the line to PLACE was cut (", TRIES),
    "ten megabytes": (ten_megabytes, "PLACE sent more than 4 MB; that is no answer", 1),
    "an endless drip": (drips, "no whole answer within 0.3 seconds; raise timeout under model: in flashgen.yaml", 1),
    "silence": (silence, "no whole answer within 0.3 seconds; raise timeout under model: in flashgen.yaml", 1),
    "too long for the model": (
        sends(400, {"error": {"message": "This is 9000 tokens", "code": "context_length_exceeded"}}),
        "the prompt is longer than the model takes; give it more context (This is 9000 tokens)",
        1,
    ),
    "too large": (refuses(413, "no"), "the prompt is longer than the model takes; give it more context (no)", 1),
    "nothing said": (says(" "), "the model said nothing", 1),
    "no text": (sends(200, {"choices": [{"message": {"content": None}}]}), "the model said nothing", 1),
    "thoughts only": (
        says("<think>hm, let me see", finish="length"),
        "the model said nothing: its reply was full before it said anything; raise reply_tokens under model: in",
        1,
    ),
}


@pytest.mark.parametrize("trouble", GIVES_UP)
def test_a_prompt_that_fails_is_told_and_the_next_is_asked(trouble: str) -> None:
    turn, message, tries = GIVES_UP[trouble]
    with serving(*[turn] * tries, OK) as server:
        run = Run(server.address, timeout=0.3 if turn in (drips, silence) else 20)
    assert run.texts == {"two": "re: two"}
    ((prompt, why),) = run.outcome.failed
    assert prompt == "one"
    assert why.startswith(message.replace("PLACE", server.place))
    assert run.outcome.stopped == ""
    assert len(run.waits) == tries - 1


def test_three_failures_in_a_row_end_the_run_and_the_next_goes_on() -> None:
    prompts = tuple("abcdefg")
    with serving(OK, says(" "), OK, says(" "), says(" "), says(" "), OK) as server:
        first = Run(server.address, prompts)
        assert first.texts == {"a": "re: a", "c": "re: c"}
        assert [prompt for prompt, _ in first.outcome.failed] == ["b", "d", "e", "f"]
        assert first.outcome.stopped == "3 prompts failed one after the other"
        second = Run(server.address, tuple(prompt for prompt in prompts if prompt not in first.kept))
    assert set(first.kept) | set(second.kept) == set(prompts)


def test_what_is_sent() -> None:
    with serving() as server:
        Run(f"{server.address}/v1/", ("What is it?",), Key(SECRET, "here"), seed=7, reply_tokens=500)
        (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {SECRET}"
    assert request.headers["user-agent"].startswith("flashgen/")
    assert request.body == {
        "model": "m",
        "messages": [{"role": "user", "content": "What is it?"}],
        "stream": False,
        "temperature": 0,
        "seed": 7,
        "max_tokens": 500,
    }


def test_without_a_key_none_is_sent() -> None:
    with serving() as server:
        Run(server.address)
        assert all("authorization" not in request.headers for request in server.requests)


def test_what_a_model_does_not_take_is_left_out() -> None:
    def turn_away(name: str, message: str) -> Turn:
        return sends(400, {"error": {"message": message, "param": name, "code": "unsupported_parameter"}})

    too_new = "Use 'max_completion_tokens' instead."
    with serving(turn_away("temperature", "only 1"), turn_away("max_tokens", too_new), OK) as server:
        run = Run(server.address, reply_tokens=500)
        bodies = [request.body for request in server.requests]
    assert run.texts == BOTH
    assert [("temperature" in body, "max_tokens" in body, body.get("max_completion_tokens")) for body in bodies] == [
        (True, True, None),
        (False, True, None),
        (False, False, 500),
        (False, False, 500),
    ]


def test_what_a_model_refuses_again_and_again_is_told() -> None:
    with serving(refuses(400, "temperature: no")) as server:
        run = Run(server.address)
        asked = len(server.requests)
    assert (asked, run.outcome.stopped) == (2, f"{server.place} does not take temperature (temperature: no)")


def test_a_reply_that_was_cut_says_so_and_is_kept() -> None:
    with serving(says("[1, 2", finish="length")) as server:
        assert Run(server.address, ("one",)).kept == {"one": Reply("[1, 2", True, 100, 20)}


def test_thoughts_before_a_reply_are_left_out() -> None:
    with serving(says("<think>\nwell {}\n</think>\n\n[]")) as server:
        assert Run(server.address, ("one",)).texts == {"one": "[]"}


def test_a_reply_in_parts_is_the_texts_among_them() -> None:
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "[]"}, 5]
    with serving(sends(200, {"choices": [{"message": {"content": parts}}]})) as server:
        assert Run(server.address, ("one",)).texts == {"one": "[]"}


def test_half_a_sign_in_a_reply_can_be_written_to_a_file() -> None:
    body = completion("a").replace(b'"a"', b'"a \\ud83d b \\ud83d\\ude00"').decode()
    with serving(sends(200, body)) as server:
        assert Run(server.address, ("one",)).texts == {"one": "a ? b \N{GRINNING FACE}"}


def test_counts_that_are_none_are_left_out() -> None:
    odd = {"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": "many", "completion_tokens": -1}}
    with serving(sends(200, odd)) as server:
        assert Run(server.address, ("one",)).kept == {"one": Reply("x")}


# --------------------------------------------------------------------------- where notes must not go


def test_notes_are_not_sent_on_to_another_host() -> None:
    with serving() as elsewhere, serving(sends(307, "", Location=elsewhere.address)) as server:
        run = Run(server.address)
        assert elsewhere.connections == 0
    assert elsewhere.address in run.outcome.stopped


def test_a_model_on_this_machine_is_reached_without_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy, serving() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert Run(server.address).texts == BOTH
        assert proxy.connections == 0


def test_a_proxy_that_cannot_be_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "gopher://127.0.0.1:1")
    with pytest.raises(FlashgenError, match="the proxy or the certificates that the environment names cannot be used"):
        Run("https://model.example/v1")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def certified(authority: trustme.CA, host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, key_type=trustme.KeyType.ECDSA).configure_cert(context)
    return context


def test_a_certificate_that_nobody_vouches_for(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with serving(tls=certified(authority, "127.0.0.1")) as server:
        run = Run(server.address, key=Key(SECRET, "here"))
    assert server.requests == []
    assert run.outcome.stopped.startswith(f"the certificate of {server.place} is not to be trusted (")
    assert run.outcome.stopped.endswith("); nothing was sent")


@pytest.mark.usefixtures("trusted")
def test_the_certificate_of_another_host(authority: trustme.CA) -> None:
    with serving(tls=certified(authority, "model.example")) as server:
        run = Run(server.address)
    assert server.requests == []
    assert "is not to be trusted (" in run.outcome.stopped


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_is_trusted(authority: trustme.CA) -> None:
    with serving(tls=certified(authority, "127.0.0.1")) as server:
        assert Run(server.address).texts == BOTH


def test_tls_where_none_is_spoken() -> None:
    with serving() as server:
        run = Run(server.address.replace("http:", "https:"))
    assert run.outcome.stopped == f"{server.place} does not speak TLS; is it http:// that you mean? nothing was sent"


@pytest.fixture
def unused() -> Iterator[str]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # not listening: whoever connects is refused
        yield f"127.0.0.1:{held.getsockname()[1]}"


def test_nobody_listens(unused: str) -> None:
    run = Run(f"http://{unused}")
    assert run.outcome.stopped == f"nothing listens at {unused}; is the model's server started?"
    assert run.waits == []


def test_a_server_that_is_started_anew_is_waited_for(unused: str) -> None:
    """It answered a moment ago, so that nobody listens now may pass."""
    waits: list[float] = []

    async def complete(prompt: str) -> Reply:
        if prompt == "two" and len(waits) < 2:
            raise Failure("nothing listens", Scope.LINE)
        return Reply(prompt)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    outcome = asyncio.run(Loop(complete, lambda prompt, reply: None, sleep=sleep).run(("one", "two")))
    assert (outcome.answered, len(waits)) == (2, 2)


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    def unknown(*arguments: object, **more: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    run = Run("https://model.invalid/v1")
    assert run.outcome.stopped == "there is no host model.invalid; check the address, and the network"


def test_without_the_client_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx2", None)
    with pytest.raises(FlashgenError) as caught:
        Run("http://127.0.0.1:1")
    assert str(caught.value.problem) == MISSING
    assert "pip install httpx2" in MISSING


# --------------------------------------------------------------------------- the loop


def test_as_many_at_once_as_one_wants_and_no_more() -> None:
    prompts = tuple(f"p{number}" for number in range(9))
    with serving(slowly(0.05)) as server:
        run = Run(server.address, prompts, at_once=3)
        assert server.most_under_way == 3
    assert run.texts == {prompt: f"re: {prompt}" for prompt in prompts}


def test_one_who_is_told_to_wait_waits_for_all() -> None:
    """A limit is the key's: three callers must not run into it one after the other."""
    events: list[str] = []

    async def complete(prompt: str) -> Reply:
        events.append(prompt)
        if prompt == "one" and events.count("one") == 1:
            raise Failure("busy", Scope.TRY, wait=60)
        await asyncio.sleep(0)
        return Reply(prompt)

    async def sleep(seconds: float) -> None:
        events.append(f"rests {seconds:g}")
        await asyncio.sleep(0.02)
        events.append("rested")

    loop = Loop(complete, lambda prompt, reply: None, at_once=2, sleep=sleep)
    assert asyncio.run(loop.run(("one", "two", "three", "four"))).answered == 4
    during = events[events.index("rests 60") + 1 : events.index("rested")]
    assert during == []


def test_waits_are_spread() -> None:
    waits: dict[float, list[float]] = {}
    for chance in (0.0, 1.0):
        waits[chance] = []

        async def complete(prompt: str) -> Reply:
            raise Failure("busy", Scope.TRY)

        async def sleep(seconds: float, into: list[float] = waits[chance]) -> None:
            into.append(seconds)

        loop = Loop(complete, lambda prompt, reply: None, sleep=sleep, chance=lambda chance=chance: chance)
        asyncio.run(loop.run(("one",)))
    assert waits == {0.0: [0.5, 1, 2, 4], 1.0: [1, 2, 4, 8]}
    assert max(waits[1.0]) < LONGEST_WAIT


def test_what_is_under_way_when_a_run_stops_is_kept() -> None:
    """It is paid for."""
    kept = []

    async def complete(prompt: str) -> Reply:
        if prompt == "bad":
            raise Failure("no credit", Scope.RUN)
        await asyncio.sleep(0.02)
        return Reply(prompt)

    loop = Loop(complete, lambda prompt, reply: kept.append(prompt), at_once=2)
    outcome = asyncio.run(loop.run(("slow", "bad", "never")))
    assert (kept, outcome.answered, outcome.stopped) == (["slow"], 1, "no credit")


def test_nothing_is_tried_again_once_a_run_stops() -> None:
    tried = []

    async def complete(prompt: str) -> Reply:
        tried.append(prompt)
        if prompt == "bad":
            raise Failure("no credit", Scope.RUN)
        await asyncio.sleep(0.01)
        raise Failure("busy", Scope.TRY)

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)

    loop = Loop(complete, lambda prompt, reply: None, at_once=2, sleep=sleep)
    outcome = asyncio.run(loop.run(("slow", "bad", "never")))
    assert tried == ["slow", "bad"]
    assert outcome == Outcome(0, (("slow", "busy"),), "no credit")


def test_what_cannot_be_kept_ends_the_run() -> None:
    async def complete(prompt: str) -> Reply:
        return Reply(prompt)

    def keep(prompt: str, reply: Reply) -> None:
        raise FlashgenError("cannot be written: No space left on device", "answers.jsonl")

    with pytest.raises(FlashgenError, match="No space left"):
        asyncio.run(Loop(complete, keep, at_once=2).run(("one", "two", "three")))


def test_nothing_to_ask() -> None:
    with serving() as server:
        assert Run(server.address, ()).outcome == Outcome()
        assert server.connections == 0


def test_what_is_done_is_shown_while_one_waits() -> None:
    with serving() as server:
        run = Run(server.address)
    assert run.shown[0] == (0, 2)


def test_a_timeout_is_kept_to(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(drips) as server:
        start = time.monotonic()
        Run(server.address, ("one",), timeout=0.2)
        assert 0.15 < time.monotonic() - start < 2
    assert capsys.readouterr() == ("", "")


def test_a_key_that_an_endpoint_repeats_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with serving(refuses(400, f"header was 'Bearer {SECRET}'")) as server:
        run = Run(server.address, key=Key(SECRET, "here"))
    assert run.outcome.stopped == f"{server.place} refuses the call with status 400 (header was 'Bearer [key]')"
    assert SECRET not in caplog.text
    assert SECRET not in json.dumps(run.outcome.failed)
