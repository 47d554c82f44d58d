"""Who answered a question about an uploaded file last, and when."""

from models.database.migrations import forwards as forwards

ID = "m0019_answered"
STATEMENTS = (
    "ALTER TABLE upload ADD COLUMN answered_by {reference} REFERENCES staff (id) ON DELETE SET NULL",
    "ALTER TABLE upload ADD COLUMN answered_at {moment}",
)
