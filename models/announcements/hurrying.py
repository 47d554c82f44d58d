"""What waits for the weekly mail and cannot any more, as after another day was chosen for that mail, goes at once."""

from models.announcements import recipients, weekly
from models.announcements.publishing import mail_to
from models.announcements.reading import CURRENT, find
from models.database import transaction
from models.families.event import Actor


async def hurry() -> int:
    """Queue the mails; how many."""
    return sum([await _hurry(number) for number in await weekly.waited_for()])


async def _hurry(number: int) -> int:
    one = await find(number)
    if one.state != CURRENT or weekly.waits(one):
        return 0
    async with transaction():
        people = {one.id: one.email for one in await recipients.of(number) if one.by_mail and not one.refused}
        taken = await weekly.take(number, people)
        for corrected in (False, True):
            mails = [(people[who], who) for who, again in taken.items() if again == corrected]
            await mail_to(number, mails, Actor(weekly.ACTOR), corrected=corrected)
    return len(taken)
