"""What somebody of the office without a mail address is told at the next sign-in."""

from models.database.migrations import forwards as forwards

ID = "m0005_staff_notice"
STATEMENTS = (
    """CREATE TABLE staff_notice (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        what VARCHAR(24) NOT NULL, at {moment} NOT NULL)""",
    "CREATE INDEX staff_notice_staff ON staff_notice (staff)",
)
