"""A code of 8 characters, valid for half an hour, that the office reads out to a parent on the phone. Its odds of being
guessed: models/access/guessing.py.

It is a token whose carrier is the phone. It is made from the key of the form that asked for it, so that a double click
gives one code, and the page can show the code again although it is stored nowhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import guessing, token
from models.access.code_shown import record_shown
from models.access.token import Token
from models.core import crockford, school
from models.core.clock import now
from models.database import fetch, fetch_one, transaction
from models.families import event, standing
from models.families.child import ACCESS_ACTIVE
from models.staff.sessions import StaffVisit

LIFE = timedelta(minutes=30)


class NoCode(Exception):
    """A code would be of no use: the account is disabled, or has no access to a child."""


@dataclass(frozen=True, slots=True)
class _PhoneToken:
    digest: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    failed_at: datetime | None
    spent_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """The `code` as it is shown, and the state of its token."""

    code: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    failed_at: datetime | None
    spent_at: datetime | None
    revoked_at: datetime | None

    @property
    def alive(self) -> bool:
        return self.spent_at is None and self.revoked_at is None and self.expires_at > now()


def _codes(guardian: int, staff: StaffVisit, form_key: str) -> tuple[str, str]:
    """The short and the long code of a form. They depend on who asks, so that nobody else can have them shown."""
    random = school.keyed("phone code", f"{staff.staff}\0{guardian}\0{form_key}".encode())
    return crockford.encode(random, crockford.SHORT), crockford.encode(random)


async def find(guardian: int, staff: StaffVisit, form_key: str) -> PhoneCode | None:
    """The code that this form made, alive or not; None when it made none, or somebody else asks."""
    codes = {token.digest_of(code): code for code in _codes(guardian, staff, form_key)}
    of_form = (Token.guardian == guardian) & (Token.carrier == token.PHONE) & Token.digest.is_in(list(codes))
    found = await fetch_one(_PhoneToken, Token.select().where(of_form))
    if found is None:
        return None
    return PhoneCode(
        code=crockford.show(codes[found.digest]),
        made_at=found.created_at,
        expires_at=found.expires_at,
        opened_at=found.opened_at,
        failed_at=found.failed_at,
        spent_at=found.spent_at,
        revoked_at=found.revoked_at,
    )


async def show(guardian: int, staff: StaffVisit, form_key: str, *, client: str) -> PhoneCode | None:
    """`find` for the page; records that a code which is alive was shown."""
    found = await find(guardian, staff, form_key)
    if found and found.alive:
        await record_shown([guardian], actor=staff.actor, client=client)
    return found


async def make(guardian: int, staff: StaffVisit, form_key: str, *, client: str) -> None:
    """Make the code of this form and end the older tokens. A second time it does nothing. Raises `NoCode`."""
    async with transaction():
        # Locks the row: of a double click the second waits, and finds what the first made.
        locked = await fetch(
            _Activated,
            "UPDATE guardian SET email_key = email_key WHERE id = ? AND disabled_at IS NULL AND merged_into IS NULL"  # noqa: S608 constants
            " AND EXISTS"
            " (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
            f" WHERE s.guardian = guardian.id AND {ACCESS_ACTIVE}) RETURNING activated_at",
            *(guardian, now()),
        )
        if not locked:
            raise NoCode
        if await find(guardian, staff, form_key):
            return
        await token.revoke(guardian, "replaced")
        short, long = _codes(guardian, staff, form_key)
        kind = token.RESET if locked[0].activated_at else token.INVITATION
        if await guessing.being_guessed() or not await _issue(guardian, kind, short):
            await _issue(guardian, kind, long)
        await standing.refresh([guardian])
        await event.record("phone code made", guardian=guardian, client=client, actor=staff.actor)


@dataclass(frozen=True, slots=True)
class _Activated:
    activated_at: datetime | None


async def _issue(guardian: int, kind: str, code: str) -> bool:
    """False when this very code was made before: of 2³⁵ short ones that may happen."""
    digest, moment = token.digest_of(code), now()
    new = Token(
        guardian=guardian, kind=kind, digest=digest, created_at=moment, expires_at=moment + LIFE, carrier=token.PHONE
    )
    return bool(await Token.insert(new).on_conflict(Token.digest).returning(Token.id))
