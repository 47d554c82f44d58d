"""How long a session lives: the rules that parents' sessions and the office's have in common (catalogue 29–31)."""

import secrets
from datetime import datetime, timedelta

from models.core.clock import CLOCK_SLACK, now

SEEN_EVERY = timedelta(seconds=60)  # `last_seen_at` is written no more often than this: not with every page


def new_secret() -> str:
    """The value of a new session's cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def is_used(last_seen_at: datetime, idle_limit: timedelta) -> bool:
    """Whether the last request came within `idle_limit`. A `last_seen_at` too far ahead is not believed."""
    return -CLOCK_SLACK < now() - last_seen_at < idle_limit


def is_live(last_seen_at: datetime, expires_at: datetime, idle_limit: timedelta) -> bool:
    """Whether the session is neither too old nor idle for too long."""
    return expires_at > now() and is_used(last_seen_at, idle_limit)


def is_to_be_noted(last_seen_at: datetime) -> bool:
    """Whether `last_seen_at` is so old that this request should be written there."""
    return now() - last_seen_at >= SEEN_EVERY
