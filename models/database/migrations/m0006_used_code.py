"""Each code of the second factor that was used, in place of the last one: a clock set back closes no door."""

from models.database.migrations import forwards as forwards

ID = "m0006_used_code"
STATEMENTS = (
    """CREATE TABLE used_code (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        step INTEGER NOT NULL, at {moment} NOT NULL)""",
    "CREATE UNIQUE INDEX used_code_step ON used_code (staff, step)",
    """INSERT INTO used_code (staff, step, at)
        SELECT id, totp_step, COALESCE(signed_in_at, totp_since) FROM staff
        WHERE totp_step > 0 AND totp_since IS NOT NULL""",
    "ALTER TABLE staff DROP COLUMN totp_step",
)
