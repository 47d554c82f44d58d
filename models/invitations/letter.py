"""Printed letters: a batch, and one letter for each adult in it."""

from piccolo.columns import ForeignKey, Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token import Token
from models.core.clock import now
from models.families.guardian import Guardian


class LetterBatch(Table, tablename="letter_batch"):
    """Letters made at once, for one printer. `once` is the mark of the form that asked for them."""

    id: Serial
    at = Timestamptz(default=now)
    actor = Varchar(80)
    scope = Varchar(80)
    once = Varchar(64, unique=True)


class PrintedLetter(Table, tablename="letter"):
    """One letter. `seed` makes its token's code until it is printed; `replaces_at` is the older letter's date."""

    id: Serial
    batch = ForeignKey(references=LetterBatch)
    guardian = ForeignKey(references=Guardian)
    token = ForeignKey(references=Token, null=True, default=None)
    seed = Varchar(64, default="")
    replaces_at = Timestamptz(null=True, default=None)
