"""Codes on paper, for who has lost the phone that makes the second factor. Each is good once."""

from piccolo.columns import ForeignKey, Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.office.staff import Staff


class RecoveryCode(Table, tablename="recovery_code"):
    """Known by its keyed digest only."""

    id: Serial
    staff = ForeignKey(references=Staff)
    digest = Varchar(64, unique=True)
    spent_at = Timestamptz(null=True, default=None)
