"""The drill in the browser: what it writes down, what two windows do to each other, and how it is used."""

from __future__ import annotations

import http.client
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from browsing import wrote
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from served import Served, served

from flashgen.cli import drilling, main
from flashgen.drill import store
from flashgen.drill.values import Moment
from flashgen.review import drills

NOTES = """\
# Peru

**Altiplano**: the high plain between the two chains of the Andes

**Quipu**: knotted cords that the Inca kept accounts with

- Lake Titicaca lies about 3800 m above the sea.

Q: What is the capital of Peru?
A: Lima
"""
NOW = Moment(1_800_000_000_000, 740_000)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    wrote(tmp_path, "flashgen.yaml", "deck: World\nbar: 0.2\n")  # which cards are good enough is another matter
    wrote(tmp_path, "peru.md", NOTES)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    return tmp_path


@pytest.fixture
def page(root: Path) -> Iterator[Served]:
    with served(root) as found:
        found.enter()
        yield found


def begin(page: Served, **said: object) -> Any:
    return page.post("/api/drill/begin", **said)


def do(page: Served, state: Any, act: str, **said: object) -> Any:
    return page.post("/api/drill/do", drill=state["drill"], turn=state["turn"], act=act, **said)


def drilled(page: Served, state: Any, rating: int) -> Any:
    return do(page, do(page, state, "reveal"), "grade", rating=rating)


def kept(root: Path) -> list[str]:
    """All that is in the store."""
    with closing(sqlite3.connect(root / store.FILE)) as database:
        return list(database.iterdump())


def answers(root: Path) -> list[tuple[int, int]]:
    """Grades, and whether each was crammed."""
    with closing(sqlite3.connect(root / store.FILE)) as database:
        return database.execute("SELECT rating, cram FROM answers ORDER BY id").fetchall()


# --------------------------------------------------------------------------- what is written down


@pytest.mark.parametrize("cram", [False, True])
def test_a_drilled_card_is_in_the_store_exactly_as_from_the_terminal(
    root: Path, page: Served, monkeypatch: pytest.MonkeyPatch, *, cram: bool
) -> None:
    monkeypatch.setattr(drilling.Project, "now", lambda _: NOW)
    grades = [3, 1, 4, 2, 3]
    words = ["drill", "--all", *(["--cram"] if cram else [])]
    lines = "".join(f"\n{rating}\n" for rating in grades) + "u\nq\n"
    terminal = CliRunner().invoke(main, words, input=lines)
    assert terminal.exit_code == 0, terminal.output
    told = kept(root)
    assert len(answers(root)) == 4
    (root / store.FILE).unlink()

    state = begin(page, every=True, cram=cram)
    for rating in grades:
        state = drilled(page, state, rating)
    do(page, state, "undo")
    assert kept(root) == told


def test_typed_answers_are_judged_as_in_the_terminal(root: Path, page: Served) -> None:
    state = begin(page, every=True, kind="explicit", typed=True)
    assert state["typing"]
    assert "back" not in state
    assert "Lima" not in json.dumps(state)
    right = do(page, state, "typed", text="lima")
    assert (right["verdict"], right["suggested"], right["typed"]) == ("right", 3, "lima")
    wrong = do(page, begin(page, every=True, kind="explicit", typed=True), "typed", text="Quito")
    assert (wrong["verdict"], wrong["suggested"]) == ("wrong", 1)
    other = begin(page, every=True, kind="quantity", typed=True)
    number = do(page, other, "typed", text="3.8 km")
    assert number["verdict"] == "right"
    assert answers(root) == []


def test_what_is_nearly_right_shows_what_is_missing(root: Path, page: Served) -> None:
    state = begin(page, typed=True)
    nearly = do(page, state, "typed", text="high plain between the chains of the Andes")
    assert nearly["verdict"] == "nearly"
    assert "".join(piece for _, piece in nearly["missing"]) == nearly["answer"]
    assert any(not there and "two" in piece for there, piece in nearly["missing"])


def test_an_undo_takes_the_answer_off_the_disk(root: Path, page: Served) -> None:
    state = begin(page)
    before = kept(root)
    after = drilled(page, state, 3)
    assert answers(root) == [(3, 0)]
    back = do(page, after, "undo")
    assert kept(root) == before
    assert (back["guid"], back["phase"], back["notice"]) == (state["guid"], "asked", "taken back")
    again = do(page, back, "undo")
    assert again["notice"] == "nothing to take back"


def test_the_last_answer_can_be_taken_back_when_all_is_done(page: Served) -> None:
    over = drilled(page, begin(page, cards=1), 4)
    assert over["phase"] == "done"
    assert over["summary"]["answered"] == 1
    assert do(page, over, "undo")["phase"] == "asked"


