"""The tabs of the page, in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: ``templates/NAME.html`` is its panel, ``static/NAME.css`` its look.

    ``static/NAME.js`` exports ``start(panel)``, called when it is first shown, and if it likes ``show()``, each time.
    """

    name: str
    label: str


TABS = (Tab("review", "Review"), Tab("drill", "Drill"))
