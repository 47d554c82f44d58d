"""A mail as the bytes that are sent (RFC 5322, MIME), fast enough for thousands.

The standard library builds a tree, and parses and folds every header of every mail, which took half of the time of a
mail. Here the bytes are written directly, and a header that many mails share is folded once.
"""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import lru_cache

# The same in every mail of one kind. Other headers may name a family, and are not cached.
SHARED = ("From", "Reply-To", "Subject")
UNFOLDED = ("List-Unsubscribe",)  # an address has no place to fold at (RFC 2369); a line may have 998 characters
LINE = 78  # characters, as in email.policy.SMTP
PICTURE = "logo@preau"  # Content-ID (RFC 2392)
BOUNDARY = "=_preau_{}"  # no text in quoted-printable or base64 contains `=_` (RFC 2045 §6.7)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail and its envelope: the bare addresses of sender and recipient, and the bytes that are sent."""

    sender: str
    recipient: str
    content: bytes

    @classmethod
    def of(cls, message: EmailMessage) -> "Outgoing":
        """From a message of the standard library."""
        sender, recipient = (message[name].addresses[0].addr_spec for name in ("From", "To"))
        return cls(sender, recipient, message.as_bytes(policy=SMTP))

    def read(self) -> EmailMessage:
        """The message as its recipient reads it."""
        message: EmailMessage = message_from_bytes(self.content, policy=default)
        return message


@lru_cache(maxsize=16)
def address(given: str, name: str = "") -> Address:
    """Parse a setting such as `École <ecole@example.org>` or a bare address; commas in the name need no quotes."""
    display, _, bare = given.rpartition("<")
    return Address(display_name=display.strip().strip('"') or name, addr_spec=bare.rstrip("> ").strip())


def message(headers: dict[str, str], plain: str, html: str, picture: bytes | None = None) -> bytes:
    """A mail with a text and an HTML part; the HTML may show `picture`, a PNG, as `cid:` and `PICTURE`.

    Raises `ValueError` where a header has more than one line.
    """
    shown = _text("html", html)
    if picture:
        shown = _multipart("related", [shown, _image(picture)])
    whole = _multipart("alternative", [_text("plain", plain), shown])
    head = "".join(f"{name}: {_header(name, value)}\r\n" for name, value in headers.items())
    return f"{head}MIME-Version: 1.0\r\n{whole}".encode("ascii")


def _header(name: str, value: str) -> str:
    if len(value.splitlines()) > 1:
        raise ValueError("a header is one line")
    if value.isascii() and value.isprintable() and (name in UNFOLDED or len(name) + 2 + len(value) <= LINE):
        return value
    return (_folded_once if name in SHARED else _folded)(name, value)


def _folded(name: str, value: str) -> str:
    return str(SMTP.header_factory(name, value).fold(policy=SMTP)[len(name) + 2 :].rstrip("\r\n"))


_folded_once = lru_cache(maxsize=64)(_folded)


def _multipart(kind: str, parts: Sequence[str]) -> str:
    boundary = BOUNDARY.format(kind)
    between = f"\r\n--{boundary}\r\n".join(["", *parts])
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n{between}\r\n--{boundary}--\r\n'


def _text(kind: str, text: str) -> str:
    quoted = b2a_qp(text.encode(), istext=True).decode("ascii").replace("\n", "\r\n")
    return f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}'


@lru_cache(maxsize=2)
def _image(picture: bytes) -> str:
    return (
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-ID: <{PICTURE}>\r\nContent-Disposition: inline; filename="logo.png"\r\n\r\n'
        + encodebytes(picture).decode("ascii").replace("\n", "\r\n")
    )
