"""Staff accounts for the tests of the office's pages."""

import pyotp

from models.access import hashing
from models.core.clock import now
from models.staff import second_factor, sessions
from models.staff.accounts import ADMIN, SECRETARY, TEACHER
from tests.support.sql import query
from tests.support.visitor import Browser

__all__ = ["ADMIN", "PASSWORD", "SECRETARY", "TEACHER", "code", "colleague", "signed_in"]

PASSWORD = "escalier violet brouette lundi"
SEED = "ab" * 16


async def colleague(
    username: str = "sophie.office", role: str = SECRETARY, *, password: str = "", enrolled: bool = True
) -> int:
    """A staff account with a second factor, and a password if one is given. Returns its number."""
    rows = await query(
        "INSERT INTO staff (username, role, created_at, full_name, email, totp_seed, totp_since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(username, role, now(), username.partition(".")[0].title(), f"{username}@school.example"),
        *((SEED, now()) if enrolled else ("", None)),
    )
    number = int(rows[0]["id"])
    if password:
        await query("UPDATE staff SET password_digest = ? WHERE id = ?", await hashing.digest(password), number)
    return number


def code(steps: int = 0) -> str:
    """The TOTP code of now, or of this many steps of 30 seconds later."""
    totp = pyotp.TOTP(second_factor.secret_of(SEED))
    return totp.generate_otp(totp.timecode(now()) + steps)


async def signed_in(browser: Browser, username: str = "sophie.office", role: str = SECRETARY) -> int:
    """Give the browser a session of a new colleague, confirmed just now; returns the colleague's number."""
    number = await colleague(username, role)
    browser.office_cookie = await sessions.start(number, sessions.IN, device="Firefox, Windows")
    return number
