"""What carries a repeated form on: a token in the form that fits a cookie made for it (routes/gate/repeat.py).

Nothing is kept here. The token is a keyed hash of its end, the path, the cookie, and the session's own cookie: it is of
no use on another form, in another browser, or in another session (catalogue 67; A3.5.1).
"""

import hmac
import secrets

from litestar.datastructures import Cookie
from litestar.types import Scope

from models.core import school
from models.core.clock import now
from routes.web import cookie

SECONDS = 600  # how long one page may be pressed


def make(scope: Scope) -> tuple[str, Cookie]:
    """A token for this path, and the cookie that it fits."""
    until, secret = str(int(now().timestamp()) + SECONDS), secrets.token_urlsafe(32)
    kept = cookie.REPEAT.keep(secret, SECONDS)
    return f"{until}.{_proof(scope, until, secret)}", kept


def fits(scope: Scope, token: str) -> bool:
    """Whether this browser was shown our own page for this path within the last `SECONDS`."""
    until, _, proof = token.partition(".")
    secret = cookie.REPEAT.read(scope)
    if not secret or not until.isascii() or not until.isdecimal() or len(until) > 11:
        return False
    left = int(until) - now().timestamp()  # more than we give: the clock was set back
    return 0 < left <= SECONDS and hmac.compare_digest(proof.encode(), _proof(scope, until, secret).encode())


def _proof(scope: Scope, until: str, secret: str) -> str:
    parts = (until, scope["path"], secret, cookie.PARENTS.read(scope))
    return school.keyed("repeated form", "\0".join(parts).encode()).hex()
