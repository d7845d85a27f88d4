"""Reading: from paths to documents. Nothing outside this folder knows how notes are written down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from flashgen.config import Config
from flashgen.model import Document, FlashgenError, Problem, Severity
from flashgen.sources import find

Opened = tuple[Document, tuple[Problem, ...]]
"""A document, and what is wrong with it."""
Opener = Callable[[bytes, str, str], Opened]
"""``open_document``, or one that remembers."""


def open_document(data: bytes, path: str, file: str) -> Opened:
    """The document that a file's bytes are; see ``parse`` for the names. Raises FlashgenError for what is no text."""
    from flashgen.sources import decode

    decoded = decode.decode(data, path)
    document, problems = parse(decoded.text, path, file)
    return document, ((decoded.problem, *problems) if decoded.problem else problems)


def read(
    paths: Sequence[str | os.PathLike[str]],
    config: Config,
    opener: Opener = open_document,
    track: Callable[[Sequence[find.Found]], Iterable[find.Found]] = iter,
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents in files and folders, or the project's where none is named, and what could not be read.

    ``track`` hands on the files one by one, as a progress bar does. A file that cannot be read is a problem, and the
    others are still read.
    """
    found, troubles = find.find(paths, config)
    documents: list[Document] = []
    problems = list(troubles)
    for entry in track(found):
        try:
            document, remarks = opener(entry.file.read_bytes(), entry.path, str(entry.file))
        except OSError as error:
            message = f"cannot be read ({error.strerror}); check its permissions"
            problems.append(Problem(entry.path, 0, message, Severity.ERROR))
        except FlashgenError as error:
            problems.append(error.problem)
        else:
            if not document.meta.exchanged:
                documents.append(document)
            problems += remarks
    return tuple(documents), tuple(problems)


def parse(text: str, path: str, file: str = "") -> Opened:
    """The document that a text is, and what is wrong with it.

    ``text`` has line feeds as its only line ends, ``path`` is how problems and cards name it, ``file`` is where it is
    on disk, if anywhere.
    """
    # here, so that a project in which nothing changed is known for that without a parser
    from flashgen.sources import detect, exchanged, frontmatter, markdown, plaintext, restructured

    lines = text.removesuffix("\n").split("\n") if text else []
    front = frontmatter.split(lines, path)
    body = lines[front.body_start_line - 1 :]
    if front.meta.format != "text" and restructured.is_restructured(body, path):
        body = restructured.to_markdown(body)
    if exchanged.is_exchanged(text):
        return Document(path, file, replace(front.meta, exchanged=True), (), len(lines), "text", tuple(lines)), ()
    kind = front.meta.format or detect.detect(body, path)
    parser = markdown if kind == "markdown" else plaintext
    blocks, problems = parser.parse_blocks(body, front.body_start_line, path)
    document = Document(path, file, front.meta, blocks, len(lines), kind, tuple(lines))
    return document, (*front.problems, *problems)
