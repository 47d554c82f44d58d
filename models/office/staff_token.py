"""The one-time token of a staff account: how its owner gets a first password, or another one."""

from piccolo.columns import ForeignKey, Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now
from models.office.staff import Staff


class StaffToken(Table, tablename="staff_token"):
    """Known by its keyed digest only, as a parent's is."""

    id: Serial
    staff = ForeignKey(references=Staff)
    digest = Varchar(64, unique=True)
    created_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    spent_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
