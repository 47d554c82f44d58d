"""A week of announcements of the demonstration's school, in several states, and the parents who read and answer."""

from collections.abc import Iterator
from datetime import timedelta

from cli.demo import papers
from cli.demo.office import SECRETARY_NAME, TEACHER_NAME, Office
from cli.demo.parents import Scene
from models.announcements import (
    attaching,
    audience,
    board,
    mail_choice,
    publishing,
    reading,
    replies,
    translating,
    writing,
)
from models.announcements.announcement import ANSWER, NOTHING, READ
from models.announcements.audience import CLASSES, SCHOOL, Audience
from models.announcements.board import Posted
from models.announcements.wording import Wording
from models.announcements.writing import Draft
from models.core.clock import now
from models.core.days import day_of
from models.database import fetch
from models.families.guardian import Guardian

EVERYBODY = Audience(SCHOOL)
WEEKLY_READER = "marie.nguyen"
MARKET = Wording("Marché de Noël", "De 10 h à 16 h, dans la cour. Chaque classe tient une table.")
POOL = Wording(
    "Piscine : bonnet obligatoire",
    "À partir de lundi, chaque élève a besoin :\n\n- d’un **bonnet** de bain\n- d’un maillot\n- d’une serviette",
)
TRIP = Wording(
    "Classe verte : votre enfant vient-il ?",
    "La classe part trois jours à Han-sur-Lesse. Le prix est de 95 €.\n\n"
    "L’école peut aider : demandez-le, c’est confidentiel.",
)
TRIP_NL = Wording(
    "Openluchtklas: komt uw kind mee?",
    "De klas gaat drie dagen naar Han-sur-Lesse. De prijs is 95 €.\n\n"
    "De school kan helpen: vraag het, het blijft vertrouwelijk.",
)
PHOTOS = Wording("Photos de classe mardi", "Le photographe vient mardi matin.")
READING = Wording("Un livre pour vendredi", "Votre enfant apporte un livre qu’il aime. Nous le lisons ensemble.")
VISIT = Wording("Sortie au musée", "Nous visitons le musée des Sciences naturelles.")


class Announcing:
    """The secretary and a teacher write; every parent who is in opens the page sooner or later."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def scenes(self) -> Iterator[Scene]:
        """Every scene."""
        yield 4, "12:40", self.one_mail_a_week
        yield 4, "13:05", self.photos
        yield 3, "11:30", self.market
        yield 2, "11:10", self.pool
        yield 2, "17:40", self.parents_look
        yield 1, "10:15", self.trip
        yield 1, "16:05", self.reading
        yield 1, "18:20", self.parents_answer
        yield 1, "18:40", self.draft

    async def one_mail_a_week(self) -> None:
        (number,) = await fetch(int, Guardian.select(Guardian.id).where(Guardian.username == WEEKLY_READER))
        await mail_choice.choose(number, weekly=True, client="198.51.100.7", by_link=True)

    async def photos(self) -> None:
        number = await self._send(PHOTOS, Audience(CLASSES, classes=("P1A",)))
        self.office.clock.forward(30)
        await publishing.withdraw(await reading.find(number), self.office.actor(SECRETARY_NAME))

    async def market(self) -> None:
        number = await self._write(MARKET, EVERYBODY, NOTHING, event_in=(12, 12))
        by = self.office.actor(SECRETARY_NAME)
        for name, paper in (("Programme.pdf", papers.programme()), ("Plan de la cour.png", papers.plan())):
            await attaching.attach(await reading.find(number), name, paper, by, name)
        await publishing.publish(await reading.find(number), by)
        await self.office.deliver()

    async def pool(self) -> None:
        await self._send(POOL, Audience(CLASSES, classes=("P3B", "P4A")), READ)

    async def trip(self) -> None:
        await self._send(TRIP, Audience(CLASSES, classes=("P4A", "P5A", "P6A")), ANSWER, TRIP_NL, event_in=(98, 100))

    async def reading(self) -> None:
        to = Audience(CLASSES, classes=("P4A",))
        await self._send(READING, to, READ, by=TEACHER_NAME, signed="Monsieur Benali")

    async def draft(self) -> None:
        await self._write(VISIT, Audience(CLASSES, classes=("P2B",)), NOTHING)

    async def parents_look(self) -> None:
        for place, guardian in enumerate(await self._inside()):
            for one in await self._posted(guardian) if place % 3 else []:
                await replies.opens(guardian, one.id, one.child)
                if one.asks == READ and place % 2:
                    await replies.read(guardian, one.id, one.child)

    async def parents_answer(self) -> None:
        for place, guardian in enumerate(await self._inside()):
            for one in await self._posted(guardian):
                if one.asks == ANSWER and place % 3:
                    await replies.answer(guardian, one.id, one.child, replies.NO if place % 5 == 0 else replies.YES)

    async def _posted(self, guardian: int) -> list[Posted]:
        return [one for child in await board.counted(guardian) for one in await board.of_child(guardian, child)]

    async def _inside(self) -> list[int]:
        there = Guardian.activated_at.is_not_null() & Guardian.disabled_at.is_null()
        return await fetch(int, Guardian.select(Guardian.id).where(there).order_by(Guardian.id))

    async def _send(
        self,
        words: Wording,
        to: Audience,
        asks: str = NOTHING,
        dutch: Wording | None = None,
        *,
        by: str = SECRETARY_NAME,
        signed: str = "La direction",
        event_in: tuple[int, int] | None = None,
    ) -> int:
        number, actor = await self._write(words, to, asks, by, signed, event_in), self.office.actor(by)
        if dutch:
            await translating.translate(await reading.find(number), "nl", dutch, actor)
        await publishing.publish(await reading.find(number), actor)
        await self.office.deliver()
        return number

    async def _write(
        self,
        words: Wording,
        to: Audience,
        asks: str,
        by: str = SECRETARY_NAME,
        signed: str = "La direction",
        event_in: tuple[int, int] | None = None,
    ) -> int:
        """A draft; `event_in`: in how many days what it is about begins and ends."""
        today = day_of(now())
        answers_on = today + timedelta(days=10) if asks == ANSWER else None
        event_on, event_until = (today + timedelta(days=days) for days in event_in) if event_in else (None, None)
        draft = Draft(words, signed, asks, answers_on, event_on=event_on, event_until=event_until)
        number = await writing.write(draft, self.office.actor(by), words.title)
        await audience.choose(await reading.find(number), to)
        return number
