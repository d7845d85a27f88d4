"""How the page looks, and to whom: axe-core's rules, a phone, a finger, the dark; and what notes may not do to it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from browsing import opened, wrote
from playwright.sync_api import Browser, Page, expect
from served import Served, served

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
DARK = {"color_scheme": "dark"}
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20"/></svg>'
NOTES = r"""# Energy

Q: What is the energy at rest?
A: \(E = mc^2\)

Q: Which sum is it?
A: \[\sum_{i=1}^{n} \frac{x_i}{2}\]

Q: What does a formula that nobody can read look like?
A: \(\frac{a}{\nosuch{b}}\)

Q: What does a dot look like?
A: ![a dot](dot.svg)

Perhaps the sun has 8 planets.

- **Joule**: the unit of energy
- At noon the sun gives about 1000 watts a square metre.
"""
HOSTILE = """# Hostile <script>window.hit = 1</script>

Q: Who are <img src=x onerror="window.hit = 2"> <script>window.hit = 3</script> you?
A: <svg onload="window.hit = 4"></svg> <iframe srcdoc="<script>parent.hit = 5</script>"></iframe>

Q: Where does [this](javascript:window.hit=6) lead, and "onmouseover="window.hit=7" that?
A: \\(\\text{<img src=x onerror="window.hit = 8">}\\) and `</code><script>window.hit = 9</script>`

<script>window.hit = 10</script> The cell has about 46 {{constructor.constructor('window.hit = 11')()}} parts.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("energy")
    wrote(root, "flashgen.yaml", "deck: Energy\n")
    wrote(root, "dot.svg", DOT)
    wrote(root, "energy.md", NOTES)
    with served(root, watched=False) as found:
        yield found


def axe(tab: Page) -> list[str]:
    """What axe-core finds that is serious, or worse."""
    tab.evaluate(AXE)
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def within(tab: Page, selector: str) -> Any:
    return tab.locator(".face").evaluate("(host, selector) => !!host.shadowRoot.querySelector(selector)", selector)


