"""One call of a model: the only door to httpx2.

No redirect is followed and nothing is tried again here. Of the environment, proxies and certificates are taken, but
never for a model on this machine: a proxy would carry the notes away from it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from flashgen import __version__
from flashgen.ask.key import told
from flashgen.ask.response import Called, Failure, Reply, Response, Scope, read
from flashgen.model import FlashgenError

if TYPE_CHECKING:
    import ssl

    import httpx2

    from flashgen.ask.key import Key
    from flashgen.ask.settings import Settings

MISSING = "asking a model needs one library more: pip install httpx2 (or pipx inject flashgen httpx2)"
MOST_BYTES = 4 * 1024 * 1024
"""Of an answer: ten times what the longest replies take, with all that a model thinks before them."""
CONNECTING = 10.0
"""Seconds after which nobody is there."""


def require() -> None:
    """Raises FlashgenError, which says what to install, where the client is not there."""
    try:
        import httpx2  # noqa: F401
    except ImportError:
        raise FlashgenError(MISSING) from None


class Endpoint:
    """A model that can be called: ``async with Endpoint(...) as endpoint: await endpoint.complete(text)``.

    ``clock`` tells the seconds since 1970, for answers that name a moment. Entering raises FlashgenError where the
    client is not installed, or where the proxies of the environment cannot be used.
    """

    def __init__(self, settings: Settings, key: Key | None, clock: Callable[[], float] = time.time) -> None:
        assert settings.endpoint
        self._settings = settings
        self._address = settings.endpoint
        self._secret = key.secret if key else ""
        self._called = Called(settings.name, settings.endpoint.place, told(key, settings.endpoint))
        self._clock = clock
        self._refused: set[str] = set()
        self._client: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        require()
        import httpx2

        headers = {"User-Agent": f"flashgen/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._secret:
            headers["Authorization"] = f"Bearer {self._secret}"
        seconds = self._settings.timeout
        try:
            self._client = httpx2.AsyncClient(
                headers=headers,
                timeout=httpx2.Timeout(seconds, connect=min(CONNECTING, seconds), pool=None),
                follow_redirects=False,
                trust_env=not self._address.is_here,
                verify=self._trust(),
            )
        except (ValueError, ImportError, OSError) as error:
            message = f"the proxy or the certificates that the environment names cannot be used: {error}"
            raise FlashgenError(" ".join(message.split())) from None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client:
            with suppress(Exception):  # a line that does not even close is of no more interest
                await self._client.aclose()

    async def complete(self, prompt: str) -> Reply:
        """What the model answers to a prompt, in one try. Raises Failure."""
        while True:
            try:
                return read(await self._post(self._body(prompt)), self._called, self._clock())
            except Failure as failure:
                if not failure.refused or failure.refused in self._refused:
                    raise
                self._refused.add(failure.refused)

    def _trust(self) -> ssl.SSLContext:
        """Whom to trust; nobody, where no certificate will be looked at, as reading those of all takes its time."""
        import ssl

        import httpx2

        is_plain = self._address.is_here and self._address.scheme == "http"
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if is_plain else httpx2.create_ssl_context()

    def _body(self, prompt: str) -> dict[str, Any]:
        settings = self._settings
        said = {
            "temperature": settings.temperature,
            "seed": settings.seed,
            "max_tokens": settings.reply_tokens or None,
        }
        if "max_tokens" in self._refused:  # the newer name of the same
            said["max_completion_tokens"] = said["max_tokens"]
        told = {name: value for name, value in said.items() if value is not None and name not in self._refused}
        return {"model": settings.name, "messages": [{"role": "user", "content": prompt}], "stream": False, **told}

    async def _post(self, body: dict[str, Any]) -> Response:
        import httpx2

        assert self._client
        place, seconds = self._address.place, self._settings.timeout
        try:
            async with (
                asyncio.timeout(seconds),
                self._client.stream("POST", self._address.call, json=body) as response,
            ):
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Response(response.status_code, headers, self._hide(await _whole(response, place)))
        except httpx2.ConnectTimeout:
            raise Failure(f"{place} does not answer; is the address right, and the network up?", Scope.LINE) from None
        except (TimeoutError, httpx2.TimeoutException):
            message = f"no whole answer within {seconds:g} seconds; raise timeout under model: in flashgen.yaml"
            raise Failure(message, Scope.PROMPT) from None
        except (httpx2.ConnectError, httpx2.ProxyError) as error:
            raise _unreachable(error, place) from None
        except httpx2.HTTPError as error:
            raise Failure(f"the line to {place} was cut ({self._why(error)})", Scope.TRY) from None
        except httpx2.InvalidURL:
            raise Failure(f"{place} is no address that can be called", Scope.RUN) from None

    def _hide(self, data: bytes) -> bytes:
        """What came back without the key, which some repeat when they refuse it."""
        return data.replace(self._secret.encode(), b"[key]") if self._secret else data

    def _why(self, error: Exception) -> str:
        return " ".join(str(error).split())[:80] or type(error).__name__


async def _whole(response: httpx2.Response, place: str) -> bytes:
    """The body of a response. Raises Failure where it is too large."""
    data = bytearray()
    async for part in response.aiter_bytes():
        data += part
        if len(data) > MOST_BYTES:
            raise Failure(f"{place} sent more than {MOST_BYTES // 1024**2} MB; that is no answer", Scope.PROMPT)
    return bytes(data)


def _unreachable(error: Exception, place: str) -> Failure:
    """Why no connection could be made, from what the system says of it."""
    import socket
    import ssl

    reason: BaseException | None = error
    while reason:
        if isinstance(reason, ssl.SSLCertVerificationError):
            why = reason.verify_message or "it cannot be verified"
            return Failure(f"the certificate of {place} is not to be trusted ({why}); nothing was sent", Scope.RUN)
        if isinstance(reason, ssl.SSLError):
            return Failure(f"{place} does not speak TLS; is it http:// that you mean? nothing was sent", Scope.RUN)
        if isinstance(reason, ConnectionRefusedError):
            return Failure(f"nothing listens at {place}; is the model's server started?", Scope.LINE)
        if isinstance(reason, socket.gaierror):
            return Failure(f"there is no host {place}; check the address, and the network", Scope.LINE)
        reason = reason.__cause__ or reason.__context__
    said = " ".join(str(error).split())[:80]
    return Failure(f"{place} cannot be reached{f' ({said})' if said else ''}", Scope.LINE)
