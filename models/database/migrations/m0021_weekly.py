"""*Un mail par semaine*: each adult's choice, and what waits for it. Urgent announcements, and mails of corrections."""

from models.database.migrations import forwards as forwards

ID = "m0021_weekly"
STATEMENTS = (
    "ALTER TABLE guardian ADD COLUMN announcements_weekly BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE announcement ADD COLUMN urgent BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE announcement_sending ADD COLUMN corrected BOOLEAN NOT NULL DEFAULT FALSE",
    """CREATE TABLE announcement_weekly (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        at {moment} NOT NULL, corrected BOOLEAN NOT NULL,
        sending {reference} REFERENCES sending (id) ON DELETE CASCADE, UNIQUE (announcement, guardian))""",
    "CREATE INDEX announcement_weekly_guardian ON announcement_weekly (guardian)",
    "CREATE INDEX announcement_weekly_sending ON announcement_weekly (sending)",
)