def pick(tab: Page, words: str) -> None:
    tab.locator(".row", has_text=words).click()
    expect(tab.locator(".row.current")).to_contain_text(words)
    tab.wait_for_function(
        "words => document.querySelector('.face').shadowRoot.textContent.includes(words)", arg=words.split()[-1]
    )


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param({}, id="wide"),
        pytest.param({**PHONE, **DARK}, id="phone-dark", marks=pytest.mark.slow),
        pytest.param(DARK, id="wide-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, id="phone", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_no_serious_fault(browser: Browser, page: Served, wishes: dict[str, Any]) -> None:
    tab = opened(browser, page, **wishes)
    try:
        tab.wait_for_selector("#meta button")
        tab.keyboard.press("x")
        faults = {"cards": axe(tab)}
        if "is_mobile" in wishes:
            tab.locator(".views [data-view=notes]").tap()
            faults["notes"] = axe(tab)
        else:
            tab.keyboard.press("Escape")
            tab.keyboard.press("e")
            tab.wait_for_selector(".editor")
            tab.locator("#help").click()
            faults["editing, with help"] = axe(tab)
    finally:
        tab.context.close()
    assert {where: found for where, found in faults.items() if found} == {}


def test_everything_is_reached_by_tab_in_the_order_that_it_is_seen_in(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    tab.wait_for_selector("#meta button")
    reached = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.id || document.activeElement.className"))
        if reached[-1] == "list":
            break
    tab.context.close()
    wanted = [
        "skip",
        "build",
        "theme",
        "help",
        "file",
        "line",
        "chip",
        "search",
        "by-rule",
        "order",
        "accept",
        "next",
        "list",
    ]
    places = [next((at for at, name in enumerate(reached) if name.startswith(wish)), -1) for wish in wanted]
    assert -1 not in places, reached
    assert places == sorted(places), reached


def test_what_changed_is_said_aloud(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    assert tab.locator("#said").get_attribute("aria-live") == "polite"
    pick(tab, "unit of energy")
    tab.keyboard.press("r")
    expect(tab.locator("#said")).to_have_text("Rejected")
    tab.keyboard.press("u")
    expect(tab.locator("#said")).to_contain_text("Took back: reject")
    tab.context.close()


def test_a_finger_on_a_phone_does_it_all(browser: Browser, page: Served) -> None:
    tab = opened(browser, page, **PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    tab.locator(".row", has_text="unit of energy").tap()
    expect(tab.locator(".row.current")).to_contain_text("unit of energy")
    tab.locator("#reject").tap()
    expect(tab.locator(".row", has_text="unit of energy")).to_have_class("row rejected")
    tab.get_by_role("button", name="Undo").tap()
    expect(tab.locator(".row.rejected")).to_have_count(0)
    tab.locator(".row", has_text="unit of energy").tap()
    tab.get_by_role("button", name="energy.md:").tap()
    expect(tab.locator(".line.here")).to_be_in_viewport()
    tab.locator(".line", has_text="noon").locator(".number").tap()
    tab.locator(".views [data-view=cards]").tap()
    expect(tab.locator(".row.current")).to_contain_text("1000 watts")
    small = tab.locator(".actions button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.width < 24 || box.height < 40).length"
    )
    assert small == 0
    tab.context.close()


def test_formulas_are_drawn_and_one_that_cannot_be_is_shown_as_it_was_written(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    pick(tab, "energy at rest?")
    assert within(tab, ".answer math msup")
    pick(tab, "Which sum is it?")
    assert within(tab, '.answer math[display="block"] mfrac')
    pick(tab, "nobody can read look like?")
    assert not within(tab, "math")
    assert "\\nosuch" in tab.locator(".face").evaluate("host => host.shadowRoot.querySelector('.answer').textContent")
    tab.context.close()


def test_images_are_shown(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    pick(tab, "a dot look like?")
    tab.wait_for_function("() => document.querySelector('.face').shadowRoot.querySelector('img')?.naturalWidth === 40")
    tab.context.close()


def test_the_colours_are_those_of_the_system_or_chosen(browser: Browser, page: Served) -> None:
    def paper(tab: Page) -> str:
        found: str = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        return found

    tab = opened(browser, page, **DARK)
    dark = paper(tab)
    tab.locator("#theme").click()
    assert paper(tab) != dark
    assert not within(tab, ".nightMode")
    tab.locator("#theme").click()
    assert paper(tab) == dark
    assert within(tab, ".nightMode .card")
    tab.context.close()


def test_notes_can_run_nothing_on_the_page(browser: Browser, tmp_path: Path) -> None:
    wrote(tmp_path, "flashgen.yaml", 'deck: "</title><script>window.hit = 12</script>"\n')
    wrote(tmp_path, "a<img src=x onerror=alert(1)>.md" if Path("/").anchor == "/" else "a.md", HOSTILE)
    with served(tmp_path, watched=False) as hostile:
        tab = opened(browser, hostile)
        refused: list[str] = []
        tab.on("console", lambda told: refused.append(told.text) if "Content Security" in told.text else None)
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        for at in range(tab.locator(".row").count()):
            tab.locator(".row").nth(at).click()
            tab.wait_for_selector("#meta button")
            tab.keyboard.press("f")
            tab.keyboard.press("e")
            tab.wait_for_selector(".editor")
            tab.keyboard.press("Escape")
        assert tab.evaluate("window.hit") is None
        # nothing even tried: what the policy would refuse was taken out before
        assert refused == []
        assert [url for url in asked if not url.startswith(hostile.origin)] == []
        for link in tab.locator(".face").evaluate(
            "host => [...host.shadowRoot.querySelectorAll('a')].map(a => a.href)"
        ):
            assert link.startswith(("http:", "https:", "mailto:", "obsidian:"))
        tab.context.close()
