"""Notes of the office on an adult."""

from models.database.migrations import forwards as forwards

ID = "m0009_note"
STATEMENTS = (
    """CREATE TABLE note (
        id {key}, guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, text TEXT NOT NULL, once VARCHAR(64) NOT NULL UNIQUE)""",
    "CREATE INDEX note_guardian ON note (guardian)",
)
