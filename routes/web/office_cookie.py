"""The office's own session cookie: another name than the parents', never remembered beyond the browser's life."""

from litestar.datastructures import Cookie
from litestar.types import Scope

from models.core import school
from routes.web.cookie import sent


def _name() -> str:
    return "__Host-preau-office" if school.settings().https else "preau-office"


def read(scope: Scope) -> str:
    """The session's secret that the browser sent, or the empty string."""
    return sent(scope, _name())


def keep(secret: str) -> Cookie:
    """The cookie of a new session of the office."""
    return _cookie(secret, None)


def forget() -> Cookie:
    """The cookie that removes the cookie."""
    return _cookie("", 0)


def _cookie(value: str, max_age: int | None) -> Cookie:
    return Cookie(
        _name(), value=value, path="/", max_age=max_age, secure=school.settings().https, httponly=True, samesite="lax"
    )
