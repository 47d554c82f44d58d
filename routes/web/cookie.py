"""The cookies of parents and office (catalogue 29–32).

Each is `__Host-` and Secure where the base URL is https, HttpOnly, and for the whole site.
"""

from dataclasses import dataclass
from typing import Literal

from litestar.datastructures import Cookie
from litestar.types import Scope

from models.access.session import Started
from models.core import school
from routes.web.page import header

LONG = 400 * 24 * 3600  # seconds; browsers keep no cookie longer (RFC 6265bis, 5.5)


@dataclass(frozen=True, slots=True)
class OwnCookie:
    """A cookie, by its name without the prefix."""

    plain: str
    samesite: Literal["lax", "strict"] = "lax"

    @property
    def name(self) -> str:
        """The name with its prefix, as browsers store it."""
        return f"__Host-{self.plain}" if school.settings().https else self.plain

    def read(self, scope: Scope) -> str:
        """The value that the browser sent, or the empty string."""
        for part in header(scope, b"cookie").split(";"):
            name, _, value = part.strip().partition("=")
            if name == self.name:
                return value
        return ""

    def keep(self, value: str, max_age: int | None = None) -> Cookie:
        """The cookie to send. It lasts `max_age` seconds; without `max_age` until the browser is closed."""
        return Cookie(
            self.name,
            value=value,
            path="/",
            max_age=max_age,
            secure=school.settings().https,
            httponly=True,
            samesite=self.samesite,
        )

    def forget(self) -> Cookie:
        """The cookie that makes a browser remove it."""
        return self.keep("", 0)


PARENTS = OwnCookie("preau")  # the secret of a parent's session
OFFICE = OwnCookie("preau-office")  # the secret of a staff session; removed when the browser is closed
BEFORE = OwnCookie("signed-in-before")  # puts *Connexions suivantes* first; its value is the same for all
DEVICE = OwnCookie("preau-office-device", "strict")  # a trusted device of the office (models/staff/trusted_devices.py)
LANGUAGE = OwnCookie("preau-language")  # the language chosen in this browser; says nothing else
CHOSEN = OwnCookie("preau-office-language")  # the language chosen on the office's sign-in page, until a sign-in
LAST = OwnCookie("preau-language-last")  # of the last mail's link or account here, until the browser is closed
REPEAT = OwnCookie("preau-repeat", "strict")  # part of the token of a repeated form (routes/gate/repeat_token.py)


def know_device(secret: str) -> Cookie:
    """The cookie of a device of the office that is trusted from now on."""
    return DEVICE.keep(secret, LONG)


def keep(started: Started) -> Cookie:
    """The cookie of a parent's new session."""
    return PARENTS.keep(started.secret, started.max_age)


def know() -> Cookie:
    """The cookie that remembers a sign-in with this browser."""
    return BEFORE.keep("yes", LONG)


def speaks(language: str) -> Cookie:
    """The cookie that keeps the language chosen in this browser."""
    return LANGUAGE.keep(language, LONG)


def speaks_office(language: str) -> list[Cookie]:
    """The cookies that keep the language chosen on the office's sign-in page."""
    return [speaks(language), CHOSEN.keep(language, LONG)]


def comes_in(secret: str) -> list[Cookie]:
    """The cookies of a complete sign-in to the office."""
    return [OFFICE.keep(secret), CHOSEN.forget()]


def knows(scope: Scope) -> bool:
    """Whether a parent has signed in with this browser before."""
    return BEFORE.read(scope) == "yes"
