"""Accounts by the address or phone they have."""

from collections import defaultdict

from models.importing.reading.persons import Adult

CROWD = 50  # accounts: what more of them share, a school's own number for one, says little of a person


class Contacts:
    """Who has an address or phone, and who of them has a name: as fast where all of a school share one."""

    def __init__(self) -> None:
        self.all: defaultdict[str, list[Adult]] = defaultdict(list)
        self.crowds: dict[str, dict[str, list[Adult]]] = {}

    def add(self, contact: str, adult: Adult) -> None:
        self.all[contact].append(adult)

    def called(self, contact: str, key: str) -> list[Adult]:
        """Accounts with this contact and name key, a lost letter standing for any; in a crowd, the very key alone."""
        some = self.all.get(contact, [])
        if len(some) <= CROWD:
            return [one for one in some if one.called(key)]
        if contact not in self.crowds:
            self.crowds[contact] = defaultdict(list)
            for one in some:
                for name in one.keys:
                    self.crowds[contact][name].append(one)
        return self.crowds[contact].get(key, [])
