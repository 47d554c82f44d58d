"""The token of a form that is to be confirmed, and its cookie (routes/gate/repeat.py).

Nothing is stored. The token is a keyed hash of its expiry, the path, its cookie and the session's cookie, so it is
valid for one path, browser and session only (catalogue 67; ASVS 3.5.1).
"""

import hmac
import secrets

from litestar.datastructures import Cookie
from litestar.types import Scope

from models.core import school
from models.core.clock import now
from routes.web import cookie

SECONDS = 600  # how long the page is valid


def make(scope: Scope) -> tuple[str, Cookie]:
    """A token for this path, and the cookie that belongs to it."""
    until, secret = str(int(now().timestamp()) + SECONDS), secrets.token_urlsafe(32)
    kept = cookie.REPEAT.keep(secret, SECONDS)
    return f"{until}.{_proof(scope, until, secret)}", kept


def fits(scope: Scope, token: str) -> bool:
    """Whether this browser got our page for this path within the last `SECONDS`."""
    until, _, proof = token.partition(".")
    secret = cookie.REPEAT.read(scope)
    if not secret or not until.isascii() or not until.isdecimal() or len(until) > 11:
        return False
    left = int(until) - now().timestamp()  # beyond SECONDS: the clock was set back
    return 0 < left <= SECONDS and hmac.compare_digest(proof.encode(), _proof(scope, until, secret).encode())


def _proof(scope: Scope, until: str, secret: str) -> str:
    parts = (until, scope["path"], secret, cookie.PARENTS.read(scope))
    return school.keyed("repeated form", "\0".join(parts).encode()).hex()
