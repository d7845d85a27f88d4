"""The page's own files, read once: what is not among them is not served."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from mimetypes import types_map

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def static() -> dict[str, tuple[bytes, str]]:
    """Each file of ``static`` by its name, and its media type."""
    folder = files(__package__).joinpath("static")
    return {
        entry.name: (entry.read_bytes(), _type(entry.name))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.is_file()
    }


@cache
def template(name: str) -> str:
    """The text of a template. Raises FileNotFoundError."""
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _type(name: str) -> str:
    suffix = name[name.rindex(".") :]
    return _TYPES.get(suffix) or types_map[suffix]
