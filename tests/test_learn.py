"""What a person's verdicts teach about the cards of their project, and what they do not."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen import pipeline, sources
from flashgen.cli import main
from flashgen.config import Config
from flashgen.config import load as load_config
from flashgen.edits.values import Edit, Side
from flashgen.extract import extract
from flashgen.learn import file
from flashgen.learn.fit import Check, Measure, check, fit
from flashgen.learn.verdicts import Seen, Told, Verdict, passed_over, told
from flashgen.model import Form, Note, Status
from flashgen.reconcile import reconcile
from flashgen.rules import find_facts
from flashgen.wording import rank
from flashgen.wording.learning import MADE, START, squeezed
from flashgen.wording.moved import asked, move, moved, worded

SAMPLE = Path(__file__).resolve().parent.parent / "cards_src"
BAR = 0.7
TERMS = """\
osmosis: movement of water through a membrane
cortex: the outer layer of the kidney
hilum: the notch where vessels enter the kidney
pelvis: the funnel that collects urine
medulla: the inner part of the kidney
nephron: the working unit of the kidney
glomerulus: a knot of capillaries in a capsule
ureter: the tube that leads to the bladder
renin: an enzyme that the kidney releases
calyx: a cup that receives urine
""".splitlines()
CLAIMS = """\
Aldosterone increases the reabsorption of sodium in the distal tubule.
Furosemide inhibits the transport of chloride in the loop.
Vasopressin raises the number of channels in the collecting duct.
Angiotensin constricts the efferent arteriole of the glomerulus.
Erythropoietin stimulates the marrow.
Parathyroid hormone lowers the reabsorption of phosphate in the tubule.
Spironolactone blocks the receptor of aldosterone.
Mannitol draws water into the tubule.
Calcitriol increases the uptake of calcium in the gut.
Acetazolamide inhibits carbonic anhydrase in the tubule.
""".splitlines()


def seen(kept: float, *signs: str, path: str = "a.md", line: int = 0, margin: float = 0.0, told: bool = True) -> Seen:
    return Seen(path, line, signs, margin, kept, told)


# --------------------------------------------------------------------------- how far weights move


def chance(moves: dict[str, float], *signs: str, margin: float = 0.0) -> float:
    return squeezed(margin + move(signs, moves))


def test_few_verdicts_move_little_and_many_move_far() -> None:
    def after(count: int) -> float:
        sign = f"{MADE}table"
        return chance(dict(fit([seen(0.0, sign, margin=1.4) for _ in range(count)])), sign, margin=1.4)

    before = squeezed(1.4)
    assert before == pytest.approx(0.8, abs=0.01)
    assert before > after(3) > before - 0.2
    assert after(100) < 0.2


def test_a_sign_of_one_or_two_verdicts_is_not_moved() -> None:
    cards = [*(seen(1.0, "often") for _ in range(20)), seen(0.0, "seldom"), seen(0.0, "seldom")]
    assert "seldom" not in fit(cards)
    assert fit(cards)["often"] > 0


def test_verdicts_as_expected_move_nothing_to_speak_of() -> None:
    cards = [seen(float(at % 5 != 0), "sign", margin=1.386) for at in range(100)]  # four of five, as given
    assert all(abs(weight) < 0.01 for weight in fit(cards).values())


def test_the_same_verdicts_teach_the_same() -> None:
    coin = random.Random(3)
    cards = [seen(float(coin.random() < 0.5), *coin.sample("abcdefgh", 3)) for _ in range(60)]
    assert file.dumps(fit(cards), {}) == file.dumps(fit(cards), {})


# --------------------------------------------------------------------------- what silence says


def test_who_picks_the_good_ones_out_says_nothing_of_the_whole() -> None:
    group = [*(seen(1.0) for _ in range(4)), *(seen(0.5, told=False) for _ in range(6))]
    after = passed_over(group)
    assert sum(card.kept for card in after) == pytest.approx(5)
    assert {card.kept for card in after if card.is_told} == {1.0}


def test_who_picks_the_bad_ones_out_says_nothing_of_the_whole() -> None:
    group = [*(seen(0.0, margin=1.386) for _ in range(2)), *(seen(0.8, margin=1.386, told=False) for _ in range(18))]
    after = passed_over(group)
    assert sum(card.kept for card in after) == pytest.approx(16, abs=0.01)
    assert all(card.kept <= 1 for card in after)


def test_more_good_ones_than_expected_are_believed_and_the_rest_are_not_less_than_nothing() -> None:
    group = [*(seen(1.0) for _ in range(9)), seen(0.5, told=False)]
    assert passed_over(group)[-1].kept == 0
    assert passed_over(group[:-1]) == group[:-1]


def test_picking_sentences_out_does_not_let_the_others_in() -> None:
    """Forty of two hundred held sentences accepted, the rest not looked at or not wanted: who knows."""
    coin = random.Random(1)
    group = [seen(1.0 if at % 5 == 0 else 0.5, MADE + "claim", line=at, told=at % 5 == 0) for at in range(200)]
    coin.shuffle(group)
    assert chance(dict(fit(passed_over(group))), f"{MADE}claim") < 0.55
    assert chance(dict(fit([card for card in group if card.is_told])), f"{MADE}claim") > BAR


# --------------------------------------------------------------------------- whether it helps


def verdicts(says: Callable[[str, int], bool], files: int = 6, of: int = 12) -> list[Seen]:
    """Cards of several files, each with one of two signs."""
    return [
        seen(float(says(sign, at)), MADE + sign, path=f"{number}.md", line=at)
        for number in range(files)
        for at in range(of)
        for sign in ("good", "bad")
    ]


def test_what_holds_in_all_files_helps() -> None:
    found = check(verdicts(lambda sign, at: sign == "good"), BAR)
    assert found.by_file
    assert found.after.loss < found.before.loss
    assert found.gain > found.error
    assert found.helps(BAR)


def test_chance_does_not_help() -> None:
    helped = 0
    for number in range(20):
        coin = random.Random(number)
        helped += check(verdicts(lambda sign, at, coin=coin: coin.random() < 0.5), BAR).helps(BAR)
    assert helped <= 2


def test_what_holds_in_one_file_only_does_not_help() -> None:
    cards = [replace(card, kept=float((card.signs[0] == f"{MADE}good") == (card.path == "0.md"))) for card in
             verdicts(lambda sign, at: True)]  # fmt: skip
    cards = [card for card in cards if card.path == "0.md" or card.line < 2]
    assert not check(cards, BAR).helps(BAR)


def test_few_files_are_checked_by_stretches_and_neighbours_stay_together() -> None:
    cards = verdicts(lambda sign, at: sign == "good", files=1, of=30)
    found = check(cards, BAR)
    assert (found.by_file, found.parts) == (False, 6)


def test_a_lower_share_of_good_cards_is_no_help_unless_it_is_what_the_bar_asks() -> None:
    def with_rates(before: float, after: float) -> bool:
        return Check(Measure(0.6, 10, 10 * before), Measure(0.5, 10, 10 * after), 0.1, 0.01, 5, True).helps(BAR)

    assert with_rates(0.5, 0.6)
    assert with_rates(0.9, 0.7)
    assert not with_rates(0.6, 0.5)
    assert not with_rates(0.9, 0.6)


def test_a_gain_within_its_error_is_no_help() -> None:
    same = Measure(0.6, 10, 8)
    assert Check(same, same, 0.1, 0.04, 5, True).helps(BAR)
    assert not Check(same, same, 0.1, 0.06, 5, True).helps(BAR)


# --------------------------------------------------------------------------- which cards verdicts are about


def sample_plan() -> pipeline.Plan:
    return pipeline.plan([SAMPLE], Config(SAMPLE))


def test_every_card_that_flashgen_worded_is_found_with_its_signs() -> None:
    plan = sample_plan()
    for document in plan.documents:
        known = worded(find_facts(document).facts)
        notes = [note for note in plan.notes if note.sources[0].path == document.path and note.rule != "explicit"]
        assert notes
        for note in notes:
            assert all(known[card][0].signs for card in asked(note.form, note.cards))


def said(edits: dict[str, Edit], plan: pipeline.Plan | None = None) -> Told:
    plan = plan or sample_plan()
    known = reconcile(plan.notes, pipeline.Ledger(), 0, edits=edits)
    return told(plan.notes, known.notes, edits, plan.documents, BAR)


def ranked(plan: pipeline.Plan, status: Status) -> list[Note]:
    """Notes that nothing speaks for or against but their chance."""
    return [n for n in plan.notes if n.status is status and n.rule != "explicit" and n.confidence < BAR] or [
        n for n in plan.notes if n.status is status and n.rule != "explicit"
    ]


def test_verdicts_are_told_apart() -> None:
    plan = sample_plan()
    held, emitted = ranked(plan, Status.HELD), ranked(plan, Status.EMIT)
    reason = [note for note in held if note.reason.startswith("confidence")]
    terms = [note for note in emitted if note.form is Form.TERM]
    side = {"meaning": Side("mine")}
    edits = {
        reason[0].guid: Edit(reason[0].guid, "edits.yaml", 1, accept=True),
        terms[0].guid: Edit(terms[0].guid, "edits.yaml", 2, reject=True),
        terms[1].guid: Edit(terms[1].guid, "edits.yaml", 3, sides=side),
        terms[2].guid: Edit(terms[2].guid, "edits.yaml", 4, tags=("exam",)),
        "0" * 20: Edit("0" * 20, "edits.yaml", 5, reject=True),
    }
    found = said(edits, plan)
    assert found.verdicts == {Verdict.ACCEPTED: 1, Verdict.REJECTED: 1, Verdict.REWORDED: 1}
    assert (found.count, found.gone, found.other) == (3, 1, 0)
    assert sum(card.counts for card in found.cards if card.is_told) == pytest.approx(3)
    assert sum(card.counts * card.kept for card in found.cards if card.is_told) == pytest.approx(1)
    paths = {note.sources[0].path for note in (reason[0], terms[0], terms[1])}
    assert {card.path for card in found.cards} == paths
    assert found.passed > 5


def test_what_is_no_matter_of_chance_teaches_nothing() -> None:
    document = sources.open_document(
        b"Q: What is the capital of Peru?\nA: Lima\n\n- **it**: the one that was named above by them\n", "a.md", ""
    )[0]
    plan = pipeline.plan_documents([document], (), Config(Path()))
    assert plan.notes
    edits = {note.guid: Edit(note.guid, "edits.yaml", 1, reject=True) for note in plan.notes}
    found = said(edits, plan)
    assert (found.count, found.other) == (0, len(plan.notes))


# --------------------------------------------------------------------------- what a build does with weights


def wild(seed: int) -> dict[str, float]:
    """Weights such as no person's verdicts teach."""
    coin = random.Random(seed)
    found = [worded(find_facts(document).facts) for document in sample_plan().documents]
    signs = sorted({sign for known in found for candidate, _ in known.values() for sign in candidate.signs})
    return {START: coin.uniform(-3, 3), **{sign: coin.uniform(-2, 2) for sign in signs}}


