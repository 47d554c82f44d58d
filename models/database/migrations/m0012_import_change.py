"""Who came, went and changed in each import, for its history."""

from models.database.migrations import forwards as forwards

ID = "m0012_import_change"
STATEMENTS = (
    """CREATE TABLE import_change (
        id {key}, run {reference} NOT NULL REFERENCES import_run (id) ON DELETE CASCADE, kind VARCHAR(20) NOT NULL,
        child {reference} REFERENCES child (id) ON DELETE CASCADE,
        guardian {reference} REFERENCES guardian (id) ON DELETE CASCADE, detail TEXT NOT NULL)""",
    "CREATE INDEX import_change_run ON import_change (run, kind)",
    "CREATE INDEX import_change_child ON import_change (child)",
    "CREATE INDEX import_change_guardian ON import_change (guardian)",
)
