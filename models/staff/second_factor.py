"""The second factor: a code of six digits that a phone makes every 30 seconds (TOTP, RFC 6238).

Its secret is not at rest: a random seed is, from which the secret key makes it, as with tokens. While somebody enrols,
the seed is made from the session itself, so that nothing is stored before a first code has shown that it works.
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
from models.database import query
from models.staff.accounts import Staff

WINDOW = (0, -1, 1)  # steps of 30 s: a phone's clock is a little off, and typing takes a while


class UsedCode(Table, tablename="used_code"):
    """A time step whose code was used. All of them, not the newest alone: after a clock was set back, that one would
    close the office until its time came again."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    step = Integer()
    at = Timestamptz(default=now)
    pair = Unique([staff, step])


def secret_of(seed: str) -> str:
    """The shared secret of a seed: 160 bits (RFC 4226 §4), in base 32."""
    return base64.b32encode(school.keyed("second factor", bytes.fromhex(seed))[:20]).decode()


async def offered(session: int) -> str:
    """The seed that this session may enrol with; the same as long as it lives."""
    rows = await query("SELECT digest FROM staff_session WHERE id = ?", session)
    digest = rows[0]["digest"] if rows else ""
    return school.keyed("second factor offered", digest.encode()).hex()[:32]


def address(secret: str, username: str) -> str:
    """What the QR code says (`otpauth://…`): a colon would part the label."""
    issuer = school.settings().school_name.replace(":", " ")
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def shown(secret: str) -> str:
    """The secret as it is typed from the screen: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, typed: str) -> int | None:
    """The time step that this code belongs to, or None; spaces and full-width digits forgiven."""
    code = "".join(unicodedata.normalize("NFKC", typed).split()).encode()
    totp = pyotp.TOTP(secret)
    current = totp.timecode(now())
    found = [current + by for by in WINDOW if hmac.compare_digest(totp.generate_otp(current + by).encode(), code)]
    return found[0] if found else None


async def seed_of(staff: int) -> str:
    """The seed in force, or the empty string; the account is this transaction's until it ends.

    So attempts come one after the other on PostgreSQL too, and each sees what the one before it counted.
    """
    rows = await query(
        "UPDATE staff SET totp_seed = totp_seed WHERE id = ? AND disabled_at IS NULL AND totp_since IS NOT NULL"
        " RETURNING totp_seed",
        staff,
    )
    return str(rows[0]["totp_seed"]) if rows else ""


async def use(staff: int, step: int) -> bool:
    """Use the code of this step up, and those just before it: each is good once (RFC 6238 §5.2), whatever the clock
    does meanwhile."""
    new = [await _use_up(staff, one) for one in range(step, step - len(WINDOW), -1)]
    return new[0]


async def _use_up(staff: int, step: int) -> bool:
    """False where it was used up before."""
    rows = await query(
        "INSERT INTO used_code (staff, step, at) VALUES (?, ?, ?) ON CONFLICT (staff, step) DO NOTHING RETURNING id",
        *(staff, step, now()),
    )
    return bool(rows)


async def store(staff: int, seed: str, step: int, *, first: bool) -> bool:
    """From now on this seed is in force. False where it is to be the `first`, and somebody else's was."""
    rows = await query(
        "UPDATE staff SET totp_seed = ?, totp_since = ? WHERE id = ? AND disabled_at IS NULL"
        + (" AND totp_since IS NULL" if first else "")
        + " RETURNING id",
        *(seed, now(), staff),
    )
    if rows:
        await query("DELETE FROM used_code WHERE staff = ?", staff)  # those of another secret
        await use(staff, step)
    return bool(rows)


async def forget(staff: int) -> None:
    """There is none any more."""
    await query("UPDATE staff SET totp_seed = '', totp_since = NULL WHERE id = ?", staff)
    await query("DELETE FROM used_code WHERE staff = ?", staff)
