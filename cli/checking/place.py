"""The clock, the write permission of the database's folder, and the free space."""

import getpass
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from cli.checking.finding import MEND, OK, Finding
from language import text
from models.core.clock import now
from settings import Settings

SPACE = 500  # megabytes; with less, the start of a term may fill the disk


def findings(settings: Settings) -> Iterator[Finding]:
    """The school's clock; with SQLite also the folder, in which SQLite creates and deletes files."""
    yield Finding(OK, f"clock: {text.hour(now())} in {settings.zone}, as in mails and on pages; TZ sets another zone")
    path = settings.sqlite_path
    if path is not None:
        yield _folder(path.parent)
        yield _room(path.parent)


def _folder(folder: Path) -> Finding:
    if os.access(folder, os.W_OK | os.X_OK):
        return Finding(OK, f"folder: {folder.absolute()} can be written")
    fault = f"{folder.absolute()} cannot be written by {getpass.getuser()}"
    return Finding(MEND, f"folder: {fault}: run this as the server's account, or chown the folder")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < SPACE:
        return Finding(MEND, f"disk: {free} MB free: make room, {SPACE} MB at least")
    return Finding(OK, f"disk: {free} MB free")
