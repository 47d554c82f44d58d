"""Devices of the office on which the second factor is asked for once in a while."""

from models.database.migrations import forwards as forwards

ID = "m0013_trusted_device"
STATEMENTS = (
    """CREATE TABLE trusted_device (
        id {key}, digest VARCHAR(64) NOT NULL UNIQUE, name VARCHAR(100) NOT NULL, client VARCHAR(64) NOT NULL,
        at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, last_used_at {moment}, ended_at {moment})""",
    """CREATE TABLE code_given (
        id {key}, device {reference} NOT NULL REFERENCES trusted_device (id) ON DELETE CASCADE,
        staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE, at {moment} NOT NULL,
        UNIQUE (device, staff))""",
    "CREATE INDEX code_given_staff ON code_given (staff)",
)
