"""The page itself, its own files, and the images of the notes."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from flashgen import notetypes
from flashgen.review.files import static
from flashgen.review.html import html
from flashgen.review.tabs import TABS

CARD_CSS = "card.css"
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_PICTURE_ONLY = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""An SVG is a document: opened by itself, it may run and load nothing."""


async def page(request: Request) -> Response:
    """The page, without a word of the notes."""
    scripts = [name for name in static() if name.endswith(".js")]
    return HTMLResponse(html("page.html", tabs=TABS, scripts=scripts, card_css=CARD_CSS))


async def own_file(request: Request) -> Response:
    """A file of the page's own."""
    name = request.path_params["name"]
    if name == CARD_CSS:
        return Response(notetypes.BASIC.css, media_type="text/css; charset=utf-8")
    if name not in static():
        return _gone()
    data, kind = static()[name]
    return Response(data, media_type=kind)


def image(request: Request) -> Response:
    """An image that a card shows; no other file, wherever it may be."""
    found = request.app.state.live.media.get(request.path_params["name"])
    kind = _MEDIA_TYPES.get(Path(found).suffix.lower()) if found else None
    if not (found and kind):
        return _gone()
    try:
        return Response(Path(found).read_bytes(), media_type=kind, headers=_PICTURE_ONLY)
    except OSError:
        return _gone()


def _gone() -> Response:
    return PlainTextResponse("not here\n", 404)


ROUTES = (
    Route("/", page),
    Route("/static/{name}", own_file),
    Route("/media/{name}", image),
)