@pytest.mark.parametrize("seed", range(3))
def test_weights_change_how_sure_flashgen_is_and_nothing_else(seed: int) -> None:
    moves = wild(seed)
    for document in sample_plan().documents:
        before, after = extract(document).drafts, extract(document, frozenset(), moves).drafts
        assert [replace(draft, confidence=0) for draft in after] == [replace(draft, confidence=0) for draft in before]
        assert before != after
        assert all(0 <= draft.confidence <= 1 for draft in after)


def test_a_table_is_still_left_without_holes() -> None:
    rows = "".join(f"| {name} | {sign} |\n" for name, sign in [("tungsten", "W"), ("gold", "Au"), ("iron", "Fe, once")])
    document = sources.open_document(f"| Metal | Symbol |\n| --- | --- |\n{rows}".encode(), "a.md", "")[0]
    facts = find_facts(document).facts
    signs = {sign for candidate, _ in worded(facts).values() for sign in candidate.signs}
    made = moved(extract(document).drafts, facts, {sign: 0.1 * at for at, sign in enumerate(sorted(signs))})
    assert len(made) == 3
    assert len({draft.confidence for draft in made}) == 1


def test_what_the_person_wrote_as_a_card_stays_as_sure() -> None:
    document = sources.open_document(b"Q: What is it?\nA: a card\n", "a.md", "")[0]
    (made,) = extract(document, frozenset(), {START: -9.0}).drafts
    assert made.confidence == rank.WRITTEN


