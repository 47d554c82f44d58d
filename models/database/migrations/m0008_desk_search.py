"""Numbers that a search finds (each start fills the directory anew), and the last search of a session of the office."""

from models.database.migrations import forwards as forwards

ID = "m0008_desk_search"
STATEMENTS = (
    "ALTER TABLE directory ADD COLUMN numbers TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE staff_session ADD COLUMN searched TEXT NOT NULL DEFAULT ''",
)
