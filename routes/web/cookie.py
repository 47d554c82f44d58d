"""The parents' cookies: the session (catalogue 29–30), and whether somebody signed in here before.

`__Host-` and Secure where the base URL is https.
"""

from litestar.datastructures import Cookie
from litestar.types import Scope

from models.access.session import Started
from models.core import school
from routes.web.page import header

SESSION, BEFORE = "preau", "signed-in-before"
LONG = 400 * 24 * 3600  # seconds; browsers keep no cookie longer (RFC 6265bis, 5.5)


def _name(plain: str) -> str:
    return f"__Host-{plain}" if school.settings().https else plain


def read(scope: Scope) -> str:
    """The session's secret that the browser sent, or the empty string."""
    return sent(scope, _name(SESSION))


def sent(scope: Scope, wanted: str) -> str:
    """The value of the cookie of this name, or the empty string."""
    for part in header(scope, b"cookie").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value
    return ""


def keep(started: Started) -> Cookie:
    """The cookie of a new session."""
    return _cookie(SESSION, started.secret, started.max_age)


def forget() -> Cookie:
    """The cookie that removes the cookie."""
    return _cookie(SESSION, "", 0)


def know() -> Cookie:
    """What makes *Connexions suivantes* the first door of this browser: `yes`, the same for everybody."""
    return _cookie(BEFORE, "yes", LONG)


def knows(scope: Scope) -> bool:
    """Whether somebody signed in with this browser before."""
    return sent(scope, _name(BEFORE)) == "yes"


def _cookie(name: str, value: str, max_age: int | None) -> Cookie:
    return Cookie(
        _name(name),
        value=value,
        path="/",
        max_age=max_age,
        secure=school.settings().https,
        httponly=True,
        samesite="lax",
    )
