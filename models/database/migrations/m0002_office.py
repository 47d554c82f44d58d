"""The school office: staff sessions, the directory, sendings, letters, imports, the school's own settings."""

from models.database.migrations import forwards as forwards

ID = "m0002_office"
STATEMENTS = (
    # What the office wrote over a value of the file: the file's is kept beside it, so that the next import can tell.
    "ALTER TABLE guardian ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE guardian ADD COLUMN file_first_name VARCHAR(200)",
    "ALTER TABLE guardian ADD COLUMN file_last_name VARCHAR(200)",
    "ALTER TABLE guardian ADD COLUMN file_email VARCHAR(254)",
    "ALTER TABLE guardian ADD COLUMN former_contact TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE guardian ADD COLUMN refused_at {moment}",
    "ALTER TABLE guardian ADD COLUMN refused_words TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE guardian ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE guardian ADD COLUMN trial_of {reference}",
    "CREATE UNIQUE INDEX guardian_trial ON guardian (trial_of)",
    "ALTER TABLE guardianship ADD COLUMN ended_because TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE token ADD COLUMN carrier VARCHAR(16) NOT NULL DEFAULT 'mail'",
    "ALTER TABLE token ADD COLUMN failed_at {moment}",
    "CREATE INDEX token_living ON token (guardian) WHERE spent_at IS NULL AND revoked_at IS NULL",
    "ALTER TABLE staff ADD COLUMN full_name VARCHAR(200) NOT NULL DEFAULT ''",
    "ALTER TABLE staff ADD COLUMN email VARCHAR(254) NOT NULL DEFAULT ''",
    "ALTER TABLE staff ADD COLUMN totp_seed VARCHAR(64) NOT NULL DEFAULT ''",
    "ALTER TABLE staff ADD COLUMN totp_since {moment}",
    "ALTER TABLE staff ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE staff ADD COLUMN signed_in_at {moment}",
    "CREATE INDEX event_actor ON event (actor, id)",
    """CREATE TABLE staff_token (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        digest VARCHAR(64) NOT NULL UNIQUE, created_at {moment} NOT NULL, expires_at {moment} NOT NULL,
        spent_at {moment}, revoked_at {moment})""",
    "CREATE INDEX staff_token_staff ON staff_token (staff)",
    """CREATE TABLE staff_session (
        id {key}, digest VARCHAR(64) NOT NULL UNIQUE,
        staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        token {reference} REFERENCES staff_token (id) ON DELETE CASCADE,
        stage VARCHAR(16) NOT NULL, created_at {moment} NOT NULL, last_seen_at {moment} NOT NULL,
        expires_at {moment} NOT NULL, confirmed_at {moment},
        device VARCHAR(100) NOT NULL, client VARCHAR(64) NOT NULL)""",
    "CREATE INDEX staff_session_staff ON staff_session (staff)",
    """CREATE TABLE recovery_code (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        digest VARCHAR(64) NOT NULL UNIQUE, spent_at {moment})""",
    "CREATE INDEX recovery_code_staff ON recovery_code (staff)",
    """CREATE TABLE directory (
        id {key}, guardian {reference} NOT NULL UNIQUE REFERENCES guardian (id) ON DELETE CASCADE,
        name_key VARCHAR(420) NOT NULL, search TEXT NOT NULL, standing VARCHAR(16) NOT NULL, until {moment})""",
    "CREATE INDEX directory_name ON directory (name_key, guardian)",
    "CREATE INDEX directory_standing ON directory (standing, until)",
    """CREATE TABLE sending (
        id {key}, at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, scope VARCHAR(80) NOT NULL, stopped_at {moment},
        once VARCHAR(64) UNIQUE)""",
    "ALTER TABLE mail ADD COLUMN sending {reference} REFERENCES sending (id) ON DELETE SET NULL",
    "CREATE INDEX mail_sending ON mail (sending, state)",
    "ALTER TABLE mail ADD COLUMN tried_at {moment}",
    "CREATE INDEX mail_tried ON mail (tried_at)",
    "CREATE INDEX mail_finished ON mail (finished_at)",
    """CREATE TABLE letter_batch (
        id {key}, at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, scope VARCHAR(80) NOT NULL,
        once VARCHAR(64) NOT NULL UNIQUE)""",
    """CREATE TABLE letter (
        id {key}, batch {reference} NOT NULL REFERENCES letter_batch (id) ON DELETE CASCADE,
        guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        token {reference} REFERENCES token (id) ON DELETE SET NULL,
        seed VARCHAR(64) NOT NULL DEFAULT '', replaces_at {moment})""",
    "CREATE INDEX letter_batch_of ON letter (batch)",
    "CREATE INDEX letter_guardian ON letter (guardian)",
    "CREATE INDEX letter_token ON letter (token)",
    """CREATE TABLE import_run (
        id {key}, at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, file_name VARCHAR(200) NOT NULL,
        counts TEXT NOT NULL, changes TEXT NOT NULL, undone_at {moment}, undone_by VARCHAR(80) NOT NULL DEFAULT '')""",
    """CREATE TABLE upload (
        id {key}, staff {reference} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        name VARCHAR(200) NOT NULL, content TEXT NOT NULL, columns TEXT NOT NULL, decisions TEXT NOT NULL,
        created_at {moment} NOT NULL, import_run {reference} REFERENCES import_run (id) ON DELETE SET NULL,
        lease {moment}, outcome VARCHAR(16) NOT NULL DEFAULT '')""",
    "CREATE INDEX upload_staff ON upload (staff)",
    """CREATE TABLE column_mapping (
        id {key}, headings VARCHAR(64) NOT NULL UNIQUE, columns TEXT NOT NULL, at {moment} NOT NULL)""",
    """CREATE TABLE school_setting (
        id {key}, name VARCHAR(40) NOT NULL UNIQUE, value TEXT NOT NULL, at {moment} NOT NULL,
        actor VARCHAR(80) NOT NULL)""",
)
