"""Undoing a merge of two accounts, for a day, while the office and imports have changed neither since.

Both have again what they had: accesses, notes, answers, address, telephone, bars, passwords. Sessions and tokens
that the merge ended stay ended, and those since the merge end too: the accounts may be two persons', and nobody knows
whose they are. So a password chosen with such a token is deleted. One changed by who knew the password stays, and
hinders nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from piccolo.columns import Column
from piccolo.table import Table

from models.access import notice, session
from models.access.token import Token
from models.announcements import replies
from models.announcements.announcement import AnnouncementAnswer, AnnouncementReceipt, AnnouncementWeekly
from models.core.clock import now
from models.database import Values, fetch, fetch_one, transaction
from models.desk import merge_accesses, merge_journal, merging
from models.desk.editing import EditableGuardian, lock_guardian, withdraw
from models.desk.merge_journal import Changes
from models.desk.merging import UNDOABLE, AccountMerge
from models.desk.notes import Note
from models.families import directory, event
from models.families.event import Actor
from models.families.guardian import Guardian
from models.importing.applying import journal
from models.importing.applying.import_run import take_turn


class MergeUndoRefused(Exception):
    """Nothing was changed. `reason` is `late` or `touched`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MergedAccount:
    """An account that was merged into another. `merge` is the number of the merge that may still be undone."""

    id: int
    username: str
    first_name: str
    last_name: str
    merged_at: datetime
    merge: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username


@dataclass(frozen=True, slots=True)
class _Undoable:
    id: int
    absorbed: int


@dataclass(frozen=True, slots=True)
class _Merge:
    at: datetime
    kept: int
    absorbed: int
    changes: str


async def merged_into(guardian_id: int) -> list[MergedAccount]:
    """The accounts that were merged into this one, the latest first."""
    theirs = Guardian.select().where(Guardian.merged_into == guardian_id)
    accounts = await fetch(MergedAccount, theirs.order_by(Guardian.merged_at, Guardian.id, ascending=False))
    if not accounts:
        return []
    lately = (
        (AccountMerge.kept == guardian_id) & AccountMerge.undone_at.is_null() & (AccountMerge.at > now() - UNDOABLE)
    )
    merges = await fetch(_Undoable, AccountMerge.select(AccountMerge.id, AccountMerge.absorbed).where(lately))
    numbers = {one.absorbed: one.id for one in merges}
    return [replace(one, merge=numbers.get(one.id)) for one in accounts]


async def undo(number: int, guardian_id: int, by: Actor) -> None:
    """Undo this merge into this account. A second time it does nothing.

    Raises `MergeUndoRefused`, or `LookupError` where there is no such merge (any more).
    """
    async with transaction():
        await take_turn()
        this = (AccountMerge.id == number) & (AccountMerge.kept == guardian_id)
        found = await fetch_one(_Merge, AccountMerge.select().where(this))
        if found is None:
            raise LookupError(number)
        if not found.changes:
            return
        if found.at <= now() - UNDOABLE:
            raise MergeUndoRefused("late")
        changes = merge_journal.read(found.changes)
        kept, absorbed = await _locked(found, changes)
        await merge_accesses.put_back(changes.accesses_before, (kept.id, absorbed.id))
        await _put_accounts_back(kept.id, absorbed.id, changes)
        if changes.moved.exchanged:
            await merging.exchange_addresses(kept.id, absorbed.id)
        await _move_back(Note, Note.guardian, changes.moved.notes, kept.id, absorbed.id)
        await _move_back(
            AnnouncementReceipt, AnnouncementReceipt.guardian, changes.moved.receipts, kept.id, absorbed.id
        )
        await replies.unshare_readings(kept.id, absorbed.id, changes.moved.readings)
        await _move_back(AnnouncementAnswer, AnnouncementAnswer.guardian, changes.moved.answers, kept.id, absorbed.id)
        await _move_back(AnnouncementWeekly, AnnouncementWeekly.guardian, changes.moved.weekly, kept.id, absorbed.id)
        await _move_back(Guardian, Guardian.merged_into, changes.moved.accounts, kept.id, absorbed.id)
        await AccountMerge.update({AccountMerge.changes: "", AccountMerge.undone_at: now()}).where(this)
        for account in (kept, absorbed):
            await session.end_all(account.id)
            await withdraw(account.id, "merged")
        deleted = await _delete_password_chosen_since(found, by)
        rows = await journal.read("guardian", (kept.id, absorbed.id))
        reached = {one: row["email"] for one, row in rows.items() if row["refused_at"] is None}
        await notice.accounts_parted(reached, kept.id if deleted else None)
        for one, other in ((kept, absorbed), (absorbed, kept)):
            detail = merging.told(other)
            await event.record("accounts parted", guardian=one.id, client=by.client, actor=by.name, detail=detail)
        await directory.refresh([kept.id, absorbed.id])


async def _locked(found: _Merge, changes: Changes) -> tuple[EditableGuardian, EditableGuardian]:
    """Both accounts, if they are as the merge left them. Raises `MergeUndoRefused`."""
    kept = await lock_guardian(found.kept)
    merged = Guardian.select().where((Guardian.id == found.absorbed) & (Guardian.merged_into == kept.id))
    absorbed = await fetch_one(EditableGuardian, merged)
    left = await merge_journal.left((found.kept, found.absorbed), lock=True)
    if absorbed is None or left != (changes.accounts_left, changes.accesses_left):
        raise MergeUndoRefused("touched")
    return kept, absorbed


async def _put_accounts_back(kept: int, absorbed: int, changes: Changes) -> None:
    for number, row in changes.accounts_before.items():
        values: Values = dict(row.items())
        values |= {Guardian.version: Guardian.version + 1}  # never back: an older page may be open
        await Guardian.update(values).where(Guardian.id == number)
    own: Values = {Guardian.merged_into: None, Guardian.merged_at: None}
    await Guardian.update(own).where(Guardian.id == absorbed)


async def _delete_password_chosen_since(merge: _Merge, by: Actor) -> bool:
    """Delete the kept account's password if a token since the merge was spent: it may have gone to the other address,
    with the other's child or to the other on the telephone. Returns whether it was deleted."""
    spent = (Token.guardian == merge.kept) & (Token.spent_at >= merge.at)
    if not await Token.exists().where(spent):
        return False
    no_account: Values = {Guardian.password_digest: None, Guardian.activated_at: None}
    await Guardian.update(no_account).where(Guardian.id == merge.kept)
    await event.record("password lost", guardian=merge.kept, result="parted", client=by.client, actor=by.name)
    return True


async def _move_back(table: type[Table], column: Column, numbers: list[int], kept: int, absorbed: int) -> None:
    if numbers:
        to: Values = {column: absorbed}
        await table.update(to).where(table._meta.primary_key.is_in(numbers) & (column == kept))
