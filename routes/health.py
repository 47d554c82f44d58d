"""For machines: is the school open, and where is a password changed."""

from litestar import Response, get
from litestar.response import Redirect

from models.database import query
from routes.web.visitor import EVERYONE


@get("/health", opt=EVERYONE)
async def show_health() -> Response[str]:
    """200 `ok` while the database answers; 503 otherwise."""
    await query("SELECT 1 AS one")
    return Response("ok\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/.well-known/change-password", opt=EVERYONE)
async def change_password() -> Redirect:
    """Where password managers send people (W3C change-password-url)."""
    return Redirect("/password", status_code=302)
