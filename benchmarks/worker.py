"""One piece of work, measured in a process of its own: ``python worker.py NAME ARGUMENT...`` prints figures as JSON.

Run by speed.py, with flashgen's Python or, for what flashgen is measured against, with that of the peers. What is
imported and prepared is not counted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import samples

Work = Callable[[], object]
FIELDS = ("Question", "Answer", "Context", "Extra", "Source")
TAGS = ("organ::region", "flashgen::quantity")


def _flashgen_notes(count: int, edition: int) -> tuple[list[object], dict[str, int]]:
    from flashgen.model import Form, Kind, Note, Status
    from flashgen.notetypes import MOD

    def note(n: int) -> Note:
        fields = samples.row(n, edition)
        return Note(
            Form.BASIC, samples.guid(n), fields, "Body", TAGS, Kind.QUANTITY, "", (), None, "", (), 1.0, Status.EMIT
        )

    made = [note(n) for n in range(count)]
    return made, {samples.guid(n): MOD + (edition if n % 10 == 3 else 0) for n in range(count)}


def package_flashgen(count: str, folder: str, edition: str = "0", delta: str = "") -> Work:
    import flashgen.writers.collection  # noqa: F401
    from flashgen.writers import apkg

    made, mods = _flashgen_notes(int(count), int(edition))
    changed = {samples.guid(n) for n in range(int(count)) if n % 10 == 3} if delta else ()
    return lambda: apkg.renew(made, Path(folder), mods, changed)


def package_genanki(count: str, folder: str, edition: str = "0") -> Work:
    """As genanki's README shows it, with tags and guids of our own."""
    import genanki

    rows = [(samples.guid(n), samples.row(n, int(edition))) for n in range(int(count))]

    def work() -> None:
        model = genanki.Model(
            1607392319,
            "Simple Model",
            fields=[{"name": name} for name in FIELDS],
            templates=[{"name": "Card 1", "qfmt": "{{Question}}", "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}'}],
        )
        deck = genanki.Deck(2059400110, "Body")
        for guid, fields in rows:
            deck.add_note(genanki.Note(model=model, fields=list(fields), tags=list(TAGS), guid=guid))
        genanki.Package(deck).write_to_file(str(Path(folder, "Body.apkg")))

    return work


def package_sqlite(count: str, folder: str) -> Work:
    """The same rows with nothing but sqlite3 and zipfile, at flashgen's compression."""
    import sqlite3
    import zipfile

    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    rows = [(samples.guid(n), samples.row(n)) for n in range(int(count))]

    def work() -> None:
        database = Path(folder, "collection.anki2")
        connection = sqlite3.connect(database)
        connection.executescript(APKG_SCHEMA)
        connection.executescript(APKG_COL)
        tags = f" {' '.join(TAGS)} "
        connection.executemany(
            "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')",
            ((n, guid, 1607392319, 1, tags, "\x1f".join(row), row[0]) for n, (guid, row) in enumerate(rows, 1)),
        )
        connection.executemany(
            "INSERT INTO cards VALUES(?,?,1,0,1,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
            ((n, n, n) for n in range(1, len(rows) + 1)),
        )
        connection.commit()
        connection.close()
        with zipfile.ZipFile(Path(folder, "Body.apkg"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            package.write(database, "collection.anki2")
            package.writestr("media", "{}")
        database.unlink()

    return work


def import_(collection: str, *packages: str) -> Work:
    """Anki's own import of the last package into a collection that has the others."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    col = Collection(collection)

    def take(package: str) -> dict[str, int]:
        request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
        log = col.import_anki_package(request).log
        return {"new": len(log.new), "updated": len(log.updated), "same": len(log.duplicate)}

    for package in packages[:-1]:
        take(package)
    return lambda: take(packages[-1])


def parse_markdown_it(folder: str) -> Work:
    """Parsing only, with the plugins that flashgen has."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    texts = [file.read_text(encoding="utf-8") for file in sorted(Path(folder).rglob("*.md"))]
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin).use(footnote_plugin)
    return lambda: [parser.parse(text) for text in texts] and sum(len(text.encode()) for text in texts)


def facts_flashgen(folder: str) -> Work:
    """From bytes to drafts with their verdicts."""
    from flashgen import sources
    from flashgen.extract import extract

    files = [(file.read_bytes(), file.name, str(file)) for file in sorted(Path(folder).rglob("*.md"))]
    for file in files[:1]:
        extract(sources.open_document(*file)[0])

    def work() -> int:
        for file in files:
            extract(sources.open_document(*file)[0])
        return sum(len(data) for data, *_ in files)

    return work


def jobs_flashgen(folder: str, cache: str, count: str) -> Work:
    """From bytes to notes in a cache, by so many processes."""
    from flashgen import config, jobs

    found, _ = config.load(Path(folder))
    shares = jobs._shares([(each.file.stat().st_size, each) for each in jobs.find([folder], found)[0]], int(count))
    return lambda: jobs._run(shares, found, Path(cache), 1, lambda done, of: None, {})


def _peak_above(start: int) -> int:
    return _status("VmHWM") - start


def _status(key: str) -> int:
    with Path("/proc/self/status").open(encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key)) * 1024


def main(name: str, *arguments: str) -> None:
    work = globals()[name](*arguments)
    on_linux = Path("/proc/self/clear_refs").exists()
    start = 0
    if on_linux:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
        start = _status("VmRSS")
    before, own, wall = os.times(), time.process_time(), time.perf_counter()
    result = work()
    wall, own, after = time.perf_counter() - wall, time.process_time() - own, os.times()
    cpu = own + sum(after[2:4]) - sum(before[2:4])  # children are told in hundredths only
    peak = _peak_above(start) if on_linux else 0
    plain = result if isinstance(result, int | dict) else None
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "result": plain}))


if __name__ == "__main__":
    main(*sys.argv[1:])
