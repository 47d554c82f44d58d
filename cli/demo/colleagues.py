"""The staff of the demonstration: their sessions, and their names in the audit."""

import asyncio
from typing import TypedDict

import worker
from cli.demo.demo_clock import DemoClock
from cli.demo.mail_server import DemoMailServer
from models.access.throttle import Caller
from models.desk.editing import EditableGuardian, editable_guardian
from models.desk.family import record_view
from models.families.event import Actor
from models.families.guardian import named
from models.staff import account_changes, passwords, sessions, sign_ins
from models.staff.sessions import StaffVisit, Step

PASSWORD = "marronnier cloche ardoise"  # noqa: S105 the demonstration's, printed on the terminal
CALLER = Caller("192.0.2.10", "Firefox, Windows")  # RFC 5737: an address for documentation


class AuditFields(TypedDict):
    """The arguments `actor` and `client` of functions that the audit records."""

    actor: str
    client: str


class Colleagues:
    """`visits` are the sessions of the colleagues who have signed in, by username."""

    def __init__(self, mail_server: DemoMailServer, clock: DemoClock) -> None:
        self.mail_server, self.clock = mail_server, clock
        self.visits: dict[str, StaffVisit] = {}

    async def deliver(self) -> None:
        """Send the mails that are due."""
        while await worker.deliver(self.mail_server, asyncio.Event()):
            pass

    def who(self, name: str) -> AuditFields:
        """The arguments for this colleague."""
        return AuditFields(actor=self.visits[name].actor, client=CALLER.client)

    def actor(self, name: str) -> Actor:
        """This colleague as an `Actor`."""
        return Actor(self.visits[name].actor, CALLER.client)

    async def join(self, name: str, role: str, full_name: str, by: Actor) -> None:
        """Make an account, whose owner then chooses a password."""
        issued = await account_changes.add(name, role, by, full_name=full_name, email=f"{name}@tilleul.example")
        self.clock.forward(3)
        visit = await _visit(await passwords.open_token(issued.code, CALLER))
        self.clock.forward(1)
        self.visits[name] = await _visit(await passwords.choose(visit, PASSWORD, CALLER))

    async def sign_in(self, name: str) -> None:
        """Sign in again, in place of the earlier session."""
        before = self.visits[name].session
        self.visits[name] = await _visit(await sign_ins.sign_in(name, PASSWORD, CALLER, replaces=before))

    async def read(self, name: str, username: str) -> EditableGuardian:
        """Open a family's page."""
        person = await named(username)
        if person is None:
            raise LookupError(username)
        await record_view(person.id, self.actor(name))
        return await editable_guardian(person.id)


async def _visit(step: Step) -> StaffVisit:
    visit = await sessions.find(step.secret)
    if visit is None:
        raise LookupError(step.stage)
    return visit
