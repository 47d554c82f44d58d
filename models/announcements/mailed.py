"""What the mail about an announcement says. It lets nobody in, and never names a child."""

from dataclasses import dataclass
from datetime import date

from models.announcements import board
from models.announcements.announcement import AnnouncementSending
from models.core import school
from models.database import fetch_one
from models.outbox.mail import OutboxMail

EXCERPT = 300  # characters of the text


@dataclass(frozen=True, slots=True)
class Mailed:
    """`language` is that of title and excerpt. A `personal` announcement is not quoted. `whole`: the excerpt is the
    whole text. `answers_on`: the last day for an answer, where one is asked for."""

    link: str
    language: str
    title: str
    excerpt: str
    whole: bool
    personal: bool
    answered: bool
    answers_on: date | None


async def mailed(entry: OutboxMail) -> Mailed:
    """What this mail says, in the current language. Raises `LookupError` where its reader may not see the announcement
    any more."""
    this = AnnouncementSending.sending == (entry.sending or 0)
    number = await fetch_one(int, AnnouncementSending.select(AnnouncementSending.announcement).where(this))
    if number is None or entry.guardian is None:
        raise LookupError(entry.id)
    found = await board.find(entry.guardian, number)
    excerpt = shortened(found.plain)
    return Mailed(
        link=f"{school.settings().base_url}/announcements/{number}",
        language=found.language,
        title=found.title,
        excerpt=excerpt,
        whole=excerpt == found.plain,
        personal=found.personal,
        answered=found.answerable,
        answers_on=found.answers_on,
    )


def shortened(plain: str) -> str:
    """The first `EXCERPT` characters, to the end of a word, and `…` where there is more."""
    if len(plain) <= EXCERPT:
        return plain
    cut = plain[:EXCERPT]
    return cut[: max(cut.rfind(" "), cut.rfind("\n"), EXCERPT // 2)].rstrip() + " …"
