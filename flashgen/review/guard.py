"""Who may ask for what: every request passes here before anything else sees it.

A page on this machine can be asked for by every other page that is open in the same browser, and by a name that
somebody else's name server says is this machine. So the Host has to be ours, the Origin that of our own page, and
whoever asks needs the token that only the person who started flashgen was shown.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1024 * 1024
"""Of a request's body: a verdict on twenty thousand cards at once is half of that."""
TOKEN = "token"  # noqa: S105  the name of it
_READING = frozenset({"GET", "HEAD"})
_OWN_SITE = frozenset({"same-origin", "none"})
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types flashgen"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""Sent with every answer, whatever it is."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served, and to whom."""

    port: int
    token: str
    host: str = ""
    """What a person named with ``--host``, for other machines in their network; else only this one is served."""
    once: set[str] = field(default_factory=set)
    """What lets in once, in place of the token: what a browser is started with, others on this machine can read."""

    @property
    def cookie(self) -> str:
        """The cookie's name; a browser keeps those of all ports of a machine together."""
        return f"flashgen-{self.port}"

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this server: a numeral, or a name that no name server can give to another."""
        name, _, port = host.rpartition(":")
        if not (port.isascii() and port.isdigit() and int(port) == self.port):
            return False
        if name == "localhost" or (self.host and name.lower() == self.host.lower()):
            return True
        try:
            address = ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
        except ValueError:
            return False
        return address.is_loopback or bool(self.host)

    def admits(self, shown: str) -> bool:
        """Whether who shows that may come in; it may have been shown for the last time."""
        if shown in self.once:
            self.once.discard(shown)
            return True
        return self.knows(shown)

    def knows(self, token: str) -> bool:
        """Whether that is the token; takes as long whatever it is."""
        return hmac.compare_digest(token.encode(errors="replace"), self.token.encode())


class Guard:
    """Refuses requests that are not the person's own, and sends ``HEADERS`` with every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        is_answered = False

        async def guarded(message: Message) -> None:
            nonlocal is_answered
            if message["type"] == "http.response.start":
                is_answered = True
                own = {key.encode(): value.encode() for key, value in HEADERS.items()}
                kept = [(key, value) for key, value in message["headers"] if key.lower() not in own]
                # an answer may be stricter with itself
                own |= {key: value for key, value in message["headers"] if key == b"content-security-policy"}
                message["headers"] = [*kept, *own.items()]
            await send(message)

        if refusal := self._refused(HTTPConnection(scope)):
            await refusal(scope, receive, guarded)
            return
        body = _Body(receive)
        try:
            await self._app(scope, body.receive, guarded)
        except _TooLargeError:
            if not is_answered:
                await _too_large()(scope, receive, guarded)
        except Exception as error:  # a fault of ours must not cost the person the page, nor show them a traceback
            if not is_answered:
                what = f"flashgen could not do that ({type(error).__name__}: {error}); please report it"
                await _no(" ".join(what.split()), 500)(scope, receive, guarded)

    def _refused(self, asked: HTTPConnection) -> Response | None:
        """What is said to a request that does not get through; None for one that does."""
        headers, method = asked.headers, asked.scope["method"]
        if not self._door.is_ours(headers.get("host", "")):
            return _no("this is flashgen's own page; open the address that it printed", 421)
        own = f"http://{headers['host']}"
        origin = headers.get("origin")
        if (origin is None and method not in _READING) or (origin is not None and origin != own):
            return _no("only flashgen's own page may ask for that")
        if headers.get("sec-fetch-site", "none") not in _OWN_SITE and asked.url.path != "/":
            return _no("only flashgen's own page may ask for that")
        if method not in _READING and headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _no("expected application/json", 415)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
            return _too_large()
        return self._stranger(asked)

    def _stranger(self, asked: HTTPConnection) -> Response | None:
        """What is said to who has not shown the token; who does is let in, and keeps it as a cookie."""
        shown = parse_qs(asked.url.query).get(TOKEN, [""])[0]
        if asked.url.path == "/" and shown and self._door.admits(shown):
            inside = RedirectResponse("/", 303)
            inside.set_cookie(self._door.cookie, self._door.token, httponly=True, samesite="strict")
            return inside
        return (
            None
            if self._door.knows(_cookie(asked, self._door.cookie))
            else _no("open the address that flashgen printed")
        )


class _TooLargeError(Exception):
    """Raised inside the application while it reads a body that does not end."""


class _Body:
    """A request's body, which is counted while it comes: not every client says beforehand how long it is."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._size = receive, 0

    async def receive(self) -> Message:
        """As ASGI has it. Raises _TooLargeError."""
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > MOST_BYTES:
            raise _TooLargeError
        return message


def _cookie(asked: HTTPConnection, name: str) -> str:
    try:
        found = SimpleCookie(asked.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _no(why: str, status: int = 403) -> Response:
    return PlainTextResponse(f"{why}\n", status)


def _too_large() -> Response:
    return _no(f"more than {MOST_BYTES // 1024**2} MB", 413)