def test_who_ends_in_the_middle_of_a_card_has_not_answered_it(root: Path, page: Served) -> None:
    over = do(page, do(page, begin(page), "reveal"), "end")
    assert over["phase"] == "done"
    assert answers(root) == []


# --------------------------------------------------------------------------- which cards


def test_what_can_be_chosen_is_what_was_built(page: Served) -> None:
    found = page.get("/api/drill/choices")
    assert {"World", "World::Glossary"} <= set(found["decks"])
    assert {"explicit", "quantity", "definition", "numeric"} <= set(found["kinds"])
    assert found["cards"] > found["terms"] > 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, []),
        ({"every": True}, ["--all"]),
        ({"cram": True}, ["--cram"]),
        ({"every": True, "kind": "explicit"}, ["--all", "--kind", "explicit"]),
        ({"kind": "numeric"}, ["--kind", "numeric"]),
        ({"every": True, "new": 1}, ["--all", "--new", "1"]),
        ({"every": True, "cards": 3}, ["--all", "--limit", "3"]),
        ({"deck": "Glossary"}, ["--deck", "Glossary"]),
    ],
)
def test_the_choice_is_that_of_the_command(root: Path, page: Served, said: dict[str, object], words: list[str]) -> None:
    found = page.post("/api/drill/count", **said)
    assert sum(found.values()) > 0
    assert not (root / store.FILE).exists()  # asking how much there is begins nothing
    told = CliRunner().invoke(main, ["drill", "--format", "json", *words], input='{"quit": true}\n')
    assert json.loads(told.stdout.splitlines()[0])["left"] == found


def test_a_choice_of_nothing_says_so(page: Served) -> None:
    assert "there are no such cards" in page.post("/api/drill/count", tag="nowhere")["nothing"]


def test_before_the_first_build_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "other" / ".git").mkdir(parents=True)
    wrote(tmp_path, "other/flashgen.yaml", "deck: World\n")
    wrote(tmp_path, "other/peru.md", NOTES)
    with served(tmp_path / "other") as page:
        page.enter()
        answer = page.ask("POST", "/api/drill/begin", body=b"{}")
        assert answer.status == 409
        assert "nothing was built yet" in answer.said["error"]
        page.post("/api/build")
        assert begin(page)["phase"] == "asked"


def test_a_build_meanwhile_is_seen_by_the_next_drill(root: Path, page: Served) -> None:
    before = page.get("/api/drill/choices")["cards"]
    wrote(root, "chile.md", "Q: What is the capital of Chile?\nA: Santiago\n")
    assert page.get("/api/drill/choices")["cards"] == before
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert page.get("/api/drill/choices")["cards"] == before + 1
    wrote(root, "flashgen.yaml", "deck: World\nbar: 0.2\ndrill:\n  new_per_day: 0\n")
    assert sum(page.post("/api/drill/count", every=True).values()) == 0


def test_time_runs_out(page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [NOW]
    monkeypatch.setattr(drilling.Project, "now", lambda _: clock[0])
    state = begin(page, every=True, minutes=1)
    state = drilled(page, state, 3)
    assert state["phase"] == "asked"
    clock[0] = Moment(NOW.ms + 61_000, NOW.day)
    assert drilled(page, state, 3)["phase"] == "done"


# --------------------------------------------------------------------------- windows, and what was lost


def test_two_drills_ask_one_card_and_it_is_answered_once(root: Path, page: Served) -> None:
    one, other = begin(page), begin(page)
    assert one["guid"] == other["guid"]
    other = do(page, other, "reveal")
    drilled(page, one, 3)
    late = do(page, other, "grade", rating=1)
    assert "answered in another drill" in late["notice"]
    assert late["guid"] != one["guid"]
    assert answers(root) == [(3, 0)]


def test_what_is_sent_twice_is_done_once(root: Path, page: Served) -> None:
    state = do(page, begin(page), "reveal")
    after = do(page, state, "grade", rating=3)
    again = do(page, state, "grade", rating=3)
    assert again == after | {"late": True}
    assert answers(root) == [(3, 0)]


def test_a_drill_goes_on_where_it_was(page: Served) -> None:
    state = do(page, begin(page), "reveal")
    assert page.get(f"/api/drill?drill={state['drill']}") == state
    assert page.get("/api/drill?drill=unknown") is None
    answer = page.ask("POST", "/api/drill/do", body=json.dumps({"drill": "x", "turn": 0, "act": "end"}).encode())
    assert answer.status == 409
    assert "what you answered is kept" in answer.said["error"]


def test_old_drills_make_room(page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drills, "MOST", 2)
    first, second = begin(page), begin(page)
    do(page, first, "reveal")
    begin(page)
    assert page.get(f"/api/drill?drill={second['drill']}") is None
    assert page.get(f"/api/drill?drill={first['drill']}")["phase"] == "revealed"


def test_a_damaged_store_is_set_aside_and_told(root: Path, page: Served) -> None:
    wrote(root, store.FILE, "no database, and long enough to be one" * 100)
    assert "was damaged" in begin(page)["notice"]


def test_the_source_is_that_of_the_notes_as_they_are_now(root: Path, page: Served) -> None:
    state = begin(page)
    told = page.post("/api/drill/source", drill=state["drill"])["source"]
    assert told == "peru.md:3 › Peru\n**Altiplano**: the high plain between the two chains of the Andes"


def test_what_somebody_put_into_the_ledger_is_cleaned(root: Path, page: Served) -> None:
    ledger = root / "ledger.jsonl"
    text = ledger.read_text(encoding="utf-8")
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)><b style=color:red>Lima</b>"
    ledger.write_text(text.replace('"Lima"', json.dumps(bad)), encoding="utf-8")
    state = do(page, begin(page, every=True, kind="explicit"), "reveal")
    assert "Lima" in state["back"]
    assert not any(word in state["back"] for word in ("script", "onerror", "style="))


