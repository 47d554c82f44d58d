"""The accounts with an address or a phone."""

from collections import defaultdict

from models.importing.reading.records import AdultRecord

CROWD = 50  # accounts: a contact that more of them share, such as the school's own number, identifies nobody


class Contacts:
    """The accounts with an address or phone; looking one up by name is as fast where a whole school shares one."""

    def __init__(self) -> None:
        self.all: defaultdict[str, list[AdultRecord]] = defaultdict(list)
        self.crowds: dict[str, dict[str, list[AdultRecord]]] = {}

    def add(self, contact: str, adult: AdultRecord) -> None:
        self.all[contact].append(adult)

    def called(self, contact: str, key: str) -> list[AdultRecord]:
        """Accounts with this contact and name key, where a lost letter matches any; in a crowd, exact keys alone."""
        some = self.all.get(contact, [])
        if len(some) <= CROWD:
            return [one for one in some if one.called(key)]
        if contact not in self.crowds:
            self.crowds[contact] = defaultdict(list)
            for one in some:
                for name in one.keys:
                    self.crowds[contact][name].append(one)
        return self.crowds[contact].get(key, [])

    def unnamed(self, contact: str) -> list[AdultRecord]:
        """Accounts with this contact whose name is made up; none in a crowd."""
        some = self.all.get(contact, [])
        return [one for one in some if one.unnamed] if len(some) <= CROWD else []
