"""Making a database that was just opened fit for use; the same for the server and for each command."""

from models.database import migrate
from models.installation import key
from models.office import school_setting


async def ready() -> None:
    """The schema brought up to date, the secret key found to be the database's own, the school's settings read.

    Raises `migrate.SchemaTooNew`, `SettingsError`, `DatabaseUnavailable`.
    """
    await key.verify()  # before the schema changes: whoever comes with a wrong key finds all as it was
    await migrate.migrate()
    await key.hold()
    await school_setting.reload()
