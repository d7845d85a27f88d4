"""How long the page of ``flashgen review`` takes, with a thousand cards and with ten thousand.

    python benchmarks/review.py

First paint is told by the browser, from the address typed to the first row of the list drawn. How long the page's main
thread works for one thing that a person does is told in processor time (on Linux): no pause is longer. A verdict is
timed from the key until edits.yaml has it, a change of the notes from saving until the page shows it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import samples
from browsing import ROOM, opened, started, wrote
from playwright.sync_api import Browser, Page
from served import Served, served

ROUNDS = 5
PATIENCE = 60.0


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


def busy() -> float:
    """Milliseconds of processor time of the main threads of our browser's pages so far."""
    taken = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):
                if b"--type=renderer" in (process / "cmdline").read_bytes() and is_ours(int(process.name)):
                    taken.append(int((process / "task" / process.name / "schedstat").read_text().split()[0]) / 1e6)
    return sum(taken)


def is_ours(process: int) -> bool:
    """Whether this program started a process, or one that did; others have their browsers, too."""
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        if process == os.getpid():
            return True
    return False


def pauses(tab: Page) -> dict[str, float]:
    """The most that the page's main thread worked for one of these, in milliseconds of processor time.

    No pause that it makes can be longer, and what else the machine has to do does not count.
    """

    def most(acts: Iterable[Callable[[], object]]) -> float:
        taken = []
        for act in acts:
            tab.wait_for_timeout(150)
            before = busy()
            act()
            tab.wait_for_timeout(250)
            taken.append(busy() - before)
        return max(taken)

    press, click = tab.keyboard.press, tab.locator
    tab.locator("#list").hover()
    found = {"scroll by a screen": most([lambda: tab.mouse.wheel(0, 700)] * 8)}
    found["scroll by thousands"] = most([lambda: tab.mouse.wheel(0, 200_000), lambda: tab.mouse.wheel(0, -90_000)])
    tab.locator("#search").focus()
    found["a letter of a search"] = most([partial(press, letter) for letter in "organ 12"])
    tab.locator("#search").fill("")
    chips = [click(f'.chip[data-status="{status}"]') for status in ("held", "emit", "")]
    found["a filter"] = most([chip.click for chip in chips])
    found["another order"] = most([partial(tab.locator("#order").select_option, "likely")])
    tab.locator("#list").focus()
    found["the next card"] = most([partial(press, "n")] * 8)
    return found


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
                print(f"  {name}: at most {longest:.0f} ms of the page's processor time")
            tab.locator('.chip[data-status="held"]').click()
            say("a verdict is in edits.yaml", [verdict(tab, root / "edits.yaml") for _ in range(ROUNDS)])
            tab.locator('.chip[data-status=""]').click()
            say("a change of the notes is shown", [change(tab, root, number) for number in range(ROUNDS)])
            tab.context.close()


if __name__ == "__main__":
    with started() as chromium:
        for count in map(int, sys.argv[1:] or ("50", "500")):
            measure(chromium, count)
