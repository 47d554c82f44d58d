"""Printed codes, for who has lost the phone of the second factor. Each is good once."""

import secrets

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.core import crockford, school
from models.core.clock import now
from models.staff.accounts import Staff

NUMBER = 10


class RecoveryCode(Table, tablename="recovery_code"):
    """Only its keyed digest is stored."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    digest = Varchar(64, unique=True)
    spent_at = Timestamptz(null=True, default=None)


UNUSED = RecoveryCode.spent_at.is_null()


def _digest(code: str) -> str:
    return school.keyed_digest("recovery code", code)


async def renew(staff: int) -> list[str]:
    """Replace the codes by ten new ones; returns them as they are printed. Inside a transaction."""
    await delete(staff)
    codes = [crockford.encode(secrets.token_bytes(8)) for _ in range(NUMBER)]
    await RecoveryCode.insert(*(RecoveryCode(staff=staff, digest=_digest(code)) for code in codes))
    return [crockford.show(code) for code in codes]


async def delete(staff: int) -> None:
    """Delete every code of this account."""
    await RecoveryCode.delete().where(RecoveryCode.staff == staff)


async def spend(staff: int, code: str) -> bool:
    """Use one up; of any number of requests at once exactly one gets True."""
    unused = (RecoveryCode.staff == staff) & (RecoveryCode.digest == _digest(code)) & UNUSED
    return bool(await RecoveryCode.update({RecoveryCode.spent_at: now()}).where(unused).returning(RecoveryCode.id))


async def left(staff: int) -> int:
    """How many are still good."""
    number: int = await RecoveryCode.count().where((RecoveryCode.staff == staff) & UNUSED)
    return number
