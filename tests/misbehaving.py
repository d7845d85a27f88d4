"""A server on this machine that speaks the OpenAI chat API, and does to its callers what servers do.

It is handed a script: the first request gets its first turn, the second its second, and the last turn serves all that
come after. A turn is a function that is handed the connection and the request.
"""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Turn = Callable[["Line", "Request"], None]
REASONS = {200: "OK", 307: "Temporary Redirect", 429: "Too Many Requests", 500: "Internal Server Error"}


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        return str(self.body["messages"][0]["content"])


@dataclass
class Server:
    script: list[Turn]
    address: str = ""
    requests: list[Request] = field(default_factory=list)
    """Those that came in whole."""
    connections: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    under_way: int = 0
    most_under_way: int = 0

    @property
    def place(self) -> str:
        return self.address.partition("://")[2]

    def turn(self, request: Request) -> Turn:
        with self.lock:
            self.requests.append(request)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
            return self.script[min(len(self.requests), len(self.script)) - 1]


class Line:
    """A connection: what turns write to."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self.socket = sock
        self.server = server

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        named = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def hang_up(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def completion(text: str, finish: str = "stop") -> bytes:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": finish}], "usage": usage}).encode()


def says(text: str = "", finish: str = "stop", kind: str = "application/json") -> Turn:
    """Answers with a text, by default ``re: `` and the prompt."""
    return lambda line, request: line.send(200, completion(text or f"re: {request.prompt}", finish), kind)


def sends(status: int, body: str | dict[str, Any] = "", kind: str = "application/json", **headers: str) -> Turn:
    raw = (body if isinstance(body, str) else json.dumps(body)).encode()
    return lambda line, request: line.send(status, raw, kind, **headers)


def refuses(status: int, message: str = "", **headers: str) -> Turn:
    """Refuses as OpenAI does."""
    return sends(status, {"error": {"message": message, "type": "error", "code": None}}, **headers)


def slowly(seconds: float) -> Turn:
    def turn(line: Line, request: Request) -> None:
        line.server.is_over.wait(seconds)
        line.send(200, completion(f"re: {request.prompt}"))

    return turn


def cut_off(line: Line, request: Request) -> None:
    """Hangs up in the middle of an answer."""
    whole = completion("re: it")
    line.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(whole))
    line.socket.sendall(whole[: len(whole) // 2])
    line.hang_up()


def hangs_up(line: Line, request: Request) -> None:
    line.hang_up()


def garbage(line: Line, request: Request) -> None:
    line.socket.sendall(b"\x16\x03\x01 what?\r\n\r\n\xff\xfe\r\n")
    line.hang_up()


def silence(line: Line, request: Request) -> None:
    line.server.is_over.wait(30)


def drips(line: Line, request: Request) -> None:
    """A space of JSON every moment, for ever; no single wait is long."""
    line.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    while not line.server.is_over.wait(0.02):
        line.socket.sendall(b" ")


def ten_megabytes(line: Line, request: Request) -> None:
    body = completion("x" * 10_000_000)
    line.send(200, body)


@contextmanager
def serving(*script: Turn, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server while the block runs."""
    server = Server(list(script or (says(),)))

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            with server.lock:
                server.connections += 1
            if tls:
                self.request = tls.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
                try:
                    self.request.do_handshake()
                except OSError:
                    self.request.close()
                    raise
            super().setup()

        def finish(self) -> None:
            super().finish()
            self.request.close()  # wrapped in TLS, it is not the socket that the server itself closes

        def handle(self) -> None:
            with suppress(OSError, ValueError):
                if self.rfile.peek(1)[:1] == b"\x16":  # TLS, which is not spoken here
                    Line(self.request, server).send(400, b"what?", "text/plain")
                    return
                while first := self.rfile.readline():
                    headers = {}
                    while (entry := self.rfile.readline().decode("latin-1").strip()) != "":
                        name, _, value = entry.partition(":")
                        headers[name.lower()] = value.strip()
                    body = self.rfile.read(int(headers.get("content-length", 0)))
                    request = Request(first.split()[1].decode(), headers, json.loads(body or b"{}"))
                    turn = server.turn(request)
                    try:
                        turn(Line(self.request, server), request)
                    finally:
                        with server.lock:
                            server.under_way -= 1

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # callers that hang up, or that trust no certificate, are what this is for

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server.address = f"{'https' if tls else 'http'}://127.0.0.1:{listener.server_address[1]}"
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.is_over.set()
            listener.shutdown()
            thread.join()
