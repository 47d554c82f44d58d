"""Addresses for machines: the health check, and where a password is changed."""

import asyncio

from litestar import Response, get
from litestar.response import Redirect

from models.database import DatabaseUnavailable, execute
from routes.web.visitor import EVERYONE

PATIENCE = 5.0  # seconds; monitoring does not wait longer


@get("/health", opt=EVERYONE)
async def show_health() -> Response[str]:
    """200 `ok` while the database can be read within `PATIENCE`; 503 otherwise.

    Not whether it can be written: with a full disk pages are still read, so nobody should take the server away.
    """
    asked = asyncio.ensure_future(execute("SELECT 1"))
    # Read the exception in any case: asyncio logs an unread one.
    asked.add_done_callback(lambda task: task.cancelled() or task.exception())
    # The cancelled task is not awaited: it may take long to return a connection whose server hangs.
    if not (await asyncio.wait({asked}, timeout=PATIENCE))[0]:
        asked.cancel()
        raise DatabaseUnavailable("no answer")
    await asked
    return Response("ok\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/.well-known/change-password", opt=EVERYONE)
async def change_password() -> Redirect:
    """The address that password managers open (W3C change-password-url)."""
    return Redirect("/password", status_code=302)
