"""Whether a parent's name is made up, because the school's file has only an address."""

from models.database.migrations import forwards as forwards

ID = "m0017_name_from"
STATEMENTS = ("ALTER TABLE guardian ADD COLUMN name_from VARCHAR(16) NOT NULL DEFAULT ''",)
