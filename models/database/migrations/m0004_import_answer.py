"""What was answered of an import, for the next file with the same headings."""

from models.database.migrations import forwards as forwards

ID = "m0004_import_answer"
STATEMENTS = (
    """CREATE TABLE import_answer (
        id {key}, topic VARCHAR(64) NOT NULL UNIQUE, answer VARCHAR(80) NOT NULL, marks TEXT NOT NULL,
        guardian {reference} REFERENCES guardian (id) ON DELETE CASCADE,
        run {reference} REFERENCES import_run (id) ON DELETE SET NULL, at {moment} NOT NULL)""",
    "CREATE INDEX import_answer_guardian ON import_answer (guardian)",
    "CREATE INDEX import_answer_run ON import_answer (run)",
)
