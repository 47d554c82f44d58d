"""`python -m tests.support.template URL`: migrates this database in a separate process.

In the tests' process another school may be open, and an event loop running.
"""

import asyncio
import subprocess
import sys

from models import database
from models.database import migrate
from models.tables import TABLES
from settings import Settings


def make(url: str) -> None:
    """Migrate the database at `url` in a separate process."""
    subprocess.run([sys.executable, "-m", "tests.support.template", url], check=True)


async def _migrated(url: str) -> None:
    await database.open_database(Settings(database_url=url), TABLES)
    try:
        await migrate.migrate()
    finally:
        await database.close_database()


if __name__ == "__main__":
    asyncio.run(_migrated(sys.argv[1]))
