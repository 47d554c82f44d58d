"""What the database holds, sorted: an import compares a whole school."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from models.importing.comparing import stored_rows
from models.importing.comparing.contacts import Contacts
from models.importing.comparing.file_ends import from_file
from models.importing.comparing.stored_rows import StoredRows
from models.importing.reading.records import AdultRecord, ChildRecord

ACTIVE, IMPORT, OFFICE = "", "import", "office"


@dataclass(frozen=True, slots=True)
class StoredAccess:
    """A guardianship. `ended_by` is `ACTIVE`, `IMPORT` or `OFFICE`; `until` is when one ends that is still open.
    `by_hand`: the office gave it, and no file has named it since. `by_file`: a cell of a file ended it,
    at `ended_at`."""

    adult: AdultRecord
    relation: str
    ended_by: str
    until: datetime | None = None
    because: str = ""
    by_hand: bool = False
    by_file: bool = False
    kept_closed: str = ""
    ended_at: datetime | None = None


class StoredFamilies:
    """The school's families in the database: children by register number, adults by id, address, phone and name.

    Of the children, `left` are those who left, `sent_away` those of them whom the office made leave while a file still
    named them, `by_hand` those whom the office added and no file has named since.
    """

    def __init__(self) -> None:
        self.children: dict[str, ChildRecord] = {}
        self.left: set[str] = set()
        self.sent_away: set[str] = set()
        self.by_hand: set[str] = set()
        self.adults: dict[int, AdultRecord] = {}
        self.links: defaultdict[str, list[StoredAccess]] = defaultdict(list)
        self.by_email = Contacts()
        self.by_phone = Contacts()
        self.by_name: defaultdict[str, list[AdultRecord]] = defaultdict(list)
        self.usernames: set[str] = set()

    @property
    def present(self) -> int:
        return len(self.children) - len(self.left)

    def link(self, register_number: str, adult_id: int | None) -> StoredAccess | None:
        return next((link for link in self.links[register_number] if link.adult.id == adult_id), None)

    def renumber(self, before: str, after: str) -> None:
        """Find a child by its new register number. Its record still has the old one, so that the change shows."""
        self.children[after] = self.children.pop(before)
        self.links[after] = self.links.pop(before, [])
        for some in (self.left, self.sent_away, self.by_hand):
            if before in some:
                some.remove(before)
                some.add(after)

    def _add_adults(self, adults: Iterable[AdultRecord]) -> None:
        for adult in adults:
            assert adult.id is not None  # noqa: S101  read from the database
            self.adults[adult.id] = adult
            self.usernames |= {adult.username, *(one.username for one in adult.merged)}
            for key in adult.keys:
                self.by_name[key].append(adult)
            for address in adult.addresses:
                self.by_email.add(address, adult)
            for phone in adult.phones:
                self.by_phone.add(phone, adult)

    @classmethod
    async def load(cls, *, aside: bool = False) -> "StoredFamilies":
        """As the database has them now; inside the transaction that writes, nothing can come between. `aside`: no
        transaction is open, and nobody waits for the long reads."""
        if not aside:
            return await asyncio.to_thread(cls.of, await stored_rows.read())
        packed = await stored_rows.read_packed()
        return await asyncio.to_thread(lambda: cls.of(stored_rows.unpacked(packed)))

    @classmethod
    def of(cls, rows: StoredRows) -> "StoredFamilies":
        """These rows, sorted."""
        stored = cls()
        for child in rows.children:
            stored.children[child.register_number] = child.record
            marks = {"left": child.has_left, "sent_away": child.has_left and child.sent_away, "by_hand": child.by_hand}
            for mark, holds in marks.items():
                if holds:
                    getattr(stored, mark).add(child.register_number)
        merged = {one.id: one.merged_into for one in rows.merges}
        stored._add_adults(_with_merged(rows.adults, merged))
        for access in rows.accesses:
            ends = access.ended_at
            stored.links[access.register_number].append(
                StoredAccess(
                    stored.adults[merged.get(access.guardian, access.guardian)],
                    access.relation,
                    (access.ended_by or OFFICE) if ends else ACTIVE,
                    ends if ends and ends > rows.moment else None,
                    access.ended_because,
                    access.by_hand,
                    access.ended_by == OFFICE and from_file(access.ended_from, access.ended_because),
                    access.kept_closed,
                    ends,
                )
            )
        return stored


def _with_merged(adults: list[AdultRecord], merged: Mapping[int, int]) -> Iterator[AdultRecord]:
    """The accounts, without those that were merged into another: the other one has them."""
    others: defaultdict[int, list[AdultRecord]] = defaultdict(list)
    for adult in adults:
        if (kept := merged.get(adult.id or 0)) is not None:
            others[kept].append(adult)
    for adult in adults:
        if adult.id is not None and adult.id not in merged:
            yield replace(adult, merged=tuple(others[adult.id])) if adult.id in others else adult
