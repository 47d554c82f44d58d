"""One import at a time, the undoing of one included."""

from models.database import Postgres, engine, query

LOCK = 7303  # beside migrate's 7302


async def take_turn() -> None:
    """Wait until no other import writes. Inside a transaction; the turn ends with it."""
    if isinstance(engine(), Postgres):  # SQLite's writer is alone already
        await query(f"SELECT pg_advisory_xact_lock({LOCK})")
