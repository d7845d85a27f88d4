"""What a person is told before notes are sent, and that they said yes: once for a project and an endpoint.

The yes is kept with the person, not with the notes: a project that comes from somebody else must not bring it along.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashgen.ask.address import Address
from flashgen.disk import write_whole
from flashgen.model import FlashgenError

FILE = "models.json"

_SHOWN = 5
_ELSEWHERE = ("-cloud", ":cloud")
"""How Ollama calls models that it has on other machines."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is about to be sent, and where."""

    project: str
    """Absolute: the project's folder."""
    files: tuple[str, ...]
    blocks: int
    characters: int
    prompts: int
    address: Address
    model: str
    key: str = ""
    """Where the key was found that goes with it; empty where none does."""
    again: bool = False
    """Whether the same lines go there twice more, with what comes of them."""

    @property
    def leaves(self) -> bool:
        """Whether it leaves this machine, as far as can be seen from here."""
        return not self.address.is_here or self.model.endswith(_ELSEWHERE)


def told(parcel: Parcel) -> str:
    """What is sent where, in a few lines that a person can answer with yes or no."""
    files = ", ".join(map(_plain, parcel.files[:_SHOWN])) + (", ..." if len(parcel.files) > _SHOWN else "")
    way = " unencrypted" if parcel.address.is_open else ""
    with_key = f", with the key from {parcel.key}" if parcel.key else ""
    lines = [
        "flashgen ask sends parts of your notes to a language model:",
        f"  what   {_count(parcel.blocks, 'block')} of {_count(len(parcel.files), 'file')}: {files}",
        f"         {parcel.characters:,} characters in {_count(parcel.prompts, 'prompt')}, instructions included",
        *(["         and the same lines twice more, with what comes of them"] if parcel.again else []),
        f"  where  {parcel.address.url}{way}, the model {parcel.model}{with_key}",
        f"  {_reach(parcel)}",
    ]
    return "\n".join(lines)


def short(parcel: Parcel) -> str:
    """The same in one line, for who said yes before."""
    where = f"to {parcel.address.place}" if parcel.leaves else f"to {parcel.address.place}, on this machine"
    what = f"{_count(parcel.prompts, 'prompt')} of {parcel.characters:,} characters"
    return f"sending {what}, {_count(len(parcel.files), 'file')}, {where}: {parcel.model}"


def is_given(file: Path, parcel: Parcel) -> bool:
    """Whether the person said yes before to sending notes of this project there."""
    return _row(parcel) in _rows(file)


def give(file: Path, parcel: Parcel) -> None:
    """Remember that the person said yes. Raises FlashgenError where that cannot be written."""
    rows = sorted((*(row for row in _rows(file) if row != _row(parcel)), _row(parcel)), key=lambda row: [*row.values()])
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, (json.dumps(rows, indent=1, ensure_ascii=False) + "\n").encode(errors="surrogatepass"))
    except OSError as error:
        message = f"cannot be written ({error.strerror or error}); you will be asked again"
        raise FlashgenError(message, str(file)) from None


def _reach(parcel: Parcel) -> str:
    place = parcel.address.place
    if not parcel.leaves:
        return "It stays on this machine, unless the program that answers there passes it on."
    if parcel.address.is_here:
        return (
            f"It leaves this machine: the program there passes on what it asks {parcel.model}, as Ollama to its cloud."
        )
    if parcel.address.is_open:
        return f"It leaves this machine, and everyone on the way to {place} can read it, the key included."
    return f"It leaves this machine: whoever runs {place} can read it."


def _plain(name: str) -> str:
    """A file's name without what could pass for another line of ours."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def _row(parcel: Parcel) -> dict[str, str]:
    reach = "leaves" if parcel.leaves else "stays"
    return {"project": parcel.project, "endpoint": parcel.address.url, "reach": reach}


def _rows(file: Path) -> Sequence[dict[str, str]]:
    """What is remembered; nothing where that cannot be read, so that the person is asked again."""
    try:
        data: Any = json.loads(file.read_bytes().decode(errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return ()
    rows = data if isinstance(data, list) else []
    return [row for row in rows if isinstance(row, dict) and all(isinstance(part, str) for part in row.values())]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
