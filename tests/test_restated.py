"""One fact in two files: when two notes become one, and what Anki keeps then; see tests/spec/edits/restated.md."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from hypothesis import given
from hypothesis import strategies as st

from flashgen import merge, pipeline, sources
from flashgen.config import Config
from flashgen.model import Ledger, Note, Plan, Status
from flashgen.reconcile import reconcile
from flashgen.writers import apkg

CONFIG = Config(Path("/notes"), name="Body", bar=0.4)
TABLE = "# {heading}\n\n| Model | {column} |\n| --- | --- |\n| {model} | {value} |\n"


def notes(*texts: str) -> tuple[Note, ...]:
    documents = [sources.parse(text, f"{number}.md")[0] for number, text in enumerate(texts) if text]
    return pipeline.plan_documents(documents, (), CONFIG).notes


def emitted(*texts: str) -> int:
    return sum(note.status is Status.EMIT for note in notes(*texts))


def table(value: str, model: str = "Gopher", column: str = "Params", heading: str = "Models") -> str:
    return TABLE.format(heading=heading, column=column, model=model, value=value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (table("280B"), table("280 billion")),
        (table("280B"), table("2.8e11", column="Parameters")),
        (table("280B"), table("280B", heading="Scaling laws") + "\nWas it Gopher?\n"),
        (table("175B", model="GPT-3"), table("175 billion", model="GPT-3", heading="Scaling laws")),
        (table("25 %", column="Share"), table("0.25", column="Share")),
        (
            "# Bones\n\nThe skeleton of a healthy newborn has 300 bones.\n",
            "# Babies\n\nThe skeletons of healthy newborns have 300 bones.\n",
        ),
        ("**Subnet**: a range of addresses in a network\n", "**Subnets**: the range of addresses in the networks\n"),
    ],
)
def test_one_card(one: str, other: str) -> None:
    assert emitted(one) == emitted(other) == 1
    assert emitted(one, other) == 1
    (note,) = [note for note in notes(one, other) if note.status is Status.EMIT]
    assert {source.path for source in note.sources} == {"0.md", "1.md"}
    assert {origin.path for origin in note.origins} == {"0.md", "1.md"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (table("280B"), table("230B")),
        (table("280B"), table("about 280B")),
        (table("280B"), table("280B", column="Tokens")),
        (table("280B"), table("280B", model="Chinchilla")),
        (table("5 kg", column="Mass", heading="In 2019"), table("5000 g", column="Mass", heading="In 2020")),
        # what may be no name may be another thing under another heading
        (table("280B", model="Salt"), table("280B", model="Salt", heading="Soup")),
        (table("5 g", model="Salt", heading="Bread"), table("5 g", model="Salt", heading="Soup") + "\nSome salt.\n"),
        ("# Bile\n\n- IOC : USG\n", "# Liver\n\n- IOC : USG\n"),
        (table(r"\(x^2\)", column="Curve"), table(r"\(x_2\)", column="Curve")),
        (table("`a B`", column="Call"), table("`A b`", column="Call")),
    ],
)
def test_two_cards(one: str, other: str) -> None:
    assert emitted(one, other) + sum("two answers" in note.reason for note in notes(one, other)) == 2


def test_history_stays_while_one_of_the_two_is_there(tmp_path: Path) -> None:
    col = Collection(str(tmp_path / "collection.anki2"))

    def take(plan: Plan) -> Sequence[tuple[str, int]]:
        for package in apkg.write(plan.shipped, tmp_path, plan.mods):
            request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            col.import_anki_package(request)
        cards = [col.get_card(number) for number in col.find_cards("")]
        return sorted((card.note().fields[1], card.reps) for card in cards)

    def build(before: Plan | None, now: int, *texts: str) -> Plan:
        return reconcile(notes(*texts), (before.ledger if before else None) or Ledger(), now, lambda path: True)

    try:
        first = build(None, 1_800_000_000, table("280B"), table("280 billion"))
        assert take(first) == [("280B", 0)]
        (number,) = col.find_cards("")
        card = col.get_card(number)
        card.start_timer()
        col.sched.answerCard(card, 4)
        second = build(first, 2_000_000_000, "", table("280 billion"))
        assert take(second) == [("280 billion", 1)]
        third = build(second, 2_000_000_100, table("280B"), table("280 billion"))
        assert take(third) == [("280B", 1)]
    finally:
        col.close()


@given(st.text())
def test_what_is_compared_first_is_the_same_where_texts_are(text: str) -> None:
    assert merge._rough(text) == merge._plain(text).casefold()
