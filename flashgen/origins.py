"""Where a document's drafts come from: by this their notes are recognised after the person edits the document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from flashgen.model import BlockKind, Document, Draft, Form, Origin
from flashgen.naming import Sections
from flashgen.text import Markup, Text

QUESTION = "question"
"""The slot of a note that asks what it happens to ask; other slots tell what they ask for."""

_LABEL_IS_NO_ID = (BlockKind.CODE, BlockKind.QUOTE)


def origins(document: Document, drafts: Sequence[Draft], above: Sections) -> Iterator[Origin]:
    """The origin of each draft, in order."""
    ids = {
        line: block.label
        for block in document.walk()
        if block.label and block.kind not in _LABEL_IS_NO_ID
        for line in range(block.start_line, block.end_line + 1)
    }
    used: Counter[tuple[object, ...]] = Counter()
    for draft in drafts:
        evidence, slot = words_of(draft.evidence), _slot(draft)
        asked = (draft.start_line, evidence, draft.form, draft.rule, slot)
        used[asked] += 1
        yield Origin(
            path=document.path,
            headings=tuple(words_of(heading) for heading in above.at(draft.start_line)),
            evidence=evidence,
            rule=draft.rule,
            slot=slot if used[asked] == 1 else f"{slot} {used[asked]}",
            id=ids.get(draft.start_line, ""),
            line=draft.start_line,
        )


def words_of(text: Text) -> str:
    """The words of a text in single spaces, images as the notes name them."""
    plain = text.plain
    for span in sorted(text.marked(Markup.IMAGE), reverse=True):
        plain = f"{plain[: span.start]}[image: {span.target}]{plain[span.end :]}"
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def _slot(draft: Draft) -> str:
    """Which question of its evidence a draft asks: the relation where it has one, else by its form."""
    if draft.form is not Form.BASIC:
        return draft.form.value
    if draft.items:
        return "list"
    return " ".join(draft.relation.split()) or QUESTION
