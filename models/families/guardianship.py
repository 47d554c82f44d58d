"""One guardian's access to one child."""

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from models.families.child import Child
from models.families.guardian import Guardian

FROM_FILE, BY_HAND = "file", "hand"


class Guardianship(Table, tablename="guardianship"):
    """`ended_by` is `import` where an export lacks the pair, `office` where the school ended it (custody), which no
    import undoes. An `ended_at` in the future takes effect at that moment. `added_by_hand_at`: the office gave the
    access, and no file has named it since.

    `ended_because` is the reason (end_reason.py). Of one that the office ended, `ended_from` is `FROM_FILE` where an
    import did it by the words of its file, and `BY_HAND` where somebody at the office did; empty where that was before
    this was noted. `kept_closed` is the key of a later cell that says the contrary, where the office answered that the
    access stays closed."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False)
    child = ForeignKey(references=Child, null=False)
    relation = Varchar(60, default="")
    ended_at = Timestamptz(null=True, default=None)
    ended_by = Varchar(16, default="")
    ended_because = Text(default="")
    added_by_hand_at = Timestamptz(null=True, default=None)
    ended_from = Varchar(16, default="")
    kept_closed = Varchar(16, default="")
    pair = Unique([guardian, child])
