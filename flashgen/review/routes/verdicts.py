"""What a person says of cards, and the build. Each answer holds what changed with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flashgen.review import asked
from flashgen.review.live import Live
from flashgen.review.routes.cards import state


async def verdict(request: Request) -> Response:
    """Accept, reject, or neither."""
    said = await asked.body(request)
    word, guids = asked.text(said, "verdict"), asked.guids(said)
    if word not in ("accept", "reject", "release"):
        raise HTTPException(400, "expected accept, reject or release as 'verdict'")
    live = _live(request)
    await live.do(lambda project: getattr(project, word)(guids))
    return _answer(live, said)


async def reword(request: Request) -> Response:
    """A card in the person's words."""
    said = await asked.body(request)
    guid, sides, live = asked.text(said, "guid"), asked.sides(said), _live(request)
    await live.do(lambda project: project.reword(guid, sides))
    return _answer(live, said)


async def add(request: Request) -> Response:
    """A card of the person's own."""
    said = await asked.body(request)
    sides, live = asked.sides(said), _live(request)
    guid = await live.do(lambda project: project.add(sides))
    return _answer(live, said, guid=guid)


async def relink(request: Request) -> Response:
    """Two notes are one."""
    said = await asked.body(request)
    old, new, live = asked.text(said, "old"), asked.text(said, "new"), _live(request)
    await live.do(lambda project: project.relink(old, new))
    return _answer(live, said)


async def undo(request: Request) -> Response:
    """The last change is taken back."""
    said = await asked.body(request)
    live = _live(request)
    command = await live.do(lambda project: project.undo())
    return _answer(live, said, took_back=command)


async def build(request: Request) -> Response:
    """The packages are built."""
    said = await asked.body(request)
    live, agreed = _live(request), said.get("agreed") is True
    built = await live.do(lambda project: project.build(agreed=agreed))
    return _answer(
        live, said, packages=[package.name for package in built.packages], summary=built.said, stopped=built.stopped
    )


def _live(request: Request) -> Live:
    found: Live = request.app.state.live
    return found


def _answer(live: Live, said: Mapping[str, Any], **more: object) -> Response:
    version = asked.version(said) if said.get("run") == live.run else 0
    return JSONResponse({**state(live, version), **more})


ROUTES = (
    Route("/api/verdict", verdict, methods=["POST"]),
    Route("/api/reword", reword, methods=["POST"]),
    Route("/api/add", add, methods=["POST"]),
    Route("/api/relink", relink, methods=["POST"]),
    Route("/api/undo", undo, methods=["POST"]),
    Route("/api/build", build, methods=["POST"]),
)
