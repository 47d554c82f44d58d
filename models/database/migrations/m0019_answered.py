"""Who answered a question about an uploaded file last."""

from models.database.migrations import forwards as forwards

ID = "m0019_answered"
STATEMENTS = ("ALTER TABLE upload ADD COLUMN answered_by {reference} REFERENCES staff (id) ON DELETE SET NULL",)
