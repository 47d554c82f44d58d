"""The second factor: a code of six digits that a phone makes every 30 seconds (TOTP, RFC 6238).

The shared secret is not stored: it is made from a stored random seed and the secret key, as with tokens. During
enrolment the seed is made from the session, so that nothing is stored before a first code has proved the phone.
"""

import base64
import hmac
import unicodedata

import pyotp
from piccolo.columns import BigSerial, ForeignKey, Integer, Timestamptz
from piccolo.constraints import Unique
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import fetch, fetch_one
from models.staff import trusted_devices
from models.staff.accounts import ENABLED, Staff
from models.staff.sessions import StaffSession

WINDOW = (0, -1, 1)  # steps of 30 s accepted: the phone's clock may differ, and typing takes time


class UsedCode(Table, tablename="used_code"):
    """A time step whose code was used. Each is kept, not only the newest: if the clock was set back, comparing with the
    newest would refuse every code until that time came again."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    step = Integer()
    at = Timestamptz(default=now)
    pair = Unique([staff, step])


def secret_of(seed: str) -> str:
    """The shared secret of a seed: 160 bits (RFC 4226 §4), in base 32."""
    return base64.b32encode(school.keyed("second factor", bytes.fromhex(seed))[:20]).decode()


async def offered(session: int) -> str:
    """The seed that this session may enrol with; the same for the life of the session."""
    digest = await fetch_one(str, StaffSession.select(StaffSession.digest).where(StaffSession.id == session)) or ""
    return school.keyed_digest("second factor offered", digest)[:32]


def address(secret: str, username: str) -> str:
    """The QR code's text (`otpauth://…`). A colon in the school's name would split the label."""
    issuer = school.settings().school_name.replace(":", " ")
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def shown(secret: str) -> str:
    """The secret in groups of four, for typing it by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, typed: str) -> int | None:
    """The time step that this code belongs to, or None; spaces and full-width digits are accepted."""
    code = "".join(unicodedata.normalize("NFKC", typed).split()).encode()
    totp = pyotp.TOTP(secret)
    current = totp.timecode(now())
    found = [current + by for by in WINDOW if hmac.compare_digest(totp.generate_otp(current + by).encode(), code)]
    return found[0] if found else None


async def seed_of(staff: int) -> str:
    """The seed in force, or the empty string.

    Locks the account's row until the transaction ends: attempts run one after the other on PostgreSQL too, and each
    sees what the one before it counted.
    """
    in_force = (Staff.id == staff) & ENABLED & Staff.totp_since.is_not_null()
    locked = Staff.update({Staff.totp_seed: Staff.totp_seed}).where(in_force).returning(Staff.totp_seed)
    return await fetch_one(str, locked) or ""


async def use(staff: int, step: int) -> bool:
    """Use up the code of this step and those just before it: each is good once (RFC 6238 §5.2), even if the clock is
    set back later. False where this step's was used before."""
    steps = (UsedCode(staff=staff, step=one) for one in range(step, step - len(WINDOW), -1))
    new = UsedCode.insert(*steps).on_conflict((UsedCode.staff, UsedCode.step)).returning(UsedCode.step)
    return step in await fetch(int, new)


async def store(staff: int, seed: str, step: int, *, first: bool) -> bool:
    """Put this seed in force. False where it should be the `first` and another was set before."""
    account = (Staff.id == staff) & ENABLED
    stored = Staff.update({Staff.totp_seed: seed, Staff.totp_since: now()}).returning(Staff.id)
    if not await stored.where(account & Staff.totp_since.is_null() if first else account):
        return False
    await UsedCode.delete().where(UsedCode.staff == staff)  # those of another secret
    await trusted_devices.ask_again(staff)
    await use(staff, step)
    return True


async def delete(staff: int) -> None:
    """Remove the second factor of this account."""
    await Staff.update({Staff.totp_seed: "", Staff.totp_since: None}).where(Staff.id == staff)
    await UsedCode.delete().where(UsedCode.staff == staff)
    await trusted_devices.ask_again(staff)
