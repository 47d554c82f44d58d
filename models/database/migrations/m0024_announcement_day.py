"""The day, or days, of what an announcement is about."""

from models.database.migrations import forwards as forwards

ID = "m0024_announcement_day"
STATEMENTS = (
    "ALTER TABLE announcement ADD COLUMN event_begins VARCHAR(10) NOT NULL DEFAULT ''",
    "ALTER TABLE announcement ADD COLUMN event_ends VARCHAR(10) NOT NULL DEFAULT ''",
)
