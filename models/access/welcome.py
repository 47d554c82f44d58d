"""*Bienvenue, c'est fait*, on a child's page: once, in the session that began with the account's first password."""

import contextlib

from models.access.session import Session
from models.database import DatabaseUnavailable


async def welcomed(session: int) -> None:
    """A child's page with the welcome was sent: the next one has none."""
    with contextlib.suppress(DatabaseUnavailable):  # then it is there once more
        await Session.update({Session.welcome: False}).where(Session.id == session)
