"""A person before the page, in a real browser, and what came of it on disk and in Anki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from browsing import opened, wrote
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from served import Served, served

from flashgen.cli import main

HEART = """\
# The heart

**Systole**: the phase in which a chamber contracts and empties

At rest the heart pumps {{c1::about 5 litres}} of blood a minute.

Perhaps Peru has 34 million people.

So much for the lecture on the heart.

Q: mitral: how many leaflets?
A: 2

Q: tricuspid: how many leaflets?
A: 3
"""
"""Of what is written as a card, and so is one whatever is learned; but for one that is held."""
PERU = "Q: What is the capital of Peru?\nA: Lima\n\nQ: What is the capital of Chile?\nA: Santiago\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    wrote(tmp_path, "flashgen.yaml", "deck: World\n")
    wrote(tmp_path, "heart.md", HEART)
    wrote(tmp_path, "peru.md", PERU)
    return tmp_path


@pytest.fixture
def page(root: Path) -> Iterator[Served]:
    with served(root) as found:
        yield found


@pytest.fixture
def tab(browser: Browser, page: Served) -> Iterator[Page]:
    """A tab in which nothing may go wrong that the page does not speak of."""
    faults: list[str] = []
    found = opened(browser, page)
    found.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    found.context.close()
    # a refusal is told by the page, and by the browser too
    assert [fault for fault in faults if "status of 409" not in fault] == []


def row(tab: Page, words: str) -> object:
    return tab.locator(".row", has_text=words)


def pick(tab: Page, words: str) -> None:
    tab.locator(".row", has_text=words).click()
    expect(tab.locator(".row.current")).to_contain_text(words)


def edits(root: Path) -> str:
    file = root / "edits.yaml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def sure(tab: Page, count: int, kind: str) -> None:
    expect(tab.locator(f'.chip[data-status="{kind}"] .number')).to_have_text(str(count))


def face(tab: Page) -> str:
    """What the card shows."""
    return tab.locator(".face").evaluate("host => host.shadowRoot.querySelector('.card').innerText")


def imported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The first two fields of each note in a collection of Anki's that took the packages."""
    folder = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "collection.anki2"))
    try:
        for package in sorted((root / "build").glob("*.apkg")):
            request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            collection.import_anki_package(request)
        notes = [collection.get_note(note) for note in collection.find_notes("")]
        return sorted([re.sub("<[^>]*>", "", field) for field in note.fields[:2]] for note in notes)
    finally:
        collection.close()


