"""What the office answered to the questions of an import (question.py)."""

import hashlib
from collections.abc import Iterable, Mapping

from models.importing.question import Option

Decisions = Mapping[str, str]  # the key of a question → the value of the option chosen


class Answers:
    """The decisions, and which of them there was a question for."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.fitting: set[str] = set()

    def of(self, key: str, options: Iterable[Option]) -> str | None:
        """What was decided on this question; None where nothing was, or what is no longer on offer."""
        answer = self.decisions.get(key)
        if answer is None or all(option.value != answer for option in options):
            return None
        self.fitting.add(key)
        return answer

    @property
    def unfit(self) -> int:
        """How many answers there is no question for, or not that option: the file or the school changed since."""
        return len(self.decisions) - len(self.fitting)


def key_of(*parts: str) -> str:
    """Short, and the same at the preview and at the import: of the child's register number and the adult's name."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
