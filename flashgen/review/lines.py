"""A document as the person wrote it, with what became of each line. Pure."""

from __future__ import annotations

from typing import Any

from flashgen.model import FlashgenError, Plan


def lines(plan: Plan, path: str) -> dict[str, Any]:
    """The lines of the document at that path, and the stretches of one fate. Raises FlashgenError where it is gone."""
    document = next((document for document in plan.documents if document.path == path), None)
    if document is None:
        raise FlashgenError("is not among the notes any more", path)
    return {
        "path": path,
        "title": document.title,
        "lines": list(document.lines),
        "fates": [
            [account.start_line, account.end_line, account.outcome, account.rule, account.reason]
            for account in plan.accounts
            if account.path == path
        ],
    }
