"""A parent of whom the school has an address and no name."""

from models.families import directory
from tests.support.family import PASSWORD, guardian
from tests.support.sql import query


async def unnamed(*, children: int = 1, password: str = PASSWORD) -> int:
    number = await guardian(children=children, password=password)
    made_up = "first_name = 'Parent 1', last_name = 'Dupont', name_from = 'pupil'"
    await query(f"UPDATE guardian SET {made_up} WHERE id = ?", number)
    await directory.refresh([number])
    return number
