"""What the office changes by hand between two imports: phones, pupils, accesses, and forms that add people."""

from models.database.migrations import forwards as forwards

ID = "m0010_by_hand"
STATEMENTS = (
    "ALTER TABLE guardian ADD COLUMN file_phone VARCHAR(60)",
    "ALTER TABLE child ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE child ADD COLUMN file_first_name VARCHAR(200)",
    "ALTER TABLE child ADD COLUMN file_last_name VARCHAR(200)",
    "ALTER TABLE child ADD COLUMN file_class_name VARCHAR(60)",
    "ALTER TABLE child ADD COLUMN left_by VARCHAR(16) NOT NULL DEFAULT ''",
    "ALTER TABLE child ADD COLUMN added_by_hand_at {moment}",
    "ALTER TABLE guardianship ADD COLUMN added_by_hand_at {moment}",
    """CREATE TABLE sent_form (
        id {key}, digest VARCHAR(64) NOT NULL UNIQUE, at {moment} NOT NULL,
        child {reference} REFERENCES child (id) ON DELETE CASCADE)""",
)
