"""What a merge of two accounts changed, as JSON: enough to detect a change since then, and to restore both."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.importing.applying import journal
from models.importing.applying.journal import Row, Rows, Written

# What the owner changes of an account, and what counts changes: neither prevents an undo.
LEFT_OUT = ("password_digest", "activated_at", "reminders", "version")


@dataclass(frozen=True, slots=True)
class Moved:
    """`notes`, `accounts` (merged earlier), `receipts`, `answers` and `weekly` are the numbers of what moved;
    `readings` has those of the kept account's receipts that count as read since then, each with when they had been read
    before, in ISO 8601, or nothing; `exchanged`: the addresses changed places."""

    notes: list[int]
    accounts: list[int]
    exchanged: bool
    receipts: list[int]
    readings: Mapping[int, str]
    answers: list[int]
    weekly: list[int]


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows as they were, by number: of an account the columns that are restored. And digests of what was left."""

    accounts_before: Rows
    accounts_left: Mapping[int, str]
    accesses_before: Rows
    accesses_left: Mapping[int, str]
    moved: Moved


async def left(both: tuple[int, int], *, lock: bool = False) -> tuple[dict[int, str], dict[int, str]]:
    """The digests of both accounts and of their accesses as they are now; with `lock` they stay so until the
    transaction ends."""
    accounts = await journal.read("guardian", both, lock=lock)
    accesses = await journal.read("guardianship", both, "guardian", lock=lock)
    return (
        {number: _digest("guardian", row) for number, row in accounts.items()},
        {number: _digest("guardianship", row) for number, row in accesses.items()},
    )


def _digest(table: str, row: Row) -> str:
    return journal.digest(table, {name: value for name, value in row.items() if name not in LEFT_OUT})


async def write(accounts: Rows, accesses: Rows, moved: Moved) -> str:
    """`accounts` and `accesses` are the rows as they were. Inside the transaction of the merge, at its end.

    An access that the merge deleted has no digest.
    """
    kept, absorbed = accounts
    accounts_left, accesses_left = await left((kept, absorbed))
    rows = {
        "guardian": Written(changed={number: (accounts_left[number], row) for number, row in accounts.items()}),
        "guardianship": Written(
            changed={number: (accesses_left.get(number, ""), row) for number, row in accesses.items()}
        ),
    }
    return json.dumps({"rows": journal.as_json(rows), **asdict(moved)})


def read(text: str) -> Changes:
    """What `write` wrote."""
    stored = json.loads(text)
    rows = journal.from_json(stored["rows"])
    accounts, accesses = rows["guardian"].changed, rows.get("guardianship", Written()).changed
    return Changes(
        {number: row for number, (_left, row) in accounts.items()},
        {number: digest for number, (digest, _row) in accounts.items()},
        {number: row for number, (_left, row) in accesses.items()},
        {number: digest for number, (digest, _row) in accesses.items() if digest},
        Moved(
            stored["notes"],
            stored["accounts"],
            stored["exchanged"],
            stored.get("receipts", []),  # absent from a merge of a version before announcements
            _readings(stored.get("readings", {})),
            stored.get("answers", []),
            stored.get("weekly", []),
        ),
    )


def _readings(stored: Mapping[str, str] | list[int]) -> dict[int, str]:
    """Of earlier versions a list of those that had not been read."""
    if isinstance(stored, list):
        return dict.fromkeys(stored, "")
    return {int(number): before for number, before in stored.items()}
