"""The page's server as it runs for a person, in a thread, and somebody to ask it over a real connection."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from flashgen.cli.drilling import Built
from flashgen.cli.reviewing import Opened
from flashgen.review import server
from flashgen.review.drills import Drills
from flashgen.review.live import Live
from flashgen.review.watching import watching

LONGEST = 20.0
"""Seconds that a loaded machine gets for what takes a fraction of one."""


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """A server, asked as the page asks it unless a test says otherwise."""

    port: int
    token: str
    live: Live
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The address that a person is shown."""
        return f"{self.origin}/?token={self.token}"

    def enter(self) -> None:
        """Open that address, as the browser does first."""
        answer = self.ask("GET", f"/?token={self.token}", {"Origin": None})
        assert answer.status == 303
        for morsel in SimpleCookie(answer.headers["set-cookie"]).values():
            self.cookies[morsel.key] = morsel.value

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str | None] | None = None,
        body: bytes | Iterator[bytes] | None = None,
    ) -> Answer:
        """Send one request; a header that is None is left out."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}", "Origin": self.origin}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            kept = {name: value for name, value in sent.items() if value is not None}
            connection.request(method, path, body, kept, encode_chunked=isinstance(body, Iterator))
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def get(self, path: str) -> Any:
        """What the page gets there."""
        answer = self.ask("GET", path)
        assert answer.status == 200, answer.text
        return answer.said

    def post(self, path: str, **said: object) -> Any:
        """What the page is told when it sends that."""
        answer = self.ask("POST", path, body=json.dumps(said).encode())
        assert answer.status == 200, answer.text
        return answer.said


@contextmanager
def served(root: Path, *, watched: bool = True, host: str = "") -> Iterator[Served]:
    """Serve the project in a folder, as ``flashgen review`` does."""
    project = Opened((str(root),))
    live = Live(project, project.open(1))
    watch = watching(project.places, project.matters) if watched else None
    started = threading.Event()
    with server.listening(host or server.LOOPBACK, 0) as bound:
        parts = {"drill": Drills(Built((str(root),)))}
        running, door = server.prepared(live, bound, lambda *urls: started.set(), watch, host, parts)
        thread = threading.Thread(target=running.run, args=([bound],))
        thread.start()
        try:
            assert started.wait(LONGEST)
            yield Served(door.port, door.token, live)
        finally:
            running.should_exit = True
            thread.join(LONGEST)
            assert not thread.is_alive()
