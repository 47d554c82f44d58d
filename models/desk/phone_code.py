"""A code that the office reads out to a parent on the phone: 8 characters, half an hour. models/access/guessing.py has
its odds.

It is a token like any other, carried by voice. It is made from a mark of the form that asked for it, so that a double
click gives one code, and the page can show it again without it being kept anywhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import guessing, token
from models.access.code_shown import record_shown
from models.core import crockford, school
from models.core.clock import now
from models.database import query, transaction
from models.families import event, standing
from models.families.child import SEEN
from models.staff.sessions import StaffVisit

LIFE = timedelta(minutes=30)


class NoCode(Exception):
    """A code would let this adult in nowhere: the account is disabled, or sees no child."""


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """The `code` as it is shown, whether it still opens, and what became of it."""

    code: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    failed_at: datetime | None
    spent_at: datetime | None
    revoked_at: datetime | None

    @property
    def living(self) -> bool:
        return self.spent_at is None and self.revoked_at is None and self.expires_at > now()


def _codes(guardian: int, staff: StaffVisit, once: str) -> tuple[str, str]:
    """The short and the long one that belong to a form: this person of the office alone can have them shown again."""
    random = school.keyed("phone code", f"{staff.staff}\0{guardian}\0{once}".encode())
    return crockford.encode(random, crockford.SHORT), crockford.encode(random)


async def find(guardian: int, staff: StaffVisit, once: str) -> PhoneCode | None:
    """The code that this form has made, living or not; None when it has made none, or somebody else asks."""
    codes = {token.digest_of(code): code for code in _codes(guardian, staff, once)}
    rows = await query(
        "SELECT digest, created_at, expires_at, opened_at, failed_at, spent_at, revoked_at FROM token"
        " WHERE guardian = ? AND carrier = ? AND digest IN (?, ?)",
        *(guardian, token.PHONE, *codes),
    )
    if not rows:
        return None
    row = rows[0]
    code = crockford.show(codes[row["digest"]])
    when = (row[name] for name in ("created_at", "expires_at", "opened_at", "failed_at", "spent_at", "revoked_at"))
    return PhoneCode(code, *when)


async def show(guardian: int, staff: StaffVisit, once: str, *, client: str) -> PhoneCode | None:
    """The same, for the screen: that a code which still opens is shown is recorded."""
    found = await find(guardian, staff, once)
    if found and found.living:
        await record_shown([guardian], actor=staff.actor, client=client)
    return found


async def make(guardian: int, staff: StaffVisit, once: str, *, client: str) -> None:
    """Make the code of this form, ending the adult's older tokens; a second time it does nothing. Raises `NoCode`."""
    async with transaction():
        held = await query(  # takes the row's lock: of a double click the second waits, and finds what the first made
            "UPDATE guardian SET email_key = email_key WHERE id = ? AND disabled_at IS NULL AND EXISTS"
            " (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
            f" WHERE s.guardian = guardian.id AND {SEEN}) RETURNING activated_at",
            *(guardian, now()),
        )
        if not held:
            raise NoCode
        if await find(guardian, staff, once):
            return
        await token.revoke(guardian, "replaced")
        short, long = _codes(guardian, staff, once)
        kind = token.RESET if held[0]["activated_at"] else token.INVITATION
        if await guessing.being_guessed() or not await _issue(guardian, kind, short):
            await _issue(guardian, kind, long)
        await standing.refresh([guardian])
        await event.record("phone code made", guardian=guardian, client=client, actor=staff.actor)


async def _issue(guardian: int, kind: str, code: str) -> bool:
    """False when somebody has had this very code already: of 2³⁵ short ones that may happen."""
    moment = now()
    return bool(
        await query(
            "INSERT INTO token (guardian, kind, digest, created_at, expires_at, revoked_because, carrier)"
            " VALUES (?, ?, ?, ?, ?, '', ?) ON CONFLICT (digest) DO NOTHING RETURNING id",
            *(guardian, kind, token.digest_of(code), moment, moment + LIFE, token.PHONE),
        )
    )
