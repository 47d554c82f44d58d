"""The weekly mails of announcements, on the clock of a test."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import worker
from language.text import zone
from mail import mailer
from models.announcements import mail_choice, weekly
from tests.support.clock import Clock
from tests.support.families import parent

WEDNESDAY = datetime(2026, 11, 11, 10, tzinfo=zone())
FRIDAY = datetime(2026, 11, 13, 16, tzinfo=zone())
QUARTER = timedelta(minutes=15)


def at(time: Clock, moment: datetime) -> None:
    time.shift = moment - datetime.now(UTC)


async def reader(username: str = "marie.dupont", email: str = "marie@example.org", **more: str) -> int:
    """A parent who chose one mail a week."""
    number = await parent(username, email, **more)  # type: ignore[arg-type]  # passed on
    await mail_choice.choose(number, weekly=True, client="")
    return number


async def leave() -> list[EmailMessage]:
    """The mails that leave now."""
    box = mailer.Mailbox()
    while await worker.deliver(box, asyncio.Event()):
        pass
    return list(box.messages)


async def friday(time: Clock) -> list[EmailMessage]:
    """The mails that leave on Friday afternoon."""
    at(time, FRIDAY + QUARTER)
    await weekly.send(weekly.last_due())
    return await leave()
