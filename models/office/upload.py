"""A file that the office has uploaded and not yet imported."""

from piccolo.columns import ForeignKey, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now
from models.office.import_run import ImportRun
from models.office.staff import Staff


class Upload(Table, tablename="upload"):
    """`content` is the file, compressed and in base 64; `columns` and `decisions` are JSON of what was chosen."""

    id: Serial
    staff = ForeignKey(references=Staff)
    name = Varchar(200)
    content = Text()
    columns = Text(default="{}")
    decisions = Text(default="{}")
    created_at = Timestamptz(default=now)
    import_run = ForeignKey(references=ImportRun, null=True, default=None)
