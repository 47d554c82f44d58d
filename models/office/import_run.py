"""The history of imports: what each changed, and how to undo the last one."""

from piccolo.columns import Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now


class ImportRun(Table, tablename="import_run"):
    """One import that was carried out. `counts` and `changes` are JSON."""

    id: Serial
    at = Timestamptz(default=now)
    actor = Varchar(80)
    file_name = Varchar(200)
    counts = Text()
    changes = Text()
    undone_at = Timestamptz(null=True, default=None)
    undone_by = Varchar(80, default="")
