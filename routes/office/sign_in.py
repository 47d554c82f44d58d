"""The office's own sign-in."""

from typing import Any

from litestar import Request, get

from routes.office.page import OfficePage
from routes.web.form import Fault, asked
from routes.web.office import OPEN


def local(path: str) -> str:
    """Where to go after signing in: an address of the office, or its home (catalogue 40)."""
    good = path.startswith("/office") and not any(c in path for c in "\\\r\n\t") and "//" not in path
    return path if good else "/office"


def sign_in_page(
    *, onward: str = "", username: str = "", faults: tuple[Fault, ...] = (), status: int = 200, **options: Any
) -> OfficePage:
    """*Connexion* for the office; `onward` is where it leads afterwards."""
    return OfficePage(
        "office/sign_in.html", onward=local(onward), username=username, faults=faults, status=status, **options
    )


@get("/sign-in", opt=OPEN)
async def show_sign_in(request: Request[Any, Any, Any]) -> OfficePage:
    """The page of it."""
    return sign_in_page(onward=asked(request.scope, "next"))
