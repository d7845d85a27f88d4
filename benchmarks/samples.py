"""Notes and rows to measure with; the same number gives the same sample."""

from __future__ import annotations

from pathlib import Path

PARTS = "cortex medulla pelvis artery vein duct gland lobe nerve capsule".split()
LOOKS = "red blue long short broad thin pale dark soft hard".split()


def notes(number: int) -> str:
    """A file of notes like no other: about forty lines, of which twenty notes of Anki's are made."""
    lines = [f"# Organ {number}", ""]
    for section in range(4):
        part, next_part, last = (PARTS[(section + number + step) % 10] for step in range(3))
        look = LOOKS[(section + number) % 10]
        lines += [
            f"## Region {number}.{section}",
            "",
            f"**{part.title()} {number}-{section}**: the {look} layer that joins the {next_part} to wall {number}",
            "",
            f"- The {part} of organ {number} holds about {number * 7 + section} litres of fluid.",
            f"- The {look} {next_part} {number} weighs {number + section * 13} g in adults.",
            f"- The {part} {number} separates the {next_part} from the {last} {section}.",
            f"- The {last} {number}.{section} supplies the {look} {part} with blood.",
            "",
            "What was said of it in the lecture, which nobody needs to know.",
            "",
        ]
    return "\n".join(lines)


def project(folder: Path, files: int) -> Path:
    """A project with so many files of notes, fifty a folder; one of them comes back."""
    for number in range(files):
        file = folder / f"part {number // 50}" / f"organ {number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(notes(number), encoding="utf-8")
    (folder / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")
    return folder / "part 0" / "organ 0.md"


def explicit(folder: Path, files: int, cards: int, *, for_ankdown: bool) -> None:
    """Cards that a person wrote as cards, in flashgen's notation or in ankdown's."""
    for number in range(files):
        said = []
        for card in range(cards):
            front = f"Which {LOOKS[card % 10]} part of organ {number} has the number {card}?"
            back = f"The **{PARTS[card % 10]}** of *region {card}*, which weighs {number + card} g"
            said.append(f"{front}\n\n%\n\n{back}\n\n---\n" if for_ankdown else f"Q: {front}\nA: {back}\n")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"organ {number}.md").write_text("\n".join(said), encoding="utf-8")
    if not for_ankdown:
        (folder / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")


def row(number: int, edition: int = 0) -> tuple[str, str, str, str, str]:
    """The fields of a note as flashgen fills them; one in ten is another in another edition."""
    part, look = PARTS[number % 10], LOOKS[number // 10 % 10]
    weight = number % 977 + (edition if number % 10 == 3 else 0)
    return (
        f"How much does the <strong>{look} {part}</strong> of organ {number} weigh in a healthy adult at rest?",
        f"{weight} g, and <em>a little more</em> after a meal",
        f"Region {number % 40}",
        f"The {look} {part} weighs {weight} g; that was found by weighing {number % 89 + 10} of them.",
        f"part {number % 50}/organ {number % 500}.md › Region {number % 40}",
    )


def guid(number: int) -> str:
    return f"guid{number:016d}"