def test_a_review_from_the_first_key_to_ankis_collection(
    tab: Page, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Held first; accept, reject, edit, hide words, undo, build: and Anki has exactly that."""
    held = tab.locator(".row.held")
    expect(tab.locator(".row").first).to_have_class(re.compile("held"))
    expect(tab.locator(".row.held.current mark")).to_have_text("34 million")
    tab.keyboard.press("a")
    expect(held).to_have_count(0)
    pick(tab, "capital of Chile")
    tab.keyboard.press("r")
    expect(tab.locator(".row", has_text="capital of Chile")).to_have_class(re.compile("rejected"))
    pick(tab, "capital of Peru")
    tab.keyboard.press("e")
    tab.get_by_label("Answer", exact=True).fill("Lima, on the coast")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".row", has_text="on the coast")).to_be_visible()
    pick(tab, "5 litres")
    tab.keyboard.press("e")
    words = tab.get_by_label("Sentence")
    words.evaluate("field => { const at = field.value.indexOf('heart'); field.setSelectionRange(at, at + 5); }")
    tab.keyboard.press("Alt+c")
    expect(words).to_have_value(re.compile(r"the \{\{c2::heart\}\} pumps \{\{c1::about 5 litres\}\}"))
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator(".row", has_text="5 litres").locator("mark")).to_have_count(2)
    pick(tab, "mitral")
    tab.keyboard.press("r")
    expect(tab.locator(".row", has_text="mitral")).to_have_class(re.compile("rejected"))
    tab.keyboard.press("u")
    expect(tab.locator(".row", has_text="mitral")).to_have_class(re.compile("emit.*current"))
    expect(tab.locator("#alert")).to_contain_text("Took back: reject (mitral: how many leaflets?)")
    tab.keyboard.press("b")
    expect(tab.locator("#alert")).to_contain_text("Built World.apkg")
    shown = tab.locator(".row.emit").count()
    assert held.count() + shown + tab.locator(".row.rejected").count() == tab.locator(".row").count()
    notes = imported(root, tmp_path_factory)
    fronts = [front for front, _ in notes]
    assert len(notes) == shown
    assert ["What is the capital of Peru?", "Lima, on the coast"] in notes
    assert "What is the capital of Chile?" not in fronts
    assert any("the {{c2::heart}} pumps {{c1::about 5 litres}}" in front for front in fronts)
    assert "Perhaps Peru has {{c1::34 million}} people." in fronts
    assert any("mitral" in front for front in fronts)
    assert (root / "heart.md").read_text(encoding="utf-8") == HEART
    printed = CliRunner().invoke(main, ["build", str(root)])
    assert "nothing new in" in printed.stdout


def test_words_selected_in_the_notes_become_a_card(tab: Page, root: Path) -> None:
    tab.locator(".line", has_text="So much").locator(".text").evaluate(
        """line => { const at = line.textContent.indexOf('the lecture');
        getSelection().setBaseAndExtent(line.firstChild, at, line.firstChild, at + 'the lecture '.length); }"""
    )
    tab.locator("#picked").get_by_role("button", name="Cloze").click()
    expect(tab.get_by_label("Sentence")).to_have_value("So much for {{c1::the lecture}} on the heart.")
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator(".row.current")).to_contain_text("So much")
    assert 'cards:\n  - text: "So much for {{c1::the lecture}} on the heart."\n' in edits(root)
    tab.keyboard.press("u")
    expect(tab.locator(".row", has_text="So much")).to_have_count(0)
    assert edits(root) == ""


def test_words_are_selected_and_a_card_made_of_them_with_keys_alone(tab: Page, root: Path) -> None:
    pick(tab, "5 litres")
    tab.locator("#list").focus()
    tab.keyboard.press("l")
    expect(tab.locator(".line:focus")).to_contain_text("5 litres")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator(".line:focus")).to_contain_text("Systole")
    for _ in range(2):
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    expect(tab.locator("#picked")).to_be_visible()
    tab.keyboard.press("q")
    expect(tab.get_by_label("Answer", exact=True)).not_to_have_value("")
    tab.get_by_label("Question").fill("Which words come here?")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".row.current")).to_contain_text("Which words come here?")
    assert 'question: "Which words come here?"' in edits(root)


def test_notes_edited_on_disk_are_shown_at_once(tab: Page, root: Path) -> None:
    pick(tab, "capital of Peru")
    wrote(root, "peru.md", PERU.replace("Lima", "Lima (Ciudad de los Reyes)"))
    expect(tab.locator(".row.current")).to_contain_text("Ciudad de los Reyes")
    expect(tab.locator(".line.here").first).to_contain_text("capital of Peru")
    wrote(root, "peru.md", "Some words come before it.\n\nAnd some more.\n\n" + PERU)
    expect(tab.locator(".line").first).to_contain_text("Some words")
    expect(tab.locator(".line.here").first).to_contain_text("capital of Peru")
    wrote(root, "new/kidney.md", "Q: How long is a kidney?\nA: 12 cm\n")
    expect(tab.locator(".row", has_text="kidney")).to_be_visible()
    (root / "new/kidney.md").unlink()
    expect(tab.locator(".row", has_text="kidney")).to_have_count(0)


def test_what_is_being_typed_stays_when_the_notes_change(tab: Page, root: Path) -> None:
    pick(tab, "capital of Peru")
    tab.keyboard.press("e")
    tab.get_by_label("Answer", exact=True).fill("Lima, half typ")
    wrote(root, "heart.md", HEART + "\n- Diastole: the phase in which a chamber fills\n")
    expect(tab.locator(".row", has_text="Diastole")).to_be_visible()
    expect(tab.get_by_label("Answer", exact=True)).to_have_value("Lima, half typ")
    tab.get_by_label("Answer", exact=True).press("Escape")
    expect(tab.get_by_label("Answer", exact=True)).to_have_count(0)
    assert edits(root) == ""


def test_two_tabs_a_terminal_and_an_editor_lose_nothing(browser: Browser, page: Served, tab: Page, root: Path) -> None:
    other = opened(browser, page)
    pick(tab, "capital of Peru")
    tab.keyboard.press("r")
    expect(other.locator(".row", has_text="capital of Peru")).to_have_class(re.compile("rejected"))
    wrote(root, "edits.yaml", "# by hand\n" + edits(root))
    other.locator(".row.held").click()
    other.keyboard.press("a")
    expect(tab.locator(".row.held")).to_have_count(0)
    done = CliRunner().invoke(main, ["check", str(root)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    text = edits(root)
    assert text.startswith("# by hand\n")
    assert "reject: true" in text
    assert "accept: true" in text
    other.context.close()


def test_reload_and_back_find_what_was_shown(tab: Page, root: Path) -> None:
    tab.get_by_role("button", name=re.compile("^Held")).click()
    tab.locator("#search").fill("perhaps")
    tab.wait_for_url("**text=perhaps**")
    expect(tab.locator(".row")).to_have_count(1)
    tab.reload()
    tab.wait_for_selector(".row")
    expect(tab.locator(".row")).to_have_count(1)
    expect(tab.locator("#search")).to_have_value("perhaps")
    expect(tab.locator(".row.current")).to_contain_text("34 million")
    tab.locator("#clear").click()
    pick(tab, "capital of Peru")
    tab.go_back()
    expect(tab.locator(".row")).to_have_count(1)
    tab.go_forward()
    expect(tab.locator(".row.current")).to_contain_text("capital of Peru")
    tab.get_by_role("tab", name="Drill").click()
    expect(tab.locator("#list")).to_be_hidden()
    wrote(root, "peru.md", PERU + "\nQ: What is the capital of Brazil?\nA: Brasília\n")
    expect(tab.locator('.chip[data-status=""] .number')).to_have_text("8")
    assert tab.url.endswith("#drill")
    tab.go_back()
    expect(tab.locator(".row.current")).to_contain_text("capital of Peru")


def test_filters_list_what_they_say(tab: Page) -> None:
    every = tab.locator(".row").count()
    tab.get_by_role("button", name=re.compile("^Held")).click()
    assert tab.locator(".row.held").count() == tab.locator(".row").count() < every
    tab.get_by_role("button", name=re.compile("^All")).click()
    tab.locator("#by-rule").select_option("explicit")
    expect(tab.locator(".row")).to_have_count(5)
    tab.get_by_role("button", name="Show all").click()
    tab.locator("#by-file").select_option("peru.md")
    expect(tab.locator(".row")).to_have_count(2)
    tab.get_by_role("button", name="Show all").click()
    tab.locator("#by-confidence").select_option("0-0.5")
    assert tab.locator(".row").count() < every
    tab.get_by_role("button", name="Show all").click()
    expect(tab.locator(".row")).to_have_count(every)
    tab.keyboard.press("/")
    tab.keyboard.type("no such words")
    expect(tab.locator("#empty")).to_have_text("No card is like that.")


def test_a_verdict_is_taken_away_with_a_click(tab: Page, root: Path) -> None:
    tab.locator(".row.held").click()
    tab.locator("#accept").click()
    expect(tab.locator(".row.held")).to_have_count(0)
    pick(tab, "34 million")
    tab.get_by_role("button", name="Leave it to flashgen").click()
    expect(tab.locator(".row.held")).to_contain_text("34 million")
    assert "accept: true" not in edits(root)


def test_several_at_once(tab: Page, root: Path) -> None:
    tab.locator("#by-file").select_option("peru.md")
    expect(tab.locator(".row")).to_have_count(2)
    tab.locator(".row .mark").first.click()
    tab.locator(".row .mark").last.click()
    expect(tab.locator("#several-count")).to_have_text("2 marked")
    tab.keyboard.press("r")
    expect(tab.locator(".row.rejected")).to_have_count(2)
    tab.keyboard.press("u")
    expect(tab.locator(".row.rejected")).to_have_count(0)
    assert edits(root) == ""


def test_the_card_that_is_looked_at_stays_in_sight(tab: Page, root: Path) -> None:
    """Also where those above it leave, because of what is decided or changes on disk."""
    wrote(root, "rivers.md", "".join(f"Q: Which river has number {n}?\nA: River {n * 7}\n\n" for n in range(60)))
    tab.locator('.chip[data-status="emit"]').click()
    expect(tab.locator('.chip[data-status="emit"] .number')).to_have_text("66")
    tab.locator("#list").focus()
    for _ in range(4):
        tab.keyboard.press("PageDown")
    name = tab.locator(".row.current .front").inner_text()
    before = tab.locator(".row.current").bounding_box()
    wrote(root, "heart.md", "# The heart\n")
    expect(tab.locator('.chip[data-status="emit"] .number')).to_have_text("62")
    expect(tab.locator(".row.current .front")).to_have_text(name)
    assert tab.locator(".row.current").bounding_box() == before


def test_a_card_and_its_line_lead_to_each_other(tab: Page) -> None:
    tab.locator(".line", has_text="mitral").click()
    expect(tab.locator(".row.current")).to_contain_text("mitral")
    tab.locator(".line", has_text="mitral").hover()
    expect(tab.locator("#why")).to_have_text(re.compile(r"Line \d+: in the deck \(explicit\)"))
    pick(tab, "capital of Chile")
    expect(tab.locator(".line.here").first).to_contain_text("capital of Chile")
    expect(tab.locator("#file")).to_have_value("peru.md")


def test_a_card_is_shown_as_anki_shows_it(tab: Page) -> None:
    pick(tab, "Systole")
    expect(tab.locator(".face")).to_contain_text("contracts and empties")
    assert face(tab).split("\n")[0] == "The heart"
    tab.keyboard.press("f")
    expect(tab.locator(".face")).not_to_contain_text("contracts and empties")
    expect(tab.locator(".face .term")).to_have_css("font-weight", "600")


def test_a_card_that_may_be_the_same_is_said_to_be(tab: Page, root: Path) -> None:
    tab.get_by_role("button", name="Build", exact=True).click()
    expect(tab.locator("#alert")).to_contain_text("Built World.apkg")
    wrote(
        root,
        "peru.md",
        PERU.replace(
            "What is the capital of Chile?\nA: Santiago", "What is the main town of Chile?\nA: Santiago de Chile"
        ),
    )
    expect(tab.locator('.count[data-sign="?"] b')).to_have_text("1")
    tab.locator('.count[data-sign="?"]').click()
    tab.get_by_role("button", name="The same card").click()
    expect(tab.get_by_role("dialog")).to_contain_text("There is nothing to suggest.")
    tab.keyboard.press("Escape")
    for sign in "+~-":
        expect(tab.locator(f'.count[data-sign="{sign}"] b')).to_have_text("0")


def test_words_whose_notes_changed_are_shown_beside_them(tab: Page, root: Path) -> None:
    pick(tab, "capital of Peru")
    tab.keyboard.press("e")
    tab.get_by_label("Answer", exact=True).fill("Lima, on the coast")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".row.current")).to_contain_text("on the coast")
    wrote(root, "peru.md", PERU.replace("A: Lima", "A: Lima, a city"))
    expect(tab.locator("#meta .was")).to_have_text("A: Lima")
    expect(tab.locator("#meta .is")).to_have_text("A: Lima, a city")
    with tab.expect_response(lambda answer: answer.request.method == "POST"):
        tab.keyboard.press("a")
    pick(tab, "on the coast")
    expect(tab.locator("#meta .was")).to_have_count(0)
    assert 'answer: "Lima, a city"' in edits(root)


@pytest.mark.slow  # a flashgen of its own is started, and waited for
def test_a_page_whose_flashgen_has_ended_says_so(browser: Browser, root: Path) -> None:
    with served(root, watched=False) as page:
        tab = opened(browser, page)
    expect(tab.locator("#alert")).to_contain_text("flashgen has ended")
    tab.locator(".row", has_text="capital of Peru").click()
    tab.keyboard.press("r")
    expect(tab.locator("#alert")).to_contain_text("does not answer")
    expect(tab.locator(".row", has_text="capital of Peru")).to_have_class(re.compile("emit"))
    tab.context.close()


def test_a_build_that_would_retire_much_asks(tab: Page, root: Path) -> None:
    wrote(root, "rivers.md", "".join(f"Q: Which river has number {n}?\nA: River {n * 7}\n\n" for n in range(12)))
    sure(tab, 19, "")
    tab.get_by_role("button", name="Build").click()
    expect(tab.locator("#alert")).to_contain_text("Built World.apkg")
    wrote(root, "rivers.md", "Nothing is left here.\n")
    expect(tab.locator('.count[data-sign="-"] b')).to_have_text("12")
    tab.locator('.count[data-sign="-"]').click()
    expect(tab.locator(".row.retired").first).to_have_attribute("aria-setsize", "12")
    expect(tab.locator("#accept")).to_be_disabled()
    tab.get_by_role("button", name="Build", exact=True).click()
    expect(tab.locator("#alert")).to_contain_text("Nothing was built: would retire 12 of the")
    tab.get_by_role("button", name="Build all the same").click()
    expect(tab.locator("#alert")).to_contain_text("- 12 retired")


def test_broken_edits_are_told_and_the_cards_stay(tab: Page, root: Path) -> None:
    count = tab.locator(".row").count()
    wrote(root, "edits.yaml", "a: [\n")
    expect(tab.locator("#problems")).to_contain_text("edits.yaml:")
    expect(tab.locator(".row")).to_have_count(count)
    pick(tab, "capital of Peru")
    tab.keyboard.press("r")
    expect(tab.locator("#alert")).to_contain_text("edits.yaml:")
    expect(tab.locator(".row", has_text="capital of Peru")).to_have_class(re.compile("emit"))
    wrote(root, "edits.yaml", "")
    expect(tab.locator("#problems")).to_be_hidden()


def test_the_help_sheet_names_the_keys(tab: Page) -> None:
    tab.keyboard.press("?")
    sheet = tab.get_by_role("dialog")
    expect(sheet).to_contain_text("accept: it goes into the deck")
    sheet.get_by_label("Single letters are commands").uncheck()
    tab.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    pick(tab, "capital of Peru")
    tab.keyboard.press("r")
    expect(tab.locator(".row", has_text="capital of Peru")).to_have_class(re.compile("emit"))
