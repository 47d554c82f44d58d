"""Families for the tests of pages, and queries for those tests."""

from typing import Any

from models.access import hashing, token
from models.core.clock import now
from models.database import transaction
from models.families.directory import Directory
from models.tables import TABLES
from tests.support.families import parent
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

PASSWORD = "girafe tomate vélo nuage"
OTHER_PASSWORD = "lampe citron nuage marteau"


async def guardian(
    username: str = "marie.dupont", email: str = "marie@example.org", *, children: int = 1, password: str = ""
) -> int:
    """An account with this many children; active if a password is given. Returns its number."""
    number = await parent(username, email, activated=bool(password))
    await query("UPDATE child SET first_name = ? WHERE register_number = ?", f"Zoé {number}", f"R{number}")
    for further in range(1, children):
        await child_of(number, f"Noé {further}", f"R{number}-{further}")
    if not children:
        await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), number)
    if password:
        stored = await hashing.digest(password)
        await query("UPDATE guardian SET password_digest = ? WHERE id = ?", stored, number)
    return number


async def child_of(guardian: int, first_name: str, register_number: str) -> int:
    rows = await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, ?, 'Dupont', 'P3B')"
        " RETURNING id",
        register_number,
        first_name,
    )
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')",
        guardian,
        rows[0]["id"],
    )
    return int(rows[0]["id"])


async def children(guardian: int) -> list[int]:
    rows = await query("SELECT child FROM guardianship WHERE guardian = ? ORDER BY id", guardian)
    return [row["child"] for row in rows]


async def issued(guardian: int, kind: str = token.INVITATION) -> str:
    """Issue a token; returns its code as in a mail or a letter."""
    async with transaction():
        seed, _ = await token.issue(guardian, kind)
    return token.code_of(seed)


async def revoke(guardian: int, because: str) -> None:
    await token.revoke(guardian, because)


async def sign_in(browser: Browser, username: str = "marie.dupont", password: str = PASSWORD, **more: str) -> Answer:
    return await browser.post("/sign-in", {"username": username, "password": password, **more})


async def at_password_step(browser: Browser, code: str) -> Answer:
    """The browser after *Connexion* with a good token."""
    answer = await browser.post("/first-connection", {"token": code})
    assert answer.path == "/password", answer.said
    return answer


async def in_session(browser: Browser) -> bool:
    """Whether this browser may open `/children`."""
    answer = await browser.send("GET", "/account", follow=False)
    return answer.status == 200


async def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table except `directory`, which is derived and which the worker may refresh at any time."""
    names = [table._meta.tablename for table in TABLES if table is not Directory]
    return {name: await query(f'SELECT * FROM "{name}" ORDER BY id') for name in names}


async def count(table: str, where: str = "1 = 1") -> int:
    rows = await query(f"SELECT COUNT(*) AS n FROM {table} WHERE {where}")
    return int(rows[0]["n"])


async def events(action: str) -> list[str]:
    """The results of every event of this kind, in order."""
    return [row["result"] for row in await query("SELECT result FROM event WHERE action = ? ORDER BY id", action)]


def doors(page: Answer) -> list[str]:
    """The headings of the two forms of the entrance, in order."""
    ids = ("first", "later")
    return ["".join(heading.itertext()) for heading in page.all("h2") if heading.get("id") in ids]
