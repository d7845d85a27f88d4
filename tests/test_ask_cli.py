"""``flashgen ask`` against a model's server: what is sent, what is kept, and how it goes on after any trouble."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from misbehaving import (
    Line,
    Request,
    Turn,
    completion,
    cut_off,
    garbage,
    hangs_up,
    refuses,
    says,
    sends,
    serving,
    ten_megabytes,
)

from flashgen.ask import answers, run
from flashgen.ask.endpoint import MISSING
from flashgen.cli import main
from flashgen.rules import RULES

pytestmark = pytest.mark.usefixtures("unlooped")

FACTS = {
    "heart": {
        "span": "In a person at rest the sinoatrial node fires about seventy times a minute",
        "kind": "quantity",
        "subject": "sinoatrial node",
        "relation": "fires",
        "object": "about seventy",
        "question": "In a person at rest, how many times a minute does the sinoatrial node fire?",
    },
    "kidney": {
        "span": "Of all that the glomeruli let through, the tubules take back about ninety-nine per cent",
        "kind": "quantity",
        "subject": "tubules",
        "relation": "take back",
        "object": "about ninety-nine per cent",
        "question": "Of all that the glomeruli let through, how much do the tubules take back?",
    },
    "lung": {
        "span": "Spread out flat, the walls of its sacs would cover about half a tennis court",
        "kind": "quantity",
        "subject": "the lung",
        "relation": "would cover",
        "object": "about half a tennis court",
        "question": "Spread out flat, what would the walls of the sacs of the lung cover?",
    },
}
NOTES = {name: f"# The {name}\n\n{fact['span']}.\n" for name, fact in FACTS.items()}
SECRET = "sk-test-0123456789abcdef"
WITHOUT_RULES = f"rules_off: [{', '.join(rule.name for rule in RULES)}]\n"


def asked_about(prompt: str) -> list[tuple[int, str]]:
    """The lines that a prompt marks, with their numbers."""
    notes = prompt.partition("\n====")[2]
    return [(int(number), line) for number, line in re.findall(r"^ > +(\d+)  (.*)$", notes, re.M)]


def facts(prompt: str) -> list[dict[str, object]]:
    """What a model would find that knows these notes."""
    lines = asked_about(prompt)
    return [{"line": number, **fact} for number, line in lines for fact in FACTS.values() if fact["span"] in line]


def model(line: Line, request: Request) -> None:
    line.send(200, completion(json.dumps({"facts": facts(request.prompt)})))


def takes(seconds: float) -> Turn:
    """The same model on a slower machine."""

    def turn(line: Line, request: Request) -> None:
        line.server.is_over.wait(seconds)
        model(line, request)

    return turn


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "notes"
    (root / ".git").mkdir(parents=True)
    for name, text in NOTES.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("FLASHGEN_STATE", str(tmp_path / "state"))
    for name in ("FLASHGEN_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return root


def name_model(address: str, more: str = "") -> None:
    text = f"{WITHOUT_RULES}model:\n  endpoint: {address}\n  name: m\n  second_look: false\n{more}"
    Path("flashgen.yaml").write_text(text, encoding="utf-8")


def ask(*more: str, yes: bool = True) -> Result:
    return CliRunner().invoke(main, ["ask", *(["--yes"] if yes else []), *more])


def answered() -> dict[str, int]:
    """Files about which there is an answer, with how many facts it has."""
    known = answers.load(Path(answers.FILE)).all
    return {one.under[0].removeprefix("The "): len(one.facts) for one in known}


def cards() -> str:
    return CliRunner().invoke(main, ["preview"]).stdout


ALL = {"heart": 1, "kidney": 1, "lung": 1}


def test_what_comes_is_kept_and_becomes_cards() -> None:
    with serving(model) as server:
        name_model(server.address)
        assert cards() == ""
        result = ask()
        assert (result.exit_code, answered()) == (0, ALL)
        assert [len(asked_about(request.prompt)) for request in server.requests] == [1, 1, 1]
        again = ask()
        assert len(server.requests) == 3
    assert "took 3 facts, dropped 0; flashgen build makes cards of them\n" in result.stdout
    assert result.stdout.endswith("used 300 tokens, and 60 back\n")
    assert again.stdout == "nothing to ask: what is worth it is on cards, answered already, or private\n"
    assert all(str(fact["question"]) in cards() for fact in FACTS.values())


def test_without_a_model_nothing_can_be_sent() -> None:
    Path("flashgen.yaml").write_text(WITHOUT_RULES, encoding="utf-8")
    result = ask()
    assert (result.exit_code, result.stderr) == (
        1,
        "error: flashgen.yaml: names no model to ask; name one under model: (docs/models.md), or ask one by hand with: "
        "flashgen ask --export prompts\n",
    )


def test_what_is_missing_is_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    name_model("http://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "httpx2", None)
    result = ask()
    assert (result.exit_code, result.stderr) == (1, f"error: {MISSING}\n")


def test_nothing_is_sent_unless_somebody_says_yes(project: Path) -> None:
    with serving(model) as server:
        name_model(server.address)
        result = ask(yes=False)
        assert result.exit_code == 1
        assert result.stderr.endswith(
            f"  where  {server.address}/v1, the model m\n"
            "  It stays on this machine, unless the program that answers there passes it on.\n"
            "error: nothing was sent, as nobody is here to say yes; say it with: flashgen ask --yes\n"
        )
        for arguments in (["--dry-run"], ["--estimate"]):
            assert ask(*arguments).exit_code == 0
        assert server.connections == 0
        assert ask("--limit", "1").exit_code == 0
        later = ask(yes=False)
        assert later.exit_code == 0
        assert later.stdout.startswith("sending 2 prompts of ")
        assert f", 2 files, to {server.place}, on this machine: m\n" in later.stdout
    assert not list(project.rglob("models.json")), "it is the person who said yes, not the project"


def test_whoever_sits_at_the_terminal_is_asked(project: Path) -> None:
    pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "TERM": "dumb"}

    def person(says: str) -> str:
        words = ["-m", "flashgen", "ask"]
        child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", timeout=20)
        child.expect_exact("May it be sent, now and from this project from now on? [y/N]: ")
        told = str(child.before)
        child.sendline(says)
        child.expect(pexpect.EOF)
        child.close()
        return f"{told}|{child.before}|{child.exitstatus}"

    with serving(model) as server:
        name_model(server.address)
        refused = person("")
        assert re.search(r"3 blocks of 3 files: (\w+\.md(, |\r)){3}", refused)
        assert "nothing was sent\r\n" in refused
        assert refused.endswith("|1")
        assert server.connections == 0
        assert person("y").endswith("|0")
    assert answered() == ALL


def test_private_notes_are_never_sent() -> None:
    Path("heart.md").write_text(f"---\nflashgen: private\n---\n{NOTES['heart']}", encoding="utf-8")
    with serving(model) as server:
        name_model(server.address)
        assert ask().exit_code == 0
        sent = "".join(json.dumps(request.body) for request in server.requests)
    assert answered() == {"kidney": 1, "lung": 1}
    assert "sinoatrial" not in sent


def test_an_edit_asks_again_only_for_itself() -> None:
    with serving(model) as server:
        name_model(server.address)
        ask()
        edited = NOTES["lung"].replace("about half", "nearly half")
        Path("lung.md").write_text(f"{edited}\nNobody who holds one believes it, light as it is.\n", encoding="utf-8")
        assert ask().exit_code == 0
        lines = [line for request in server.requests[3:] for _, line in asked_about(request.prompt)]
    assert lines == [edited.splitlines()[2], "Nobody who holds one believes it, light as it is."]


def test_limit_is_kept_to() -> None:
    with serving(model) as server:
        name_model(server.address)
        for asked in (2, 3, 3):
            assert ask("--limit", "2").exit_code == 0
            assert len(server.requests) == asked


STOPS: dict[str, tuple[Turn, str]] = {
    "the key runs out": (refuses(402, "no more"), "the account at PLACE has no credit left, or a limit to it; look"),
    "the key is wrong": (refuses(401), "PLACE refuses us: it wants a key; put it into the variable FLASHGEN_API_KEY"),
    "the model is gone": (refuses(404, "model 'm' not found"), "PLACE knows no model 'm', or not this address; for"),
    "a long wait": (refuses(429, Retry_After="9000"), "PLACE is busy; it asks to wait 2 hours, so go on then"),
}


@pytest.mark.parametrize("trouble", STOPS)
def test_what_came_before_the_trouble_is_kept_and_only_the_rest_is_asked(trouble: str) -> None:
    turn, message = STOPS[trouble]
    with serving(model, turn, model) as server:
        name_model(server.address)
        stopped = ask()
        kept = answered()
        assert ask().exit_code == 0
        prompts = [request.prompt for request in server.requests]
    assert stopped.exit_code == 1
    assert stopped.stderr.splitlines()[-1].startswith(f"error: {message.replace('PLACE', server.place)}")
    assert stopped.stderr.endswith("; what was answered is kept, and the same command goes on from there\n")
    assert "Traceback" not in stopped.output
    assert len(kept) == 1
    assert answered() == ALL
    assert len(prompts) == 4
    assert prompts[1] in prompts[2:]
    assert prompts[0] not in prompts[1:]


USELESS: dict[str, tuple[Turn, str]] = {
    "prose": (says("I am sorry, but I cannot do that."), "the reply holds no facts as JSON; "),
    "nothing": (says(" "), "the model said nothing"),
    "cut before the first fact": (
        says('{"facts": [{"line": 3, "sp', finish="length"),
        "the reply was cut before it was done with one line; raise reply_tokens under model: in flashgen.yaml, or the",
    ),
}


@pytest.mark.parametrize("trouble", USELESS)
def test_a_useless_reply_is_told_and_asked_again_by_the_next_run(trouble: str) -> None:
    turn, message = USELESS[trouble]
    with serving(turn, model) as server:
        name_model(server.address)
        first = ask()
        assert len(answered()) == 2
        assert ask().exit_code == 0
    assert first.exit_code == 1
    (line,) = [line for line in first.stderr.splitlines() if line.startswith("error: ")]
    assert re.fullmatch(rf"error: (heart|kidney|lung)\.md:3: {re.escape(message)}.*", line)
    assert answered() == ALL


def cut(line: Line, request: Request) -> None:
    """The model has to stop within its last fact."""
    whole = json.dumps({"facts": facts(request.prompt)})
    line.send(200, completion(whole[:-30], "length"))


@pytest.fixture
def organs() -> None:
    """One file that holds all facts."""
    for name in FACTS:
        Path(f"{name}.md").unlink()
    lines = "".join(f"{fact['span']}.\n\n" for fact in FACTS.values())
    Path("organs.md").write_text(f"# The organs\n\n{lines}", encoding="utf-8")


@pytest.mark.usefixtures("organs")
def test_what_a_reply_left_out_is_asked_for_in_the_same_run() -> None:
    """About the second line, too: the model might have had more to say of it."""
    with serving(cut, model) as server:
        name_model(server.address)
        result = ask()
        marked = [[number for number, _ in asked_about(request.prompt)] for request in server.requests]
    assert result.exit_code == 0
    assert marked == [[3, 5, 7], [5, 7]]
    assert "breaks off; what is whole of it was taken, the rest will be asked again" in result.stderr
    assert sum(len(one.facts) for one in answers.load(Path(answers.FILE)).all) == 3


@pytest.mark.usefixtures("organs")
def test_what_a_reply_left_out_is_not_asked_for_beyond_the_limit() -> None:
    with serving(cut, model) as server:
        name_model(server.address)
        assert ask("--limit", "1").exit_code == 0
        assert len(server.requests) == 1
        assert ask("--limit", "1").exit_code == 0
        assert len(server.requests) == 2


@pytest.mark.usefixtures("organs")
def test_what_failed_is_not_asked_again_in_the_same_run() -> None:
    Path("spleen.md").write_text(
        "# The spleen\n\nWhat the spleen is for, they argued about for long.\n", encoding="utf-8"
    )

    def speechless(line: Line, request: Request) -> None:
        if "spleen" in request.prompt:
            return line.send(200, completion("I cannot say."))
        return (cut if len(asked_about(request.prompt)) == 3 else model)(line, request)

    with serving(speechless) as server:
        name_model(server.address)
        assert ask().exit_code == 1
        prompts = [request.prompt for request in server.requests]
    assert len(prompts) == len(set(prompts)) == 3


def test_a_build_takes_the_word_of_the_model_that_is_named() -> None:
    Path("kidney.md").unlink()
    Path("lung.md").unlink()
    questions = {
        "m": "In a person at rest, how many times a minute does the sinoatrial node fire?",
        "other": "How many times a minute does the sinoatrial node fire in a person at rest?",
    }
    files = {}
    for name, asks in questions.items():
        with serving(says(json.dumps({"facts": [{"line": 3, **FACTS["heart"], "question": asks}]}))) as server:
            name_model(server.address)
            assert ask("--model", name).exit_code == 0
        files[name] = Path(answers.FILE).read_text(encoding="utf-8")
        Path(answers.FILE).unlink()
    Path(answers.FILE).write_text(files["m"] + files["other"], encoding="utf-8")
    for name, asked in questions.items():
        text = Path("flashgen.yaml").read_text(encoding="utf-8")
        Path("flashgen.yaml").write_text(re.sub("name: .*", f"name: {name}", text), encoding="utf-8")
        assert asked in cards()


def test_ctrl_c_stops_at_once_and_keeps_what_came(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with serving(model, takes(30)) as server:
        name_model(server.address)
        child = subprocess.Popen(
            [sys.executable, "-m", "flashgen", "ask", "--yes"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        deadline = time.monotonic() + 20
        while len(server.requests) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        start = time.monotonic()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
        assert time.monotonic() - start < 15, "the model takes thirty seconds"
    assert child.returncode == 130
    assert err.endswith("stopped: 1 reply came, and what they say is kept; to go on, give the same command again\n")
    assert "Traceback" not in err
    assert "took 1 fact, dropped 0" in out
    assert len(answered()) == 1


def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with serving(model) as server:
        name_model(server.address)
        monkeypatch.setattr(answers, "write_whole", full)
        result = ask()
        assert len(server.requests) == 1, "what cannot be kept is not paid for again and again"
    assert result.exit_code == 1
    assert result.stderr.endswith("error: answers.jsonl: cannot be written: No space left on device\n")


def test_a_key_is_sent_and_shown_nowhere(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHGEN_API_KEY", SECRET)
    with serving(model, cut_off, refuses(400, f"bad header: Bearer {SECRET}")) as server:
        name_model(server.address)
        result = ask("-v", "--log-json")
        assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {SECRET}"}
    assert result.exit_code == 1
    assert "with the key from FLASHGEN_API_KEY" in result.stderr
    assert SECRET not in result.output
    left = [file for file in project.parent.rglob("*") if file.is_file()]
    assert left
    assert not any(SECRET.encode() in file.read_bytes() for file in left)


def test_what_it_costs() -> None:
    with serving(model) as server:
        name_model(server.address, "  input_price: 2.5\n  output_price: 10\n  currency: EUR\n")
        estimate = ask("--estimate").stdout
        assert server.connections == 0
        done = ask().stdout
    calls, characters, tokens_in, tokens_out = (
        int(re.search(pattern, estimate)[1].replace(",", ""))  # type: ignore[index]
        for pattern in (r"(\d+) calls", r"([\d,]+) characters", r"about ([\d,]+) tokens", r"and ([\d,]+) back")
    )
    assert calls == 3
    assert tokens_in == -(-characters // 4)
    assert estimate.endswith(f", {(tokens_in * 2.5 + tokens_out * 10) / 1e6:.2f} EUR\n")
    assert done.endswith("used 300 tokens, and 60 back: less than 0.01 EUR\n")


def test_another_model_is_asked_under_its_own_name() -> None:
    with serving(model) as server:
        name_model(server.address)
        assert ask("--model", "other").exit_code == 0
        assert {request.body["model"] for request in server.requests} == {"other"}
        assert {one.model for one in answers.load(Path(answers.FILE)).all} == {"other"}


def test_several_at_once_keep_everything() -> None:
    for number in range(9):
        text = f"# The organ {number}\n\nOf organ {number} nobody has ever counted the cells, many as they are.\n"
        Path(f"organ{number}.md").write_text(text, encoding="utf-8")
    with serving(takes(0.02)) as server:
        name_model(server.address, "  at_once: 4\n")
        assert ask().exit_code == 0
        assert server.most_under_way > 1
    assert len(answers.load(Path(answers.FILE)).all) == 12


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_whatever_a_server_does_in_whatever_order_all_is_answered_in_the_end(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        text = f"# The organ {number}\n\nOf organ {number} nobody has ever counted the cells, many as they are.\n"
        Path(f"organ{number}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(run, "FIRST_WAIT", 0.001)
    chance = random.Random(seed)
    troubles = [
        refuses(429), refuses(429, Retry_After="0"), refuses(500), refuses(503), refuses(401), refuses(404), cut_off,
        hangs_up, garbage, ten_megabytes, says(" "), says("no"), says('{"facts": [{'), says("{}", "length"), cut,
        sends(200, "{"), sends(307, "", Location="http://127.0.0.1:1"), refuses(400, "seed"),
    ]  # fmt: skip
    script = [model if chance.random() < 0.4 else chance.choice(troubles) for _ in range(60)]
    kept: set[str] = set()
    with serving(*script, model) as server:
        name_model(server.address, f"  at_once: {chance.randint(1, 4)}\n")
        for _ in range(60):
            result = ask()
            assert result.exception is None or isinstance(result.exception, SystemExit)
            assert result.exit_code in (0, 1)
            assert "Traceback" not in result.output
            now = {one.key for one in answers.load(Path(answers.FILE)).all}
            assert kept <= now
            kept = now
            if result.exit_code == 0 and "nothing to ask" in result.stdout:
                break
    assert len(kept) == 12
    assert {name: count for name, count in answered().items() if name in FACTS} == ALL
