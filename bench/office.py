"""The office's pages in a school of 20,000 adults: milliseconds of server time, one question after the other."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from bench import families, load
from bench.load import Job
from bench.school import School
from bench.table import Line
from models.access import hashing
from models.core.clock import now
from models.database import execute, fetch
from models.families import directory
from models.invitations import invitation
from models.staff import sessions
from models.staff.accounts import SECRETARY

PUPILS = 14_200  # of nearly 20,300 adults
INVITED = 5_000
MOST = 50.0  # milliseconds
SECONDS = 2.0
PARTS = {"HX_Request": "true", "HX_Target": "results"}


def lines(folder: Path) -> Iterator[Line]:
    """A school of its own: most are in, five thousand are invited."""
    school = School(folder / "office")
    families.write(school.folder / "export.csv", PUPILS)
    school.preau("import", "export.csv", "--apply")
    adults, invited, healed, cookie, family = asyncio.run(_prepare(school))
    yield Line(f"invitation of {INVITED:,} queued", f"{invited:.1f} s", "a few seconds", invited <= 5)
    yield Line(f"directory of {adults:,} looked over", f"{healed:.1f} s, in small transactions")
    list_ = "/office/families"
    asked = {
        "list of families": (list_, {}),
        "  its last page": (f"{list_}?page={-(-adults // 50)}", PARTS),
        "  a name while typing": (f"{list_}?q=lema", PARTS),
        "  one letter": (f"{list_}?q=e", PARTS),
        "  three words": (f"{list_}?q=sophie+p3b+example", PARTS),
        "  a filter": (f"{list_}?standing=in", PARTS),
        "  a class": (f"{list_}?class=P3B", PARTS),
        "classes": ("/office/classes", {}),
        "one family": (f"/office/families/{family}", {}),
    }
    with school.serving():
        for name, (path, headers) in asked.items():
            request = load.get(school.port, path, Cookie=cookie, **headers)
            figures = load.run(Job(school.port, [request], SECONDS))
            words = f"p50 {figures.p50:.1f} ms, p99 {figures.p99:.1f} ms{figures.strange(200)}"
            yield Line(f"{name}, {adults:,} adults", words, f"≤ {MOST:.0f} ms", figures.p50 <= MOST)


async def _prepare(school: School) -> tuple[int, float, float, str, int]:
    """How many adults; seconds to invite and to look everybody over; a secretary's cookie; somebody's number."""
    async with school.opened():
        digest, moment = await hashing.digest("girafe tomate vélo nuage"), now()
        await execute(
            "UPDATE guardian SET password_digest = ?, activated_at = ? WHERE id NOT IN (SELECT s.guardian"
            " FROM guardianship s JOIN guardian g ON g.id = s.guardian WHERE g.email <> '' GROUP BY s.guardian"
            f" ORDER BY s.guardian DESC LIMIT {INVITED}) AND email <> ''",
            *(digest, moment),
        )
        await directory.refresh_all()
        began = time.perf_counter()
        queued = len((await invitation.invite(everyone=True)).queued)
        invited = time.perf_counter() - began
        assert queued == INVITED, queued
        began = time.perf_counter()
        await directory.refresh_all()
        healed = time.perf_counter() - began
        ids = await fetch(int, "SELECT id FROM guardian ORDER BY id")
        (sophie,) = await fetch(
            int,
            "INSERT INTO staff (username, role, created_at, totp_seed, totp_since) VALUES ('sophie', ?, ?, ?, ?)"
            " RETURNING id",
            *(SECRETARY, moment, "ab" * 16, moment),
        )
        secret = await sessions.start(sophie, sessions.IN)
    return len(ids), invited, healed, f"preau-office={secret}", ids[-1]
