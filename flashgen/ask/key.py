"""The key of a model: from the environment or the system's keyring, never from a file of ours, never shown.

This is the only door to keyring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flashgen.ask.address import Address
from flashgen.model import FlashgenError

VARIABLE = "FLASHGEN_API_KEY"
OPENAI_VARIABLE = "OPENAI_API_KEY"
"""Used for OpenAI's own host only: a key must not go to whoever a project happens to name."""
OPENAI = "api.openai.com"
SERVICE = "flashgen"
"""Under which name keys are in the keyring; the user's name there is the host."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and where it was found."""

    secret: str = field(repr=False)
    source: str


def find(
    address: Address, environ: Mapping[str, str], keyring: Callable[[str], str | None] | None = None
) -> Key | None:
    """The key for an address; None where there is none, which is usual on one's own machine.

    ``keyring`` tells the secret of a host; by default the system's keyring does, where its library is installed.
    Raises FlashgenError, without the key, for one that cannot be sent.
    """
    if secret := environ.get(VARIABLE, "").strip():
        return _checked(secret, VARIABLE)
    if address.host == OPENAI and (secret := environ.get(OPENAI_VARIABLE, "").strip()):
        return _checked(secret, OPENAI_VARIABLE)
    if secret := ((keyring or _in_keyring)(address.host) or "").strip():
        return _checked(secret, "the keyring")
    return None


def told(key: Key | None, address: Address) -> str:
    """What is wrong where an address refuses a key, or the want of one, and what to do."""
    where = f"put it into the variable {VARIABLE}, or into the keyring with: keyring set {SERVICE} {address.host}"
    return f"the key from {key.source} is not the right one; {where}" if key else f"it wants a key; {where}"


def _checked(secret: str, source: str) -> Key:
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        raise FlashgenError(f"the key in {source} holds signs that no key has; copy it again")
    return Key(secret, source)


def _in_keyring(host: str) -> str | None:
    """What the system's keyring has for a host; None where it has nothing, is locked, or is not there."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, host)
    except (KeyringError, OSError):
        return None
