"""The format of a backup: gzipped lines of JSON, read and verified here (docs/decisions/backup.md).

First a `Head`; for each table a `TableHead` and its rows as lists; at the end the counts and a checksum.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert

from models.core import school
from models.database import migrate
from models.installation import key

FORMAT = 1


class NotABackup(Exception):
    """This file was not made by `preau backup`."""


class Damaged(Exception):
    """The file is cut short, or changed since it was made."""


class TooNew(Exception):
    """The backup was made by a later version of Préau."""


class OtherKey(Exception):
    """The backup belongs to another secret key: with this one no password and no token in it works."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first record of a backup. `preau` is its format, `made_at` is in UTC, `key` is the key's fingerprint."""

    preau: int
    made_at: str
    migrations: list[str]
    key: str


@dataclass(frozen=True, slots=True)
class TableHead:
    """The record before a table's rows: its name, and the kind (`READ`) of each column."""

    table: str
    columns: dict[str, str]


Row = list[Any]  # values of any column, as JSON
Record = Head | TableHead | Row


def read(path: Path) -> Iterator[Record]:
    """The records of a backup, one by one, the `Head` first.

    Raises `NotABackup`, `TooNew`, `OSError`, or, as late as at the very end, `Damaged`.
    """
    checksum = hashlib.sha256()
    begun = False
    try:
        with gzip.open(path) as file:
            for line in file:
                record = json.loads(line)
                if begun and isinstance(record, dict) and "end" in record:
                    if record["sha256"] != checksum.hexdigest() or file.read(1):
                        raise Damaged
                    return
                checksum.update(line)
                if not begun:
                    yield _head(record)
                    begun = True
                else:
                    yield convert(record, TableHead | Row)
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, KeyError, TypeError, ValidationError):
        raise (Damaged if begun else NotABackup) from None
    raise Damaged if begun else NotABackup


def _head(record: object) -> Head:
    head = convert(record, Head)
    if head.preau > FORMAT or set(head.migrations) - set(migrate.known()):
        raise TooNew
    return head


def verify(path: Path, *, any_key: bool = False) -> Head:
    """Read the whole file, and return its first record; needs no database.

    Raises what `read` raises, and `OtherKey` unless `any_key`.
    """
    records = read(path)
    head = next(records)
    assert isinstance(head, Head)  # noqa: S101  read() yields it first
    for _ in records:
        pass
    if not any_key and not matches_todays_key(head):
        raise OtherKey
    return head


def matches_todays_key(head: Head) -> bool:
    return bool(school.settings().secret_key) and head.key == key.fingerprint()
