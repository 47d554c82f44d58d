"""Records of children and adults, as the database has them or as an import would write them."""

from dataclasses import dataclass, replace

from models.families.marks import FROM_PUPIL
from models.importing.reading.cells import phone_key
from models.importing.reading.names import BY_ADDRESS, NamedPerson, name_keys, same_name, unnamed_key


@dataclass(frozen=True, slots=True)
class ChildRecord(NamedPerson):
    """A child at the school. `id` is None when it is new. `file_…` is the file's value where the office wrote another
    one (comparing/children.py), else None."""

    id: int | None
    register_number: str
    first_name: str
    last_name: str
    class_name: str
    version: int = 0
    file_first_name: str | None = None
    file_last_name: str | None = None
    file_class_name: str | None = None

    @property
    def file_values(self) -> tuple[str | None, str | None, str | None]:
        return self.file_first_name, self.file_last_name, self.file_class_name

    @property
    def keys(self) -> set[str]:
        """The keys of all names that a file may have for this child."""
        return name_keys(self.first_name, self.last_name, self.file_first_name, self.file_last_name)


@dataclass(frozen=True, slots=True)
class AdultRecord(NamedPerson):
    """A guardian's account. `id` is None when it is new.

    `file_…` is the file's value where the office wrote another one (comparing/adults.py), else None. `former_contact`
    are earlier addresses and phones, one a line, of an adult whom the office shut out of a child. `merged` are the
    accounts that the office merged into this one: the file may still name the adult as it named them. `name_from` is as
    in `Guardian`.
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
    file_phone: str | None = None
    merged: tuple["AdultRecord", ...] = ()
    name_from: str = ""

    @property
    def unnamed(self) -> bool:
        """Whether the name is made up."""
        return self.name_from == FROM_PUPIL

    @property
    def file_values(self) -> tuple[str | None, str | None, str | None, str | None]:
        return self.file_first_name, self.file_last_name, self.file_email, self.file_phone

    @property
    def keys(self) -> set[str]:
        """The keys of all names that a file may have for this adult: those of merged accounts too."""
        return self.own_keys.union(*(one.own_keys for one in self.merged))

    @property
    def own_keys(self) -> set[str]:
        """The keys of the names of this account: the office's, and the file's own."""
        return name_keys(self.first_name, self.last_name, self.file_first_name, self.file_last_name)

    def called(self, key: str) -> bool:
        """Whether this name key is one of `keys`, where a lost letter matches any; or that of an address of this
        adult, for a mention without a name."""
        if key.startswith(BY_ADDRESS):
            return self.exactly_called(key)
        return key == self.key or any(same_name(key, one) for one in self.keys)

    def exactly_called(self, key: str) -> bool:
        """The same, where a lost letter matches none."""
        if key.startswith(BY_ADDRESS):
            return any(key == unnamed_key(address) for address in self.addresses)
        return key == self.key or key in self.keys

    def may_be(self, key: str, address: str) -> bool:
        """Whether a mention with this key and address names this adult; one without a name is found by the address."""
        return self.called(key) or (self.unnamed and address in self.addresses)

    @property
    def addresses(self) -> set[str]:
        """The address, and the file's where the office corrected it; those of merged accounts too."""
        return {self.email, self.file_email or ""}.union(*(one.addresses for one in self.merged)) - {""}

    @property
    def phones(self) -> set[str]:
        """The key of the phone, and of the file's where the office corrected it; those of merged accounts too."""
        own = {phone_key(self.phone), phone_key(self.file_phone or "")}
        return own.union(*(one.phones for one in self.merged)) - {""}

    @property
    def set_aside(self) -> set[str]:
        """Addresses and phones of merged accounts that are not this account's own: a merge kept the others."""
        if not self.merged:
            return set()
        own = replace(self, merged=())
        return (self.addresses | self.phones) - own.addresses - own.phones

    @property
    def contacts(self) -> set[str]:
        """Addresses and phones, earlier ones included."""
        former = {line if "@" in line else phone_key(line) for line in self.former_contact.splitlines()}
        return (self.addresses | self.phones | former) - {""}
