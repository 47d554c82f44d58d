"""The accesses of two accounts of one adult, as the account that is kept has them after a merge.

Whatever the office ended for either stays ended: a bar on either side bars. An access that only the school's file ended
is open where the other account has it open. What somebody ended by hand stays so, if a file ended the other's too.
"""

from models.database import Values
from models.families.guardianship import Guardianship
from models.importing.applying.journal import Row, Rows
from models.importing.comparing.file_ends import from_file

OFFICE = "office"


def united(accesses: Rows, kept: int, absorbed: int) -> tuple[Rows, set[int]]:
    """The rows that change, by number, as they will be; and the numbers of those that go.

    `accesses` are the rows of both accounts. Where both have one child, the row of the kept account stays.
    """
    own = {row["child"]: number for number, row in accesses.items() if row["guardian"] == kept}
    changed: Rows = {}
    gone: set[int] = set()
    for number, row in accesses.items():
        if row["guardian"] != absorbed:
            continue
        if row["child"] not in own:
            changed[number] = {**row, "guardian": kept}
            continue
        gone.add(number)
        before = accesses[own[row["child"]]]
        if (after := _one(before, row)) != before:
            changed[own[row["child"]]] = after
    return changed, gone


def _one(own: Row, other: Row) -> Row:
    """One access of two to the same child."""
    both = (own, other)
    barred = [row for row in both if row["ended_by"] == OFFICE and row["ended_at"] is not None]
    still_open = [row for row in both if row["ended_at"] is None]
    of = min(barred, key=lambda row: row["ended_at"]) if barred else still_open[0] if still_open else own
    by_hand_ended = [row for row in barred if not from_file(row["ended_from"], row["ended_because"])]
    why = min(by_hand_ended, key=lambda row: row["ended_at"]) if by_hand_ended else of
    ends = {name: of[name] for name in ("ended_at", "ended_by")}
    ends |= {name: why[name] for name in ("ended_because", "ended_from", "kept_closed")}
    marks = [row["added_by_hand_at"] for row in still_open or both]
    by_hand = None if None in marks else marks[0]  # unless a file names one that counts
    return {**own, "relation": own["relation"] or other["relation"], "added_by_hand_at": by_hand, **ends}


async def write(changed: Rows, gone: set[int]) -> None:
    """Inside the transaction that locked both accounts."""
    if gone:
        await Guardianship.delete().where(Guardianship.id.is_in(sorted(gone)))
    for number, row in changed.items():
        values: Values = dict(row.items())
        await Guardianship.update(values).where(Guardianship.id == number)


async def put_back(accesses: Rows, accounts: tuple[int, int]) -> None:
    """Make these rows, with their numbers, the accesses of both accounts again."""
    await Guardianship.delete().where(Guardianship.guardian.is_in(list(accounts)))
    if accesses:
        await Guardianship.insert(*(Guardianship(id=number, **row) for number, row in sorted(accesses.items())))
