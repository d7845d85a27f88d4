"""The bytes of a file to its text, whatever encoding a person's file may have; what is not text is refused."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from flashgen.model import FlashgenError, Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("cp437", "cp850", "cp852", "cp866", "koi8_r", "mac_roman", "iso8859_2"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
"""Encodings that people's files are in; among all that exist, the detector finds rarer ones that fit as well."""
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as .docx, .epub and .apkg are"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
_CONTROLS = bytes([*range(0x09), 0x0E, 0x0F, *range(0x10, 0x20), 0x7F])
_MOST_CONTROLS = 0.05
_SAMPLE = 65_536
"""Bytes that a guess rests on; a detector is slow on more."""

_PARTS_OF_CHARACTERS = bytes(range(0x30, 0x100))
"""What characters of several bytes are made of, which a sample must not cut."""

_LINE_END = re.compile(r"\r\n?")
_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and other separators, which some tools take for line ends, and terminals for commands."""

_MOST_MARKS = 30
_JOINER = "\u034f"
_FOREIGN = re.compile(f"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
"""What may hold so many marks in a row."""

_LETTERS = "À-ÖØ-öø-ÿŠšŽžŒœŸƒ"
_ODD = re.compile(
    f"[{_LETTERS}]{{3,}}"  # words that are not written in Latin letters
    "|(?<=[a-z])[À-ÖØ-ÞŠŽŒŸ]"  # a capital after a small letter
    f"|(?<=[A-Za-z{_LETTERS}])[‚„…†‡ˆ‰‹›˜¡-¬®-³´-¶¸-¿](?=[A-Za-z{_LETTERS}])"  # a sign in a word
)
_MOST_ODD = 0.2
_MOST_UNKNOWN = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text."""

    text: str
    """Lines end with a line feed, and nothing else in it is a line end to anybody."""
    encoding: str
    problem: Problem | None = None
    """What was guessed or could not be read."""


def decode(data: bytes, path: str) -> Decoded:
    """The text in a file's bytes; ``path`` is for problems.

    A byte order mark decides, then UTF-8, then a guess, which is told as a problem. Raises FlashgenError where the
    bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, path)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _not_text(what, path)
    if b"\0" in data:
        return _wide(data, path)
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) * _MOST_CONTROLS:
        raise _not_text("it holds many control characters", path)
    try:
        return Decoded(_clean(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        return _damaged(data, error.start, path) or _legacy(data, path)


def _marked(data: bytes, encoding: str, path: str) -> Decoded:
    """What follows a byte order mark; bytes that do not fit become U+FFFD."""
    try:
        text, problem = data.decode(encoding), None
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        problem = _unreadable(encoding, path, line)
    if "\0" in text:
        raise _not_text("it holds NUL characters", path)
    return Decoded(_clean(text), encoding, problem)


def _wide(data: bytes, path: str) -> Decoded:
    """UTF-16 without a mark: in most scripts nearly all zero bytes are the upper halves of ASCII characters."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) > 20 * min(even, odd):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = "\0"
        if "\0" not in text and len(_STRAY.findall(text[:_SAMPLE])) <= len(text) * _MOST_CONTROLS:
            return Decoded(_clean(text), encoding, _guessed(encoding, path))
    raise _not_text("it holds NUL bytes", path)


def _damaged(data: bytes, first: int, path: str) -> Decoded | None:
    """UTF-8 with a few bytes that do not fit; None where more do not fit than a slip explains."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    if bad * 4 > good:
        return None
    return Decoded(_clean(text), "utf-8", _unreadable("utf-8", path, data.count(b"\n", 0, first) + 1))


def _legacy(data: bytes, path: str) -> Decoded:
    """Text of before Unicode: Windows-1252 where it reads like it, else what the detector says, if anything."""
    sample = b"\n".join(line for line in data[: 64 * _SAMPLE].split(b"\n") if not line.isascii())
    if len(data) > 64 * _SAMPLE or len(sample) > _SAMPLE:
        sample = sample[:_SAMPLE].rstrip(_PARTS_OF_CHARACTERS) or sample[:_SAMPLE]
    encoding = "cp1252" if _reads_western(sample) else _detected(sample)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"
        text = data.decode(encoding)
    return Decoded(_clean(text), encoding, _guessed(encoding, path))


def _reads_western(sample: bytes) -> bool:
    """Whether the bytes, read as Windows-1252, look like words of a western European language."""
    text = sample.decode("cp1252", "replace")
    letters = sum(not character.isascii() for character in text)
    strange = sum(len(match) for match in _ODD.findall(text))
    return strange <= letters * _MOST_ODD and text.count("\ufffd") <= letters * _MOST_UNKNOWN


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    best = from_bytes(sample, cp_isolation=list(_USUAL)).best()
    return best.encoding if best else "cp1252"


def _clean(text: str) -> str:
    """The text with line feeds for line ends, and a space for each character that some take for one."""
    text = _STRAY.sub(" ", _LINE_END.sub("\n", text) if "\r" in text else text)
    return text if text.isascii() else _FOREIGN.sub(_with_rests, text)


def _with_rests(run: re.Match[str]) -> str:
    """A run of letters with a joiner after each thirty marks on one letter, as Unicode's stream-safe text has it.

    Nobody writes so many; to put a hundred thousand into their normal order takes minutes.
    """
    out, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            out.append(_JOINER)
            marks = 1
        out.append(character)
    return "".join(out)


def _guessed(encoding: str, path: str) -> Problem:
    return Problem(path, 0, f"is not UTF-8, read as {encoding}; if letters are wrong, save it as UTF-8")


def _unreadable(encoding: str, path: str, line: int) -> Problem:
    return Problem(path, line, f"holds bytes that are not {encoding.upper()}; retype what now reads \ufffd")


def _not_text(what: str, path: str) -> FlashgenError:
    return FlashgenError(f"is not text ({what}); leave it out with exclude: in flashgen.yaml", path)
