"""Mentions of adults in a file, put together as persons."""

from collections.abc import Hashable

from models.importing.comparing.stored import ACTIVE, OFFICE, StoredFamilies
from models.importing.reading.file_people import FileAdult

Mentions = list[FileAdult]  # one person, each time the file names him or her


def known_beside(adult: FileAdult, stored: StoredFamilies) -> list[int]:
    """Accounts of exactly this name that have access to the child, or had it until the office ended it.

    Names with lost letters are left to `match`: here `?????` could join both parents to one person.
    """
    links = [link for link in stored.links.get(adult.register_number, ()) if link.ended_by in (ACTIVE, OFFICE)]
    return [link.adult.id for link in links if link.adult.id is not None and link.adult.exactly_called(adult.key)]


class Groups:
    """Union–find over indexes: those joined under one key are a group, whose root is the smallest."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))
        self.first: dict[Hashable, int] = {}

    def root(self, index: int) -> int:
        while self.parents[index] != index:
            self.parents[index] = self.parents[self.parents[index]]
            index = self.parents[index]
        return index

    def unite(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low

    def join(self, key: Hashable, index: int) -> None:
        self.unite(self.first.setdefault(key, index), index)

    def members(self, adults: list[FileAdult]) -> list[Mentions]:
        found: dict[int, Mentions] = {}
        for index, adult in enumerate(adults):
            found.setdefault(self.root(index), []).append(adult)
        return list(found.values())
