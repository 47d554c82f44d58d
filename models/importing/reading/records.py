"""A pupil and an adult as an import would leave them: what the questions of a file and the plan both speak of."""

from dataclasses import dataclass

from models.importing.reading.cells import phone_key
from models.importing.reading.names import NamedPerson, name_key, same_name


@dataclass(frozen=True, slots=True)
class ChildRecord(NamedPerson):
    """A pupil as it will be. `id` is None when it is new."""

    id: int | None
    register_number: str
    first_name: str
    last_name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class AdultRecord(NamedPerson):
    """A guardian as it will be. `id` is None when the account is new.

    `file_…` is what the file said where the office wrote something else (corrections.py), else None.
    `former_contact` are addresses and phones of before, a line each, of whom the office shut out of a child.
    """

    id: int | None
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    language: str
    version: int = 0
    file_first_name: str | None = None
    file_last_name: str | None = None
    file_email: str | None = None
    former_contact: str = ""

    @property
    def file_values(self) -> tuple[str | None, str | None, str | None]:
        return self.file_first_name, self.file_last_name, self.file_email

    @property
    def keys(self) -> set[str]:
        """The names that a file may have for this adult: the office's, and the file's own of before."""
        if self.file_first_name is self.file_last_name is None:
            return {self.key}
        firsts = {self.first_name, self.file_first_name or self.first_name}
        lasts = {self.last_name, self.file_last_name or self.last_name}
        return {name_key(first, last) for first in firsts for last in lasts}

    def called(self, key: str) -> bool:
        """Whether this name key is one of those, a lost letter standing for any."""
        return key == self.key or any(same_name(key, one) for one in self.keys)

    @property
    def addresses(self) -> set[str]:
        """The address, and the file's own that the office corrected."""
        return {self.email, self.file_email or ""} - {""}

    @property
    def contacts(self) -> set[str]:
        """Addresses and phones, those of before too."""
        former = {line if "@" in line else phone_key(line) for line in self.former_contact.splitlines()}
        return (self.addresses | former | {phone_key(self.phone)}) - {""}
