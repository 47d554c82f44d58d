"""Questions about who is who, where file and database leave it open, and what the answers change.

Without answers, the result of people.py stays.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from models.importing.comparing.groups import Mentions
from models.importing.comparing.people import FormerAccount
from models.importing.comparing.stored import ACTIVE, StoredFamilies
from models.importing.reading.cells import phone_key
from models.importing.reading.names import nameless
from models.importing.reading.questions import ACCOUNT, NEW, SAME_PERSON, Answers, Option, Question, key_of
from models.importing.reading.records import AdultRecord, ChildRecord

OFFERED = 8  # persons of one name in a question; the list of families shows more


class Identities:
    """The persons of a file (by index in `persons`), the account of each, and the questions about them."""

    def __init__(
        self,
        persons: list[Mentions],
        accounts: dict[int, AdultRecord],
        rivals: dict[int, list[AdultRecord]],
        other_names: dict[int, list[FormerAccount]],
        stored: StoredFamilies,
        children: Mapping[str, ChildRecord],
        answers: Answers,
    ) -> None:
        self.persons, self.accounts, self.rivals, self.other_names = persons, accounts, rivals, other_names
        self.stored, self.now = stored, children
        self.keys = _keys(persons)
        self.namesakes: defaultdict[str, list[int]] = defaultdict(list)
        for index, mentions in enumerate(persons):
            self.namesakes[mentions[0].key].append(index)
        self.person_options: dict[int, Option] = {}
        self.before: dict[int, tuple[str, ...]] = {}
        self.questions: list[Question] = []
        self.decided: dict[int, Option] = {}
        for index in range(len(persons)):
            if options := self._options(index):
                self._ask(index, options, answers)

    def _options(self, index: int) -> tuple[Option, ...]:
        """Who this person may be; empty where it is clear."""
        own, key = self.accounts.get(index), self.persons[index][0].key
        known = [one.adult for one in self.other_names.get(index, ())] + self.rivals.get(index, [])
        others: list[int] = []
        if own is None and not nameless(key):
            same = self.namesakes[key][: OFFERED + 1]
            known += [
                *self.stored.by_name.get(key, ())[:OFFERED],
                *(self.accounts[n] for n in same if n in self.accounts),
            ]
            others = [one for one in same if one < index and one not in self.accounts]
        if not known and not others:
            return ()
        accounts = {one.username: one for one in ([own] if own is not None else []) + known}
        return (
            *(Option(ACCOUNT + name, one, self._known_beside(one)) for name, one in accounts.items()),
            *map(self._person, others),
            Option(NEW),
        )

    def _ask(self, index: int, options: tuple[Option, ...], answers: Answers) -> None:
        own, key = self.accounts.get(index), self.keys[index]
        answer = answers.of(key, [option.value for option in options])
        default = NEW if own is None else ACCOUNT + own.username
        about = (
            self._kind(index),
            self.persons[index][0].line,
            _as_named(self.persons[index]),
            self._person(index).children,
        )
        apart = about[0] == "homonyms" and not any(self._share(index, option) for option in options)
        decided = answer is not None
        self.questions.append(Question(key, *about, options, answer or default, decided, apart=apart))
        if answer is not None:
            self.decided[index] = next(option for option in options if option.value == answer)

    def _kind(self, index: int) -> str:
        if self.rivals.get(index):
            return "two_accounts"
        if index in self.other_names and self.persons[index][0].unnamed:
            return "perhaps_moved"
        if found := self.other_names.get(index):
            return "renamed" if found[0].sure else "perhaps_renamed"
        return "homonyms"

    def _share(self, index: int, option: Option) -> bool:
        """Whether this person and that of the option have an address, a phone or a child in common.

        Two persons of one file never have a child in common: beside a child a name is one person.
        """
        if option.adult is None:
            return False
        mentions = self.persons[index]
        contacts = {mention.email for mention in mentions} | {phone_key(mention.phone) for mention in mentions}
        links = (link for mention in mentions for link in self.stored.links.get(mention.register_number, ()))
        known = option.adult.id is not None and any(link.adult.id == option.adult.id for link in links)
        return known or not contacts.isdisjoint(option.adult.contacts)

    def _person(self, index: int) -> Option:
        """The option of being the same person as this one of the file."""
        if index not in self.person_options:
            numbers = dict.fromkeys(one.register_number for one in self.persons[index])
            children = tuple(self.now[number].full_name for number in numbers)
            self.person_options[index] = Option(
                SAME_PERSON + self.keys[index], _as_named(self.persons[index]), children
            )
        return self.person_options[index]

    def _known_beside(self, adult: AdultRecord) -> tuple[str, ...]:
        """The children that an account sees now; read for all when the first question needs it."""
        if not self.before:
            found: defaultdict[int, list[str]] = defaultdict(list)
            for number, links in self.stored.links.items():
                for link in links:
                    if link.ended_by == ACTIVE and link.adult.id is not None:
                        found[link.adult.id].append(self.stored.children[number].full_name)
            self.before = {id: tuple(names) for id, names in found.items()}
        return self.before.get(adult.id or 0, ())

    def settle(self) -> "SettledIdentities":
        """Apply the answers: an account is assigned or given up, or two persons of the file become one."""
        accounts = {
            index: one
            for index, one in self.accounts.items()
            if index not in self.decided or self.decided[index].value == ACCOUNT + one.username
        }
        holders = {one.id: index for index, one in accounts.items()}
        same_as = list(range(len(self.persons)))  # another index where the person is the same as the one there
        indexes = {key: index for index, key in enumerate(self.keys)}
        for index, option in sorted(self.decided.items()):
            if option.value.startswith(ACCOUNT) and option.adult is not None and index not in accounts:
                if (holder := holders.get(option.adult.id)) is not None:
                    same_as[index] = holder
                else:
                    accounts[index], holders[option.adult.id] = option.adult, index
        for index, option in sorted(self.decided.items()):
            if option.value.startswith(SAME_PERSON):
                same_as[index] = same_as[indexes[option.value.removeprefix(SAME_PERSON)]]
        return SettledIdentities(self, accounts, same_as)


class SettledIdentities:
    """The persons after the answers, by new indexes. `rivals` and `other_names` are of undecided persons alone."""

    def __init__(self, before: Identities, accounts: dict[int, AdultRecord], same_as: list[int]) -> None:
        kept = [index for index, other in enumerate(same_as) if index == other]
        now = {index: at for at, index in enumerate(kept)}
        self.persons: list[Mentions] = [list(before.persons[index]) for index in kept]
        for index, other in enumerate(same_as):
            if index != other:
                self.persons[now[other]] += before.persons[index]
        self.accounts = {now[index]: one for index, one in accounts.items()}
        self.decided = {now[index] for index in before.decided if index in now}
        self.rivals = {now[index]: some for index, some in before.rivals.items() if index not in before.decided}
        self.other_names = {
            now[index]: some for index, some in before.other_names.items() if index not in before.decided
        }


def _keys(persons: list[Mentions]) -> list[str]:
    """A key for each person, from the first mention; equal keys, of names with lost letters, are numbered."""
    seen: Counter[str] = Counter()
    keys = []
    for mentions in persons:
        key = key_of(mentions[0].register_number, mentions[0].key)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else key_of(key, str(seen[key])))
    return keys


def _as_named(mentions: Mentions) -> AdultRecord:
    """The person as the file has it."""
    first = mentions[0]
    email = next((one.email for one in mentions if one.email), "")
    phone = next((one.phone for one in mentions if one.phone), "")
    return AdultRecord(None, "", first.first_name, first.last_name, email, phone, first.language)
