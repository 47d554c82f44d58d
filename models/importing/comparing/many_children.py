"""The blocking question about an adult with more children than most parents have, who may be a teacher."""

from collections.abc import Mapping

from models.importing.comparing.people import Mentions
from models.importing.reading.questions import MANY, MOST_CHILDREN, OPEN, Answers, BlockingQuestion, choices, key_of
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import quoted


def ask(
    persons: list[Mentions], planned: Mapping[int, AdultRecord], children: Mapping[str, ChildRecord], answers: Answers
) -> tuple[list[BlockingQuestion], set[int]]:
    """A question for each adult with more than `MOST_CHILDREN` in the file; and the adults who get no access, by index
    in `persons`."""
    asked, excluded = [], set()
    for index, mentions in enumerate(persons):
        numbers = {mention.register_number for mention in mentions if not mention.closed}
        if len(numbers) > MOST_CHILDREN:
            asked.append(answers.settled(_question(planned[index], mentions, sorted(numbers), children)))
            if asked[-1].answer != OPEN:
                excluded.add(index)
    return asked, excluded


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
