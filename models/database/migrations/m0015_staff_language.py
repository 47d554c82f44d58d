"""The language that somebody of the office chose."""

from models.database.migrations import forwards as forwards

ID = "m0015_staff_language"
STATEMENTS = ("ALTER TABLE staff ADD COLUMN language VARCHAR(8) NOT NULL DEFAULT ''",)
