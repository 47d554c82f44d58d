"""Taking back what would let an adult in and has not been used: tokens, password steps, mails on their way."""

from models.access import token
from models.core.clock import now
from models.database import placeholders, query
from models.outbox import mail

LETTING_IN = (mail.INVITATION, mail.REMINDER, mail.RESET, mail.RESET_ASKED)


async def withdraw(guardian: int, because: str) -> None:
    """End it all, inside a transaction; `because` as in `token.revoke`. Who is signed in stays so.

    A mail that names other accounts too still leaves, without this one: its token is dead.
    """
    kinds = placeholders(LETTING_IN)
    await query(
        "UPDATE mail SET state = ?, finished_at = ?, payload = ? WHERE guardian = ?"
        f" AND state IN (?, ?) AND kind IN ({kinds})",
        *(mail.DROPPED, now(), "{}", guardian, *mail.WAITING, *LETTING_IN),
    )
    await query("DELETE FROM session WHERE guardian = ? AND token IS NOT NULL", guardian)
    await token.revoke(guardian, because)
