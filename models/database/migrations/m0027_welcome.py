"""Whether a session is still to be welcomed on a child's page."""

from models.database.migrations import forwards as forwards

ID = "m0027_welcome"
STATEMENTS = ("ALTER TABLE session ADD COLUMN welcome BOOLEAN NOT NULL DEFAULT FALSE",)
