"""Codes on paper, for who has lost the phone that makes the second factor. Each is good once."""

import secrets

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.core import crockford, school
from models.core.clock import now
from models.database import query
from models.staff.accounts import Staff

NUMBER = 10


class RecoveryCode(Table, tablename="recovery_code"):
    """Known by its keyed digest only."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    digest = Varchar(64, unique=True)
    spent_at = Timestamptz(null=True, default=None)


def _digest(code: str) -> str:
    return school.keyed("recovery code", code.encode()).hex()


async def renew(staff: int) -> list[str]:
    """Ten new ones, as they are printed, in place of the older ones. Inside a transaction."""
    await forget(staff)
    codes = [crockford.encode(secrets.token_bytes(8)) for _ in range(NUMBER)]
    await query(
        "INSERT INTO recovery_code (staff, digest) VALUES " + ", ".join(["(?, ?)"] * NUMBER),
        *(value for code in codes for value in (staff, _digest(code))),
    )
    return [crockford.show(code) for code in codes]


async def forget(staff: int) -> None:
    """There are none any more."""
    await query("DELETE FROM recovery_code WHERE staff = ?", staff)


async def spend(staff: int, code: str) -> bool:
    """Use one up; of any number at once exactly one gets True."""
    rows = await query(
        "UPDATE recovery_code SET spent_at = ? WHERE staff = ? AND digest = ? AND spent_at IS NULL RETURNING id",
        *(now(), staff, _digest(code)),
    )
    return bool(rows)


async def left(staff: int) -> int:
    """How many are still good."""
    rows = await query("SELECT COUNT(*) AS n FROM recovery_code WHERE staff = ? AND spent_at IS NULL", staff)
    return int(rows[0]["n"])
