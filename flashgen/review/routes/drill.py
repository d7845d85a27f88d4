"""Drills: begun, shown, answered; see ``drills``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flashgen.drill.begin import Limits
from flashgen.drill.choose import Choice
from flashgen.drill.origin import origin
from flashgen.model import FlashgenError
from flashgen.review.asked import body, text
from flashgen.review.drills import Drills, acts

_MOST = 100_000
"""Cards, or minutes."""


async def choices(request: Request) -> Response:
    """What can be chosen."""
    return JSONResponse(await run_in_threadpool(_drills(request).choices))


async def count(request: Request) -> Response:
    """How much of that there is to ask; or the one line that says why there is nothing."""
    said = await body(request)
    try:
        return JSONResponse(await run_in_threadpool(_drills(request).count, *_wanted(said)))
    except FlashgenError as error:
        return JSONResponse({"nothing": str(error.problem)})


async def begin(request: Request) -> Response:
    """Begin a drill."""
    said = await body(request)
    choice, limits = _wanted(said)
    typing = said.get("typed") is True
    return JSONResponse(await run_in_threadpool(lambda: _drills(request).begin(choice, limits, typing=typing)))


async def show(request: Request) -> Response:
    """What a drill shows, for a page that was loaded anew."""
    return JSONResponse(await run_in_threadpool(_drills(request).show, request.query_params.get("drill", "")))


async def do(request: Request) -> Response:
    """Do something in a drill."""
    said = await body(request)
    name, turn, act = text(said, "drill"), said.get("turn"), acts(said)
    if act is None or type(turn) is not int:
        raise HTTPException(400, "expected what to do as 'act', and the 'turn' that was shown")
    return JSONResponse(await run_in_threadpool(_drills(request).do, name, turn, act))


async def source(request: Request) -> Response:
    """Where the card that is asked comes from, with the lines that say it."""
    name = text(await body(request), "drill")
    plan = request.app.state.live.seen.plan

    def told() -> str:
        card = _drills(request).card(name)
        return origin(plan, card) if card else ""

    return JSONResponse({"source": await run_in_threadpool(told)})


def _drills(request: Request) -> Drills:
    found: Drills = request.app.state.drill
    return found


def _wanted(said: Mapping[str, Any]) -> tuple[Choice, Limits]:
    """The cards that are meant, and how much of them. Raises HTTPException."""
    named = {key: text(said, key) if said.get(key) else "" for key in ("deck", "tag", "kind")}
    choice = Choice(
        said.get("every") is True,
        *((named[key],) if named[key] else () for key in ("deck", "tag", "kind")),
    )
    new, cards = (_number(said, key, _MOST) for key in ("new", "cards"))
    return choice, Limits(
        None if new is None else int(new), int(cards) if cards else None, _number(said, "minutes", _MOST) or None,
        said.get("cram") is True,
    )  # fmt: skip


def _number(said: Mapping[str, Any], key: str, most: float) -> float | None:
    value = said.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise HTTPException(400, f"expected a number from 0 to {most:g} as {key!r}")
    return value


ROUTES = (
    Route("/api/drill/choices", choices),
    Route("/api/drill", show),
    Route("/api/drill/count", count, methods=["POST"]),
    Route("/api/drill/begin", begin, methods=["POST"]),
    Route("/api/drill/do", do, methods=["POST"]),
    Route("/api/drill/source", source, methods=["POST"]),
)
