"""The choices of an announcement, once parents have answered: an answer is kept as the number of a choice."""

from collections.abc import Sequence

from models.announcements.announcement import AnnouncementAnswer
from models.announcements.wording import BadAnnouncement


async def keep_choices(announcement: int, before: Sequence[str], after: Sequence[str]) -> None:
    """Raises `BadAnnouncement` where parents have answered, and a choice has other words than before. Words may be
    added to it: `Lundi`, `Lundi 4 mai`."""
    if all(old.casefold() in new.casefold() for old, new in zip(before, after, strict=False)):
        return
    if await AnnouncementAnswer.exists().where(AnnouncementAnswer.announcement == announcement):
        raise BadAnnouncement("choices", "answered")
