"""The first schema: families, tokens, sessions, throttle, outbox, events, staff."""

from models.database.migrations import forwards as forwards

ID = "m0001_families"
STATEMENTS = (
    """CREATE TABLE guardian (
        id {key}, username VARCHAR(64) NOT NULL UNIQUE,
        first_name VARCHAR(200) NOT NULL, last_name VARCHAR(200) NOT NULL,
        email VARCHAR(254) NOT NULL, email_key VARCHAR(254) NOT NULL,
        phone VARCHAR(60) NOT NULL, language VARCHAR(8) NOT NULL,
        password_digest VARCHAR(200), activated_at {moment}, disabled_at {moment}, created_at {moment} NOT NULL)""",
    "CREATE INDEX guardian_email_key ON guardian (email_key)",
    """CREATE TABLE child (
        id {key}, register_number VARCHAR(64) NOT NULL UNIQUE,
        first_name VARCHAR(200) NOT NULL, last_name VARCHAR(200) NOT NULL,
        class_name VARCHAR(60) NOT NULL, left_at {moment})""",
    "CREATE INDEX child_class_name ON child (class_name)",
    """CREATE TABLE guardianship (
        id {key}, guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        child {reference} NOT NULL REFERENCES child (id) ON DELETE CASCADE,
        relation VARCHAR(60) NOT NULL, ended_at {moment}, ended_by VARCHAR(16) NOT NULL)""",
    "CREATE UNIQUE INDEX guardianship_pair ON guardianship (guardian, child)",
    "CREATE INDEX guardianship_child ON guardianship (child)",
    """CREATE TABLE token (
        id {key}, guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        kind VARCHAR(16) NOT NULL, digest VARCHAR(64) NOT NULL UNIQUE,
        created_at {moment} NOT NULL, expires_at {moment} NOT NULL,
        opened_at {moment}, spent_at {moment}, revoked_at {moment}, revoked_because VARCHAR(16) NOT NULL)""",
    "CREATE INDEX token_guardian ON token (guardian)",
    """CREATE TABLE session (
        id {key}, digest VARCHAR(64) NOT NULL UNIQUE,
        guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        token {reference} REFERENCES token (id) ON DELETE CASCADE,
        created_at {moment} NOT NULL, last_seen_at {moment} NOT NULL, expires_at {moment} NOT NULL,
        remembered BOOLEAN NOT NULL, device VARCHAR(100) NOT NULL)""",
    "CREATE INDEX session_guardian ON session (guardian)",
    "CREATE INDEX session_token ON session (token)",
    """CREATE TABLE throttle (
        id {key}, digest VARCHAR(64) NOT NULL UNIQUE, failures INTEGER NOT NULL,
        since {moment} NOT NULL, blocked_until {moment} NOT NULL, updated_at {moment} NOT NULL)""",
    """CREATE TABLE mail (
        id {key}, kind VARCHAR(24) NOT NULL, address VARCHAR(254) NOT NULL,
        guardian {reference} REFERENCES guardian (id) ON DELETE CASCADE,
        payload TEXT NOT NULL, message_id VARCHAR(200) NOT NULL UNIQUE, state VARCHAR(16) NOT NULL,
        attempts INTEGER NOT NULL, due_at {moment} NOT NULL, created_at {moment} NOT NULL,
        finished_at {moment}, server_words TEXT NOT NULL)""",
    "CREATE INDEX mail_due ON mail (state, due_at)",
    "CREATE INDEX mail_guardian ON mail (guardian)",
    """CREATE TABLE event (
        id {key}, at {moment} NOT NULL, actor VARCHAR(80) NOT NULL, action VARCHAR(40) NOT NULL,
        guardian {reference} REFERENCES guardian (id) ON DELETE CASCADE,
        result VARCHAR(40) NOT NULL, client VARCHAR(64) NOT NULL, detail TEXT NOT NULL)""",
    "CREATE INDEX event_guardian ON event (guardian, at)",
    "CREATE INDEX event_at ON event (at)",
    """CREATE TABLE staff (
        id {key}, username VARCHAR(64) NOT NULL UNIQUE, role VARCHAR(16) NOT NULL,
        password_digest VARCHAR(200), created_at {moment} NOT NULL, disabled_at {moment})""",
)
