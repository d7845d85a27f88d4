"""Which blocks a prompt asked about, remembered for as long as its answer may come back: in ``.flashgen/asked``.

The notes may be edited in between, and then the same prompt is not made again. Losing the folder loses only that.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from flashgen.ask.exchange import Aim, Asked, Prompt
from flashgen.disk import OWN_FOLDER, own_folder, write_whole
from flashgen.model import FlashgenError

_FOLDER = "asked"


def remember(prompt: Prompt, root: Path) -> None:
    """Keep what a prompt asked about. Raises FlashgenError."""
    blocks = [[one.key, list(one.under), one.start_line, one.end_line, one.fact] for one in prompt.asked]
    row = {"id": prompt.id, "name": prompt.name, "path": prompt.path, "aim": prompt.aim.value, "asked": blocks}
    try:
        folder = own_folder(root) / _FOLDER
        folder.mkdir(exist_ok=True)
        write_whole(folder / f"{prompt.id}.json", json.dumps(row).encode(errors="surrogatepass"))
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", f"{OWN_FOLDER}/{_FOLDER}") from error


def recall(root: Path) -> tuple[Prompt, ...]:
    """The prompts that were handed out, without their texts; what is damaged among them is as good as none."""
    found: list[Prompt] = []
    with suppress(OSError):
        for file in sorted((root / OWN_FOLDER / _FOLDER).glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                found.append(_prompt(json.loads(file.read_bytes())))
    return tuple(found)


def _prompt(row: dict[str, object]) -> Prompt:
    blocks = row["asked"]
    if not isinstance(blocks, list):
        raise TypeError
    asked = tuple(
        Asked(str(key), tuple(map(str, under)), int(start), int(end), *map(str, fact))
        for key, under, start, end, *fact in blocks
    )
    return Prompt(str(row["id"]), str(row["name"]), str(row["path"]), "", asked, Aim(row["aim"]))
