"""What the server and each command do after they open the database."""

from models.database import migrate
from models.installation import key
from models.office import school_setting


async def ready() -> None:
    """Bring the schema up to date, verify that the secret key is the database's own, read the school's settings.

    Raises `migrate.SchemaTooNew`, `SettingsError`, `DatabaseUnavailable`.
    """
    await key.verify()  # before the schema changes: with a wrong key nothing is changed
    await migrate.migrate()
    await key.hold()
    await school_setting.reload()
