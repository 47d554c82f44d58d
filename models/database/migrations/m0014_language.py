"""The language that a parent chose, beside that of the school's file."""

from models.database.migrations import forwards as forwards

ID = "m0014_language"
STATEMENTS = ("ALTER TABLE guardian ADD COLUMN chosen_language VARCHAR(8) NOT NULL DEFAULT ''",)
