"""A mail about announcements that waits follows its reader: to a corrected address, and to the kept account."""

import asyncio

import pytest

import worker
from mail import mailer
from mail.mailer import Unreachable
from models.announcements import mail_choice, reached, reading, weekly
from models.announcements.reached import SENT
from models.core.address import address_key
from models.core.clock import now
from models.outbox import mail
from settings import Settings
from tests.support.announced import published
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import child_of
from tests.support.mails import part
from tests.support.merging import merged
from tests.support.sql import query
from tests.support.weekly_mails import FRIDAY, QUARTER, at, leave, reader


async def move(number: int, address: str) -> None:
    """The office corrects the address."""
    await query("UPDATE guardian SET email = ?, email_key = ? WHERE id = ?", address, address_key(address), number)


class Down(mailer.Mailbox):
    """A mail server that is down."""

    async def send(self, message: object) -> None:
        raise Unreachable("down")


@pytest.mark.parametrize("kind", [mail.ANNOUNCEMENT, mail.WEEKLY])
async def test_a_mail_that_waited_for_the_server_goes_to_the_corrected_address(
    opened: Settings, week: Clock, kind: str
) -> None:
    marie = await (reader() if kind == mail.WEEKLY else parent("marie.dupont"))
    await published()
    at(week, FRIDAY + QUARTER)
    await weekly.send(weekly.last_due())
    with pytest.raises(Unreachable):
        await worker.deliver(Down(), asyncio.Event())
    await move(marie, "new@example.org")
    week.move(hours=1)
    (message,) = await leave()
    assert message["To"] == "new@example.org"
    assert "Marché de Noël" in part(message, "plain")
    assert await query("SELECT address, state, kind FROM mail") == [
        {"address": "new@example.org", "state": mail.SENT, "kind": kind}
    ]


@pytest.mark.parametrize("what", ["address", "closed", "access", "erased"])
async def test_it_does_not_leave_where_the_account_gets_none(opened: Settings, what: str) -> None:
    marie = await parent("marie.dupont")
    await published()
    if what == "address":
        await move(marie, "")
    elif what == "closed":
        await move(marie, "new@example.org")
        await disable(marie)
    elif what == "access":
        await move(marie, "new@example.org")
        await query("UPDATE guardianship SET ended_at = ?", now())
    else:
        await query("DELETE FROM guardian WHERE id = ?", marie)
    assert await leave() == []
    assert [row["state"] for row in await query("SELECT state FROM mail")] in ([mail.DROPPED], [])


async def test_that_of_an_absorbed_account_goes_to_the_kept_one(opened: Settings) -> None:
    absorbed = await parent("marie.martin", "m@example.org")
    number = await published()
    kept = await parent("marie.dupont", "marie@example.org")
    await merged(kept, absorbed)
    messages = [one for one in await leave() if "Marché" in str(one["Subject"])]
    assert [str(one["To"]) for one in messages] == ["marie@example.org"]
    states = {child.state for child in (await reached.of(await reading.find(number))).children}
    assert SENT in states


async def test_the_kept_account_gets_no_second_mail(opened: Settings) -> None:
    absorbed, kept = await parent("marie.martin", "m@example.org"), await parent("marie.dupont", "marie@example.org")
    await published()
    await merged(kept, absorbed)
    messages = [one for one in await leave() if "Marché" in str(one["Subject"])]
    assert [str(one["To"]) for one in messages] == ["marie@example.org"]


async def test_a_weekly_mail_of_an_absorbed_account_lists_the_rest_for_the_kept_one(
    opened: Settings, week: Clock
) -> None:
    absorbed = await reader("marie.martin", "m@example.org")
    await published()
    kept = await reader()
    await child_of(kept, "Noé", "N2")
    await published(title="Piscine")
    at(week, FRIDAY + QUARTER)
    assert await weekly.send(weekly.last_due()) == 2
    await merged(kept, absorbed)
    messages = [one for one in await leave() if "semaine" in str(one["Subject"])]
    assert {str(one["To"]) for one in messages} == {"marie@example.org"}
    said = "".join(part(one, "plain") for one in messages)
    assert (said.count("Marché de Noël"), said.count("Piscine")) == (1, 1)
    assert await mail_choice.is_weekly(kept)
