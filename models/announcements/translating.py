"""The text of an announcement in another language."""

from language.text import available
from models.announcements import reading, wording
from models.announcements.announcement import ANSWER, Announcement, AnnouncementText
from models.announcements.kept_choices import keep_translation
from models.announcements.reading import DRAFT, Written
from models.announcements.wording import BadAnnouncement, Made, Wording, clean_wording
from models.announcements.writing import claim, detail, keep
from models.core.clock import now
from models.database import Values, transaction
from models.families import event
from models.families.event import Actor


async def translate(before: Written, language: str, words: Wording, by: Actor) -> None:
    """Keep its words in another language; without title and text, they go: not its choices once a parent has answered.
    Of what was sent a new language is no correction: its readers had the main text.

    Raises `BadAnnouncement`, `AnnouncementChanged`, or `LookupError` for a language that parents cannot choose.
    """
    if language not in available() or language == before.language:
        raise LookupError(language)
    empty = not (words.title.strip() or words.text.strip())
    if not empty:
        words = clean_wording(words, answered=before.asks == ANSWER)
        if len(words.choices) != len(before.choices.splitlines()):
            raise BadAnnouncement("choices", "number", len(words.choices))
    (html,) = [Made("", "")] if empty else await wording.made([words.text])
    async with transaction():
        earlier = (await reading.texts(before.id)).get(language)
        corrected = before.state != DRAFT and earlier is not None
        values: Values = {Announcement.corrected_at: now()} if corrected else {}
        await claim(before, values)
        await keep_translation(
            before.id, earlier.choices.splitlines() if earlier else [], None if empty else words.choices
        )
        if empty:
            this = (AnnouncementText.announcement == before.id) & (AnnouncementText.language == language)
            await AnnouncementText.delete().where(this)
        else:
            await keep(before.id, language, words, html)
        await event.record(
            "announcement written" if before.state == DRAFT else "announcement corrected",
            actor=by.name,
            client=by.client,
            detail=detail(before.id),
        )
