"""The mark of the secret key that the database belongs to; tokens whose mail was dropped end."""

from models.database.migrations import forwards as forwards

ID = "m0003_key"
STATEMENTS = (
    "CREATE TABLE school_key (id {key}, mark VARCHAR(16) NOT NULL, at {moment} NOT NULL)",
    # Dropped under another key, perhaps: nobody has these tokens, and they counted as good invitations.
    """UPDATE token SET revoked_at = created_at, revoked_because = 'replaced'
        WHERE spent_at IS NULL AND revoked_at IS NULL AND kind = 'invitation' AND carrier = 'mail' AND EXISTS
        (SELECT 1 FROM mail m WHERE m.guardian = token.guardian AND m.kind IN ('invitation', 'reminder')
            AND m.created_at >= token.created_at AND m.state = 'dropped') AND NOT EXISTS
        (SELECT 1 FROM mail m WHERE m.guardian = token.guardian AND m.kind IN ('invitation', 'reminder')
            AND m.created_at >= token.created_at AND m.state <> 'dropped')""",
)
