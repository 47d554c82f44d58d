"""Families that live in the town, made at once."""

from models.access import hashing
from models.database import transaction
from tests.support.families import parent
from tests.support.journeys.town import Town
from tests.support.sql import query

PASSWORD = "agrafe cheval pile tilleul 7"  # of those who are in already


def settle(town: Town, stem: str, number: int, *, activated: bool = False, class_name: str = "P3B") -> list[str]:
    """So many parents, each with a child and an address of their own, `USERNAME@example.org`; their usernames."""
    names = [f"{stem}.parent{n}" for n in range(number)]

    async def make() -> None:
        digest = await hashing.digest(PASSWORD) if activated else None
        async with transaction():
            for name in names:
                await parent(name, address(name), class_name=class_name, activated=activated)
            await query(f"UPDATE guardian SET password_digest = ? WHERE username LIKE '{stem}.%'", digest)

    town.in_school(make)
    return names


def address(username: str) -> str:
    return f"{username}@example.org"


def password_of(username: str) -> str:
    """What a parent who is not in yet will choose."""
    return f"trombone chaussette {username[-3:]} nuage"
