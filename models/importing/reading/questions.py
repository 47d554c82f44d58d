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
from models.importing.reading.remarks import LineNumber

NEW, OPEN, CLOSED = "new", "open", "closed"
BARRED_CONTACT, BARRED_ELSEWHERE = "barred_contact", "barred_elsewhere"
BESIDE_BARRED, BESIDE_LOOKALIKE = "beside_barred", "beside_lookalike"
SENT_AWAY = "sent_away"  # of a child
PERMITTED_AGAIN = "permitted_again"  # an access that a file closed, and a later one says may be open
BARS = (BARRED_CONTACT, BARRED_ELSEWHERE, BESIDE_BARRED, BESIDE_LOOKALIKE)
ACCOUNT, SAME_PERSON = "account:", "person:"  # followed by a username; by the key of another person of the file
IDENTITY = ("homonyms", "two_accounts", "renamed", "perhaps_renamed", "perhaps_moved")
ASKED = frozenset((*IDENTITY, SENT_AWAY, PERMITTED_AGAIN, *BARS))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question. `NEW`: a person who has no account yet. `account:…`, `person:…`: the same as this
    person, who is `adult` beside `children`. `OPEN`, `CLOSED`: what becomes of the access."""

    value: str
    adult: AdultRecord | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who is `adult` of this line, beside `children`? Of `SENT_AWAY` there is no adult: has this child, whom the office
    made leave and the file still names, left? `answer` is the option that holds now; `decided` when somebody
    chose it.

    `kind`, one of `ASKED`, is also the kind of the notice. `BARS` are about an access that stays closed because of
    `barred`: an adult whom the office shut out, or the child that it closed to this adult. Without an answer there are
    two accounts, and what was closed stays closed. Who is `apart` has no address, phone or child in common with anybody
    among the options: the name alone is the same, and nobody need answer. Of `PERMITTED_AGAIN`, `barred` is the cell
    that closed the access, and `said` the one that now says the contrary; `remembered`: the answer is from an earlier
    import.
    """

    key: str
    kind: str
    line: LineNumber
    adult: AdultRecord | None
    children: tuple[str, ...]
    options: tuple[Option, ...]
    answer: str
    decided: bool
    barred: str = ""
    apart: bool = False
    said: str = ""
    remembered: bool = False


PERSON, CONTACT, RIGHTS, ROLE, LEFT, MANY, ORDER = "person", "contact", "rights", "role", "left", "many", "order"
SHIFTED = "shifted"  # adults who seem to stand a row too high or too low (misplaced/shifted.py)
APART = "apart"  # rows below a title that sets them apart (leaving/apart_rows.py)
PARENT, STAFF, PUPIL, GONE, STAYS = "parent", "staff", "pupil", "gone", "stays"
ADULT = "adult:"  # followed by the group of an adult's columns (layout.py)
EACH = "each"  # a shared column belongs to each adult of the row
ADDRESS = "mail:"  # followed by the address for a cell that has no good one, or by nothing
LAST_FIRST, FIRST_LAST = "last_first", "first_last"  # the order of a whole name (people/full_names.py)
LETS_IN = frozenset((OPEN, STAYS))  # answers that hold for the people asked about, not for later ones
OPTIONS = {
    PERSON: (PARENT, STAFF),
    RIGHTS: (CLOSED, OPEN),
    ROLE: (CLOSED, OPEN),
    SHIFTED: (CLOSED, OPEN),
    LEFT: (GONE, STAYS),
    APART: (GONE, STAYS),
    MANY: (OPEN, CLOSED),
    ORDER: (LAST_FIRST, FIRST_LAST),
}
MOST_CHILDREN = 6  # of one adult: above it there is a question, and again after as many more


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One answer. Of `ADULT…`, `name` is the heading of that adult's last name."""

    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class BlockingQuestion:
    """A question that blocks the import until it is answered. `heading` is the column's, and `value` the words in its
    cells, empty for empty cells; of `MANY` they are the adult's name and username.

    `key` identifies it in this file, `topic` in every later one with the same headings; the topic is empty where there
    are none. `people` are the pupils or adults concerned, in words, and `people_keys` the same as keys; a question
    about a whole column has some cells of it, and no keys. `remembered`: the answer is from an earlier import;
    `by_file`: the file says it plainly, and nobody was asked.
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
    by_file: bool = False


@dataclass(frozen=True, slots=True)
class RememberedAnswer:
    """An answer given for an earlier import, and the people it was about."""

    answer: str
    people_keys: frozenset[str]

    def covers(self, asked: BlockingQuestion) -> bool:
        """Whether it answers this question too. An answer that lets people in holds only for those it was about; with
        others the question is asked again. An adult with many children may get `MOST_CHILDREN` more."""
        if self.answer not in {choice.value for choice in asked.choices}:
            return False
        beyond = len(asked.people_keys - self.people_keys)
        return self.answer not in LETS_IN or beyond <= (MOST_CHILDREN if asked.kind == MANY else 0)


def choices(kind: str) -> tuple[AnswerChoice, ...]:
    """The choices of every kind but `CONTACT`, the safest first."""
    return tuple(map(AnswerChoice, OPTIONS[kind]))


Decisions = Mapping[str, str]  # key of a question → value of the option chosen
Memory = Mapping[str, RememberedAnswer]  # topic of a blocking question → its answer


class Answers:
    """The decisions on this file, and the remembered answers. `fitting` are the keys of decisions that were asked
    for. `earlier`: the school was imported since they were made, which may have left some without a question."""

    def __init__(
        self, decisions: Decisions | None = None, memory: Memory | None = None, *, earlier: bool = False
    ) -> None:
        self.decisions, self.memory, self.earlier = decisions or {}, memory or {}, earlier
        self.fitting: set[str] = set()

    def of(self, key: str, values: Iterable[str]) -> str | None:
        """The decision on this question; None where there is none, or its option no longer exists."""
        answer = self.decisions.get(key)
        if answer is None or answer not in values:
            return None
        self.fitting.add(key)
        return answer

    def address(self, key: str) -> str | None:
        """The address that the office gave for a cell (mail/mends.py), empty for none; None where it gave no answer."""
        answer = self.decisions.get(key)
        if answer is None or not answer.startswith(ADDRESS):
            return None
        self.fitting.add(key)
        return answer.removeprefix(ADDRESS)

    def settled(self, asked: BlockingQuestion) -> BlockingQuestion:
        """The question with its answer: the decision on this file, else the remembered one."""
        answer = self.of(asked.key, [choice.value for choice in asked.choices])
        if answer is None and (kept := self.memory.get(asked.topic)) and kept.covers(asked):
            return replace(asked, answer=kept.answer, remembered=True)
        return replace(asked, answer=answer)

    @property
    def unfit(self) -> int:
        """The number of decisions without a question or option because the school changed since. Else it is another
        decision that leaves nothing to ask, and nobody need hear of it."""
        return len(self.decisions) - len(self.fitting) if self.earlier else 0


def key_of(*parts: str) -> str:
    """A short digest, the same at the preview and at the import: of a register number and an adult's name, for one."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# What a form may hold: the key of a question, and one of the values above.
QUESTION_KEY = re.compile(r"[0-9a-f]{16}")
ANSWER_VALUE = re.compile(
    f"({NEW}|{OPEN}|{CLOSED}|{PARENT}|{STAFF}|{PUPIL}|{GONE}|{STAYS}|{EACH}|{LAST_FIRST}|{FIRST_LAST}"
    f"|({ACCOUNT}|{SAME_PERSON}|{ADULT})[^\0]{{1,80}}|{ADDRESS}[^\0]{{0,254}})"
)
