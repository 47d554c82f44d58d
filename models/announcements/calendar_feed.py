"""*Dans mon agenda*: the address by which a parent's calendar reads the dates of one child, without a sign-in.

Its key is the credential. It is made of the form's own key and the secret key, so that a form sent twice makes one
address, and only its digest is stored. Whether its parent may see the child is asked at each reading.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.custom_types import Combinable
from piccolo.table import Table

from models.access import throttle
from models.access.throttle import TooManyAttempts
from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, Values, fetch, fetch_one, transaction
from models.families import event
from models.families.child import Child, Pupil, children_of
from models.families.guardian import Guardian

PATH = "/calendar.ics"
KEY = re.compile("[0-9a-f]{40}")  # 160 bits
CHANGES_MOST, DAY = 20, 86_400  # addresses made by one adult within so many seconds
NOTED = timedelta(hours=1)  # a reading is noted once in this time: some calendars ask every few minutes


class CalendarFeed(Table, tablename="calendar_feed"):
    """One address, `stopped_at` where it does not work any more. `version` counts what its parent did with it."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False)
    child = ForeignKey(references=Child, null=False)
    digest = Varchar(64, unique=True)
    made_at = Timestamptz(default=now)
    read_at = Timestamptz(null=True, default=None)
    stopped_at = Timestamptz(null=True, default=None)
    version = Integer(default=1)
    one_each = Unique([guardian, child])


class FeedChanged(Exception):
    """The page was older than what was done with the address since."""


class WrongKeys(TooManyAttempts):
    """Many keys from one client that never were any; a valid one still opens. Not noted in the audit: calendars ask
    for years for an address that is gone."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What its parent reads of an address; `version` is 0 where there never was one."""

    child: int
    made_at: datetime | None = None
    read_at: datetime | None = None
    stopped_at: datetime | None = None
    version: int = 0

    @property
    def works(self) -> bool:
        return self.made_at is not None and self.stopped_at is None


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """An address that was asked for, and its parent's account."""

    id: int
    guardian: int
    child: int
    made_at: datetime
    read_at: datetime | None
    stopped_at: datetime | None
    language: str
    chosen_language: str
    disabled_at: datetime | None
    merged_into: int | None


async def of_guardian(guardian: int) -> dict[int, Feed]:
    """Each address of this parent, by child; those that were stopped too."""
    found = await fetch(  # raw: read for each page of a child
        Feed, "SELECT child, made_at, read_at, stopped_at, version FROM calendar_feed WHERE guardian = ?", guardian
    )
    return {one.child: one for one in found}


async def working(guardian: int) -> list[tuple[Pupil, Feed]]:
    """The addresses that work, with their children, by first name."""
    feeds = await of_guardian(guardian)
    return [(one, feeds[one.id]) for one in await children_of(guardian) if one.id in feeds and feeds[one.id].works]


async def make(guardian: int, child: Pupil, form_key: str, version: int, client: str) -> str:
    """Make an address in place of the one of this `version`, if any; returns it. The same form makes the same again.

    Raises `FeedChanged` where something was done with it since, or `TooManyAttempts`.
    """
    key = school.keyed_digest("calendar key", f"{guardian} {child.id} {form_key}")[:40]
    digest = _digest(key)
    this = (CalendarFeed.guardian == guardian) & (CalendarFeed.child == child.id)
    async with transaction():
        if await _written(guardian, child.id, digest, version):
            if not await throttle.allow("calendar addresses", str(guardian), CHANGES_MOST, DAY):
                raise TooManyAttempts(DAY)
            await event.record("calendar address made", guardian=guardian, client=client, detail=child.full_name)
        elif not await CalendarFeed.exists().where(
            this & (CalendarFeed.digest == digest) & CalendarFeed.stopped_at.is_null()
        ):
            raise FeedChanged
    return f"{school.settings().base_url}{PATH}?key={key}"


async def _written(guardian: int, child: int, digest: str, version: int) -> bool:
    """Whether it is made by this: not where its version is another."""
    if version == 0:
        new = CalendarFeed(guardian=guardian, child=child, digest=digest)
        which = (CalendarFeed.guardian, CalendarFeed.child)
        return bool(await CalendarFeed.insert(new).on_conflict(which).returning(CalendarFeed.id))
    values: Values = {
        CalendarFeed.digest: digest,
        CalendarFeed.made_at: now(),
        CalendarFeed.read_at: None,
        CalendarFeed.stopped_at: None,
        CalendarFeed.version: version + 1,
    }
    as_shown = (CalendarFeed.guardian == guardian) & (CalendarFeed.child == child) & (CalendarFeed.version == version)
    return bool(await CalendarFeed.update(values).where(as_shown).returning(CalendarFeed.id))


async def stop(guardian: int, child: Pupil, client: str) -> bool:
    """The address does not work from now on; False where it did not before."""
    this = (CalendarFeed.guardian == guardian) & (CalendarFeed.child == child.id)
    async with transaction():
        if stopped := await _stop(this):
            await event.record("calendar address stopped", guardian=guardian, client=client, detail=child.full_name)
    return stopped


async def stop_all(guardian: int) -> None:
    """No address of this parent works from now on. Inside the transaction that closes the account."""
    await _stop(CalendarFeed.guardian == guardian)


async def open_feed(key: str, client: str) -> OpenFeed:
    """The address with this key. Raises `LookupError` where it does not work: there is none, it was stopped, the
    account is closed, or its parent may not see the child at this moment. Raises `WrongKeys`."""
    if not KEY.fullmatch(key):
        raise LookupError
    parent = CalendarFeed.guardian._
    of_parent = (
        *(parent.language.as_alias("language"), parent.chosen_language.as_alias("chosen_language")),
        *(parent.disabled_at.as_alias("disabled_at"), parent.merged_into.as_alias("merged_into")),
    )
    this = CalendarFeed.digest == _digest(key)
    found = await fetch_one(OpenFeed, CalendarFeed.select(*CalendarFeed.all_columns(), *of_parent).where(this))
    if found is None:
        await _wrong(client)
        raise LookupError
    closed = found.stopped_at or found.disabled_at or found.merged_into
    if closed or all(child.id != found.child for child in await children_of(found.guardian)):
        raise LookupError
    return found


async def _wrong(client: str) -> None:
    """Count a key that never was any, or was replaced. Raises `WrongKeys`."""
    network = throttle.client_network(client)
    if pause := await throttle.pause_left(throttle.FEED_CLIENT, network):
        raise WrongKeys(pause)
    await throttle.fail(throttle.FEED_CLIENT, network)


async def note_reading(feed: OpenFeed) -> None:
    """Keep when it was read, for the parent's account. Without a disk to write to it is read nevertheless."""
    moment = now()
    if feed.read_at is None or feed.read_at < moment - NOTED:
        with suppress(DatabaseUnavailable):
            await CalendarFeed.update({CalendarFeed.read_at: moment}).where(CalendarFeed.id == feed.id)


async def _stop(these: Combinable) -> bool:
    values: Values = {CalendarFeed.stopped_at: now(), CalendarFeed.version: CalendarFeed.version + 1}
    stopped = CalendarFeed.update(values).where(these & CalendarFeed.stopped_at.is_null())
    return bool(await stopped.returning(CalendarFeed.id))


def _digest(key: str) -> str:
    return school.keyed_digest("calendar feed", key)
