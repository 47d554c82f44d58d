"""What the database holds, read whole: an import compares a whole school."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.core.clock import now
from models.database import Rows, query
from models.families.child import TRIAL
from models.importing.comparing.contacts import Contacts
from models.importing.reading.cells import phone_key
from models.importing.reading.persons import Adult, Child

ACTIVE, IMPORT, OFFICE = "", "import", "office"


@dataclass(frozen=True, slots=True)
class Link:
    """A guardianship; `ended_by` is `ACTIVE`, `IMPORT` or `OFFICE`. `until`: it is open still, and ends then."""

    adult: Adult
    relation: str
    ended_by: str
    until: datetime | None = None
    because: str = ""


class Held:
    """Children by register number, adults by id, each adult found by address, phone and child."""

    def __init__(self) -> None:
        self.children: dict[str, Child] = {}
        self.left: set[str] = set()
        self.adults: dict[int, Adult] = {}
        self.links: defaultdict[str, list[Link]] = defaultdict(list)
        self.by_email = Contacts()
        self.by_phone = Contacts()
        self.by_name: defaultdict[str, list[Adult]] = defaultdict(list)
        self.usernames: set[str] = set()

    @property
    def present(self) -> int:
        return len(self.children) - len(self.left)

    def link(self, register_number: str, adult_id: int | None) -> Link | None:
        return next((link for link in self.links[register_number] if link.adult.id == adult_id), None)

    def renumber(self, before: str, after: str) -> None:
        """Know a child by its new register number; the child itself still says the old one."""
        self.children[after] = self.children.pop(before)
        self.links[after] = self.links.pop(before, [])

    def _add_adults(self, adults: Iterable[Adult]) -> None:
        for adult in adults:
            assert adult.id is not None  # noqa: S101 it came from a row
            self.adults[adult.id] = adult
            self.usernames.add(adult.username)
            for key in adult.keys:
                self.by_name[key].append(adult)
            for address in adult.addresses:
                self.by_email.add(address, adult)
            if phone := phone_key(adult.phone):
                self.by_phone.add(phone, adult)

    @classmethod
    async def load(cls) -> "Held":
        """Three queries; inside the transaction that writes, nothing can come between. Sorted in a thread."""
        children = await query(
            "SELECT id, register_number, first_name, last_name, class_name, left_at IS NOT NULL AS gone"
            f" FROM child WHERE id NOT IN ({TRIAL}) ORDER BY id"
        )
        adults = await query(
            "SELECT id, username, first_name, last_name, email_key, phone, language, version, file_first_name,"
            " file_last_name, file_email, former_contact FROM guardian WHERE trial_of IS NULL ORDER BY id"
        )
        links = await query(
            "SELECT c.register_number, s.guardian, s.relation, s.ended_by, s.ended_at, s.ended_because"
            " FROM guardianship s JOIN child c ON c.id = s.child"
            f" WHERE s.child NOT IN ({TRIAL}) ORDER BY s.id"
        )
        return await asyncio.to_thread(cls._of, children, adults, links)

    @classmethod
    def _of(cls, children: Rows, adults: Rows, links: Rows) -> "Held":
        held = cls()
        for row in children:
            names = row["first_name"], row["last_name"], row["class_name"]
            held.children[row["register_number"]] = Child(row["id"], row["register_number"], *names)
            if row["gone"]:
                held.left.add(row["register_number"])
        held._add_adults(Adult(*row.values()) for row in adults)
        moment = now()
        for row in links:
            ended_at = row["ended_at"]
            held.links[row["register_number"]].append(
                Link(
                    held.adults[row["guardian"]],
                    row["relation"],
                    (row["ended_by"] or OFFICE) if ended_at else ACTIVE,
                    ended_at if ended_at and ended_at > moment else None,
                    row["ended_because"],
                )
            )
        return held
