"""The dashboard's two queries alone, without page or HTTP: our engine beside Piccolo's stock one."""

import asyncio
import time
from collections.abc import Iterator
from statistics import median

import settings as configuration
from bench import stock
from bench.school import School
from bench.table import Line
from models import database
from models.access import session
from models.core import school as opened
from models.database import current
from models.families import child
from models.tables import TABLES

TIMES = 300
ROUNDS = 5


def lines(school: School) -> Iterator[Line]:
    """Both engines on one file, in turn."""
    secret = school.parents(1)[0].cookie.partition("=")[2]
    ours, theirs = asyncio.run(_rounds(school, secret))
    ratio = median(their / our for our, their in zip(ours, theirs, strict=True))
    figures = f"{median(ours) * 1e6:.0f} µs, stock {median(theirs) * 1e6:.0f} µs: {ratio:.0f} ×"
    yield Line("  its two queries alone", figures, "≥ 8 ×", ratio >= 8)


async def _rounds(school: School, secret: str) -> tuple[list[float], list[float]]:
    settings = configuration.load(school.environment, school.folder / ".env")
    opened.open_school(settings)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        await database.open_database(settings, TABLES)
        ours.append(await _seconds(secret))
        await database.close_database()
        await stock.open_stock(settings, TABLES)
        theirs.append(await _seconds(secret))
        current._engine = None
    return ours, theirs


async def _seconds(secret: str) -> float:
    """Of one dashboard's queries: whose session this is, and which children."""
    began = time.perf_counter()
    for _ in range(TIMES):
        visit = await session.find(secret)
        await child.children_of(visit.guardian if visit else 0)
    return (time.perf_counter() - began) / TIMES
