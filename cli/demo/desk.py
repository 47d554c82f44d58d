"""Where the office of the demonstration works: its people come in, and what they do is theirs in the audit."""

import asyncio
from typing import TypedDict

import worker
from cli.demo.days import Clock
from cli.demo.post import Post
from models.access.throttle import Caller
from models.desk.editing import EditableGuardian, editable_guardian
from models.desk.family import record_view
from models.families.guardian import named
from models.staff import account_changes, passwords, sessions, sign_ins
from models.staff.account_changes import Actor
from models.staff.sessions import StaffVisit, Step

PASSWORD = "marronnier cloche ardoise"  # noqa: S105 the demonstration's, printed on the terminal
DESK = Caller("192.0.2.10", "Firefox, Windows")  # RFC 5737: nobody's


class Doer(TypedDict):
    """Who does it, for the audit."""

    actor: str
    client: str


class Desk:
    """`visits` are the sessions of those who have come in, by username."""

    def __init__(self, post: Post, clock: Clock) -> None:
        self.post, self.clock = post, clock
        self.visits: dict[str, StaffVisit] = {}

    async def deliver(self) -> None:
        """The mails that are due leave."""
        while await worker.deliver(self.post, asyncio.Event()):
            pass

    def who(self, name: str) -> Doer:
        """The colleague of this name, at this desk."""
        return Doer(actor=self.visits[name].actor, client=DESK.client)

    async def join(self, name: str, role: str, full_name: str, by: Actor) -> None:
        """An account, and its owner chooses the password."""
        issued = await account_changes.add(name, role, by, full_name=full_name, email=f"{name}@tilleul.example")
        self.clock.forward(3)
        visit = await _visit(await passwords.open_token(issued.code, DESK))
        self.clock.forward(1)
        self.visits[name] = await _visit(await passwords.choose(visit, PASSWORD, DESK))

    async def sign_in(self, name: str) -> None:
        """Come back, in place of the session of before."""
        before = self.visits[name].session
        self.visits[name] = await _visit(await sign_ins.sign_in(name, PASSWORD, DESK, replaces=before))

    async def read(self, name: str, username: str) -> EditableGuardian:
        """Somebody of the office opens a family's page."""
        person = await named(username)
        if person is None:
            raise LookupError(username)
        await record_view(person.id, self.visits[name], DESK.client)
        return await editable_guardian(person.id)


async def _visit(step: Step) -> StaffVisit:
    visit = await sessions.find(step.secret)
    if visit is None:
        raise LookupError(step.stage)
    return visit
