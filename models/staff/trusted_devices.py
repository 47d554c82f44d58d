"""Devices that an admin trusts (docs/decisions/staff.md): on them each colleague gives the phone's code once in
`CODE_COUNTS`. No device is trusted before an admin says so on that device.

The device is known by a cookie; the database has its keyed digest. The password is asked for at each sign-in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from models.access.session_life import is_used, new_secret
from models.access.throttle import Caller
from models.core import school
from models.core.clock import now
from models.database import fetch, fetch_one, transaction
from models.families import event
from models.families.event import Actor
from models.outbox import mail
from models.staff import notices
from models.staff.accounts import ADMINS, Staff

CODE_COUNTS = timedelta(days=7)
KEPT = timedelta(days=400)  # without a sign-in; browsers keep the cookie no longer (RFC 6265bis, 5.5)


class TrustedDevice(Table, tablename="trusted_device"):
    """A browser of the office. `name` is browser and system, `actor` the admin who trusted it."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    name = Varchar(100)
    client = Varchar(64)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    last_used_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


TRUSTED = TrustedDevice.ended_at.is_null()


class CodeGiven(Table, tablename="code_given"):
    """When a colleague last gave the phone's code on a trusted device."""

    id = BigSerial(primary_key=True)
    device = ForeignKey(references=TrustedDevice, null=False)
    staff = ForeignKey(references=Staff, null=False)
    at = Timestamptz(default=now)
    pair = Unique([device, staff])


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A trusted device as the list shows it."""

    id: int
    name: str
    client: str
    at: datetime
    actor: str
    last_used_at: datetime | None

    @property
    def admin(self) -> str:
        """The username of the admin who trusted it."""
        return self.actor.removeprefix("office:")


async def devices() -> list[ListedDevice]:
    """All of them, the newest first."""
    return await fetch(ListedDevice, TrustedDevice.select().where(TRUSTED).order_by(TrustedDevice.id, ascending=False))


async def known(secret: str) -> ListedDevice | None:
    """The trusted device with this cookie."""
    if not secret:
        return None
    with_cookie = TrustedDevice.digest == _digest(secret)
    return await fetch_one(ListedDevice, TrustedDevice.select().where(with_cookie & TRUSTED))


async def trust(by: Actor, caller: Caller) -> str:
    """Trust the caller's device, and tell every admin; returns the cookie's value."""
    secret = new_secret()
    async with transaction():
        new = TrustedDevice(digest=_digest(secret), name=caller.device[:100], client=caller.client, actor=by.name)
        await TrustedDevice.insert(new)
        for admin in await fetch(int, Staff.select(Staff.id).where(ADMINS)):
            await notices.notify(admin, mail.STAFF_DEVICE)
        await event.record("device trusted", actor=by.name, client=by.client, detail=caller.device)
    return secret


async def end(device: int, by: Actor) -> None:
    """Trust a device no longer; a second time changes nothing. Raises `LookupError` where it never was trusted."""
    this = TrustedDevice.id == device
    async with transaction():
        ended = (
            TrustedDevice.update({TrustedDevice.ended_at: now()}).where(this & TRUSTED).returning(TrustedDevice.name)
        )
        if (name := await fetch_one(str, ended.returning(TrustedDevice.name))) is not None:
            await event.record("device not trusted", actor=by.name, client=by.client, detail=name)
        elif not await TrustedDevice.exists().where(this):
            raise LookupError(device)


async def code_counts(secret: str, staff: int) -> bool:
    """Whether this colleague gave the code on this device within `CODE_COUNTS`. Inside a transaction."""
    if (device := await known(secret)) is None:
        return False
    here = (CodeGiven.device == device.id) & (CodeGiven.staff == staff)
    at = await fetch_one(datetime, CodeGiven.select(CodeGiven.at).where(here))
    if at is None or not is_used(at, CODE_COUNTS):
        return False
    await _seen(device.id)
    return True


async def code_given(secret: str, staff: int) -> None:
    """Remember that this colleague gave the code on this device, where it is trusted. Inside a transaction."""
    if device := await known(secret):
        new = CodeGiven(device=device.id, staff=staff, at=now())
        await CodeGiven.insert(new).on_conflict((CodeGiven.device, CodeGiven.staff), "DO UPDATE", [CodeGiven.at])
        await _seen(device.id)


async def ask_again(staff: int) -> None:
    """Ask this colleague for the code on each device: the account has changed."""
    await CodeGiven.delete().where(CodeGiven.staff == staff)


async def _seen(device: int) -> None:
    await TrustedDevice.update({TrustedDevice.last_used_at: now()}).where(TrustedDevice.id == device)


def _digest(secret: str) -> str:
    return school.keyed_digest("trusted device", secret)
