"""Taking back every unused way into an account: tokens, password steps, waiting mails with a link."""

from models.access import token
from models.access.session import Session
from models.core.clock import now
from models.database import Values
from models.outbox import mail
from models.outbox.mail import Mail

WITH_LINK = (mail.INVITATION, mail.REMINDER, mail.RESET, mail.RESET_ASKED)


async def withdraw(guardian: int, because: str) -> None:
    """End them all, inside a transaction; `because` as in `token.revoke`. Signed-in sessions go on.

    A mail that names other accounts too still leaves, without this one: its token is dead.
    """
    dropped: Values = {Mail.state: mail.DROPPED, Mail.finished_at: now(), Mail.payload: "{}"}
    waiting = Mail.state.is_in(list(mail.WAITING)) & Mail.kind.is_in(list(WITH_LINK))
    await Mail.update(dropped).where((Mail.guardian == guardian) & waiting)
    await Session.delete().where((Session.guardian == guardian) & Session.token.is_not_null())
    await token.revoke(guardian, because)
