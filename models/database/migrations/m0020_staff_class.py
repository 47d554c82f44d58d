"""Which classes a teacher writes to."""

from models.database.migrations import forwards as forwards

ID = "m0020_staff_class"
STATEMENTS = (
    """CREATE TABLE staff_class (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        class_name VARCHAR(60) NOT NULL, year INTEGER NOT NULL, UNIQUE (staff, class_name, year))""",
)
