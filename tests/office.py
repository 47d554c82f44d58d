"""People of the office, for the tests of its pages."""

from models.clock import now
from models.database import query
from models.office import staff_session
from models.office.staff import ADMIN, SECRETARY
from tests.routes.browser import Browser

__all__ = ["ADMIN", "SECRETARY", "colleague", "signed_in"]


async def colleague(username: str = "sophie.office", role: str = SECRETARY) -> int:
    """A staff account without a password; returns its number."""
    rows = await query(
        "INSERT INTO staff (username, role, created_at, full_name, email, totp_seed, totp_since)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}) RETURNING id",
        *(username, role, now(), username.partition(".")[0].title(), f"{username}@school.example", "ab" * 16, now()),
    )
    return int(rows[0]["id"])


async def signed_in(browser: Browser, username: str = "sophie.office", role: str = SECRETARY) -> int:
    """Gives the browser a live session of a new colleague, the password just given; returns the number."""
    number = await colleague(username, role)
    browser.office_cookie = await staff_session.start(number, staff_session.IN, device="Firefox, Windows")
    return number
