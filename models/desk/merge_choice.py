"""What the office sees before it merges two accounts: who may be the same person, and both side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.core.address import address_key
from models.desk.custody import ENDED, ENDING, OPEN
from models.desk.directory import DirectoryChild, DirectoryEntry, DirectorySearch, search_directory
from models.desk.editing import EditableGuardian, editable_guardian
from models.desk.family import FamilyMember, family
from models.families.directory import fold


@dataclass(frozen=True, slots=True)
class Candidates:
    """The accounts that a search finds beside this one, those of the same name first. `more`: not all are here."""

    search: str
    adults: list[DirectoryEntry]
    children: Mapping[int, list[DirectoryChild]]
    more: bool


@dataclass(frozen=True, slots=True)
class MergePair:
    """Both accounts, as the page of a merge shows them, with the version of each."""

    adults: tuple[FamilyMember, FamilyMember]
    versions: tuple[int, int]

    @property
    def kept_by_default(self) -> FamilyMember:
        """The one with a password, else the older one."""
        return min(self.adults, key=lambda adult: (not adult.activated, adult.id))

    @property
    def addresses(self) -> list[FamilyMember]:
        """The accounts whose address may be kept: one of two that have the same."""
        return list({address_key(adult.email): adult for adult in reversed(self.adults) if adult.email}.values())[::-1]

    @property
    def closed(self) -> bool:
        """Whether the account that is kept will be closed."""
        return any(adult.disabled for adult in self.adults)

    @property
    def same_name(self) -> bool:
        return len({fold(adult.name) for adult in self.adults}) == 1

    @property
    def seen(self) -> list[str]:
        """The children whom the kept account will see."""
        return [name for name, states in self._children() if ENDED not in states and states & {OPEN, ENDING}]

    @property
    def barred(self) -> list[str]:
        """The children whom one account sees, and the office shut the other out of: the kept one will not see them."""
        return [name for name, states in self._children() if ENDED in states and states & {OPEN, ENDING}]

    def _children(self) -> list[tuple[str, set[str]]]:
        """The states of the accesses to each child who is at the school."""
        found: dict[tuple[int, str], set[str]] = {}
        for access in (access for adult in self.adults for access in adult.accesses if not access.left):
            found.setdefault((access.child.id, access.child.full_name), set()).add(access.state)
        return [(name, states) for (_, name), states in found.items()]

    @property
    def without_password(self) -> bool:
        return not any(adult.activated for adult in self.adults)


async def candidates(adult: EditableGuardian, typed: str) -> Candidates:
    """Whom the search finds; without one, whoever has the words of this adult's name."""
    search = typed.strip() or adult.full_name
    found = await search_directory(DirectorySearch(search))
    name = fold(f"{adult.last_name} {adult.first_name}")
    others = sorted((one for one in found.adults if one.id != adult.id), key=lambda one: fold(one.name) != name)
    return Candidates(search, others, found.children, found.pages > 1)


async def pair(one: int, other: int) -> MergePair:
    """Both accounts; `LookupError` where there is no such one, or it was merged into another."""
    if one == other:
        raise LookupError(other)
    adults = (await family(one))[0], (await family(other))[0]
    return MergePair(adults, ((await editable_guardian(one)).version, (await editable_guardian(other)).version))
