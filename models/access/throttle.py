"""Limits on tries, counted in the database: they survive a restart and hold across processes (catalogue 16–20)."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, Integer, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import CLOCK_SLACK, now
from models.database import fetch, fetch_one, transaction


class TooManyAttempts(Exception):
    """Throttled: try again in `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: the client's address and the name of its device. `language` is what was chosen on
    the office's sign-in page, in this browser and since its last sign-in."""

    client: str
    device: str = ""
    language: str = ""

    @property
    def client_network(self) -> str:
        return client_network(self.client)


class Throttle(Table, tablename="throttle"):
    """One counter. Its key is stored as a keyed digest, so no stranger's address or name is kept."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    failures = Integer()
    since = Timestamptz()
    blocked_until = Timestamptz()
    updated_at = Timestamptz()


@dataclass(frozen=True)
class Policy:
    """`free` failures cost nothing; each further one doubles a pause from `first` to `longest` (seconds).

    The count is forgotten `forget` seconds after the last failure.
    """

    name: str
    free: int
    first: int
    longest: int
    forget: int

    def pause(self, failures: int) -> int:
        """Seconds to wait after this many failures, at most `longest`."""
        over = failures - self.free
        return 0 if over < 0 else min(self.longest, self.first * 2 ** min(over, 20))


ACCOUNT = Policy("account", free=5, first=60, longest=3600, forget=86_400)
SIGN_IN_CLIENT = Policy("sign-in client", free=1000, first=30, longest=900, forget=3600)
TOKEN_CLIENT = Policy("token client", free=50, first=30, longest=900, forget=3600)
TOKEN_WHOLE = Policy("token whole", free=1000, first=10, longest=60, forget=600)
FEED_CLIENT = Policy("calendar client", free=50, first=30, longest=900, forget=3600)
PHONE_CLIENT = Policy("phone client", free=5, first=60, longest=1800, forget=7200)
PHONE_WHOLE = Policy("phone whole", free=30, first=600, longest=600, forget=600)
REFUSED_PASSWORDS = Policy("password refused", free=21, first=3600, longest=3600, forget=3600)  # 20 events in the audit
HOUR = 3600


def client_network(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 of an IPv6 address (catalogue 18)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def _digest(name: str, key: str) -> str:
    return school.keyed_digest("throttle", f"{name}\0{key}")


async def pause_left(policy: Policy, key: str) -> int:
    """Whole seconds until this key may try again, never more than the policy's longest; 0 when it may now."""
    counter = Throttle.select(Throttle.blocked_until).where(Throttle.digest == _digest(policy.name, key))
    blocked_until = await fetch_one(datetime, counter)
    left = _ceil(blocked_until - now()) if blocked_until else 0
    if left > policy.longest + CLOCK_SLACK.total_seconds():
        return 0  # it was written before the clock was set back
    return max(0, min(left, policy.longest))


async def check(policy: Policy, key: str) -> None:
    """Raises `TooManyAttempts` while this key must wait."""
    if left := await pause_left(policy, key):
        raise TooManyAttempts(left)


async def fail(policy: Policy, key: str) -> int:
    """Count one failure; returns the pause in seconds that follows it."""
    moment = now()
    digest = _digest(policy.name, key)
    async with transaction():
        failures = await _count(digest, moment, moment - timedelta(seconds=policy.forget), "updated_at")
        pause = policy.pause(failures)
        if pause:
            until = moment + timedelta(seconds=pause)
            await Throttle.update({Throttle.blocked_until: until}).where(Throttle.digest == digest)
    return pause


async def clear(policy: Policy, key: str) -> None:
    """Forget the failures, after a right password or a reset."""
    await Throttle.delete().where(Throttle.digest == _digest(policy.name, key))


async def allow(name: str, key: str, limit: int, seconds: int = HOUR) -> bool:
    """Count one use; False once there were more than `limit` within `seconds` of the first."""
    moment = now()
    used = await _count(_digest(name, key), moment, moment - timedelta(seconds=seconds), "since")
    return used <= limit


async def give_back(name: str, key: str) -> None:
    """Take back the one use that `allow` has just counted."""
    counted = (Throttle.digest == _digest(name, key)) & (Throttle.failures > 0)
    await Throttle.update({Throttle.failures: Throttle.failures - 1}).where(counted)


async def _count(digest: str, moment: datetime, forget_before: datetime, age: str) -> int:
    """Add one in one atomic statement, and return the count.

    It starts anew where the column named `age`, `since` or `updated_at`, lies before `forget_before`, or in the future
    because the clock was set back.
    """
    stale = f"throttle.{age} <= ? OR throttle.{age} > ?"
    # Raw: the columns of a conflict depend on the row that is there.
    (failures,) = await fetch(
        int,
        "INSERT INTO throttle (digest, failures, since, blocked_until, updated_at) VALUES (?, 1, ?, ?, ?)"  # noqa: S608 conditions made of constants
        " ON CONFLICT (digest) DO UPDATE SET updated_at = excluded.updated_at,"
        f" failures = CASE WHEN {stale} THEN 1 ELSE throttle.failures + 1 END,"
        f" since = CASE WHEN {stale} THEN excluded.since ELSE throttle.since END,"
        f" blocked_until = CASE WHEN {stale} THEN excluded.blocked_until ELSE throttle.blocked_until END"
        " RETURNING failures",
        digest,
        moment,
        moment,
        moment,
        *(forget_before, moment + CLOCK_SLACK) * 3,
    )
    return failures


def _ceil(left: timedelta) -> int:
    return -int(-left.total_seconds() // 1)
