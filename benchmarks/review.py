"""How long the page of ``flashgen review`` takes, with a thousand cards and with ten thousand.

    python benchmarks/review.py

First paint is told by the browser, from the address typed to the first row of the list drawn. A pause is the longest
task of the page's main thread while the list is scrolled, searched and filtered. A verdict is timed from the key until
edits.yaml has it, a change of the notes from saving until the page shows it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import samples
from browsing import ROOM, opened, started, wrote
from playwright.sync_api import Browser, Page
from served import Served, served

ROUNDS = 5
PATIENCE = 60.0
WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: "longtask" });
}"""


def painted(browser: Browser, page: Served) -> float:
    """Milliseconds to the first row, with nothing kept from an earlier visit but the cookie."""
    context = browser.new_context(viewport=ROOM)  # type: ignore[arg-type]
    context.add_cookies([{"name": name, "value": value, "url": page.origin} for name, value in page.cookies.items()])
    tab = context.new_page()
    tab.add_init_script(
        "new MutationObserver((_, watch) => { if (document.querySelector('.row')) { watch.disconnect();"
        " requestAnimationFrame(() => setTimeout(() => { window.seen = performance.now(); })); } })"
        ".observe(document, { childList: true, subtree: true });"
    )
    tab.goto(page.origin)
    tab.wait_for_function("() => window.seen")
    found: float = tab.evaluate("window.seen")
    context.close()
    return found


def verdict(tab: Page, file: Path) -> float:
    """Milliseconds from a key until the verdict is on disk."""
    before = file.read_bytes() if file.exists() else b""
    tab.keyboard.press("a")
    start = time.perf_counter()
    while not file.exists() or file.read_bytes() == before:
        if time.perf_counter() - start > PATIENCE:
            raise TimeoutError
        time.sleep(0.002)
    taken = (time.perf_counter() - start) * 1000
    tab.wait_for_timeout(1500)
    return taken


def change(tab: Page, root: Path, number: int) -> float:
    """Milliseconds from saving a file of the notes until the page lists the card that is new in it."""
    tab.locator("#search").fill(f"edition {number}")
    tab.wait_for_timeout(300)
    wrote(root, "part 0/organ 0.md", f"{samples.notes(0)}\nQ: Which edition {number} is it?\nA: {number}\n")
    start = time.perf_counter()
    tab.wait_for_selector(".row", timeout=PATIENCE * 1000)
    return (time.perf_counter() - start) * 1000


def say(what: str, taken: list[float]) -> None:
    print(f"  {what}: median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")


def pauses(tab: Page) -> dict[str, float]:
    """The longest task while a person does each of these."""

    def longest(act: object) -> float:
        tab.evaluate(WATCH)
        act()  # type: ignore[operator]
        tab.wait_for_timeout(300)
        found: float = tab.evaluate("window.longest")
        return found

    def scroll() -> None:
        tab.locator("#list").hover()
        for _ in range(40):
            tab.mouse.wheel(0, 3000)
            tab.wait_for_timeout(20)
        tab.evaluate("document.getElementById('list').scrollTop = 1e9")

    def search() -> None:
        tab.locator("#search").press_sequentially("organ 12 weighs", delay=60)

    def filtered() -> None:
        for status in ("held", "emit", ""):
            tab.locator(f'.chip[data-status="{status}"]').click()
        tab.locator("#order").select_option("likely")

    def step() -> None:
        tab.locator("#list").focus()
        for _ in range(30):
            tab.keyboard.press("n")

    found = {"scroll": longest(scroll), "search": longest(search)}
    tab.locator("#search").fill("")
    tab.wait_for_timeout(300)
    return found | {"filter and order": longest(filtered), "thirty cards": longest(step)}


def measure(browser: Browser, files: int) -> None:
    """Print the figures of a project with so many files."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        samples.project(root, files)
        start = time.perf_counter()
        with served(root) as page:
            ready = time.perf_counter() - start
            page.enter()
            cards = len(page.get("/api/cards")["rows"])
            print(f"{cards} notes in {files} files, read and served after {ready:.1f} s")
            say("first paint", [painted(browser, page) for _ in range(ROUNDS)])
            tab = opened(browser, page)
            for name, longest in pauses(tab).items():
                print(f"  longest task, {name}: {longest:.0f} ms")
            tab.locator('.chip[data-status="held"]').click()
            say("a verdict is in edits.yaml", [verdict(tab, root / "edits.yaml") for _ in range(ROUNDS)])
            tab.locator('.chip[data-status=""]').click()
            say("a change of the notes is shown", [change(tab, root, number) for number in range(ROUNDS)])
            tab.context.close()


if __name__ == "__main__":
    with started() as chromium:
        for count in map(int, sys.argv[1:] or ("50", "500")):
            measure(chromium, count)
