"""The address of a model: where it is, whether that is this machine, and what cannot be one."""

from __future__ import annotations

import re
from dataclasses import dataclass

EXAMPLE = "http://127.0.0.1:11434/v1"
"""Ollama's."""

# Stricter than any standard, so that no two programs can read two hosts out of one address.
_URL = re.compile(
    r"(?P<scheme>https?)://(?:(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)|\[(?P<six>[0-9a-f:.]+)\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>(?:/(?!\.\.?(?:/|$))[\w.~-]*)*)",
    re.IGNORECASE | re.ASCII,
)
_CALL = "/chat/completions"
"""What the API adds to an address; taken off, where it was copied with it."""
_USUAL = "/v1"
"""The path that nearly all have."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a model is reached."""

    scheme: str
    host: str
    """In lower case; an IPv6 address without its brackets."""
    port: str = ""
    """Empty for the usual one."""
    path: str = _USUAL

    @property
    def place(self) -> str:
        """Host and port, as people know it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host

    @property
    def url(self) -> str:
        """The whole address, without a final slash."""
        return f"{self.scheme}://{self.place}{self.path}"

    @property
    def call(self) -> str:
        """The address that chats are posted to."""
        return f"{self.url}{_CALL}"

    @property
    def is_here(self) -> bool:
        """Whether it can be nowhere but on this machine: a loopback address, or localhost."""
        return self.host == "localhost" or is_loopback(self.host)

    @property
    def is_open(self) -> bool:
        """Whether what is sent can be read on its way."""
        return self.scheme == "http" and not self.is_here


def parse(text: str) -> Address:
    """The address that a text is. Raises ValueError with what to write instead; it repeats nothing of the text.

    Nothing is repeated because a name and password, or a key, may be in it.
    """
    scheme, has_scheme, rest = text.partition("://")
    if not has_scheme or scheme.lower() not in ("http", "https"):
        raise ValueError(f"takes an address that starts with http:// or https://, such as {EXAMPLE}")
    if "@" in rest.partition("/")[0] or "@" in rest:
        raise ValueError("takes an address without a name or password in it; keys come from the environment")
    if "?" in rest or "#" in rest:
        raise ValueError("takes an address without '?' or '#'; keys come from the environment")
    found = _URL.fullmatch(text)
    host = (found["host"] or found["six"] or "").lower() if found else ""
    port = (found["port"] or "") if found else ""
    if not found or (found["six"] and not is_six(host)) or (port and not 0 < int(port) < 65_536):
        raise ValueError(f"takes a plain web address, such as {EXAMPLE}; a host that is not in a-z in its xn-- form")
    path = found["path"].rstrip("/").removesuffix(_CALL)
    return Address(found["scheme"].lower(), host, port, path or _USUAL)


def is_loopback(host: str) -> bool:
    """Whether a host is a number of this machine."""
    import ipaddress

    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None)
    return bool((mapped or number).is_loopback)


def is_six(host: str) -> bool:
    """Whether a host is an IPv6 number."""
    import ipaddress

    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False
