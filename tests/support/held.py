"""Blocks bcrypt, so that a test can act while a password is being checked."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import bcrypt
import pytest

from tests.support.waiting import PATIENCE


class Held:
    """Every check waits for `let_go`. `started` waits until one has begun."""

    def __init__(self) -> None:
        self.begun, self.gate = threading.Event(), threading.Event()

    async def started(self) -> None:
        await asyncio.to_thread(self.begun.wait, 10)

    def let_go(self) -> None:
        self.gate.set()


@contextmanager
def bcrypt_held() -> Iterator[Held]:
    held, check = Held(), bcrypt.checkpw

    def checkpw(password: bytes, hashed: bytes) -> bool:
        held.begun.set()
        held.gate.wait(PATIENCE)
        return check(password, hashed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bcrypt, "checkpw", checkpw)
        yield held
        held.let_go()
