"""When the mails about announcements come to an adult: at once, or in one mail a week. The choice is the adult's own.

It is made on the account, or by the link at the foot of such a mail. That link is signed for one adult and opens this
choice alone: it is no token, and shows no name.
"""

import hmac
import re

from models.access import throttle
from models.access.throttle import TooManyAttempts
from models.core import school
from models.database import fetch_one, transaction
from models.families import event
from models.families.guardian import LISTED, Guardian

PAGE = "/announcement-mails"
AT_ONCE, WEEKLY = "at once", "weekly"  # results of the event
BY_LINK = " by link"
SIGNED = re.compile(r"([1-9][0-9]{0,17})-[0-9a-f]{32}", re.A)
CHANGES_MOST, DAY = 20, 86_400  # changes of one adult within so many seconds


def signed(guardian: int) -> str:
    """The part of the link that says whose choice it is."""
    return f"{guardian}-{school.keyed_digest('announcement mails', str(guardian))[:32]}"


def link(guardian: int) -> str:
    """The link of a mail to this adult."""
    return school.page_link(f"{PAGE}/{signed(guardian)}")


async def adult_of(link: str) -> tuple[int, bool]:
    """Whose link this is, of which `signed` made the end, and whether the mails come weekly. Raises `LookupError` where
    nobody's, or the account is closed."""
    found = SIGNED.fullmatch(link)
    if found is None or not hmac.compare_digest(signed(int(found[1])), link):
        raise LookupError
    number = int(found[1])
    this = LISTED & Guardian.disabled_at.is_null() & (Guardian.id == number)
    weekly = await fetch_one(bool, Guardian.select(Guardian.announcements_weekly).where(this))
    if weekly is None:
        raise LookupError
    return number, weekly


async def is_weekly(guardian: int) -> bool:
    """What this adult chose."""
    chosen = Guardian.select(Guardian.announcements_weekly).where(Guardian.id == guardian)
    return bool(await fetch_one(bool, chosen))


async def choose(guardian: int, *, weekly: bool, client: str, by_link: bool = False) -> None:
    """Keep the choice. What waits for the next weekly mail still leaves with it. Raises `TooManyAttempts`."""
    other = (Guardian.id == guardian) & (Guardian.announcements_weekly == (not weekly))
    async with transaction():
        changed = Guardian.update({Guardian.announcements_weekly: weekly}).where(other)
        if not await changed.returning(Guardian.id):
            return
        by = BY_LINK if by_link else ""  # counted apart: who holds a passed on mail keeps nobody from the own account
        if not await throttle.allow("announcement mails", f"{guardian}{by}", CHANGES_MOST, DAY):
            raise TooManyAttempts(DAY)
        result = f"{WEEKLY if weekly else AT_ONCE}{by}"
        await event.record("announcement mails chosen", guardian=guardian, client=client, result=result)
