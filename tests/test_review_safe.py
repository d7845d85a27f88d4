"""Who gets in, and who does not: each test is an attack, or the one door that stays open."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from served import LONGEST, Served, served

from flashgen.model import FlashgenError
from flashgen.review import server
from flashgen.review.guard import MOST_BYTES, Door

NOTES = "Q: What is the capital of Peru?\nA: Lima\n"
VERDICT = json.dumps({"verdict": "reject", "guids": ["2dfbae13e258942c6b00"]}).encode()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("project")
    (root / "flashgen.yaml").write_text("deck: World\n", encoding="utf-8")
    (root / "peru.md").write_text(NOTES, encoding="utf-8")
    (root / "secret.key").write_text("nobody's business", encoding="utf-8")
    with served(root, watched=False) as found:
        found.enter()
        yield found


def test_the_person_gets_in_with_the_address_that_was_printed(page: Served) -> None:
    assert page.ask("GET", "/").status == 200
    assert [row["question"] for row in page.get("/api/cards")["rows"]] == ["What is the capital of Peru?"]


@pytest.mark.parametrize("path", ["/", "/api/cards", "/api/notes?path=peru.md", "/api/events", "/static/main.js"])
def test_nobody_gets_in_without_the_token(page: Served, path: str) -> None:
    for cookie in (None, "", f"flashgen-{page.port}=", f"flashgen-{page.port}=x", f"other={page.token}", "\xff=\xff"):
        assert page.ask("GET", path, {"Cookie": cookie, "Origin": None}).status == 403
    for token in ("", "x", page.token[:-1], page.token + "x"):
        assert page.ask("GET", f"/?token={token}", {"Cookie": None, "Origin": None}).status == 403


def test_the_token_does_not_stay_in_the_address(page: Served) -> None:
    answer = page.ask("GET", f"/?token={page.token}", {"Cookie": None, "Origin": None})
    assert (answer.status, answer.headers["location"]) == (303, "/")
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_what_the_browser_is_started_with_lets_in_once() -> None:
    """Others on this machine can see with which words a program is started."""
    door = Door(7433, "token", once={"first"})
    assert [door.admits("first"), door.admits("first"), door.admits("token"), door.admits("token")] == [
        True,
        False,
        True,
        True,
    ]
    assert not door.knows("first")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
        "127.0.0.1.evil.example:{port}",
        "10.0.0.1:{port}",
        "[::2]:{port}",
        "localhost.evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "a@b:{port}",
    ],
)
def test_a_name_that_leads_here_is_not_enough(page: Served, host: str) -> None:
    """DNS rebinding: the attacker's name server says that his name is this machine."""
    host = host.format(port=page.port)
    for path in ("/", "/api/cards", f"/?token={page.token}"):
        assert page.ask("GET", path, {"Host": host, "Origin": None}).status == 421
    assert page.ask("POST", "/api/verdict", {"Host": host, "Origin": f"http://{host}"}, VERDICT).status == 421


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.3.2.1", "[::1]"])
def test_this_machine_by_its_own_names_is(page: Served, name: str) -> None:
    own = {"Host": f"{name}:{page.port}", "Origin": f"http://{name}:{page.port}"}
    assert page.ask("GET", "/api/cards", own).status == 200


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:{port}"],
)
def test_another_page_in_the_same_browser_cannot_send_anything(page: Served, origin: str | None) -> None:
    origin = origin and origin.format(port=page.port)
    for path in ("/api/verdict", "/api/undo", "/api/build", "/api/reword", "/api/add", "/api/relink"):
        assert page.ask("POST", path, {"Origin": origin}, VERDICT).status == 403
    assert page.get("/api/cards")["rows"][0]["status"] == "emit"


def test_nor_read_anything(page: Served) -> None:
    assert page.ask("GET", "/api/cards", {"Origin": "http://evil.example"}).status == 403
    for site in ("cross-site", "same-site"):
        assert page.ask("GET", "/api/cards", {"Origin": None, "Sec-Fetch-Site": site}).status == 403
    assert not [name for name in page.ask("GET", "/").headers if name.startswith("access-control")]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_what_a_form_can_send_is_refused(page: Served, kind: str | None) -> None:
    assert page.ask("POST", "/api/verdict", {"Content-Type": kind}, VERDICT).status == 415


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2fguard.py",
        "/static/%2e%2e/guard.py",
        "/static/....//guard.py",
        "/static//etc/passwd",
        "/static/..\\guard.py",
        "/media/../secret.key",
        "/media/secret.key",
        "/media/%2e%2e%2fsecret.key",
        "/secret.key",
        "/media//etc/passwd",
        "/static/main.js%00.css",
        "/peru.md",
        "/api/cards/../../secret.key",
    ],
)
def test_no_file_is_served_but_the_pages_own(page: Served, path: str) -> None:
    assert page.ask("GET", path).status in (404, 409)


