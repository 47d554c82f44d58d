"""The office's answers about an uploaded file. None replaces one that a colleague gave since the page was made."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from piccolo.columns.combination import Where

from models.core.clock import now
from models.database import Values, fetch
from models.importing.applying import upload
from models.importing.applying.upload import Upload, Uploaded


@dataclass(frozen=True, slots=True)
class Unkept:
    """Answers that were not kept, by the key of the question, since `who` has given others."""

    who: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def shown(file: Uploaded, keys: Iterable[str]) -> str:
    """The answers to these questions as a form has them, to say later what its page showed: `key=digest`, in a row."""
    return " ".join(f"{key}={_digest(file.decisions[key])}" for key in keys if key in file.decisions)


def given_since(file: Uploaded, answers: Mapping[str, str], before: str) -> frozenset[str]:
    """The questions to which somebody has given another answer since a page showed those of `before`."""
    seen = dict(one.partition("=")[::2] for one in before.split())
    present = {key: file.decisions[key] for key in answers if key in file.decisions}
    return frozenset(key for key, value in present.items() if value != answers[key] and seen.get(key) != _digest(value))


async def decide(number: int, answers: Mapping[str, str], staff: int, before: str) -> Unkept:
    """Add to the answers given; returns those that are not kept, as by `given_since`. When another colleague answers at
    the same moment, both are kept."""
    while file := await upload.find(number):
        others = given_since(file, answers, before)
        own = {key: value for key, value in answers.items() if key not in others}
        both = Upload.update(with_answers(file, own, staff)).where((Upload.id == number) & answered_as(file))
        if not own or await fetch(int, both.returning(Upload.id)):
            return Unkept(file.answered_by, {key: answers[key] for key in others})
    return Unkept()


def with_answers(file: Uploaded, answers: Mapping[str, str], staff: int) -> Values:
    """The columns of this upload with the answers of this colleague too. How its last import ended is no longer the
    present state."""
    if not answers:
        return {}
    both = file.answered(answers).decisions_json
    return {Upload.decisions: both, Upload.answered_by: staff, Upload.answered_at: now(), Upload.outcome: ""}


def answered_as(file: Uploaded) -> Where:
    """Nobody answered since it was read."""
    return Upload.decisions == file.decisions_json


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:12]
