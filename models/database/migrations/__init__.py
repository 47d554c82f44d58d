"""Changes of the schema, in order; see models/database/migrate.py for how they run.

A migration is frozen once released. Each statement may say {key}, {moment}, {reference} and {bytes}: the two
databases spell those differently. On SQLite keep to what its ALTER TABLE can do. `ID`, the module's own name, is for
Piccolo's tools.
"""

from models.database.errors import SchemaChangeRefused


async def forwards() -> None:
    """What Piccolo would call for a migration that is pending. Raises `SchemaChangeRefused`."""
    raise SchemaChangeRefused
