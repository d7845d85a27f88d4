"""Serves the page until Ctrl-C; the only door to uvicorn."""

from __future__ import annotations

import errno
import secrets
import socket
from collections.abc import Callable, Mapping
from types import FrameType

import uvicorn

from flashgen.model import FlashgenError
from flashgen.review.app import NO_PARTS, Watch, create
from flashgen.review.guard import TOKEN, Door
from flashgen.review.live import Live

LOOPBACK = "127.0.0.1"
PORT = 7433
"""Asked for first, so that the address is the same each time; a second server takes any that is free."""
Ready = Callable[[str, str], None]
"""Told an address that lets in whoever has it, and one that does so once."""
_GRACE = 2
"""Seconds that an answer under way gets after Ctrl-C."""


class _Server(uvicorn.Server):
    """One that lets go of pages that listen, as else it would wait for them."""

    def __init__(self, config: uvicorn.Config, live: Live, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._live, self._ready = live, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.events.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # a second Ctrl-C need not be raised again once all is served: ending is what was asked for
        self.should_exit = True


def serve(
    live: Live,
    ready: Ready,
    watch: Watch | None = None,
    host: str = "",
    port: int | None = None,
    parts: Mapping[str, object] = NO_PARTS,
) -> None:
    """Serve until Ctrl-C; ``ready`` is told the addresses to open when pages are answered.

    ``parts`` are what tabs need, see ``create``; ``host`` is for other machines in the person's network. Raises
    FlashgenError where it cannot be served there.
    """
    with listening(host or LOOPBACK, port) as bound:
        server, _ = prepared(live, bound, ready, watch, host, parts)
        server.run([bound])


def prepared(
    live: Live,
    bound: socket.socket,
    ready: Ready,
    watch: Watch | None = None,
    host: str = "",
    parts: Mapping[str, object] = NO_PARTS,
) -> tuple[uvicorn.Server, Door]:
    """A server for a socket that listens already, and its door."""
    address, number = bound.getsockname()[:2]
    once = secrets.token_urlsafe(24)
    door = Door(number, secrets.token_urlsafe(24), host, {once})
    # an address that stands for all of them cannot be opened
    address = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(address, address)  # noqa: S104  what was asked for
    named = f"[{address}]" if ":" in address else address
    url, opening = (f"http://{named}:{number}/?{TOKEN}={token}" for token in (door.token, once))
    config = uvicorn.Config(
        create(live, door, watch, parts),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        ws="none",
        lifespan="on",
    )
    return _Server(config, live, lambda: ready(url, opening)), door


def listening(host: str, port: int | None) -> socket.socket:
    """A socket at that port; for None at the usual one, or, where that is taken, at any. Raises FlashgenError."""
    try:
        return _bound(host, PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno in (errno.EADDRINUSE, errno.EACCES):
            return _bound(host, 0)
        where = f"{host}:{port}" if port else host
        raise FlashgenError(f"cannot serve at {where}: {error.strerror or error}; name another with --port") from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # else Windows lets two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found
