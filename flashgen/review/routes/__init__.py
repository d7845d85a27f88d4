"""What the page can ask for: a file for each group of addresses, its ROUTES joined here.

An endpoint finds what the page shows under ``request.app.state.live``. What it raises as FlashgenError is sent as
``{"error": ...}``, see ``app``.
"""

from __future__ import annotations

from starlette.routing import Route

from flashgen.review.routes import cards, drill, page, verdicts

ROUTES: tuple[Route, ...] = (*page.ROUTES, *cards.ROUTES, *verdicts.ROUTES, *drill.ROUTES)
