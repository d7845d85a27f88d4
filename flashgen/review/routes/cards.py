"""What the page shows: the list of cards, one of them, a file of the notes, and that there is something new."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from flashgen.review import asked, board
from flashgen.review.details import details
from flashgen.review.lines import lines
from flashgen.review.live import Live


def state(live: Live, version: int) -> dict[str, Any]:
    """What a page that has that version needs."""
    return {"run": live.run, "project": live.name, **board.since(live.board, version)}


async def cards(request: Request) -> Response:
    """All cards, or those that changed since a version."""
    live: Live = request.app.state.live
    query = request.query_params
    version = asked.version(query) if query.get("run") == live.run else 0
    return JSONResponse(state(live, version))


async def card(request: Request) -> Response:
    """One card."""
    live: Live = request.app.state.live
    return JSONResponse(details(live.seen, request.path_params["guid"]))


async def notes(request: Request) -> Response:
    """A file of the notes: one that was read, by the name that the list gives it."""
    live: Live = request.app.state.live
    return JSONResponse(lines(live.seen.plan, request.query_params.get("path", "")))


async def events(request: Request) -> Response:
    """Server-sent events: a new version each."""
    live: Live = request.app.state.live
    return StreamingResponse(live.events.stream(live.run, live.board.version), media_type="text/event-stream")


ROUTES = (
    Route("/api/cards", cards),
    Route("/api/cards/{guid}", card),
    Route("/api/notes", notes),
    Route("/api/events", events),
)
