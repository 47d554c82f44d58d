"""What was read of a file, compared with the people whom the file names.

Names are compared as sets of words, and adults without a name by address. Where a name is cut into first and last name
gives nobody access.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.importing import Families
from models.importing.reading.file_people import FileAdult, FilePupil
from models.importing.reading.names import squash
from tests.support.export_samples import Child, Person, Sample, words


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected. `harmful`: somebody would see a child, or get a mail, who may not; or a pupil
    is made of something that is none."""

    kind: str
    child: str
    adult: str
    harmful: bool
    text: str


def differences(sample: Sample, families: Families) -> list[Difference]:
    """All of them, child by child."""
    return list(_Comparison(sample, families).all())


class _Comparison:
    def __init__(self, sample: Sample, families: Families) -> None:
        self.sample, self.families = sample, families
        self.beside: defaultdict[str, list[FileAdult]] = defaultdict(list)
        for adult in families.adults:
            self.beside[adult.register_number].append(adult)

    def all(self) -> Iterator[Difference]:
        left = dict(self.families.pupils)
        by_name: defaultdict[tuple[str, ...], list[FilePupil]] = defaultdict(list)
        for pupil in left.values():
            by_name[words(pupil.full_name)].append(pupil)
        for child in self.sample.children:
            same = [pupil for key in self._keys(child.name) for pupil in by_name[key] if pupil.register_number in left]
            if not same:
                if any(adult.access for adult in child.adults):
                    yield Difference("child", child.name, "", False, f"{child.name} is missing")
                continue
            pupil = max(same, key=lambda one: self._likeness(child, one))
            del left[pupil.register_number]
            yield from self._pupil(child, pupil)
            yield from self._adults(child, pupil)
        for pupil in left.values():
            yield Difference("pupil", pupil.full_name, "", True, f"{pupil.full_name} is no pupil")

    def _keys(self, name: str) -> list[tuple[str, ...]]:
        return [words(one) for one in (name, *self.sample.accepts.get(name, ()))]

    def _likeness(self, child: Child, pupil: FilePupil) -> tuple[bool, int]:
        here = {words(adult.full_name) for adult in self.beside[pupil.register_number]}
        return pupil.register_number in child.numbers, sum(words(adult.name) in here for adult in child.adults)

    def _pupil(self, child: Child, pupil: FilePupil) -> Iterator[Difference]:
        """A number that is not taken is no difference: name, class and birth date then stand for it, and it is said."""
        if child.classes and squash(pupil.class_name) not in map(squash, child.classes):
            found = f"{child.name}: class {pupil.class_name!r}, not {child.classes[0]!r}"
            yield Difference("class", child.name, "", False, found)
        if child.numbers and pupil.register_number not in child.numbers and not pupil.register_number.startswith("~"):
            found = f"{child.name}: number {pupil.register_number!r}, not {child.numbers[0]!r}"
            yield Difference("number", child.name, "", False, found)

    def _adults(self, child: Child, pupil: FilePupil) -> Iterator[Difference]:
        expected = {key: adult for adult in child.adults if adult.name for key in self._keys(adult.name)}
        by_address = {adult.email: adult for adult in child.adults if not adult.name}
        met = set[Person]()
        for adult in self.beside[pupil.register_number]:
            person = by_address.get(adult.email) if adult.unnamed else expected.get(words(adult.full_name))
            if person is not None:
                if person in met:
                    yield Difference("twice", child.name, person.name, False, f"{person.name} is there twice")
                met.add(person)
            if adult.closed:
                continue
            if person is None or not person.access:
                text = f"{adult.full_name} would see {child.name}"
                yield Difference("access", child.name, adult.full_name, True, text)
            if person is not None and person.access:
                yield from self._contacts(child, person, adult)
        for person in child.adults:
            if person.access and person not in met:
                who = person.name or person.email
                yield Difference("adult", child.name, who, False, f"{who} of {child.name} is missing")

    def _contacts(self, child: Child, person: Person, adult: FileAdult) -> Iterator[Difference]:
        if adult.email.casefold() != person.email:
            text = f"{person.name}: {adult.email or 'no address'}, not {person.email or 'none'}"
            yield Difference("address", child.name, person.name, bool(adult.email), text)
        digits = "".join(filter(str.isdigit, adult.phone))
        if person.phones and not any(phone in digits for phone in person.phones):
            text = f"{person.name}: {adult.phone or 'no phone'}"
            yield Difference("phone", child.name, person.name, False, text)
