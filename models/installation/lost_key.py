"""Going on with another key after the secret key is lost for good (docs/operating.md); the key changes in no other way.

What only the lost key could check is given up, so that every page is right: nobody has an account, no invitation is
valid, and `preau invite --all` invites everybody again.
"""

from dataclasses import dataclass
from datetime import datetime

from piccolo.table import Table

from models.access.session import Session
from models.access.throttle import Throttle
from models.access.token import UNUSED, Token
from models.announcements.calendar_feed import CalendarFeed
from models.core.clock import now
from models.database import Values, fetch
from models.families import directory, event
from models.families.guardian import Guardian
from models.importing.applying.import_run import UNDOABLE, ImportRun, take_turn
from models.installation import key
from models.invitations.letter import HAS_SEED, PrintedLetter
from models.outbox import mail
from models.outbox.mail import Mail
from models.staff import notices
from models.staff.accounts import Staff
from models.staff.recovery_codes import RecoveryCode
from models.staff.second_factor import UsedCode
from models.staff.sessions import StaffSession
from models.staff.tokens import StaffToken
from models.staff.trusted_devices import TrustedDevice

# Without the key their rows can be compared with nothing.
OF_THE_KEY: tuple[type[Table], ...] = (
    *(Session, StaffSession, Throttle, RecoveryCode, UsedCode, TrustedDevice, CalendarFeed),
)


@dataclass(frozen=True, slots=True)
class Lost:
    """What was given up: parents who had a password, mails that waited. `colleagues` are the usernames of the office's
    accounts that are not disabled; each needs a new token."""

    passwords: int
    mails: int
    colleagues: list[str]


@dataclass(frozen=True, slots=True)
class _ResetColleague:
    id: int
    disabled_at: datetime | None


async def begin_anew() -> Lost:
    """Make the database belong to today's key, and end what only the other key could check. Inside a transaction.

    Passwords (their digests are keyed) and second factors are deleted; tokens, sessions, letters and mails with a
    link end. Mails without a link, and requests for a new password, still leave.
    """
    await take_turn()  # an import under way would put old passwords into its journal
    moment = now()
    await key.take()
    for table in OF_THE_KEY:
        await table.delete(force=True)
    replaced: Values = {Token.revoked_at: moment, Token.revoked_because: "replaced"}
    await Token.update(replaced).where(UNUSED)
    unused = StaffToken.spent_at.is_null() & StaffToken.revoked_at.is_null()
    await StaffToken.update({StaffToken.revoked_at: moment}).where(unused)
    await PrintedLetter.update({PrintedLetter.seed: ""}).where(HAS_SEED)  # their codes would not be valid
    await ImportRun.update({ImportRun.changes: ""}).where(UNDOABLE)  # an undo would bring old passwords back
    dropped: Values = {Mail.state: mail.DROPPED, Mail.payload: "{}", Mail.finished_at: moment}
    with_a_link = Mail.state.is_in(list(mail.WAITING)) & Mail.payload.like('%"seed"%')
    mails = await Mail.update(dropped).where(with_a_link).returning(Mail.id)
    people = await _delete_passwords()
    await directory.refresh_all()
    await event.record("key replaced", actor="cli")
    enabled = Staff.select(Staff.username).where(Staff.disabled_at.is_null()).order_by(Staff.username)
    return Lost(people, len(mails), await fetch(str, enabled))


async def _delete_passwords() -> int:
    """A parent's state is *à inviter* again, and the office's accounts wait for a token. Returns how many parents."""
    reset: Values = {Staff.password_digest: None, Staff.totp_seed: "", Staff.totp_since: None}
    in_use = Staff.password_digest.is_not_null() | Staff.totp_since.is_not_null()
    colleagues = Staff.update(reset).where(in_use).returning(Staff.id, Staff.disabled_at)
    for colleague in await fetch(_ResetColleague, colleagues):
        if colleague.disabled_at is None:
            await notices.notify(colleague.id, mail.STAFF_RESET)
    no_account: Values = {Guardian.password_digest: None, Guardian.activated_at: None}
    has_account = Guardian.password_digest.is_not_null() | Guardian.activated_at.is_not_null()
    people = await fetch(int, Guardian.update(no_account).where(has_account).returning(Guardian.id))
    if people:
        await event.record_each("password lost", people, result="ok", client="", actor="cli")
    return len(people)
