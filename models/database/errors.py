"""Types and errors shared by both engines."""

from typing import Any

Rows = list[dict[str, Any]]


class DatabaseUnavailable(Exception):
    """The database is locked, full, unreachable, damaged or out of connections: the answer is a 503 page."""

    raised = 0  # how often since the process started (metrics.py)

    def __init__(self, *words: object) -> None:
        super().__init__(*words)
        DatabaseUnavailable.raised += 1


class DatabaseClosed(DatabaseUnavailable, RuntimeError):
    """A query after `close_database`. Piccolo's tables keep the engine that they were bound to."""


class DatabaseUntrusted(DatabaseUnavailable):
    """The TLS that is asked for cannot be established; the message says what to do."""


class SchemaChangeRefused(Exception):
    """One of Piccolo's tools would change the schema: `preau migrate` alone does (docs/decisions/migrations.md)."""

    def __init__(self) -> None:
        super().__init__("the schema is changed by `preau migrate`, not by Piccolo: nothing was changed")


class RowGone(LookupError):
    """The row was deleted meanwhile, or one that the written row refers to: an account was erased, say."""


class RowsRefused(Exception):
    """The table does not accept these rows: a constraint fails, or a value has another type."""
