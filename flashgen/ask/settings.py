"""What flashgen.yaml says under ``model:``, checked; no key of a model may be in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashgen.ask.address import EXAMPLE, Address, parse
from flashgen.section import Section, flag, line, number, section, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashgen.yamlfile import Loaded, Value

SECTION = "model"
TEMPLATE = f"""\
# A language model that `flashgen ask` may ask about your notes; nothing is ever sent without it.
# Take away the '#' before 'model:' and before what you change below it. A key never goes in here: docs/models.md.
#model:
  # Where it is, such as {EXAMPLE}, and what it is called there.
  #endpoint: ""
  #name: ""
  # Whether notes may go over a network unencrypted, to a machine of your own at http://.
  #plain_http: false
  # How many prompts are under way at once, and how many seconds an answer may take.
  #at_once: 1
  #timeout: 1200
  # How freely it answers, and with which seed, so that it answers the same again as far as it can.
  #temperature: 0
  #seed: 0
  # The most tokens of one answer; 0 leaves it to the model.
  #reply_tokens: 0
  # Whether it is asked what is missing, and looks a second time at the cards that its answers became.
  #second_look: true
  # What a million tokens cost, of prompts and of answers, so that --estimate can tell.
  #input_price: 0
  #output_price: 0
  #currency: USD
"""
NO_KEYS = (
    "takes no key of a model, as this file is shared and kept in git: take it out, make a new one if others could "
    "have read it, and put that into the variable FLASHGEN_API_KEY"
)

_CENT = 0.01
_SECRET_NAMES = re.compile(
    r"(?:\w*[_-])?(?:api[_-]?)?(?:key|keys|apikey|token|secret|password|bearer|authorization|credentials?)", re.I
)
_SECRET_VALUES = re.compile(
    r"(?:bearer\s+)?(?:(?:sk|rk|pk|gsk|xai|hf|pplx|nvapi|csk|fw|tgp|r8)[-_][\w-]{16,}|AIza[\w-]{30,})", re.I
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is reached and asked."""

    endpoint: Address | None = None
    """None where there is none: nothing can be sent."""
    name: str = ""
    plain_http: bool = False
    at_once: int = 1
    timeout: float = 1200
    """Seconds from the call to the end of the answer."""
    temperature: float = 0
    seed: int = 0
    reply_tokens: int = 0
    second_look: bool = True
    """Whether the cards made of its answers are shown to it once more."""
    input_price: float = 0
    """Of a million tokens."""
    output_price: float = 0
    currency: str = "USD"

    def cost(self, tokens_in: int, tokens_out: int) -> str:
        """What so many tokens cost; empty where no price is known."""
        if not (self.input_price or self.output_price):
            return ""
        amount = (tokens_in * self.input_price + tokens_out * self.output_price) / 1_000_000
        told = f"{amount:,.2f}" if amount >= _CENT or not amount else f"less than {_CENT}"
        return f"{told} {self.currency}".rstrip()


DEFAULT = Settings()
KEYS = tuple(Settings.__dataclass_fields__)


def settings(data: Loaded) -> Settings:
    """The settings of a loaded flashgen.yaml. Raises FlashgenError, with file and line, for what cannot be."""
    _refuse_keys(data)
    found = section(data, SECTION, KEYS)
    default = DEFAULT
    endpoint = _endpoint(found)
    name = found.get("name", "the model's name, one text", _name, default.name)
    plain_http = found.get("plain_http", "true or false", flag, default.plain_http)
    if endpoint and not name:
        raise found.error(f"{SECTION!r} has an endpoint; add the model's name there, such as name: qwen3:8b")
    if endpoint and endpoint.is_open and not plain_http:
        raise found.error(
            "'endpoint' would send notes unencrypted over the network; use https://, for a program on this machine "
            "127.0.0.1, or add plain_http: true if the network is yours",
            "endpoint",
        )
    price = number(0, 1_000_000)
    return Settings(
        endpoint,
        name,
        plain_http,
        found.get("at_once", "a number of calls from 1 to 16", whole(1, 16), default.at_once),
        found.get("timeout", "a number of seconds from 1 to 3600", whole(1, 3600), default.timeout),
        found.get("temperature", "a number from 0 to 2", number(0, 2), default.temperature),
        found.get("seed", "a whole number", whole(0, 2**31 - 1), default.seed),
        found.get("reply_tokens", "a number of tokens, 0 for any", whole(0, 1_000_000), default.reply_tokens),
        found.get("second_look", "true or false", flag, default.second_look),
        found.get("input_price", "what a million tokens cost, a number", price, default.input_price),
        found.get("output_price", "what a million tokens cost, a number", price, default.output_price),
        found.get("currency", "the name of a currency, such as USD", line, default.currency),
    )


def _endpoint(found: Section) -> Address | None:
    value = found.values.get("endpoint")
    if value is None or value == "":
        return None
    try:
        return parse(value.strip() if isinstance(value, str) else "")
    except ValueError as error:
        raise found.error(f"'endpoint' {error}", "endpoint") from None


def _refuse_keys(data: Loaded) -> None:
    """Raises FlashgenError for what looks like a model's key, by its name or itself, and repeats nothing of it."""
    for place, value in (*_texts(data.values), *_texts(data.values.get(SECTION), SECTION)):
        if (value and _SECRET_NAMES.fullmatch(place[-1])) or _SECRET_VALUES.fullmatch(value.strip()):
            raise data.error(f"{place[-1]!r} {NO_KEYS}", *place)


def _texts(value: Value, *place: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text that is directly below a mapping, with the keys that lead to it."""
    if isinstance(value, dict):
        yield from (((*place, key), entry) for key, entry in value.items() if isinstance(entry, str))


def _name(value: Value) -> str | None:
    """A model's name; it is shown to who is asked whether notes may go there, so nothing in it may hide."""
    name = line(value)
    return name if name is not None and name.isprintable() else None
