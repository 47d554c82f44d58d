"""What the mails about announcements say, each about one and the weekly one. They let nobody in, and name no child."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from models.announcements import audience, board, file
from models.announcements.announcement import AnnouncementSending, AnnouncementWeekly
from models.announcements.audience import CHILDREN
from models.announcements.board import Opened
from models.core import school
from models.core.days import Days
from models.database import fetch, fetch_one
from models.outbox.mail import OutboxMail

EXCERPT = 300  # characters of the text


@dataclass(frozen=True, slots=True)
class Mailed:
    """`language` is that of title and excerpt. A `personal` announcement is not quoted. `whole`: the excerpt is the
    whole text. `event`: when what it is about takes place. `answers_on`: the last day for an answer, where one is asked
    for. `corrected`: its reader had a mail about it before the correction. `files`: how many the page has."""

    link: str
    language: str
    title: str
    excerpt: str
    whole: bool
    personal: bool
    answered: bool
    event: Days | None
    answers_on: date | None
    urgent: bool
    corrected: bool
    files: int


@dataclass(frozen=True, slots=True)
class _About:
    announcement: int
    corrected: bool


async def mailed(entry: OutboxMail) -> Mailed:
    """What this mail says, in the current language. What goes to single children is not quoted. Raises `LookupError`
    where its reader may not see the announcement any more."""
    this = AnnouncementSending.sending == (entry.sending or 0)
    about = await fetch_one(_About, AnnouncementSending.select().where(this))
    if about is None or entry.guardian is None:
        raise LookupError(entry.id)
    to = await audience.of(about.announcement)
    return await _said(await board.find(entry.guardian, about.announcement), about, single=to.kind == CHILDREN)


async def weekly_mailed(entry: OutboxMail) -> list[Mailed]:
    """What this weekly mail lists, in the current language: what its reader may see at this moment. What goes to single
    children is not quoted either."""
    if entry.guardian is None:
        return []
    this = (AnnouncementWeekly.sending == (entry.sending or 0)) & (AnnouncementWeekly.guardian == entry.guardian)
    listed = await fetch(_About, AnnouncementWeekly.select().where(this).order_by(AnnouncementWeekly.announcement))
    to = await audience.of_each([about.announcement for about in listed])
    found = []
    for about in listed:
        single = about.announcement in to and to[about.announcement].kind == CHILDREN
        with suppress(LookupError):
            found.append(await _said(await board.find(entry.guardian, about.announcement), about, single=single))
    return found


async def _said(found: Opened, about: _About, *, single: bool = False) -> Mailed:
    excerpt = shortened(found.plain)
    return Mailed(
        link=f"{school.settings().base_url}/announcements/{found.id}",
        language=found.language,
        title=found.title,
        excerpt=excerpt,
        whole=excerpt == found.plain,
        personal=found.personal or single,
        answered=found.answerable,
        event=found.event,
        answers_on=found.answers_on,
        urgent=found.urgent,
        corrected=about.corrected,
        files=len(await file.of(found.id)),
    )


def shortened(plain: str) -> str:
    """The first `EXCERPT` characters, to the end of a word, and `…` where there is more."""
    if len(plain) <= EXCERPT:
        return plain
    cut = plain[:EXCERPT]
    return cut[: max(cut.rfind(" "), cut.rfind("\n"), EXCERPT // 2)].rstrip() + " …"
