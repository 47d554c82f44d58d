"""The choices of an announcement, once parents have answered: an answer is kept as the number of a choice."""

from collections.abc import Sequence

from models.announcements.announcement import AnnouncementAnswer
from models.announcements.wording import BadAnnouncement

MARKS = ",.;:!?()«»“”"  # around a word


async def keep_choices(announcement: int, before: Sequence[str], after: Sequence[str]) -> None:
    """Raises `BadAnnouncement` where parents have answered, and a choice has other words than before. Whole words may
    be added before or after them: `Lundi`, `Lundi 4 mai`; but not `5 €`, `15 €`."""
    if all(map(_has_words, after, before)):
        return
    if await _answered(announcement):
        raise BadAnnouncement("choices", "answered")


async def keep_translation(announcement: int, before: Sequence[str], after: Sequence[str] | None) -> None:
    """The same for a translation. None: it goes, which those with choices do not any more, as a later one could have
    them in another order."""
    if after is not None:
        await keep_choices(announcement, before, after)
    elif before and await _answered(announcement):
        raise BadAnnouncement("text", "answered")


def _has_words(after: str, before: str) -> bool:
    """Whether the words of `before` stand together in `after`."""
    words, kept = _words(after), _words(before)
    return any(words[at : at + len(kept)] == kept for at in range(len(words)))


def _words(choice: str) -> list[str]:
    return [word.strip(MARKS) or word for word in choice.casefold().split()]


async def _answered(announcement: int) -> bool:
    return await AnnouncementAnswer.exists().where(AnnouncementAnswer.announcement == announcement)
