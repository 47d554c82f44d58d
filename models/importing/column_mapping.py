"""Columns that somebody named by hand, remembered for the next file with the same headings."""

from piccolo.columns import Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now


class ColumnMapping(Table, tablename="column_mapping"):
    """`headings` is a hash of the row of headings; `columns` is JSON."""

    id: Serial
    headings = Varchar(64, unique=True)
    columns = Text()
    at = Timestamptz(default=now)
