"""What the office of the demonstration has done so far, through the verbs behind the office's pages."""

import asyncio
from collections.abc import Iterator
from typing import TypedDict

import worker
from cli import demo_families as stories
from cli import demo_file
from cli.demo_days import Clock
from cli.demo_families import ALL, Family
from cli.demo_parents import OLDEST, Parent, Scene
from cli.demo_post import Post
from models import bounce, importing, invitation
from models.child import children_of
from models.guardian import named
from models.office import (
    adult,
    correction,
    custody,
    disabling,
    family_read,
    letter_batch,
    mail_desk,
    phone_code,
    staff_changes,
    staff_password,
    staff_session,
    staff_sign_in,
)
from models.office.letter_choice import Choice
from models.office.staff import ADMIN, SECRETARY
from models.office.staff_changes import By
from models.office.staff_session import Caller, StaffVisit, Step
from models.sign_in import WrongCredentials

PASSWORD = "marronnier cloche ardoise"  # noqa: S105 the demonstration's, printed on the terminal
ADMIN_NAME, SECRETARY_NAME = "anne.delvaux", "sophie.renard"
DESK = Caller("192.0.2.10", "Firefox, Windows")  # RFC 5737: nobody's


class Doer(TypedDict):
    """Who does it, for the audit."""

    actor: str
    client: str


