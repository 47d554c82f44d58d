"""One import at a time, the undoing of one included."""

from models.database import advisory_lock

LOCK = 7303  # beside migrate's 7302


async def take_turn() -> None:
    """Wait until no other import writes. Inside a transaction; the turn ends with it."""
    await advisory_lock(LOCK)
