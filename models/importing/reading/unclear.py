"""What in a file only the school knows, asked before anything of it is imported (catalogue 65).

Unlike a `Question` (question.py) it has no answer that is safe to take meanwhile: a file with an unclear thing that
nobody has answered is not imported.
"""

from dataclasses import dataclass

from models.importing.reading.question import CLOSED, OPEN

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
class Choice:
    """One answer; `name` is the heading over the adult's names that `ADULT…` means."""

    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
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
    choices: tuple[Choice, ...]
    people: tuple[str, ...]
    marks: frozenset[str] = frozenset()
    answer: str | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of an earlier import, and of whom it was said."""

    answer: str
    marks: frozenset[str]

    def covers(self, asked: Unclear) -> bool:
        """Whether it answers this too. What lets somebody in does so for those of whom it was said alone: who comes
        later is asked about. An adult with many children may get as many more as anybody may have."""
        if self.answer not in {choice.value for choice in asked.choices}:
            return False
        beyond = len(asked.marks - self.marks)
        return self.answer not in LETS_IN or beyond <= (MOST_CHILDREN if asked.kind == MANY else 0)


def choices(kind: str) -> tuple[Choice, ...]:
    """Those of every kind but `CONTACT`, the safest first."""
    return tuple(map(Choice, OPTIONS[kind]))