class Office:
    """The admin who began, and the secretary who lets everybody in. `paper` gets the codes of printed letters."""

    def __init__(self, post: Post, clock: Clock, parents: dict[str, Parent], paper: dict[str, str]) -> None:
        self.post, self.clock, self.parents, self.paper = post, clock, parents, paper
        self.visits: dict[str, StaffVisit] = {}

    def scenes(self) -> Iterator[Scene]:
        """What happens, and when."""
        yield 14, "09:02", self.begin
        yield 14, "09:21", self.first_import
        yield 14, "10:15", self.add_secretary
        yield 12, "08:40", self.invite_the_oldest
        yield 6, "15:10", self.print_letters
        yield 5, "08:35", self.invite_everyone
        yield 5, "08:51", self.mails_come_back
        yield 4, "09:15", self.correct
        yield 4, "11:05", self.telephone
        yield 3, "10:20", self.end_access
        yield 3, "14:30", self.disable
        yield 2, "09:00", self.second_import
        yield 1, "08:31", self.look_around

    async def begin(self) -> None:
        await self._join(ADMIN_NAME, ADMIN, "Anne Delvaux", By("cli"))
        await mail_desk.test(f"{ADMIN_NAME}@tilleul.example", "begin", **self._who(ADMIN_NAME))
        await self.deliver()

    async def first_import(self) -> None:
        await self._import([family for family in ALL if family.story != stories.NEW], "eleves-septembre.csv")
        self.clock.forward(8)
        await self._read(ADMIN_NAME, "marie.nguyen")

    async def add_secretary(self) -> None:
        admin = self._who(ADMIN_NAME)
        await self._join(SECRETARY_NAME, SECRETARY, "Sophie Renard", By(admin["actor"], admin["client"]))

    async def invite_the_oldest(self) -> None:
        await self._sign_in(SECRETARY_NAME)
        for class_name in OLDEST:
            await invitation.invite(class_name=class_name, **self._who(SECRETARY_NAME))
        await self.deliver()

    async def print_letters(self) -> None:
        await self._sign_in(SECRETARY_NAME)
        number = await letter_batch.make(Choice(), "letters", **self._who(SECRETARY_NAME))
        for sheet in await letter_batch.sheets(await letter_batch.batch(number), 1):
            self.paper[sheet.username] = sheet.code
        await letter_batch.printed(number)

    async def invite_everyone(self) -> None:
        await self._sign_in(SECRETARY_NAME)
        await invitation.invite(everyone=True, **self._who(SECRETARY_NAME))
        await self.deliver()

    async def mails_come_back(self) -> None:
        for family in _with(stories.BOUNCED):
            await bounce.take(self.post.returned(family.adults[0][2], family.words))

    async def correct(self) -> None:
        for family in _with(stories.CORRECTED):
            who = await self._read(SECRETARY_NAME, family.usernames[0])
            right = family.adults[0][2].replace("gmial", "gmail")
            self.parents[who.person.username].address = right
            await correction.correct_address(who.id, right, who.version, **self._who(SECRETARY_NAME))
            self.clock.forward(1)
            await invitation.invite(username=who.person.username, **self._who(SECRETARY_NAME))
            await self.deliver()

    async def telephone(self) -> None:
        for family in _with(stories.PHONE):
            visit, who = self.visits[SECRETARY_NAME], await self._read(SECRETARY_NAME, family.usernames[0])
            self.clock.forward(1)
            await phone_code.make(who.id, visit, "call", client=DESK.client)
            if code := await phone_code.find(who.id, visit, "call"):
                self.clock.forward(2)
                await self.parents[who.person.username].come_in_with(code.code)

    async def end_access(self) -> None:
        await self._sign_in(SECRETARY_NAME)
        for family in _with(stories.CUSTODY):
            who = await self._read(SECRETARY_NAME, family.usernames[1])
            self.clock.forward(3)
            for child in await children_of(who.id):
                because = "Jugement reçu de la mère ; copie au dossier."
                await custody.end(who.id, child.id, who.version, because=because, **self._who(SECRETARY_NAME))

    async def disable(self) -> None:
        for family in _with(stories.DISABLED):
            who = await self._read(SECRETARY_NAME, family.usernames[0])
            self.clock.forward(1)
            await disabling.disable(who.id, who.version, **self._who(SECRETARY_NAME))

    async def second_import(self) -> None:
        await self._sign_in(ADMIN_NAME)
        there = [family for family in ALL if family.story != stories.LEFT]
        await self._import(there, "eleves-mise-a-jour.csv", {"Manon": "P2B"})

    async def look_around(self) -> None:
        try:
            await staff_sign_in.sign_in(SECRETARY_NAME, "marronnier cloche", DESK)
        except WrongCredentials:
            self.clock.forward(1)
        await self._sign_in(SECRETARY_NAME)
        for story in (stories.REFUSED, stories.FAILED):
            self.clock.forward(4)
            await self._read(SECRETARY_NAME, _with(story)[0].usernames[0])

    async def deliver(self) -> None:
        """The mails that are due leave."""
        while await worker.deliver(self.post, asyncio.Event()):
            pass

    def _who(self, name: str) -> Doer:
        return Doer(actor=self.visits[name].actor, client=DESK.client)

    async def _join(self, name: str, role: str, full_name: str, by: By) -> None:
        """An account, and its owner chooses the password."""
        issued = await staff_changes.add(name, role, by, full_name=full_name, email=f"{name}@tilleul.example")
        self.clock.forward(3)
        visit = await _visit(await staff_password.open_token(issued.code, DESK))
        self.clock.forward(1)
        self.visits[name] = await _visit(await staff_password.choose(visit, PASSWORD, DESK))

    async def _sign_in(self, name: str) -> None:
        before = self.visits[name].session
        self.visits[name] = await _visit(await staff_sign_in.sign_in(name, PASSWORD, DESK, replaces=before))

    async def _read(self, name: str, username: str) -> adult.Adult:
        """Somebody of the office opens a family's page."""
        person = await named(username)
        if person is None:
            raise LookupError(username)
        await family_read.record_read(person.id, self.visits[name], DESK.client)
        return await adult.adult(person.id)

    async def _import(self, families: list[Family], file_name: str, moved: dict[str, str] | None = None) -> None:
        file = await asyncio.to_thread(importing.read, demo_file.export(families, moved))
        await importing.carry_out(file, file_name=file_name, **self._who(ADMIN_NAME))


async def _visit(step: Step) -> StaffVisit:
    visit = await staff_session.find(step.secret)
    if visit is None:
        raise LookupError(step.stage)
    return visit


def _with(story: str) -> list[Family]:
    return [family for family in ALL if family.story == story]
