"""Mail addresses: which are accepted, when two are the same, and how one is shown masked."""

import re
import string

# What mail servers take in practice (RFC 5321 §4.1.2, dot-atom), without quoted local parts. ASCII alone:
# look-alike letters of other scripts must never match an address (catalogue 15).
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"{ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+")
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class BadAddress(ValueError):
    """Not an address that mail could be sent to (catalogue 52)."""


def clean_address(text: str) -> str:
    """`text` without surrounding spaces, in lower case. Raises `BadAddress`; never repairs."""
    address = address_key(text)
    local, _, _ = address.partition("@")
    # `=?` would begin an encoded word (RFC 2047), which mail libraries refuse in an address.
    if "=?" in address or len(address) > 254 or len(local) > 64 or not ADDRESS.fullmatch(address):
        raise BadAddress(text)
    return address


def address_key(text: str) -> str:
    """The form under which two spellings are one address: ASCII case and outer spaces aside, nothing else."""
    return text.strip(" \t").translate(LOWER)


def masked(address: str) -> str:
    """`marie@example.org` as `m•••@example.org`: enough to recognise one's own, too little to learn another's."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}" if domain else ""
