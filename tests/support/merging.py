"""Two accounts of one adult, and their merge."""

from models.desk import merging
from models.desk.merging import Shown
from models.families import directory
from tests.support.family import OTHER_PASSWORD, PASSWORD, guardian
from tests.support.people import BY, row
from tests.support.sql import query


async def two(*, email: str = "marie@work.example", passwords: bool = True) -> tuple[int, int]:
    """`marie.dupont` and `marie.dupont2`, each with a child of her own: the school's file had her twice."""
    marie = await guardian("marie.dupont", password=PASSWORD if passwords else "")
    other = await guardian("marie.dupont2", email, password=OTHER_PASSWORD if passwords else "")
    await query("UPDATE guardian SET last_name = 'Dupont' WHERE id = ?", other)
    await directory.refresh([marie, other])
    return marie, other


async def merged(kept: int, absorbed: int, *, because: str = "deux adresses", other_address: bool = False) -> None:
    """Merge them as they are."""
    own, theirs = [Shown(one, (await row(one))["version"]) for one in (kept, absorbed)]
    await merging.merge(own, theirs, BY, because=because, other_address=other_address)


async def last_merge() -> int:
    return int((await query("SELECT MAX(id) AS id FROM account_merge"))[0]["id"])