# --------------------------------------------------------------------------- the command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes that were built, and verdicts of a person who wants sentences and no terms."""
    root = tmp_path / "notes"
    root.mkdir()
    (root / ".git").mkdir()
    (root / "flashgen.yaml").write_text("deck: Body\nbar: 0.75\n", encoding="utf-8")
    lines = [line for pair in zip(TERMS, CLAIMS, strict=True) for line in pair]
    (root / "kidney.md").write_text("# The kidney\n\n" + "".join(f"- {line}\n" for line in lines), encoding="utf-8")
    (root / "bladder.md").write_text(
        "- Bethanechol raises the tone of the detrusor in the wall of the bladder.\n"
        "- **trigone**: the smooth triangle between the three openings of the bladder\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("FLASHGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    run("build")
    run("reject", *(f"kidney.md:{line}" for line in range(3, 23, 2)))
    run("accept", *(f"kidney.md:{line}" for line in range(4, 23, 2)))
    run("build")
    return root


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def emitted() -> dict[str, bool]:
    """Whether each card is in the deck, by its question."""
    cards = json.loads(run("preview", "--format", "json").stdout)
    return {card["question"]: card["status"] == "emit" for card in cards}


def test_what_was_learned_is_used_by_the_next_build_and_forgotten_when_asked(project: Path) -> None:
    claim = next(question for question in emitted() if "detrusor" in question or "Bethanechol" in question)
    assert not emitted()[claim]
    assert "this helps: weights.json is written" in run("learn").stdout
    assert emitted()[claim]
    built = run("build").stdout
    assert "+ 1 added  ~ 0 changed  = 11 kept  - 0 retired" in built
    assert "nothing new" not in built
    assert "+ 0 added  ~ 0 changed  = 12 kept" in run("build").stdout
    assert "weights.json is deleted" in run("learn", "--forget").stdout
    assert not emitted()[claim]
    # what is in the deck stays there
    assert "+ 0 added  ~ 0 changed  = 12 kept  - 0 retired" in run("build").stdout


def test_no_card_of_the_deck_goes_because_weights_moved(project: Path) -> None:
    before = (project / "ledger.jsonl").read_text(encoding="utf-8")
    for start in (-9.0, 9.0, -9.0):
        (project / "weights.json").write_text(file.dumps({START: start}, {}), encoding="utf-8")
        assert "- 0 retired" in run("build").stdout
    after = (project / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(before.splitlines()) <= set(after)


def test_a_dry_run_writes_nothing(project: Path) -> None:
    said = run("learn", "--dry-run").stdout
    assert "weights.json would be written" in said
    assert not (project / "weights.json").exists()
    assert run("learn").stdout.replace("is written", "would be written") == said
    assert run("learn", "--dry-run", "--forget").exit_code == 2


def test_the_same_verdicts_write_the_same_bytes(project: Path) -> None:
    run("learn")
    first = (project / "weights.json").read_bytes()
    run("learn")  # with the weights of the first in use: they are moved from those that flashgen comes with
    assert (project / "weights.json").read_bytes() == first
    assert first.endswith(b"}\n")
    assert json.loads(first)["learned from"] == {"accepted": 10, "rejected": 10, "reworded": 0}


def test_weights_that_help_no_more_are_taken_away(project: Path) -> None:
    run("learn")
    edits = (project / "edits.yaml").read_text(encoding="utf-8")
    coin = random.Random(2)
    turned = re.sub("(accept|reject): true", lambda _: f"{coin.choice(['accept', 'reject'])}: true", edits)
    (project / "edits.yaml").write_text(turned, encoding="utf-8")
    assert "weights.json would be deleted" in run("learn", "--dry-run").stdout
    assert (project / "weights.json").exists()
    assert "this does not help, and is not used; weights.json is deleted" in run("learn").stdout
    assert not (project / "weights.json").exists()
    assert run("learn").stdout.endswith("this does not help, and is not used\n")


def test_processes_that_read_new_notes_know_the_weights(project: Path, tmp_path: Path) -> None:
    run("learn")
    alone = run("preview", "--format", "json", "--jobs", "1").stdout
    together = CliRunner(env={"FLASHGEN_CACHE": str(tmp_path / "other")}).invoke(
        main, ["preview", "--format", "json", "--jobs", "2"]
    )
    assert together.stdout == alone


# --------------------------------------------------------------------------- the file


GOOD = file.dumps({START: 0.1, "claim: answer hedges": -0.5}, {"accepted": 12})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is damaged"),
        ("[]", "is damaged"),
        ("{}", "is damaged"),
        ("[" * 100_000, "is damaged"),
        ("\x00\xff", "is damaged"),
        (GOOD[:-20], "is damaged"),
        (f"<<<<<<< HEAD\n{GOOD}", "is damaged"),
        (GOOD.replace('"version": 1', '"version": 2'), "was written by another flashgen"),
        (GOOD.replace("-0.5", '"-0.5"'), "is damaged"),
        (GOOD.replace("-0.5", "true"), "is damaged"),
        (GOOD.replace("-0.5", "NaN"), "is damaged"),
        (GOOD.replace("-0.5", "-0.6"), "was changed by hand"),
        (GOOD.replace('"accepted": 12', '"accepted": 13'), "was changed by hand"),
        (GOOD.replace("hedges", "Hedges"), "was changed by hand"),
    ],
)
def test_weights_that_cannot_be_used_are_told_in_a_line(tmp_path: Path, text: str, says: str) -> None:
    assert text != GOOD
    (tmp_path / "weights.json").write_bytes(text.encode("latin-1", errors="replace"))
    moves, problems = file.load(tmp_path / "weights.json", "notes/weights.json")
    assert moves == {}
    (problem,) = problems
    assert str(problem).startswith(f"notes/weights.json: {says}")
    assert "flashgen learn --forget" in str(problem)
    assert "\n" not in str(problem)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert file.load(tmp_path / "weights.json") == ({}, ())
    (tmp_path / "weights.json").write_text(GOOD, encoding="utf-8")
    assert file.load(tmp_path / "weights.json") == ({START: 0.1, "claim: answer hedges": -0.5}, ())


def test_weights_of_another_flashgen_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank, "release", lambda: "other")
    text = file.dumps({START: 0.1}, {})
    monkeypatch.undo()
    (tmp_path / "weights.json").write_text(text, encoding="utf-8")
    moves, problems = file.load(tmp_path / "weights.json")
    assert moves == {}
    assert "was learned with another flashgen" in problems[0].message


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "weights.json").mkdir()
    moves, problems = file.load(tmp_path / "weights.json")
    assert moves == {}
    assert "cannot be read" in problems[0].message


def test_outside_a_project_no_weights_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.md").write_text("- **trigone**: the smooth triangle of the bladder\n", encoding="utf-8")
    (tmp_path / "weights.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_config(tmp_path)[0].file == ""
    assert run("preview", "notes.md").stderr == ""
    assert run("learn").exit_code == 1
