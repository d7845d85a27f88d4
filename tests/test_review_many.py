"""Ten thousand cards in the list: what is drawn is what can be seen. How long it takes: ``benchmarks/review.py``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import opened, wrote
from playwright.sync_api import Browser, Page, expect
from served import Served, served

from flashgen.model import Note, Source, Status
from flashgen.review.project import Seen

MANY = 10_000
MOST_NODES = 3_000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A project of which every tenth card is held, in files of a hundred lines."""
    root = tmp_path_factory.mktemp("many")
    wrote(root, "flashgen.yaml", "deck: Rivers\n")
    wrote(root, "rivers.md", "Q: Which river is it?\nA: The Nile\n")
    with served(root, watched=False) as found:
        (first,) = found.live.seen.plan.notes

        def note(number: int) -> Note:
            return replace(
                first,
                guid=f"{number:020d}",
                front=f"Which river has the number {number}?",
                status=Status.EMIT if number % 10 else Status.HELD,
                reason="" if number % 10 else "confidence 0.50 below 0.65",
                sources=(Source("rivers.md", 1, 1),),
            )

        plan = replace(found.live.seen.plan, notes=tuple(map(note, range(MANY))), changes=())
        found.live._take(Seen(plan))
        yield found


def nodes(tab: Page) -> int:
    count: int = tab.evaluate("document.querySelectorAll('*').length")
    return count


def test_only_what_can_be_seen_is_drawn(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    expect(tab.locator('.chip[data-status=""] .number')).to_have_text(str(MANY))
    assert nodes(tab) < MOST_NODES
    assert 0 < tab.locator(".row").count() < 40
    expect(tab.locator(".row").first).to_have_attribute("aria-setsize", str(MANY))
    tab.evaluate("document.getElementById('list').scrollTop = 1e9")
    expect(tab.locator(".row", has_text=f"number {MANY - 1}?")).to_be_in_viewport()
    assert nodes(tab) < MOST_NODES
    tab.locator("#search").fill("number 7777?")
    expect(tab.locator(".row")).to_have_count(1)
    tab.locator("#search").fill("")
    tab.locator('.chip[data-status="held"]').click()
    expect(tab.locator(".row").first).to_have_attribute("aria-setsize", str(MANY // 10))
    assert nodes(tab) < MOST_NODES
    tab.context.close()


def test_keys_go_through_all_of_them(browser: Browser, page: Served) -> None:
    tab = opened(browser, page)
    tab.locator("#list").focus()
    tab.keyboard.press("End")
    expect(tab.locator(".row.current")).to_contain_text(f"number {MANY - 1}?")
    expect(tab.locator(".row.current")).to_be_in_viewport()
    assert tab.locator("#list").get_attribute("aria-activedescendant") == tab.locator(".row.current").get_attribute(
        "id"
    )
    tab.keyboard.press("PageUp")
    expect(tab.locator(".row.current")).not_to_contain_text(f"number {MANY - 1}?")
    tab.keyboard.press("Home")
    expect(tab.locator(".row.current")).to_contain_text("number 0?")
    tab.keyboard.press("Control+a")
    expect(tab.locator("#several-count")).to_have_text(f"{MANY} marked")
    tab.context.close()


def test_a_page_is_sent_only_what_changed(page: Served) -> None:
    page.enter()
    whole = page.ask("GET", "/api/cards")
    assert len(whole.said["rows"]) == MANY
    again = page.ask("GET", f"/api/cards?run={whole.said['run']}&since={whole.said['version']}")
    assert again.said["rows"] == []
    assert len(again.body) < 2_000
