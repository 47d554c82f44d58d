"""Announcements: their words, to whom they go, their sendings, and what parents did with them."""

from models.database.migrations import forwards as forwards

ID = "m0018_announcement"
STATEMENTS = (
    """CREATE TABLE announcement (
        id {key}, author VARCHAR(80) NOT NULL, signed VARCHAR(200) NOT NULL, language VARCHAR(8) NOT NULL,
        asks VARCHAR(16) NOT NULL, answers_until {moment}, ends_at {moment}, personal BOOLEAN NOT NULL,
        created_at {moment} NOT NULL, sent_at {moment}, corrected_at {moment}, withdrawn_at {moment},
        version INTEGER NOT NULL, once VARCHAR(64) NOT NULL UNIQUE)""",
    """CREATE TABLE announcement_text (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        language VARCHAR(8) NOT NULL, title VARCHAR(200) NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL,
        plain TEXT NOT NULL, choices TEXT NOT NULL, UNIQUE (announcement, language))""",
    """CREATE TABLE announcement_audience (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        class_name VARCHAR(60) NOT NULL, child {reference} REFERENCES child (id) ON DELETE CASCADE)""",
    "CREATE INDEX announcement_audience_announcement ON announcement_audience (announcement)",
    "CREATE INDEX announcement_audience_child ON announcement_audience (child)",
    """CREATE TABLE announcement_sending (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        sending {reference} NOT NULL UNIQUE REFERENCES sending (id) ON DELETE CASCADE)""",
    "CREATE INDEX announcement_sending_announcement ON announcement_sending (announcement)",
    """CREATE TABLE announcement_receipt (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        seen_at {moment} NOT NULL, read_at {moment}, UNIQUE (announcement, guardian))""",
    "CREATE INDEX announcement_receipt_guardian ON announcement_receipt (guardian)",
    """CREATE TABLE announcement_answer (
        id {key}, announcement {reference} NOT NULL REFERENCES announcement (id) ON DELETE CASCADE,
        child {reference} NOT NULL REFERENCES child (id) ON DELETE CASCADE,
        guardian {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        choice INTEGER NOT NULL, at {moment} NOT NULL, UNIQUE (announcement, child, guardian))""",
    "CREATE INDEX announcement_answer_guardian ON announcement_answer (guardian)",
    "CREATE INDEX announcement_answer_child ON announcement_answer (child)",
)
