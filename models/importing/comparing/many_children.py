"""The blocking question about an adult who may be no parent, but a teacher or a social worker: with more children than
most parents have, of several families, or with the address of such an institution; or whose address stands beside two
families, and has no name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.importing.comparing.groups import Mentions
from models.importing.comparing.stored import ACTIVE, StoredFamilies
from models.importing.reading.cells import phone_key
from models.importing.reading.names import squash
from models.importing.reading.people.nobody import INSTITUTIONS
from models.importing.reading.questions import MANY, MOST_CHILDREN, OPEN, Answers, BlockingQuestion, choices, key_of
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import quoted

MOST_FAMILIES = 2  # of the children of one adult, without another adult or a surname in common
WORDS = re.compile(r"[@.\-_]+")


def ask(
    persons: list[Mentions],
    planned: Mapping[int, AdultRecord],
    children: Mapping[str, ChildRecord],
    answers: Answers,
    stored: StoredFamilies,
) -> tuple[list[BlockingQuestion], set[int]]:
    """A question for each adult who may be no parent; and the adults who get no access, by index in `persons`."""
    asked, excluded = [], set()
    beside: defaultdict[str, set[int]] = defaultdict(set)
    for index, mentions in enumerate(persons):
        for mention in mentions:
            beside[mention.register_number].add(index)
    for index, mentions in enumerate(persons):
        most = _most_families(planned[index], mentions, stored)
        numbers = {mention.register_number for mention in mentions if not mention.closed}
        if (
            len(numbers) > MOST_CHILDREN
            or any(_families(index, some, beside, children) > most for some in _by_contact(mentions, most))
            or (numbers and _of_an_institution(planned[index].email))
        ):
            asked.append(answers.settled(_question(planned[index], mentions, sorted(numbers), children)))
            if asked[-1].answer != OPEN:
                excluded.add(index)
    return asked, excluded


def _most_families(adult: AdultRecord, mentions: Mentions, stored: StoredFamilies) -> int:
    """Of how many families the children may be without a question. An address without a name says less than a name: it
    stands beside another family by a slip too."""
    links = (stored.link(mention.register_number, adult.id) for mention in mentions)
    sees_all = adult.id is not None and all(link is not None and link.ended_by == ACTIVE for link in links)
    return MOST_FAMILIES if sees_all or not mentions[0].unnamed else 1


def _by_contact(mentions: Mentions, most: int) -> Iterable[set[str]]:
    """The children beside whom the adult stands with one address or phone, where they may be of more families."""
    if len(mentions) <= most:
        return []
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for contact in {mention.email, phone_key(mention.phone)} - {""}:
            if not mention.closed:
                found[contact].add(mention.register_number)
    return [numbers for numbers in found.values() if len(numbers) > most]


def _families(
    index: int, numbers: Iterable[str], beside: Mapping[str, set[int]], children: Mapping[str, ChildRecord]
) -> int:
    """How many families these children of one adult are of."""
    families: list[tuple[set[int], set[str]]] = []
    for number in numbers:
        others = beside[number] - {index}
        surnames = {squash(word) for word in re.split(r"[\s-]+", children[number].last_name) if len(word) > 3}
        surnames = surnames or {squash(children[number].last_name)}
        same = [family for family in families if family[0] & others or family[1] & surnames]
        families = [family for family in families if family not in same]
        families.append((others.union(*(one for one, _ in same)), surnames.union(*(one for _, one in same))))
    return len(families)


def _of_an_institution(address: str) -> bool:
    return not INSTITUTIONS.isdisjoint(WORDS.split(address))


def topic(guardian: int) -> str:
    """The topic of an account: a yes is about this account, not about others of the name."""
    return f"many:{guardian}"


def _question(
    adult: AdultRecord, mentions: Mentions, numbers: list[str], children: Mapping[str, ChildRecord]
) -> BlockingQuestion:
    people_keys = frozenset(key_of(number) for number in numbers)
    names = tuple(
        quoted(f"{children[number].full_name} ({children[number].class_name or number})") for number in numbers
    )
    about = topic(adult.id) if adult.id is not None else key_of(MANY, mentions[0].key)
    key = key_of(MANY, mentions[0].key, *numbers)
    contact = adult.email or adult.phone
    heading = quoted(f"{adult.full_name} ({contact})" if contact else adult.full_name)
    return BlockingQuestion(key, about, MANY, heading, adult.username, choices(MANY), names, people_keys)
