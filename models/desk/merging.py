"""The office merges two accounts of one adult: everything goes to the one that is kept (docs/decisions/merging.md).

The other account, the absorbed one, stays as a row that nobody can use, so that its username and address still lead
somewhere, the next import finds the adult, and the merge can be undone for a day (models/desk/merge_undo.py).
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from piccolo.columns import BigSerial, Column, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.access import notice, session
from models.announcements import calendar_feed, replies, weekly
from models.core.clock import now
from models.database import Values, fetch, fetch_one, transaction
from models.desk import merge_accesses, merge_journal
from models.desk.editing import EditableGuardian, claim_edit, lock_guardian, withdraw
from models.desk.merge_journal import Moved
from models.desk.notes import Note
from models.desk.reasons import clean_reason
from models.families import directory, event
from models.families.directory import Directory
from models.families.event import Actor
from models.families.guardian import LISTED, Guardian
from models.importing.applying import journal
from models.importing.applying.import_run import take_turn
from models.importing.applying.journal import Rows

UNDOABLE = timedelta(days=1)
NAME = ("first_name", "last_name", "file_first_name", "file_last_name", "name_from")  # of the account that has one


class AccountMerge(Table, tablename="account_merge"):
    """What is needed to undo a merge: `changes` is JSON, and empty once it was undone. Kept for a day."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    kept = ForeignKey(references=Guardian, null=False)
    absorbed = ForeignKey(references=Guardian, null=False)
    changes = Text()
    undone_at = Timestamptz(null=True, default=None)


@dataclass(frozen=True, slots=True)
class Shown:
    """An account as the page of a merge showed it."""

    id: int
    version: int


async def kept_instead(guardian_id: int) -> int | None:
    """The account that this one was merged into."""
    merged = (Guardian.id == guardian_id) & Guardian.merged_into.is_not_null()
    return await fetch_one(int, Guardian.select(Guardian.merged_into).where(merged))


async def merge(kept: Shown, absorbed: Shown, by: Actor, *, because: str, other_address: bool = False) -> None:
    """Merge `absorbed` into `kept`; with `other_address` the address of the absorbed account is kept.

    Merging them a second time, as after a double click, changes nothing. Raises `BadReason`, `GuardianChanged`, or
    `LookupError` where there is no such account, or it is a trial account.
    """
    reason = clean_reason(because)
    async with transaction():
        await take_turn()  # an import under way has both in its plan
        if await kept_instead(absorbed.id) == kept.id:
            return
        both = await _locked(kept, absorbed)
        rows = await journal.read("guardian", (kept.id, absorbed.id))
        accesses = await journal.read("guardianship", (kept.id, absorbed.id), "guardian")
        await merge_accesses.write(*merge_accesses.united(accesses, kept.id, absorbed.id))
        if other_address:
            await exchange_addresses(kept.id, absorbed.id)
        before = await _write_accounts(kept.id, absorbed.id, rows)
        moved = Moved(
            notes=await _moved(Note, Note.guardian, kept.id, absorbed.id),
            accounts=await _moved(Guardian, Guardian.merged_into, kept.id, absorbed.id),
            exchanged=other_address,
            receipts=await replies.move_receipts(kept.id, absorbed.id),
            readings=await replies.share_readings(kept.id, absorbed.id),
            answers=await replies.move_answers(kept.id, absorbed.id),
            weekly=await weekly.move(kept.id, absorbed.id),
        )
        await calendar_feed.stop_all(absorbed.id)
        for one in (kept.id, absorbed.id):
            await session.end_all(one)
            await withdraw(one, "merged")
        await Directory.delete().where(Directory.guardian == absorbed.id)
        await _notify(both[kept.id], both[absorbed.id], other_address)
        for one, other, result in ((kept.id, absorbed.id, "kept"), (absorbed.id, kept.id, "absorbed")):
            detail = told(both[other], reason)
            await event.record(
                "accounts merged", guardian=one, result=result, client=by.client, actor=by.name, detail=detail
            )
        changes = await merge_journal.write(before, accesses, moved)
        await AccountMerge.insert(AccountMerge(actor=by.name, kept=kept.id, absorbed=absorbed.id, changes=changes))
        await directory.refresh([kept.id])


async def _locked(kept: Shown, absorbed: Shown) -> dict[int, EditableGuardian]:
    """Both accounts as they were, locked in the order of their numbers, and this edit counted."""
    if kept.id == absorbed.id or await Guardian.count().where(LISTED & Guardian.id.is_in([kept.id, absorbed.id])) < 2:
        raise LookupError(absorbed.id)
    both = {}
    for one in sorted((kept, absorbed), key=lambda shown: shown.id):
        both[one.id] = await lock_guardian(one.id)
        await claim_edit(one.id, one.version)
    return both


async def exchange_addresses(one: int, other: int) -> None:
    """Give each account the other's address, and what is known of it."""
    rows = await journal.read("guardian", (one, other))
    for to, of in ((one, rows[other]), (other, rows[one])):
        values: Values = {
            Guardian.email: of["email"],
            Guardian.email_key: of["email_key"],
            Guardian.file_email: of["file_email"],
            Guardian.refused_at: of["refused_at"],
            Guardian.refused_words: of["refused_words"],
        }
        await Guardian.update(values).where(Guardian.id == to)


async def _write_accounts(kept: int, absorbed: int, rows: Rows) -> Rows:
    """Write the other columns of both; returns what they were, of those that an undo restores."""
    own, other, moment = rows[kept], rows[absorbed], now()
    lines = dict.fromkeys([*own["former_contact"].splitlines(), *other["former_contact"].splitlines()])
    no_phone = not own["phone"] and own["file_phone"] is None
    named = other if own["name_from"] and not other["name_from"] else own
    closed = own["disabled_at"] or other["disabled_at"]  # whoever is barred by one account is barred by both
    after: Rows = {
        kept: {
            "phone": other["phone"] if no_phone else own["phone"],
            "file_phone": other["file_phone"] if no_phone else own["file_phone"],
            "former_contact": "".join(f"{line}\n" for line in lines),
            "disabled_at": closed,
            **{name: named[name] for name in NAME if named is other},
        },
        absorbed: {"disabled_at": other["disabled_at"] or closed},
    }
    for number, row in after.items():
        values: Values = dict(row.items())
        await Guardian.update(values).where(Guardian.id == number)
    gone: Values = {Guardian.merged_into: kept, Guardian.merged_at: moment}
    await Guardian.update(gone).where(Guardian.id == absorbed)
    return {number: {name: rows[number][name] for name in row} for number, row in after.items()}


async def _moved(table: type[Note] | type[Guardian], column: Column, kept: int, absorbed: int) -> list[int]:
    """Move the rows of the absorbed account to the kept one; their numbers."""
    to: Values = {column: kept}
    return await fetch(int, table.update(to).where(column == absorbed).returning(table.id))


async def _notify(kept: EditableGuardian, absorbed: EditableGuardian, other_address: bool) -> None:
    chosen, other = (absorbed, kept) if other_address else (kept, absorbed)
    reached = [one.email if one.refused_at is None else "" for one in (chosen, other)]
    await notice.accounts_merged(kept.id, reached[0], other.id, reached[1])


def told(other: EditableGuardian, because: str = "") -> str:
    """The detail of an event, which names the other account."""
    return json.dumps({"account": other.username, **({"because": because} if because else {})}, ensure_ascii=False)