# --------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "said",
    [
        {"act": "grade", "rating": 5},
        {"act": "grade", "rating": True},
        {"act": "grade"},
        {"act": "typed"},
        {"act": "typed", "text": 1},
        {"act": "drop"},
        {"act": ["end"]},
        {"act": "end", "turn": "0"},
        {"act": "end", "drill": 1},
    ],
)
def test_nonsense_is_refused(page: Served, said: dict[str, object]) -> None:
    state = begin(page)
    sent = {"drill": state["drill"], "turn": state["turn"], **said}
    assert page.ask("POST", "/api/drill/do", body=json.dumps(sent).encode()).status == 400
    assert page.get(f"/api/drill?drill={state['drill']}") == state


@pytest.mark.parametrize("said", [{"new": -1}, {"new": "1"}, {"cards": True}, {"minutes": 1e9}, {"deck": 1}, []])
def test_a_choice_that_is_none_is_refused(root: Path, page: Served, said: object) -> None:
    for path in ("/api/drill/count", "/api/drill/begin"):
        assert page.ask("POST", path, body=json.dumps(said).encode()).status == 400
    assert not (root / store.FILE).exists()


def test_from_another_address_only_the_token_opens(root: Path) -> None:
    """As a phone in the same network asks, when ``--host`` was given."""
    with served(root, host="0.0.0.0") as page:

        def asked(path: str, cookie: str = "", method: str = "GET") -> int:
            own = f"127.0.0.2:{page.port}"
            phone = http.client.HTTPConnection("127.0.0.2", page.port, 20, ("127.0.0.3", 0))
            with closing(phone):
                headers = {"Host": own, "Origin": f"http://{own}", "Content-Type": "application/json"}
                phone.request(method, path, b"{}" if method == "POST" else None, headers | {"Cookie": cookie})
                return phone.getresponse().status

        name = f"flashgen-{page.port}"
        for path, method in (("/api/drill/choices", "GET"), ("/api/drill/begin", "POST"), ("/", "GET")):
            assert asked(path, "", method) == 403
            assert asked(path, f"{name}=wrong", method) == 403
        assert asked("/?token=wrong") == 403
        assert not (root / store.FILE).exists()
        assert asked(f"/?token={page.token}") == 303
        assert asked("/api/drill/begin", f"{name}={page.token}", "POST") == 200
        assert (root / store.FILE).exists()


# --------------------------------------------------------------------------- in a browser


@pytest.fixture
def window(browser: Browser, page: Served) -> Iterator[Callable[..., Page]]:
    """Opens windows of one browser in which nothing may go wrong."""
    faults: list[str] = []
    wishes = {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce", "has_touch": True}
    context = browser.new_context(**wishes)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)

    def open_one() -> Page:
        tab = context.new_page()
        tab.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.goto(page.url)
        tab.get_by_role("tab", name="Drill").click()
        expect(tab.locator("#drill-count")).to_contain_text("new")
        return tab

    yield open_one
    context.close()
    assert faults == []


def start(tab: Page, **chosen: bool) -> None:
    for name, wanted in chosen.items():
        tab.locator(f"[name={name}]").last.set_checked(wanted)
    tab.get_by_role("button", name="Start").click()
    expect(tab.locator("#drill-asking")).to_be_visible()


