"""What an import asks the office, and the answers.

A `Question` (who somebody is, whether an access stays closed) has an answer that is safe until somebody decides. A
`BlockingQuestion` is about what only the school knows of a file; it has no safe answer, and a file with an unanswered
one is not imported (catalogue 65).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.importing.reading.records import AdultRecord

NEW, OPEN, CLOSED = "new", "open", "closed"
BARRED_CONTACT, BARRED_ELSEWHERE = "barred_contact", "barred_elsewhere"
BESIDE_BARRED, BESIDE_LOOKALIKE = "beside_barred", "beside_lookalike"
BARS = (BARRED_CONTACT, BARRED_ELSEWHERE, BESIDE_BARRED, BESIDE_LOOKALIKE)
ACCOUNT, SAME_PERSON = "account:", "person:"  # before a username; before the key of somebody else in the file
ASKED = frozenset(("homonyms", "two_accounts", "renamed", "perhaps_renamed", *BARS))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question. `NEW`: somebody who has no account. `account:…`, `person:…`: the same as this one, who
    is `adult` beside `children`. `OPEN`, `CLOSED`: what becomes of the access."""

    value: str
    adult: AdultRecord | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who is `adult` of this line, beside `children`? The office may choose; `answer` is the option that holds now,
    chosen by somebody when it is `decided`.

    `kind` is the notice that is given where nobody can be asked, one of `ASKED`. `BARS` are about an access that stays
    closed because of `barred`: an adult whom the office shut out, or the child that it closed to this adult. When in
    doubt there are two accounts, and what was closed stays so.
    """

    key: str
    kind: str
    line: int
    adult: AdultRecord
    children: tuple[str, ...]
    options: tuple[Option, ...]
    answer: str
    decided: bool
    barred: str = ""


PERSON, CONTACT, RIGHTS, ROLE, LEFT, MANY = "person", "contact", "rights", "role", "left", "many"
PARENT, STAFF, PUPIL, GONE, STAYS = "parent", "staff", "pupil", "gone", "stays"
ADULT = "adult:"  # before the group of an adult's columns (layout.py)
LETS_IN = frozenset((OPEN, STAYS))  # answers that are about these people, and about nobody who comes later
OPTIONS = {
    PERSON: (PARENT, STAFF),
    RIGHTS: (CLOSED, OPEN),
    ROLE: (CLOSED, OPEN),
    LEFT: (GONE, STAYS),
    MANY: (OPEN, CLOSED),
}
MOST_CHILDREN = 6  # of one adult; whoever has more is asked about, and again for as many more


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One answer; `name` is the heading over the adult's names that `ADULT…` means."""

    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class BlockingQuestion:
    """One thing to be answered. `heading` is the column's, or the adult's name of `MANY`; `value` the words below it
    that are asked about, empty for empty cells, or the username of `MANY`.

    `key` is of this file, `topic` of every later one with the same headings, empty where none can be recognised.
    `people` are the pupils or adults concerned, as a secretary names them, and `marks` the same as keys; where it is
    about a whole column they are some of its cells, and no marks. `remembered`: the answer is an earlier import's.
    """

    key: str
    topic: str
    kind: str
    heading: str
    value: str
    choices: tuple[AnswerChoice, ...]
    people: tuple[str, ...]
    people_keys: frozenset[str] = frozenset()
    answer: str | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class RememberedAnswer:
    """An answer of an earlier import, and of whom it was said."""

    answer: str
    people_keys: frozenset[str]

    def covers(self, asked: BlockingQuestion) -> bool:
        """Whether it answers this too. What lets somebody in does so for those of whom it was said alone: who comes
        later is asked about. An adult with many children may get as many more as anybody may have."""
        if self.answer not in {choice.value for choice in asked.choices}:
            return False
        beyond = len(asked.people_keys - self.people_keys)
        return self.answer not in LETS_IN or beyond <= (MOST_CHILDREN if asked.kind == MANY else 0)


def choices(kind: str) -> tuple[AnswerChoice, ...]:
    """Those of every kind but `CONTACT`, the safest first."""
    return tuple(map(AnswerChoice, OPTIONS[kind]))


Decisions = Mapping[str, str]  # the key of a question → the value of the option chosen
Memory = Mapping[str, RememberedAnswer]  # the topic of what was unclear in an earlier file → what was answered then


class Answers:
    """The decisions on this file, which of them there was a question for, and what was answered of earlier files."""

    def __init__(self, decisions: Decisions | None = None, memory: Memory | None = None) -> None:
        self.decisions, self.memory = decisions or {}, memory or {}
        self.fitting: set[str] = set()

    def of(self, key: str, values: Iterable[str]) -> str | None:
        """What was decided on this question; None where nothing was, or what is no longer on offer."""
        answer = self.decisions.get(key)
        if answer is None or answer not in values:
            return None
        self.fitting.add(key)
        return answer

    def settled(self, asked: BlockingQuestion) -> BlockingQuestion:
        """The same with its answer: decided on this file, else remembered of an earlier one."""
        answer = self.of(asked.key, [choice.value for choice in asked.choices])
        if answer is None and (kept := self.memory.get(asked.topic)) and kept.covers(asked):
            return replace(asked, answer=kept.answer, remembered=True)
        return replace(asked, answer=answer)

    @property
    def unfit(self) -> int:
        """How many answers there is no question for, or not that option: the file or the school changed since."""
        return len(self.decisions) - len(self.fitting)


def key_of(*parts: str) -> str:
    """Short, and the same at the preview and at the import: of the child's register number and the adult's name."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# What a form may hold: the key of a question, and one of the values above.
QUESTION_KEY = re.compile(r"[0-9a-f]{16}")
ANSWER_VALUE = re.compile(
    f"({NEW}|{OPEN}|{CLOSED}|{PARENT}|{STAFF}|{PUPIL}|{GONE}|{STAYS}|({ACCOUNT}|{SAME_PERSON}|{ADULT})[^\0]{{1,80}})"
)
