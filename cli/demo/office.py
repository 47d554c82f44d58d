"""The past actions of the demonstration's office, made by the functions that the office's pages call."""

import asyncio
from collections.abc import Iterator

from cli.demo import export as demo_file
from cli.demo import families as stories
from cli.demo.colleagues import CALLER, Colleagues
from cli.demo.demo_clock import DemoClock
from cli.demo.families import ALL, Family
from cli.demo.mail_server import DemoMailServer
from cli.demo.parents import OLDEST, Parent, Scene
from models import importing
from models.access.sign_in import WrongCredentials
from models.desk import correction, custody, disabling, phone_code
from models.families.child import children_of
from models.families.event import Actor
from models.importing.applying import apply as applying
from models.invitations import invitation, letter_batch, letter_parts
from models.invitations.letter_choice import LetterChoice
from models.office import mails, trial
from models.outbox import bounce
from models.staff import sign_ins, teaching
from models.staff.accounts import ADMIN, SECRETARY, TEACHER, colleague

ADMIN_NAME, SECRETARY_NAME, TEACHER_NAME = "anne.delvaux", "sophie.renard", "karim.benali"


class Office(Colleagues):
    """The actions of an admin and a secretary. `paper` gets the codes of printed letters, by username."""

    def __init__(
        self, mail_server: DemoMailServer, clock: DemoClock, parents: dict[str, Parent], paper: dict[str, str]
    ) -> None:
        super().__init__(mail_server, clock)
        self.parents, self.paper = parents, paper

    def scenes(self) -> Iterator[Scene]:
        """Every scene of the office."""
        yield 14, "09:02", self.begin
        yield 14, "09:21", self.first_import
        yield 14, "10:15", self.add_secretary
        yield 12, "08:40", self.invite_the_oldest
        yield 6, "15:10", self.print_letters
        yield 5, "08:35", self.invite_everyone
        yield 5, "08:51", self.mails_come_back
        yield 5, "16:20", self.add_teacher
        yield 4, "09:15", self.correct
        yield 4, "11:05", self.telephone
        yield 3, "10:20", self.end_access
        yield 3, "14:30", self.disable
        yield 2, "09:00", self.second_import
        yield 1, "08:31", self.look_around

    async def begin(self) -> None:
        await self.join(ADMIN_NAME, ADMIN, "Anne Delvaux", Actor("cli"))
        await mails.test(f"{ADMIN_NAME}@tilleul.example", "begin", **self.who(ADMIN_NAME))
        await self.deliver()

    async def first_import(self) -> None:
        await self._import([family for family in ALL if family.story != stories.NEW], "eleves-septembre.csv")
        self.clock.forward(8)
        await self.read(ADMIN_NAME, "marie.nguyen")
        self.clock.forward(3)
        await self._try_it()

    async def _try_it(self) -> None:
        """The admin tries a first connection with a trial account."""
        visit = self.visits[ADMIN_NAME]
        await trial.begin(visit, visit.email, client=CALLER.client)
        await self.deliver()
        if account := await trial.find(visit.staff):
            self.clock.forward(2)
            tried = Parent(0, account.username, account.email, self.mail_server, self.clock, {})
            await tried.come_in()
        self.clock.forward(4)
        await trial.remove(visit.staff, **self.who(ADMIN_NAME))

    async def add_secretary(self) -> None:
        await self.join(SECRETARY_NAME, SECRETARY, "Sophie Renard", self.actor(ADMIN_NAME))

    async def add_teacher(self) -> None:
        await self.join(TEACHER_NAME, TEACHER, "Karim Benali", self.actor(ADMIN_NAME))
        await teaching.give(await colleague(self.visits[TEACHER_NAME].staff), ("P4A", "P4B"), self.actor(ADMIN_NAME))

    async def invite_the_oldest(self) -> None:
        await self.sign_in(SECRETARY_NAME)
        for class_name in OLDEST:
            await invitation.invite(class_name=class_name, **self.who(SECRETARY_NAME))
            await self.deliver()
            self.clock.forward(4)

    async def print_letters(self) -> None:
        await self.sign_in(SECRETARY_NAME)
        number = await letter_batch.make(LetterChoice(), "letters", **self.who(SECRETARY_NAME))
        secretary = self.actor(SECRETARY_NAME)
        for letter in await letter_parts.contents(await letter_batch.batch(number), 1, secretary):
            self.paper[letter.username] = letter.code
        await letter_parts.printed(number, 1, secretary)

    async def invite_everyone(self) -> None:
        await self.sign_in(SECRETARY_NAME)
        await invitation.invite(everyone=True, **self.who(SECRETARY_NAME))
        await self.deliver()

    async def mails_come_back(self) -> None:
        for family in _with(stories.BOUNCED):
            await bounce.take(self.mail_server.returned(family.adults[0][2], family.words))

    async def correct(self) -> None:
        for family in _with(stories.CORRECTED):
            who = await self.read(SECRETARY_NAME, family.usernames[0])
            right = family.adults[0][2].replace("gmial", "gmail")
            self.parents[who.username].address = right
            await correction.correct_address(who.id, right, who.version, self.actor(SECRETARY_NAME))
            self.clock.forward(1)
            await invitation.invite(username=who.username, **self.who(SECRETARY_NAME))
            await self.deliver()

    async def telephone(self) -> None:
        for family in _with(stories.PHONE):
            visit, who = self.visits[SECRETARY_NAME], await self.read(SECRETARY_NAME, family.usernames[0])
            self.clock.forward(1)
            await phone_code.make(who.id, visit, "call", client=CALLER.client)
            if code := await phone_code.find(who.id, visit, "call"):
                self.clock.forward(2)
                await self.parents[who.username].come_in_with(code.code)
                await self.deliver()

    async def end_access(self) -> None:
        await self.sign_in(SECRETARY_NAME)
        for family in _with(stories.CUSTODY):
            who = await self.read(SECRETARY_NAME, family.usernames[1])
            self.clock.forward(3)
            for child in await children_of(who.id):
                because = "Jugement reçu de la mère ; copie au dossier."
                await custody.end(who.id, child.id, who.version, self.actor(SECRETARY_NAME), because=because)

    async def disable(self) -> None:
        for family in _with(stories.DISABLED):
            who = await self.read(SECRETARY_NAME, family.usernames[0])
            self.clock.forward(1)
            await disabling.disable(who.id, who.version, self.actor(SECRETARY_NAME))

    async def second_import(self) -> None:
        await self.sign_in(ADMIN_NAME)
        there = [family for family in ALL if family.story != stories.LEFT]
        await self._import(there, "eleves-mise-a-jour.csv", {"Manon": "P2B"})

    async def look_around(self) -> None:
        try:
            await sign_ins.sign_in(SECRETARY_NAME, "marronnier cloche", CALLER)
        except WrongCredentials:
            self.clock.forward(1)
        await self.sign_in(SECRETARY_NAME)
        for story in (stories.REFUSED, stories.FAILED):
            self.clock.forward(4)
            await self.read(SECRETARY_NAME, _with(story)[0].usernames[0])

    async def _import(self, families: list[Family], file_name: str, moved: dict[str, str] | None = None) -> None:
        file = await asyncio.to_thread(importing.read, demo_file.export(families, moved))
        await applying.carry_out(file, file_name=file_name, **self.who(ADMIN_NAME))


def _with(story: str) -> list[Family]:
    return [family for family in ALL if family.story == story]
