"""Cards as one HTML file: what it holds, that it needs nothing else, and how it works in a real browser."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, expect

from flashgen.cli import main
from flashgen.notetypes import BASIC
from flashgen.writers import webpage

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NOTES = """\
# The kidney

**Cortex**: the outer layer of the kidney, below its capsule

Q: What does it look like?
A: ![a bean](bean.png)

Q: How is clearance reckoned?
A: $C = \\frac{U \\cdot V}{P}$

The capital of Latvia is ==Riga== on the river Daugava.

# The bladder

Q: <script>alert(1)</script> and <img src=x onerror=alert(2)>?
A: [a link](javascript:alert(3)) and [another](https://example.org/)

Q: How many lobes has a kidney?
A: eight

Q: How many lobes has a kidney?
A: eighteen
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "flashgen.yaml").write_text("deck: Body\nbar: 0.2\n", encoding="utf-8")
    (tmp_path / "organs.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "bean.png").write_bytes(DOT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["preview", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def made(*words: str) -> str:
    return run("--html", *words).stdout


# --------------------------------------------------------------------------- the file


def test_a_page_holds_the_cards_that_preview_shows(notes: Path) -> None:
    page = made()
    assert page.count("<article") == 6  # the term both ways
    assert "6 cards in 2 decks" in page
    assert "lobes" not in page
    assert BASIC.css in page
    held = made("--held")
    assert "lobes" in held
    assert re.search(r'class="card entry held.*?held: two answers to this question', held, re.DOTALL)
    assert "guid:" not in page
    assert re.search("guid: [0-9a-f]{8}", made("--guid"))


def test_a_page_is_written_where_asked_and_is_the_same_each_time(notes: Path) -> None:
    assert run("--html", "-o", "cards.html").stdout == "wrote cards.html: 6 cards\n"
    first = Path("cards.html").read_bytes()
    run("--html", "-o", "cards.html")
    assert Path("cards.html").read_bytes() == first == made().encode()
    assert "error: nowhere/cards.html: cannot be written" in run("--html", "-o", "nowhere/cards.html").stderr


@pytest.mark.parametrize(
    "words", [["-o", "cards.html"], ["--html", "--why"], ["--html", "--format", "json"], ["--html", "--format", "csv"]]
)
def test_options_that_do_not_go_together_are_told(notes: Path, words: list[str]) -> None:
    assert run(*words).exit_code == 2
    assert not Path("cards.html").exists()


def test_nothing_is_loaded_from_anywhere(notes: Path) -> None:
    page = made("--held")
    assert set(re.findall(r'\bsrc="([^"]{5})', page)) == {"data:"}
    assert base64.b64encode(DOT).decode() in page
    assert not re.search(r"<(?:link|iframe|object|embed|base|form)\b|@import|url\(", page)
    assert re.findall(r'href="(\w+:[^"]*)"', page) == ["https://example.org/"]


def test_formulas_are_made_when_the_page_is(notes: Path) -> None:
    page = made()
    assert "<mfrac>" in page
    assert "\\frac" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def test_images_that_are_too_large_are_left_out_and_told(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "MOST_OF_ONE", len(DOT) - 1)
    result = run("--html", "-o", "cards.html")
    page = Path("cards.html").read_text(encoding="utf-8")
    assert "[the image bean.png is left out here]" in page
    assert "data:image" not in page
    assert "warning: bean.png: left out of the page: an image has at most" in result.stderr
    assert result.exit_code == 0


def test_images_stop_where_there_is_no_more_room(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (notes / "bean.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    more = "\n\nQ: And drawn?\nA: ![a bean](bean.svg)\n\nQ: Again?\nA: ![a bean](bean.png)\n"
    (notes / "organs.md").write_text(NOTES + more, encoding="utf-8")
    assert made().count("data:image/png") == 2
    assert made().count("data:image/svg+xml") == 1
    monkeypatch.setattr(webpage, "MOST", len(DOT) + 10)
    page = made()
    assert page.count("data:image/png") == 1
    assert page.count("is left out here]") == 2


def test_an_image_that_goes_meanwhile_is_left_out(notes: Path) -> None:
    from flashgen.config import Config
    from flashgen.pipeline import plan

    found = plan([notes], Config(notes)).notes
    (notes / "bean.png").unlink()
    page = webpage.dumps(found, "Body")
    assert page.left_out == ("bean.png",)
    assert "[the image bean.png is left out here]" in page.text


def test_no_notes_make_a_page_that_says_so() -> None:
    page = webpage.dumps((), "Nothing <here>")
    assert page.cards == 0
    assert "0 cards in 0 decks" in page.text
    assert "<title>Nothing &lt;here&gt;</title>" in page.text


# --------------------------------------------------------------------------- in a browser


@pytest.fixture
def page(browser: Browser, notes: Path) -> Iterator[Page]:
    """The page as somebody opens it that it was sent to; whatever it complains of fails the test."""
    run("--html", "--held", "-o", "cards.html")
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True, reduced_motion="reduce")
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.goto((notes / "cards.html").as_uri())
    yield tab
    context.close()
    assert said == []


def test_an_answer_is_shown_by_click_and_by_key(page: Page) -> None:
    card = page.locator(".entry").filter(has_text="What does it look like")
    image = card.get_by_alt_text("a bean")
    expect(image).to_be_hidden()
    card.locator(".question").click()
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth") == 1
    card.locator(".question").click()
    expect(image).to_be_hidden()
    card.locator("summary").focus()
    page.keyboard.press("Space")
    expect(image).to_be_visible()
    page.keyboard.press("Enter")
    expect(image).to_be_hidden()


def test_the_answer_to_a_blank_stands_in_the_place_of_the_question(page: Page) -> None:
    card = page.locator(".entry").filter(has_text="river Daugava")
    expect(card.get_by_text("[...]")).to_be_visible()
    expect(card.get_by_text("Riga")).to_be_hidden()
    card.click()
    expect(card.get_by_text("[...]")).to_be_hidden()
    expect(card.get_by_text("Riga")).to_be_visible()


def test_arrows_go_from_card_to_card_and_all_answers_open_at_once(page: Page) -> None:
    entries = page.locator(".entry")

    def at() -> int:
        return entries.evaluate_all("all => all.indexOf(document.activeElement.closest('.entry'))")

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert at() == 1
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert at() == 0
    page.get_by_role("button", name="All answers").click()
    assert page.locator("details.answer[open], .entry details[open]").count() == entries.count()
    page.get_by_role("button", name="All answers").click()
    assert page.locator(".entry details[open]").count() == 0


def test_colours_are_the_systems_until_chosen(page: Page) -> None:
    card, light, dark = page.locator(".entry").first, "rgb(251, 250, 247)", "rgb(31, 33, 36)"
    page.emulate_media(color_scheme="light")
    expect(card).to_have_css("background-color", light)
    page.emulate_media(color_scheme="dark")
    expect(card).to_have_css("background-color", dark)
    page.get_by_role("button", name="Dark").click()
    expect(card).to_have_css("background-color", light)


def test_a_phone_scrolls_in_one_direction_only(page: Page) -> None:
    page.get_by_role("button", name="All answers").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("nav summary").click()
    page.get_by_role("link", name="The bladder").click()
    expect(page.get_by_role("heading", name="The bladder")).to_be_in_viewport()


def test_what_somebody_adds_to_the_file_does_not_run(page: Page, notes: Path) -> None:
    """The policy is the last of several doors: notes' HTML is cleaned before."""
    file = notes / "cards.html"
    text = file.read_text(encoding="utf-8")
    added = (
        '<script>document.title = "run"</script><img src="x" onerror="document.title = 1"><b style="color: red">!</b>'
    )
    file.write_text(text.replace("<main", f"{added}<main"), encoding="utf-8")
    context = page.context.browser.new_context(offline=True)  # type: ignore[union-attr]
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.title() == "Body"
    assert tab.locator("b").first.evaluate("element => getComputedStyle(element).color") != "rgb(255, 0, 0)"
    context.close()


def test_answers_open_without_script(browser: Browser, notes: Path) -> None:
    run("--html", "-o", "cards.html")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((notes / "cards.html").as_uri())
    card = tab.locator(".entry").filter(has_text="river Daugava")
    expect(tab.get_by_role("button", name="All answers")).to_be_hidden()
    card.locator("summary").click()
    expect(card.get_by_text("Riga")).to_be_visible()
    context.close()


@pytest.mark.slow  # as for the page of review: the look is checked apart
def test_axe_finds_no_serious_fault(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for _ in range(2):
            found = Axe().run(page).response["violations"]
            assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
            page.get_by_role("button", name="All answers").click()
