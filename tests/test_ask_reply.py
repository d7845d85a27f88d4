"""What models send back, and what is read of it."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_ask_held import taken

from flashgen.ask.exchange import Prompt
from flashgen.ask.matched import matched, without_prompt
from flashgen.ask.reply import read

CASES = (Path(__file__).parent / "ask/replies.md").read_text(encoding="utf-8")
NOTES = re.search(r"```notes\n(.*?)```", CASES, re.S)
FACT = {"line": 2, "span": "a b", "kind": "claim", "object": "b", "question": "What is a?"}


def cases() -> list[tuple[str, str, str]]:
    found = []
    for section in CASES.split("\n## ")[1:]:
        reply = re.search(r"^(`{3,})reply\n(.*?)^\1$", section, re.S | re.M)
        verdict = re.search(r"^> (.*)$", section, re.M)
        assert reply, section
        assert verdict, section
        found.append((section.splitlines()[0], reply[2], verdict[1]))
    return found


@pytest.mark.parametrize(("reply", "verdict"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_a_reply_is_read_in_its_wrapping(reply: str, verdict: str) -> None:
    assert NOTES
    found = taken(NOTES[1], reply)
    said = f"took {found.kept}, dropped {len(found.dropped)}, {'whole' if found.whole else ''}"
    said += "".join(f", {problem.message}" for problem in found.problems)
    for part in verdict.split(", "):
        assert part in said


def test_blocks_of_a_whole_reply_are_answered_even_with_nothing() -> None:
    found = taken("# A\n- one two three\n- four five six\n", '{"facts": []}')
    assert [answer.facts for answer in found.answers] == [()] * 3  # the list below the heading is one, too


def test_a_useless_reply_answers_nothing() -> None:
    assert taken("# A\n- one two three\n", "no").answers == ()


def test_blocks_behind_the_end_of_a_reply_are_still_to_be_asked() -> None:
    fact = json.dumps(FACT | {"line": 3, "span": "four five six", "object": "six", "question": "What is four five?"})
    found = taken(
        "A\n\n- one two three\n- four five six\n- seven eight nine\n".replace("\n\n", "\n"), f'{{"facts": [{fact},'
    )
    assert not found.whole
    assert all(not answer.facts for answer in found.answers)


@pytest.mark.parametrize("hostile", ['{"', "{", '{"a": "', '{"span": "x", ', "\\", "[", '{"a": "b"'])
def test_what_reads_a_reply_takes_no_more_than_linear_time(hostile: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        read(hostile * (length // len(hostile)))
        return time.process_time() - start

    assert seconds(200_000) < 8 * seconds(50_000) + 0.5


@given(st.text())
def test_whatever_a_reply_holds_it_is_read(text: str) -> None:
    read(text)


@given(st.text(alphabet='{}[]",:\\“” \nalinespqut0'))
def test_whatever_json_is_broken_into_it_is_read(text: str) -> None:
    read(text)


@given(st.integers(min_value=0, max_value=400))
def test_no_fact_is_made_of_half_a_fact(cut: int) -> None:
    whole = json.dumps({"prompt": "0" * 12, "facts": [FACT, FACT | {"object": "b c d", "line": 3}]})
    for said in read(whole[:cut]).facts:
        assert said.given.object in ("b", "b c d")


PROMPTS = (
    Prompt("a" * 12, f"001-heart-{'a' * 12}.txt", "heart.md", "", ()),
    Prompt("b" * 12, f"002-heart-{'b' * 12}.txt", "heart.md", "", ()),
)


@pytest.mark.parametrize(
    ("name", "reply", "right"),
    [
        ("x.txt", '{"prompt": "bbbbbbbbbbbb", "facts": []}', 1),
        ("001-heart-aaaaaaaaaaaa.txt", '{"prompt": "bbbbbbbbbbbb", "facts": []}', 1),
        ("001-heart-aaaaaaaaaaaa.answer.md", "[]", 0),
        ("answer aaaaaaaaaaaa.json", "[]", 0),
        ("002.json", "[]", 1),
        ("002-heart.txt", "[]", 1),
        ("003.json", "[]", None),
        ("heart.txt", "[]", None),
        ("001.json", '{"prompt": "cccccccccccc", "facts": []}', None),
    ],
)  # fmt: skip
def test_a_reply_finds_its_prompt(name: str, reply: str, right: int | None) -> None:
    assert matched(name, reply, PROMPTS) == (None if right is None else PROMPTS[right])


def test_of_a_whole_chat_only_the_reply_counts() -> None:
    prompt = (
        "You find facts worth remembering in a person's reading notes. ...\n" + "=" * 64 + "\nnotes\n" + "=" * 64 + "\n"
    )
    assert without_prompt(f"{prompt}\nthe reply").strip() == "the reply"
    assert without_prompt(prompt).strip() == ""
    assert without_prompt("the reply") == "the reply"