def test_cards_are_drilled_by_keys(root: Path, window: Callable[..., Page]) -> None:
    tab = window()
    start(tab)
    card = tab.locator("#drill-card")
    expect(card.get_by_text("Altiplano")).to_be_visible()
    expect(card.get_by_text("high plain")).to_have_count(0)
    tab.keyboard.press("3")  # not before the answer was seen
    tab.keyboard.press("Space")
    expect(card.get_by_text("high plain")).to_be_visible()
    tab.keyboard.press("4")
    expect(card.get_by_text("Quipu")).to_be_visible()
    assert answers(root) == [(4, 0)]
    tab.keyboard.press("u")
    expect(card.get_by_text("Altiplano")).to_be_visible()
    expect(tab.locator("#drill-notice")).to_have_text("taken back")
    assert answers(root) == []
    tab.keyboard.press("s")
    expect(tab.locator("#drill-source")).to_contain_text("peru.md:3")
    tab.keyboard.press("Enter")
    expect(card.get_by_text("high plain")).to_be_visible()
    tab.keyboard.press("Enter")
    expect(card.get_by_text("Quipu")).to_be_visible()
    assert answers(root) == [(3, 0)]


def test_cards_are_drilled_by_touch_on_a_phone(root: Path, window: Callable[..., Page]) -> None:
    tab = window()
    start(tab, every=True)
    for _ in range(2):
        tab.locator("#drill-card").tap()
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        for name in ("Again", "Hard", "Good", "Easy"):
            button = tab.get_by_role("button", name=name)
            expect(button).to_be_in_viewport(ratio=1)
            assert button.bounding_box()["height"] >= 44  # type: ignore[index]
        turn = tab.locator("#drill-progress").get_attribute("value")
        tab.get_by_role("button", name="Good").tap()
        expect(tab.locator("#drill-progress")).not_to_have_attribute("value", str(turn))
    assert answers(root) == [(3, 0), (3, 0)]
    tab.get_by_role("button", name="End").tap()
    expect(tab.locator("#drill-summary")).to_contain_text("2 answers, 2 right (100 %)")
    tab.get_by_role("button", name="Take the last answer back").tap()
    expect(tab.locator("#drill-asking")).to_be_visible()
    assert answers(root) == [(3, 0)]


def test_a_page_loaded_anew_goes_on_in_the_middle_of_a_card(root: Path, window: Callable[..., Page]) -> None:
    tab = window()
    start(tab)
    tab.keyboard.press("Space")
    expect(tab.locator("#drill-card").get_by_text("high plain")).to_be_visible()
    tab.reload()
    expect(tab.locator("#drill-card").get_by_text("high plain")).to_be_visible()
    tab.get_by_role("button", name="Good").click()
    expect(tab.locator("#drill-card").get_by_text("Quipu")).to_be_visible()
    assert answers(root) == [(3, 0)]


def test_typed_answers(root: Path, window: Callable[..., Page]) -> None:
    tab = window()
    start(tab, typed=True)
    expect(tab.get_by_label("Your answer")).to_be_focused()
    tab.keyboard.type("the sea 1 u s")  # letters and digits are no commands here
    tab.keyboard.press("Enter")
    expect(tab.locator("#drill-verdict")).to_contain_text("Wrong. You typed: the sea 1 u s")
    expect(tab.locator(".grades .suggested")).to_contain_text("Again")
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("Your answer")).to_be_focused()
    assert answers(root) == [(1, 0)]


def test_two_windows_of_one_browser(root: Path, window: Callable[..., Page]) -> None:
    one, other = window(), window()
    start(one)
    start(other)
    other.keyboard.press("Space")
    expect(other.locator("#drill-grades")).to_be_visible()
    one.keyboard.press("Space")
    expect(one.locator("#drill-grades")).to_be_visible()
    one.keyboard.press("3")
    expect(one.locator("#drill-card").get_by_text("Quipu")).to_be_visible()
    other.keyboard.press("1")
    expect(other.locator("#drill-notice")).to_contain_text("answered in another drill meanwhile")
    assert answers(root) == [(3, 0)]


def test_what_a_card_says_is_read_aloud_and_axe_finds_no_serious_fault(window: Callable[..., Page]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    def faults(tab: Page) -> list[str]:
        found = Axe().run(tab).response["violations"]
        return [each["id"] for each in found if each["impact"] in ("serious", "critical")]

    tab = window()
    assert faults(tab) == []
    start(tab)
    expect(tab.locator("#said")).to_contain_text("Altiplano")
    tab.keyboard.press("Space")
    expect(tab.locator("#said")).to_contain_text("the high plain between")
    assert faults(tab) == []
    tab.emulate_media(color_scheme="dark")
    assert faults(tab) == []
    tab.get_by_role("button", name="End").click()
    expect(tab.get_by_role("heading", name="Done")).to_be_focused()
    assert faults(tab) == []
