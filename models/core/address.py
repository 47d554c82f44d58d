"""Mail addresses: which are accepted, when two are equal, and how one is masked."""

import re
import string

# What mail servers accept in practice (RFC 5321 §4.1.2, dot-atom), without quoted local parts. ASCII only:
# look-alike letters of other scripts must never match an address (catalogue 15).
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"{ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+")
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class BadAddress(ValueError):
    """Not an address that mail could be sent to (catalogue 52)."""


def clean_address(text: str) -> str:
    """`text` in lower case without surrounding spaces. Raises `BadAddress`; nothing else is corrected."""
    address = address_key(text)
    local, _, _ = address.partition("@")
    # `=?` would begin an encoded word (RFC 2047), which mail libraries refuse in an address.
    if "=?" in address or len(address) > 254 or len(local) > 64 or not ADDRESS.fullmatch(address):
        raise BadAddress(text)
    return address


def address_key(text: str) -> str:
    """The form in which two spellings are the same address: without ASCII case and surrounding spaces."""
    return text.strip(" \t").lower() if text.isascii() else text.strip(" \t").translate(LOWER)


def masked(address: str) -> str:
    """`marie@example.org` as `m•••@example.org`: its owner recognises it, and nobody else learns it."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}" if domain else ""
