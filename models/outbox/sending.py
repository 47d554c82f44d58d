"""A sending: the invitations that the office sends in one step."""

import json

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import fetch, fetch_one

ALL, SOME, RETRY, REMINDER, WEEKLY = "all", "some", "retry", "reminder", "weekly"  # scopes; a class is `class:P3B`
CLASS, ANNOUNCEMENT = "class:", "announcement:"  # before the class's name, the announcement's number


class AlreadyBegun(Exception):
    """This form has begun a sending already, by a double click. `sending` is its number."""

    def __init__(self, sending: int) -> None:
        super().__init__()
        self.sending = sending


class Sending(Table, tablename="sending"):
    """Its mails carry its number. `stopped_at` is set while they are held back; `once` is the form's key."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    scope = Varchar(80)
    stopped_at = Timestamptz(null=True, default=None)
    once = Varchar(64, null=True, default=None, unique=True)


async def begin(scope: str, actor: str, form_key: str = "") -> int:
    """Make a sending in the transaction that queues its mails; returns its number. Raises `AlreadyBegun`.

    The second request of a double click waits here until the first has committed.
    """
    begun = Sending.insert(Sending(at=now(), actor=actor, scope=scope, once=form_key or None))
    number = await fetch_one(int, begun.on_conflict(Sending.once, "DO NOTHING").returning(Sending.id))
    if number is None:
        (number,) = await fetch(int, Sending.select(Sending.id).where(Sending.once == form_key))
        raise AlreadyBegun(number)
    return number


async def forget(sending: int) -> None:
    """Delete a sending without mails, where nobody was left to invite."""
    await Sending.delete().where(Sending.id == sending)


def as_detail(sending: int, **more: int | str) -> str:
    """The detail of an event about it."""
    return json.dumps({"sending": sending, **more})
