"""A mail in the form in which it leaves (RFC 5322, MIME), made for thousands at a time.

The standard library parses and folds each header of each mail anew, and encodes the text in Python: two thirds of what
a mail cost. Here a header that many mails share is folded once, and parsed when somebody asks for it.
"""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from functools import lru_cache
from typing import Any

# The same in every mail of one school and kind; the others may name a family, and are not remembered.
SHARED = ("From", "Reply-To", "Subject", "Content-Type", "Content-Transfer-Encoding")
LINE = 78  # characters, as email.policy.SMTP has it
PICTURE = "logo@preau"  # Content-ID (RFC 2392)
BOUNDARY = "=_preau_{}"  # no text that is encoded as below holds `=_` (RFC 2045 §6.7)


class Policy(EmailPolicy):
    """`email.policy.SMTP`, with headers kept as they leave."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        value = str(value)
        if len(value.splitlines()) > 1:
            raise ValueError("a header is one line")
        if value.isascii() and value.isprintable() and len(name) + 2 + len(value) <= LINE:
            return name, value
        return name, (_folded_once if name in SHARED else _folded)(name, value)

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return _parsed_once(name, value) if name in SHARED else super().header_fetch_parse(name, value)


POLICY = Policy(linesep="\r\n")


def _folded(name: str, value: str) -> str:
    return str(SMTP.header_factory(name, value).fold(policy=SMTP)[len(name) + 2 :].rstrip("\r\n"))


_folded_once = lru_cache(maxsize=64)(_folded)
_parsed_once = lru_cache(maxsize=64)(SMTP.header_fetch_parse)


def address(given: str, name: str = "") -> Address:
    """A setting such as `École <ecole@example.org>` or a bare address; commas in the name need no quotes."""
    display, _, bare = given.rpartition("<")
    return Address(display_name=display.strip().strip('"') or name, addr_spec=bare.rstrip("> ").strip())


def message(headers: dict[str, str | Address], plain: str, html: str, picture: bytes | None = None) -> EmailMessage:
    """A mail with the same in text and in HTML; the HTML may show `picture`, a PNG, as `cid:` with `PICTURE`."""
    made = EmailMessage(policy=POLICY)
    for name, value in headers.items():
        made[name] = value
    made["MIME-Version"] = "1.0"
    shown = _text("html", html)
    if picture:
        whole = EmailMessage(policy=POLICY)
        _hold(whole, "related", [shown, _image(picture)])
        shown = whole
    _hold(made, "alternative", [_text("plain", plain), shown])
    return made


def _text(kind: str, text: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part


def _image(picture: bytes) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = "image/png"
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-ID"] = f"<{PICTURE}>"
    part["Content-Disposition"] = 'inline; filename="logo.png"'
    part.set_payload(_base64(picture))
    return part


@lru_cache(maxsize=2)
def _base64(picture: bytes) -> str:
    return encodebytes(picture).decode("ascii")


def _hold(made: EmailMessage, kind: str, parts: Sequence[EmailMessage]) -> None:
    made["Content-Type"] = f'multipart/{kind}; boundary="{BOUNDARY.format(kind)}"'
    made.set_payload(list(parts))
