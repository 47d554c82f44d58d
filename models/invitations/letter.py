"""Printed letters: a batch, and one letter for each adult in it."""

from piccolo.columns import BigSerial, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token import Token
from models.core.clock import now
from models.families.guardian import Guardian


class LetterBatch(Table, tablename="letter_batch"):
    """Letters made at once, for one printer. `once` is the key of the form that asked for them."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    scope = Varchar(80)
    once = Varchar(64, unique=True)


class PrintedLetter(Table, tablename="letter"):
    """One letter. `seed` makes its token's code, and is erased once it is printed; `replaces_at` is the date of the
    adult's older letter; `part` of the batch, from 1, is one page of the browser; `shown_at` is when its code was first
    on a screen."""

    id = BigSerial(primary_key=True)
    batch = ForeignKey(references=LetterBatch, null=False)
    guardian = ForeignKey(references=Guardian, null=False)
    token = ForeignKey(references=Token, null=True, default=None, on_delete=OnDelete.set_null)
    seed = Varchar(64, default="")
    replaces_at = Timestamptz(null=True, default=None)
    part = Integer(default=1)
    shown_at = Timestamptz(null=True, default=None)


HAS_SEED = PrintedLetter.seed != ""
# SQL condition, without its last bracket: guardian `g`, or an account merged into it, has a letter of the bound batch.
OF_BATCH = (
    "g.id IN (SELECT COALESCE(o.merged_into, o.id) FROM letter JOIN guardian o ON o.id = letter.guardian"
    " WHERE batch = ?"
)
NEVER_PRINTED = "seed = '' AND shown_at IS NULL"  # it was never on a screen, and never will be
