"""Two accounts of one adult that were merged, and what is needed to undo that."""

from models.database.migrations import forwards as forwards

ID = "m0011_account_merge"
STATEMENTS = (
    # Deferred: a restored backup has the older account first, which may refer to the newer one.
    """ALTER TABLE guardian ADD COLUMN merged_into {reference}
        REFERENCES guardian (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED""",
    "ALTER TABLE guardian ADD COLUMN merged_at {moment}",
    "CREATE INDEX guardian_merged ON guardian (merged_into) WHERE merged_into IS NOT NULL",
    """CREATE TABLE account_merge (
        id {key}, at {moment} NOT NULL, actor VARCHAR(80) NOT NULL,
        kept {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        absorbed {reference} NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
        changes TEXT NOT NULL, undone_at {moment})""",
    "CREATE INDEX account_merge_kept ON account_merge (kept)",
    "CREATE INDEX account_merge_absorbed ON account_merge (absorbed)",
)
