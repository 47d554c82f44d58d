import dataclasses

import bcrypt
import pytest

from models.access import hashing
from models.core import school
from settings import Settings


async def test_a_digest_matches_its_password_alone(opened: Settings) -> None:
    stored = await hashing.digest("girafe tomate vélo")
    assert stored.startswith("$2b$04$")
    assert await hashing.matches("girafe tomate vélo", stored)
    for other in ("girafe tomate velo", "girafe tomate vélo ", "", "x" * 10_000, "\0"):
        assert not await hashing.matches(other, stored)


async def test_every_character_counts_past_the_72nd_byte(opened: Settings) -> None:  # 22–23
    stored = await hashing.digest("é" * 200 + "a")
    assert await hashing.matches("é" * 200 + "a", stored)
    assert not await hashing.matches("é" * 200 + "b", stored)


async def test_a_digest_does_not_match_under_another_secret_key(opened: Settings) -> None:  # 4, 23
    stored = await hashing.digest("girafe tomate vélo")
    assert not bcrypt.checkpw("girafe tomate vélo".encode(), stored.encode())
    school.open_school(dataclasses.replace(opened, secret_key="another" * 8))
    assert not await hashing.matches("girafe tomate vélo", stored)


@pytest.mark.parametrize("stored", [None, "", "nonsense", "$2b$04$short", "$2b$99$" + "x" * 53, "$2b$04$" + "é" * 53])
async def test_an_invalid_digest_matches_no_password(opened: Settings, stored: str | None) -> None:
    assert not await hashing.matches("girafe tomate vélo", stored)


async def test_an_unknown_account_takes_as_long_as_a_known_one(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:  # 13
    seen: list[bytes] = []
    check = bcrypt.checkpw

    def checkpw(password: bytes, hashed: bytes) -> bool:
        seen.append(hashed)
        return check(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", checkpw)
    await hashing.matches("x", None)
    await hashing.matches("x", await hashing.digest("y"))
    assert [len(hashed) for hashed in seen] == [60, 60]
    assert [hashed[:7] for hashed in seen] == [b"$2b$04$"] * 2


async def test_a_digest_of_another_cost_is_outdated(opened: Settings) -> None:  # 28
    stored = await hashing.digest("x")
    assert not hashing.outdated(stored)
    school.open_school(dataclasses.replace(opened, bcrypt_cost=5))
    assert hashing.outdated(stored)
    assert hashing.outdated("nonsense")
