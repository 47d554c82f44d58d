"""Whether this process alone works on the outbox of an SQLite file."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(database: Path | None) -> Iterator[bool]:
    """Hold a lock on a file beside the database. True where no other process holds it: then claims are of dead workers.

    The system releases it when the process ends, however it ends. False on PostgreSQL, which has many workers. It is
    a separate file because closing another handle of the database would release SQLite's own locks (fcntl(2)).
    """
    if database is None:
        yield False
        return
    try:
        handle = os.open(database.with_name(f"{database.name}.worker"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:  # a folder that is not writable
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = True
    except OSError:
        held = False
    try:
        yield held
    finally:
        os.close(handle)
