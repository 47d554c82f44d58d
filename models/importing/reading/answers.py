"""What the office answered to the questions of an import (question.py, unclear.py)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.importing.reading.unclear import Kept, Unclear

Decisions = Mapping[str, str]  # the key of a question → the value of the option chosen
Memory = Mapping[str, Kept]  # the topic of what was unclear in an earlier file → what was answered then


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

    def settled(self, asked: Unclear) -> Unclear:
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
