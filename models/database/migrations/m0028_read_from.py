"""Since when *J'ai lu* counts: a correction that was mailed asks for it again."""

from models.database.migrations import forwards as forwards

ID = "m0028_read_from"
STATEMENTS = ("ALTER TABLE announcement ADD COLUMN read_from {moment}",)
