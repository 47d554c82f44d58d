"""Going on after the secret key is lost for good (docs/operating.md). There is no other way to change the key.

What only the lost key could check is given up, so that every page says what is so: nobody is in, nobody has an
invitation that works, and `preau invite --all` means everybody again.
"""

from dataclasses import dataclass

from models.core.clock import now
from models.database import query
from models.families import directory, event
from models.importing.applying.turn import take_turn
from models.installation import key
from models.outbox import mail
from models.staff import staff_notice

OF_THE_KEY = (
    "session",
    "staff_session",
    "throttle",
    "recovery_code",
    "used_code",
)  # tables of which nothing is left without the key


@dataclass(frozen=True, slots=True)
class Lost:
    """What was given up: parents who had a password, mails that waited. `colleagues` are the usernames of the office's
    accounts that are open; each needs a new token."""

    passwords: int
    mails: int
    colleagues: list[str]


async def begin_anew() -> Lost:
    """Make the database belong to today's key, and end what the other key alone could check. Inside a transaction.

    Passwords (their digests are keyed) and second factors are forgotten; tokens, sessions, letters and mails with a
    link end. Mails that let nobody in, and questions for a new password, still leave.
    """
    await take_turn()  # an import under way would put old passwords into its journal
    moment = now()
    await key.take()
    for table in OF_THE_KEY:
        await query(f"DELETE FROM {table}")
    await query(
        "UPDATE token SET revoked_at = ?, revoked_because = 'replaced' WHERE spent_at IS NULL AND revoked_at IS NULL",
        moment,
    )
    await query("UPDATE staff_token SET revoked_at = ? WHERE spent_at IS NULL AND revoked_at IS NULL", moment)
    await query(
        "UPDATE letter SET seed = '' WHERE seed <> ''"
    )  # printed again they would show a code that opens nothing
    await query("UPDATE import_run SET changes = '' WHERE changes <> ''")  # an undo would bring old passwords back
    mails = await query(
        "UPDATE mail SET state = ?, payload = ?, finished_at = ? WHERE state IN (?, ?) AND payload LIKE ? RETURNING id",
        *(mail.DROPPED, "{}", moment, *mail.WAITING, '%"seed"%'),
    )
    people = await _forget_passwords()
    await directory.refresh_all()
    await event.record("key replaced", actor="cli")
    rows = await query("SELECT username FROM staff WHERE disabled_at IS NULL ORDER BY username")
    return Lost(people, len(mails), [row["username"] for row in rows])


async def _forget_passwords() -> int:
    """Nobody is in any more: a parent's state is *à inviter* again, and the office's accounts wait for a token."""
    for row in await query(
        "UPDATE staff SET password_digest = NULL, totp_seed = '', totp_since = NULL"
        " WHERE password_digest IS NOT NULL OR totp_since IS NOT NULL RETURNING id, disabled_at"
    ):
        if row["disabled_at"] is None:
            await staff_notice.tell(row["id"], mail.STAFF_RESET)
    rows = await query(
        "UPDATE guardian SET password_digest = NULL, activated_at = NULL"
        " WHERE password_digest IS NOT NULL OR activated_at IS NOT NULL RETURNING id"
    )
    people = [row["id"] for row in rows]
    if people:
        await event.record_each("password lost", people, result="ok", client="", actor="cli")
    return len(people)
