"""The choices of an announcement, once parents have answered: an answer is kept as the number of a choice."""

from collections.abc import Sequence

from models.announcements.announcement import AnnouncementAnswer
from models.announcements.wording import BadAnnouncement, said


async def keep_choices(announcement: int, before: Sequence[str], after: Sequence[str]) -> None:
    """Raises `BadAnnouncement` where parents have answered, and a choice has other words than before: a word more may
    turn it round, as in `Je viens pas`. Capitals and the marks around words may change."""
    if [*map(said, after)] == [*map(said, before)]:
        return
    if await _answered(announcement):
        raise BadAnnouncement("choices", "answered")


async def keep_translation(announcement: int, before: Sequence[str], after: Sequence[str] | None) -> None:
    """The same for a translation, unless it is new. None: it goes, which those with choices do not any more, as a later
    one could have them in another order."""
    if not before:
        return
    if after is not None:
        await keep_choices(announcement, before, after)
    elif await _answered(announcement):
        raise BadAnnouncement("text", "answered")


async def _answered(announcement: int) -> bool:
    return await AnnouncementAnswer.exists().where(AnnouncementAnswer.announcement == announcement)
