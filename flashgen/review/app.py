"""The application: routes, what they share, and who may ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from flashgen.model import FlashgenError
from flashgen.review.guard import Door, Guard
from flashgen.review.live import Live
from flashgen.review.routes import ROUTES

Watch = Callable[[Live], Coroutine[Any, Any, None]]
"""Keeps what is shown up to date until it is cancelled."""
NO_PARTS: Mapping[str, object] = {}


def create(live: Live, door: Door, watch: Watch | None = None, parts: Mapping[str, object] = NO_PARTS) -> Starlette:
    """The application that shows ``live`` to those that ``door`` lets in.

    ``parts`` are what other tabs need, found by their routes under ``request.app.state``.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch(live)) if watch else None
        try:
            yield
        finally:
            if watching:
                watching.cancel()
            live.close()

    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={FlashgenError: _wrong, HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.live = live
    for name, part in parts.items():
        setattr(app.state, name, part)
    return app


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, FlashgenError)
    return JSONResponse({"error": str(error.problem)}, 409)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code)
