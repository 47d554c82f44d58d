"""Announcements for tests."""

import secrets
from datetime import date
from typing import Any

from models.announcements import audience, publishing, reading, writing
from models.announcements.announcement import NOTHING
from models.announcements.audience import CLASSES, SCHOOL, Audience
from models.announcements.publishing import Published
from models.announcements.reading import Written
from models.announcements.wording import Wording
from models.announcements.writing import Draft
from models.families.event import Actor

SOPHIE = Actor("office:sophie.renard", "192.0.2.9")


def draft(
    title: str = "Marché de Noël",
    text: str = "De 10 h à 16 h, dans la cour.",
    *,
    choices: tuple[str, ...] = (),
    signed: str = "La direction",
    asks: str = NOTHING,
    answers_on: date | None = None,
    ends_on: date | None = None,
    event_on: date | None = None,
    event_until: date | None = None,
    personal: bool = False,
    urgent: bool = False,
) -> Draft:
    return Draft(
        Wording(title, text, choices), signed, asks, answers_on, ends_on, event_on, event_until, personal, urgent
    )


async def written(to: Audience | None = None, key: str = "", by: Actor = SOPHIE, **what: Any) -> Written:
    """A draft to the whole school, or to `to`."""
    one = draft(**what)
    number = await writing.write(one, by, key or secrets.token_urlsafe(12))
    await audience.choose(await reading.find(number), to or Audience(SCHOOL))
    return await reading.find(number)


def to_class(*names: str) -> Audience:
    return Audience(CLASSES, classes=names)


async def published(to: Audience | None = None, **what: Any) -> int:
    """One that was sent; its number."""
    one = await written(to, **what)
    await sent(one)
    return one.id


async def sent(one: Written) -> Published | None:
    return await publishing.publish(one, SOPHIE)
