"""A parent who was invited by mail."""

from models.families import directory
from models.invitations import invitation
from models.outbox import delivery
from tests.support.families import parent


async def sent(username: str = "marie.dupont", address: str = "marie@example.org") -> tuple[int, str]:
    """Send an invitation; returns the guardian's number and the Message-ID."""
    guardian = await parent(username, address)
    await directory.refresh([guardian])
    await invitation.invite(username=username)
    (entry,) = await delivery.claim(1)
    await delivery.sent(entry)
    return guardian, entry.message_id