@pytest.mark.parametrize(
    "path",
    ["secret.key", "../secret.key", "/etc/passwd", "flashgen.yaml", "./peru.md", "peru.md/../secret.key", "", "\0"],
)
def test_no_file_is_shown_that_is_none_of_the_notes(page: Served, path: str) -> None:
    answer = page.ask("GET", f"/api/notes?path={quote(path)}")
    assert answer.status == 409
    assert "business" not in answer.text


def test_a_body_without_end_is_refused(page: Served) -> None:
    whole = b'{"verdict": "reject", "guids": ["' + b"x" * MOST_BYTES + b'"]}'
    assert page.ask("POST", "/api/verdict", body=whole).status == 413
    assert page.ask("POST", "/api/verdict", {"Content-Length": "-1"}, VERDICT).status in (400, 413)
    pieces = (b" " * 64 * 1024 for _ in range(32))
    assert page.ask("POST", "/api/verdict", {"Transfer-Encoding": "chunked"}, pieces).status == 413
    assert page.get("/api/cards")["rows"][0]["status"] == "emit"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"verdict": 1, "guids": ["a"]}',
        b'{"verdict": "accept"}',
        b'{"verdict": "accept", "guids": []}',
        b'{"verdict": "accept", "guids": "a"}',
        b'{"verdict": "accept", "guids": [1]}',
        b'{"verdict": "look", "guids": ["a"]}',
        b'{"verdict": "__class__", "guids": ["a"]}',
    ],
)
def test_what_is_no_sound_request_is_refused_in_one_line(page: Served, body: bytes) -> None:
    answer = page.ask("POST", "/api/verdict", body=body)
    assert answer.status == 400
    assert "\n" not in answer.said["error"]


def test_a_card_that_is_not_there_is_told(page: Served) -> None:
    answer = page.ask("POST", "/api/verdict", body=b'{"verdict": "accept", "guids": ["../../etc"]}')
    assert (answer.status, answer.said["error"]) == (409, "the card ../../et is gone from the notes")


@pytest.mark.parametrize("path", ["/", "/api/cards", "/static/page.css", "/nowhere", "/media/x.png"])
def test_every_answer_says_what_a_page_may_do(page: Served, path: str) -> None:
    for answer in (page.ask("GET", path), page.ask("GET", path, {"Cookie": None})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(page: Served, method: str) -> None:
    assert page.ask(method, "/api/verdict", body=VERDICT).status == 405


def test_a_fault_of_ours_is_one_line_and_no_traceback(
    page: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(guids: object) -> None:
        raise ZeroDivisionError("of nothing\nby nothing")

    monkeypatch.setattr(type(page.live.project), "reject", lambda self, guids: broken(guids))
    answer = page.ask("POST", "/api/verdict", body=VERDICT)
    assert answer.status == 500
    assert answer.text == "flashgen could not do that (ZeroDivisionError: of nothing by nothing); please report it\n"
    assert capfd.readouterr() == ("", "")
    assert page.get("/api/cards")["rows"]


def test_what_cannot_be_read_any_more_is_told_and_the_cards_stay(page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(type(page.live.project), "look", lambda self: (_ for _ in ()).throw(OSError(5, "I/O error")))
        page.ask("POST", "/api/undo", body=b"{}")
        said = page.get("/api/cards")
        assert said["problems"][0]["said"] == "the notes could not be read again (OSError: [Errno 5] I/O error)"
        assert said["rows"]
    page.ask("POST", "/api/undo", body=b"{}")
    assert page.get("/api/cards")["problems"] == []


def test_a_connection_that_says_nothing_holds_nobody_up(page: Served) -> None:
    with socket.create_connection(("127.0.0.1", page.port), LONGEST) as mute:
        mute.sendall(b"POST /api/verdict HTTP/1.1\r\nHost: ")
        assert page.get("/api/cards")["rows"]


def test_only_this_machine_is_served() -> None:
    with server.listening(server.LOOPBACK, 0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_second_server_finds_another_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with server.listening(server.LOOPBACK, 0) as first:
        taken = first.getsockname()[1]
        monkeypatch.setattr(server, "PORT", taken)
        with server.listening(server.LOOPBACK, None) as second:
            assert second.getsockname()[1] != taken
        with pytest.raises(FlashgenError, match=r"cannot serve at 127\.0\.0\.1"):
            server.listening(server.LOOPBACK, taken)


def test_in_a_network_an_address_will_do_but_no_strangers_name() -> None:
    door = Door(7433, "t", "0.0.0.0")
    assert door.is_ours("192.168.1.7:7433")
    assert door.is_ours("localhost:7433")
    assert not door.is_ours("evil.example:7433")
    assert Door(7433, "t", "desk.lan").is_ours("desk.lan:7433")
    assert not Door(7433, "t").is_ours("192.168.1.7:7433")
