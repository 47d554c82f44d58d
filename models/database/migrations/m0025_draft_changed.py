"""When an announcement was last changed: a draft that nobody touches is swept."""

from models.database.migrations import forwards as forwards

ID = "m0025_draft_changed"
STATEMENTS = ("ALTER TABLE announcement ADD COLUMN changed_at {moment}",)
