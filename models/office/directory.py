"""The office's list of adults: what a search looks through, and where each stands. Derived from the other tables."""

from piccolo.columns import ForeignKey, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.guardian import Guardian


class Directory(Table, tablename="directory"):
    """One line per adult: `name_key` to sort by, `search` to look through, `standing`, good `until`."""

    id: Serial
    guardian = ForeignKey(references=Guardian, unique=True)
    name_key = Varchar(420)
    search = Text()
    standing = Varchar(16)
    until = Timestamptz(null=True, default=None)
