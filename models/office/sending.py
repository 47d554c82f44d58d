"""A sending: the invitations that the office sends at once, and what becomes of them."""

from piccolo.columns import Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now


class Sending(Table, tablename="sending"):
    """Its mails carry its number. `stopped_at` is set while they are held back; `once` is the form's own mark."""

    id: Serial
    at = Timestamptz(default=now)
    actor = Varchar(80)
    scope = Varchar(80)
    stopped_at = Timestamptz(null=True, default=None)
    once = Varchar(64, null=True, default=None, unique=True)
