"""Days without school, as the school's calendar has them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from piccolo.columns import BigSerial, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.core.days import day_of
from models.database import fetch, transaction

COMING = 3  # shown on a child's page


class FreeDay(Table, tablename="free_day"):
    """From the day `begins` to the day `ends`, both without school; written as in ISO 8601 (`2026-11-11`)."""

    id = BigSerial(primary_key=True)
    begins = Varchar(10)
    ends = Varchar(10)
    title = Varchar(120)


@dataclass(frozen=True, slots=True)
class Free:
    """One day, or the days from the first to the last one."""

    begins: str
    ends: str
    title: str

    @property
    def first(self) -> date:
        return date.fromisoformat(self.begins)

    @property
    def last(self) -> date:
        return date.fromisoformat(self.ends)


async def coming() -> list[Free]:
    """Those of today and the next ones; none without a calendar."""
    if not school.settings().calendar:
        return []
    still = FreeDay.ends >= day_of(now()).isoformat()
    return await fetch(Free, FreeDay.select().where(still).order_by(FreeDay.begins, FreeDay.id).limit(COMING))


async def since(day: date) -> list[Free]:
    """Those that last until this day or longer; none without a calendar."""
    if not school.settings().calendar:
        return []
    still = FreeDay.ends >= day.isoformat()
    return await fetch(Free, FreeDay.select().where(still).order_by(FreeDay.begins, FreeDay.id))


async def replace(days: Collection[Free]) -> bool:
    """Keep these and no others; False where they are the same."""
    async with transaction():
        before = await fetch(Free, FreeDay.select().order_by(FreeDay.id))
        if before == list(days):
            return False
        await FreeDay.delete(force=True)
        if days:
            await FreeDay.insert(*(FreeDay(begins=one.begins, ends=one.ends, title=one.title) for one in days))
    return True
