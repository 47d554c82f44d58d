"""The part of its batch in which a letter is printed, and when its code was first on a screen."""

from models.database.migrations import forwards as forwards

ID = "m0007_letter_part"
STATEMENTS = (
    "ALTER TABLE letter ADD COLUMN part INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE letter ADD COLUMN shown_at {moment}",
    # Parts of 200, as the pages of a batch were until now. Whether an older letter was shown is not known: it counts as
    # shown, so that no token on paper is ended.
    """UPDATE letter SET part = 1 + (SELECT COUNT(*) FROM letter o
        WHERE o.batch = letter.batch AND o.id < letter.id) / 200 WHERE seed <> ''""",
    "UPDATE letter SET shown_at = (SELECT b.at FROM letter_batch b WHERE b.id = letter.batch)",
)
