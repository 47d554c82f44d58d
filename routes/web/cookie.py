"""The session cookie (catalogue 29–30): `__Host-` and Secure where the base URL is https."""

from litestar.datastructures import Cookie
from litestar.types import Scope

from models import school
from models.session import Started
from routes.web.page import header


def _name() -> str:
    return "__Host-preau" if school.settings().https else "preau"


def read(scope: Scope) -> str:
    """The session's secret that the browser sent, or the empty string."""
    return sent(scope, _name())


def sent(scope: Scope, wanted: str) -> str:
    """The value of the cookie of this name, or the empty string."""
    for part in header(scope, b"cookie").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value
    return ""


def keep(started: Started) -> Cookie:
    """The cookie of a new session."""
    return _cookie(started.secret, started.max_age)


def forget() -> Cookie:
    """The cookie that removes the cookie."""
    return _cookie("", 0)


def _cookie(value: str, max_age: int | None) -> Cookie:
    return Cookie(
        _name(), value=value, path="/", max_age=max_age, secure=school.settings().https, httponly=True, samesite="lax"
    )
