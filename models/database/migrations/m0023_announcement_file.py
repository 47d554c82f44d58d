"""Files of announcements, in pieces."""

from models.database.migrations import forwards as forwards

ID = "m0023_announcement_file"
STATEMENTS = (
    """CREATE TABLE announcement_file (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        name VARCHAR(200) NOT NULL, kind VARCHAR(8) NOT NULL, size INTEGER NOT NULL, added_at {moment} NOT NULL,
        once VARCHAR(64) NOT NULL UNIQUE)""",
    "CREATE INDEX announcement_file_announcement ON announcement_file (announcement)",
    """CREATE TABLE announcement_file_piece (
        id {key}, file {reference} NOT NULL REFERENCES announcement_file (id) ON DELETE CASCADE,
        place INTEGER NOT NULL, content {bytes} NOT NULL, UNIQUE (file, place))""",
)
