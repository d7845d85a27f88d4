"""What an endpoint's response means: a reply, or what went wrong and whether it is worth another try; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any

OPTIONAL = ("temperature", "seed", "max_tokens")
"""What a call says that some models refuse; it is then asked again without."""

# Codes only: "check your plan and billing" is also what some say of a limit that is over in a minute.
_ACCOUNT = ("insufficient_quota", "insufficient_balance", "insufficient balance")
_TOO_LONG = ("context_length", "context length", "context size", "context window", "maximum context", "too long")
_LATER = frozenset({408, 409, 425, 429})
_LONGEST_QUOTE = 160
_THINKING, _THOUGHT = "<think>", "</think>"
"""Around what some models think before they answer."""
MORE_ROOM = "raise reply_tokens under model: in flashgen.yaml, or the model's context"

_ADDRESS_HINT = "is the endpoint in flashgen.yaml right? it mostly ends in /v1"


class Scope(Enum):
    """What a failure is a failure of."""

    TRY = "try"
    """This try: the next may succeed."""
    PROMPT = "prompt"
    """This prompt: others may succeed."""
    LINE = "line"
    """The line to the endpoint: every try fails, unless it worked a moment ago."""
    RUN = "run"
    """Everything: no prompt can succeed before a person has done something."""


class Failure(Exception):  # noqa: N818 - a state of a call that the loop handles, not only an error
    """Raised where a call brought no reply: the message is one line, and says what to do where anything can be done."""

    def __init__(self, message: str, scope: Scope, wait: float | None = None, refused: str = "") -> None:
        super().__init__(message)
        self.scope = scope
        self.wait = wait
        """Seconds that the endpoint wants left alone; None where it does not say."""
        self.refused = refused
        """Which of ``OPTIONAL`` it does not take."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered."""

    text: str
    is_cut: bool = False
    """The model had more to say than it was allowed to."""
    prompt_tokens: int = 0
    """As the endpoint counts them; 0 where it does not say."""
    reply_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Response:
    """What came back over the line."""

    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Called:
    """What was called, as messages name it."""

    model: str
    place: str
    key: str
    """What is wrong where the key is refused, and what to do."""


def read(response: Response, called: Called, now: float) -> Reply:
    """The reply in a response; ``now`` is in seconds since 1970. Raises Failure."""
    data = _json(response.body)
    if isinstance(data, list) and len(data) == 1:  # as Google packs its errors
        data = data[0]
    error = data.get("error") if isinstance(data, dict) else None
    if response.status == 200 and not error:
        return _reply(data, called.place, response.headers.get("content-type", ""))
    status = _status(error) if response.status == 200 else response.status
    said = _quoted(_message(error if error else data))
    raise _failure(status, said, response.headers, called, now, _words(error))


def _reply(data: Any, place: str, kind: str) -> Reply:
    try:
        choice = data["choices"][0]
        text = _without_thoughts(_text(choice["message"]["content"]))
        finish = choice.get("finish_reason")
        usage = data.get("usage")
    except (TypeError, KeyError, IndexError, AttributeError):
        if data is None and "json" in kind.lower():
            raise Failure(f"{place} sent broken JSON", Scope.TRY) from None
        what = f", but sends {_quoted(kind.partition(';')[0])}" if data is None and kind else ""
        message = f"{place} does not speak the OpenAI chat API{what}; {_ADDRESS_HINT}"
        raise Failure(message, Scope.RUN) from None
    is_cut = finish == "length"
    if not text.strip():
        why = f": its reply was full before it said anything; {MORE_ROOM}" if is_cut else ""
        raise Failure(f"the model said nothing{why}", Scope.PROMPT)
    text = text.encode(errors="replace").decode()  # half a sign, written as an escape, fits in no file
    return Reply(text, is_cut, _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))


def _text(content: Any) -> str:
    """What a message says: a text, or the texts among its parts; some send their thoughts as parts, too."""
    parts = content if isinstance(content, list) else [{"type": "text", "text": content}]
    texts = (part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text")
    return "".join(text for text in texts if isinstance(text, str))


def _without_thoughts(text: str) -> str:
    """What is said after the thoughts that a text begins with; nothing where they do not end."""
    return text.partition(_THOUGHT)[2].lstrip() if text.lstrip().startswith(_THINKING) else text


def _failure(status: int, said: str, headers: Mapping[str, str], called: Called, now: float, words: str) -> Failure:
    """What a response without a reply means; ``words`` are all that it says of the error, in lower case."""
    place, model = called.place, called.model
    told = f" ({said})" if said else ""
    if 300 <= status < 400:
        target = _quoted(headers.get("location", "")) or "another address"
        return Failure(
            f"{place} sends us on to {target}, and notes are not sent on; name that address in flashgen.yaml if you "
            "trust it",
            Scope.RUN,
        )
    if status == 402 or (status == 429 and any(sign in words for sign in _ACCOUNT)):
        return Failure(f"the account at {place} has no credit left, or a limit to it; look there{told}", Scope.RUN)
    if status in _LATER or status >= 500:
        why = "is busy" if status == 429 else f"failed with status {status}"
        return Failure(f"{place} {why}{told}", Scope.TRY, _wait(headers.get("retry-after", ""), now))
    if status in (401, 403):
        # what it says is left out: it may hold the key
        return Failure(f"{place} refuses us: {called.key}", Scope.RUN)
    if status == 404:
        pull = f"for Ollama: ollama pull {model}" if model in said or "model" in words else _ADDRESS_HINT
        return Failure(f"{place} knows no model {model!r}, or not this address; {pull}{told}", Scope.RUN)
    if status in (400, 413, 422):
        if status == 413 or any(sign in words for sign in _TOO_LONG):
            return Failure(f"the prompt is longer than the model takes; give it more context{told}", Scope.PROMPT)
        if refused := next((name for name in OPTIONAL if name in words), ""):
            return Failure(f"{place} does not take {refused}{told}", Scope.RUN, refused=refused)
    return Failure(f"{place} refuses the call with status {status}{told}", Scope.RUN)


def _json(body: bytes) -> Any:
    """What a body holds; None where it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _status(error: Any) -> int:
    """The status that an error has which came under 200, as of some that pass calls on."""
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and 400 <= code < 600 else 500


def _message(error: Any) -> str:
    for key in ("message", "error", "detail"):
        if isinstance(error, dict) and isinstance(error.get(key), str):
            return str(error[key])
    return error if isinstance(error, str) else ""


def _words(error: Any) -> str:
    return json.dumps(error, ensure_ascii=False).lower() if error else ""


def _quoted(text: str) -> str:
    """What the other side says, as one short line without anything that steers a terminal."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: _LONGEST_QUOTE * 2]).split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]} ..."


def _count(usage: Any, key: str) -> int:
    count = usage.get(key) if isinstance(usage, dict) else None
    return count if isinstance(count, int) and 0 <= count < 10**9 else 0


def _wait(said: str, now: float) -> float | None:
    """Seconds until the moment that a Retry-After names, in either of its two forms; None where it names none."""
    said = said.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", said, re.ASCII):
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
