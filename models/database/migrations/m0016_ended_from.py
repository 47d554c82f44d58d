"""Whether a file or somebody at the office ended an access, and what the office answered to a later yes of a file."""

from models.database.migrations import forwards as forwards

ID = "m0016_ended_from"
STATEMENTS = (
    "ALTER TABLE guardianship ADD COLUMN ended_from VARCHAR(16) NOT NULL DEFAULT ''",
    "ALTER TABLE guardianship ADD COLUMN kept_closed VARCHAR(16) NOT NULL DEFAULT ''",
)
