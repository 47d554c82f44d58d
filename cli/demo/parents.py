"""The past actions of the demonstration's parents, made by the functions that the parents' pages call."""

import contextlib
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from cli.demo import families as stories
from cli.demo.demo_clock import DemoClock
from cli.demo.families import Family
from cli.demo.mail_server import DemoMailServer
from models.access import first_connection, password_reset, session, sign_in
from models.access.password import PasswordRefused
from models.access.session import Visit
from models.access.sign_in import WrongCredentials

PASSWORD = "quatre mots sans lien"  # noqa: S105 the demonstration's, printed on the terminal
GUESSED = ("azerty", "azertyuiop12")  # too short, too common
DEVICES = ("Safari, iPhone", "Chrome, Android", "Firefox, Windows", "Chrome, Windows")
OLDEST = ("P6A", "P6B")  # classes invited first

Act = Callable[[], Coroutine[Any, Any, None]]
Scene = tuple[int, str, Act]  # school days ago, hour of the day, action


class Parent:
    """One adult. `paper` holds the codes of printed letters by username."""

    def __init__(
        self,
        number: int,
        username: str,
        address: str,
        mail_server: DemoMailServer,
        clock: DemoClock,
        paper: dict[str, str],
    ):
        self.username, self.address = username, address
        self.mail_server, self.clock, self.paper = mail_server, clock, paper
        self.client = f"198.51.100.{number % 250 + 1}"  # RFC 5737: an address for documentation
        self.device = DEVICES[number % len(DEVICES)]

    async def open_link(self) -> None:
        await self._open(self.paper.get(self.username) or self.mail_server.code(self.address))

    async def come_in(self) -> None:
        """Complete the first connection with the code of the mail, or of the letter."""
        await self.come_in_with(self.paper.get(self.username) or self.mail_server.code(self.address))

    async def come_in_with(self, code: str) -> None:
        visit = await self._open(code)
        self.clock.forward(1)
        await first_connection.choose_password(visit, PASSWORD, client=self.client, device=self.device)

    async def fail(self) -> None:
        """Open the link, and stop after two refused passwords."""
        visit = await self._open(self.mail_server.code(self.address))
        for guess in GUESSED:
            self.clock.forward(1)
            with contextlib.suppress(PasswordRefused):
                await first_connection.choose_password(visit, guess, client=self.client, device=self.device)

    async def sign_in(self) -> None:
        await sign_in.sign_in(
            self.username, PASSWORD, remembered=len(self.username) % 2 == 0, client=self.client, device=self.device
        )

    async def forget(self) -> None:
        """Fail to sign in, and reset the password."""
        for guess in GUESSED:
            with contextlib.suppress(WrongCredentials):
                await sign_in.sign_in(self.username, guess, remembered=False, client=self.client, device=self.device)
            self.clock.forward(1)
        await password_reset.ask(self.address, self.client)

    async def _open(self, code: str) -> Visit:
        started = await first_connection.open_token(code, client=self.client, device=self.device)
        visit = await session.find(started.secret)
        if visit is None:
            raise LookupError(self.username)
        return visit


def scenes(family: Family, number: int, parents: list[Parent], deliver: Act) -> Iterator[Scene]:
    """The scenes of this family. `number` distributes the families over days and hours."""
    first = parents[0]
    day = 12 - number % 4 if family.children[0][2] in OLDEST else 5 - number % 4
    evening, later = f"{17 + number % 5}:{number * 13 % 58:02}", f"{7 + number % 14:02}:{number * 31 % 59:02}"
    match family.story:
        case stories.IN | stories.LEFT | stories.DISABLED:
            yield max(day, 4) if family.story == stories.DISABLED else day, evening, first.come_in
            if number % 2 and family.story == stories.IN:
                yield 1, later, first.sign_in
        case stories.CUSTODY:
            for parent, hour in zip(parents, ("18:20", "21:05"), strict=True):
                yield 5, hour, parent.come_in
        case stories.OPENED:
            yield day, evening, first.open_link
        case stories.FAILED:
            yield day, evening, first.fail
        case stories.PAPER_IN:
            yield 4, "19:47", first.come_in
        case stories.CORRECTED:
            yield 4, "18:12", first.come_in
        case stories.RESET:
            yield 12, evening, first.come_in
            yield 2, "20:31", first.forget
            yield 2, "20:35", deliver
            yield 2, "20:39", first.come_in
            yield 2, "20:42", deliver
