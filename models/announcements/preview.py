"""An announcement as a parent will read it, before it is sent."""

from models.announcements.board import Opened
from models.announcements.reading import Translated, Written
from models.core.clock import now


def as_parent(one: Written, words: Translated) -> Opened:
    """What a parent would open at this moment, in the language of these words, and nothing done with it yet."""
    return Opened(
        id=one.id,
        child=0,
        language=words.language,
        title=words.title,
        signed=one.signed,
        asks=one.asks,
        answers_until=one.answers_until,
        event_begins=one.event_begins,
        event_ends=one.event_ends,
        sent_at=one.sent_at or now(),
        corrected_at=one.corrected_at,
        seen_at=None,
        read_at=None,
        choice=None,
        html=words.html,
        plain=one.plain,
        choices=words.choices,
        personal=one.personal,
        urgent=one.urgent,
    )
