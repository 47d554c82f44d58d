"""An announcement as a parent will read it, before it is sent."""

from dataclasses import fields
from typing import Any

from models.announcements.board import Opened
from models.announcements.reading import Translated, Written
from models.core.clock import now


def as_parent(one: Written, words: Translated) -> Opened:
    """What a parent would open at this moment, in the language of these words, and nothing done with it yet."""
    shared: dict[str, Any] = {
        field.name: getattr(one, field.name) for field in fields(Opened) if hasattr(one, field.name)
    }
    shared |= {name: getattr(words, name) for name in ("language", "title", "html", "choices")}
    shared["sent_at"] = one.sent_at or now()
    return Opened(**shared, child=0, seen_at=None, read_at=None, choice=None)
