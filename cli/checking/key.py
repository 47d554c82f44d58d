"""Does the secret key exist, is it private, and does the database belong to it?"""

import os
from collections.abc import AsyncIterator, Iterator

from cli.checking.files import readable_by_others
from cli.checking.finding import MEND, OK, Finding
from models.installation import key
from settings import Settings, SettingsError


def findings(settings: Settings) -> Iterator[Finding]:
    """Findings that need no database; none if there is no key."""
    path = settings.secret_key_file
    if path is None:
        yield Finding(OK, "secret key: PREAU_SECRET_KEY")
    elif settings.secret_key:
        yield Finding(OK, f"secret key: {path}; keep a copy of it, apart from the backups")
        yield from readable_by_others(path)


def to_be_made(settings: Settings) -> Iterator[Finding]:
    """Where a new school's key will be made, and whether that is possible."""
    path = settings.secret_key_file
    if settings.secret_key or path is None:
        return
    if os.access(path.parent, os.W_OK | os.X_OK):
        yield Finding(OK, f"secret key: made at the first start, in {path}")
    else:
        folder = path.parent.absolute()
        yield Finding(MEND, f"secret key: cannot be made in {folder}: make it, or give it to this account (chown)")


async def belonging(settings: Settings) -> AsyncIterator[Finding]:
    """Whether the open database belongs to the current key."""
    try:
        await key.verify()
    except SettingsError as error:
        for line in error.lines:
            yield Finding(MEND, line)
    else:
        for finding in to_be_made(settings):
            yield finding
