"""What both engines answer with: rows, or an honest word."""

from typing import Any

Rows = list[dict[str, Any]]


class DatabaseUnavailable(Exception):
    """Locked, full, gone, damaged or out of connections: the reader gets a 503 page and may try again."""

    told = 0  # how often since this process began

    def __init__(self, *words: object) -> None:
        super().__init__(*words)
        DatabaseUnavailable.told += 1


class DatabaseUntrusted(DatabaseUnavailable):
    """TLS to the server cannot be had as asked; the words say what to do."""


class DatabaseClosed(RuntimeError):
    """A query after `close_database`: a fault of ours. Piccolo's tables keep the engine that they were bound to."""


class SchemaChangeRefused(Exception):
    """One of Piccolo's tools would change the schema: `preau migrate` alone does (docs/decisions/migrations.md)."""

    def __init__(self) -> None:
        super().__init__("the schema is changed by `preau migrate`, not by Piccolo: nothing was changed")


class RowsRefused(Exception):
    """The table cannot hold these rows: a constraint, or a value of another type."""
