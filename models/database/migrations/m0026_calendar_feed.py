"""The addresses by which parents' calendars read the dates of one child."""

from models.database.migrations import forwards as forwards

ID = "m0026_calendar_feed"
STATEMENTS = (
    """CREATE TABLE calendar_feed (
        id {key}, guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        child {reference} NOT NULL REFERENCES child (id) ON DELETE CASCADE,
        digest VARCHAR(64) NOT NULL UNIQUE, made_at {moment} NOT NULL, read_at {moment}, stopped_at {moment},
        version INTEGER NOT NULL, UNIQUE (guardian, child))""",
    "CREATE INDEX calendar_feed_child ON calendar_feed (child)",
)
