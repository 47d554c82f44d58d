"""Reading one file of exports/ with no answer given, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from unittest.mock import patch

from models.core import clock
from models.importing import Families, Unreadable, read, sentence
from models.importing.comparing.compare import compare
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.questions import CONTACT, LEFT, MANY, PERSON, RIGHTS, ROLE, SHIFTED, BlockingQuestion
from models.importing.reading.remarks import Remark
from tests.support.export_differences import Difference, differences
from tests.support.export_samples import TODAY, Sample, words

RIGHT, ASKED, SHORT, REFUSED, WRONG = "right", "asked", "short", "refused", "wrong"
OUTCOMES = (RIGHT, ASKED, SHORT, REFUSED, WRONG)
# What an answer to a question of this kind can change.
SETTLES = {
    PERSON: {"access", "adult"},
    CONTACT: {"address", "phone"},
    RIGHTS: {"access", "adult"},
    ROLE: {"access", "adult"},
    SHIFTED: {"access", "adult"},
    MANY: {"access", "adult"},
    LEFT: {"access", "child", "pupil"},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file, why, and the kinds of all that was said and asked."""

    name: str
    why: str
    said: frozenset[str]


def outcome(sample: Sample) -> Outcome:
    """What reading this file gives, with no answer, on the day of the collection."""
    with patch.object(clock, "moment", lambda: TODAY):
        try:
            families = read(sample.data)
        except Unreadable as error:
            name = ASKED if sample.must_ask else REFUSED
            return Outcome(name, sentence(error.remark), frozenset((error.remark.kind,)))
    plan = compare(families, StoredFamilies())
    open_questions = [one for one in plan.blocking_questions if one.answer is None]
    found = differences(sample, families)
    unasked = [one for one in found if not _asked(one, families, open_questions)]
    silent = [one for one in unasked if one.harmful and not _named(one, families.notices)]
    said = frozenset(
        one.kind for some in (families.faults, families.notices, families.mends, open_questions) for one in some
    )
    if silent:
        return Outcome(WRONG, _list(silent), said)
    if unasked:
        return Outcome(SHORT, _list(unasked), said)
    if open_questions or found or families.faults:
        return Outcome(ASKED, ", ".join(_open(families, open_questions)), said)
    return Outcome(RIGHT, "", said)


def _asked(one: Difference, families: Families, open_questions: Iterable[BlockingQuestion]) -> bool:
    """Whether a question, an address to mend or a fault stands for it."""
    if _named(one, families.faults):
        return True
    if one.kind == "address" and any(words(mend.adult) == words(one.adult) for mend in families.mends):
        return True
    return any(
        one.kind in SETTLES.get(asked.kind, ())
        and (
            not asked.people_keys
            or _about(one.child if asked.kind == LEFT else one.adult, (*asked.people, asked.heading))
        )
        for asked in open_questions
    )


def _named(one: Difference, remarks: Iterable[Remark]) -> bool:
    """Whether a remark names the adult, or the child where it is about a child."""
    return _about(one.adult or one.child, [value for remark in remarks for _name, value in remark.values])


def _about(name: str, texts: Iterable[str]) -> bool:
    who = set(words(name))
    return any(who <= set(words(text)) for text in texts)


def _list(found: list[Difference]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return "; ".join(one.text for one in found[:3]) + more


def _open(families: Families, open_questions: list[BlockingQuestion]) -> list[str]:
    counts = {
        "questions": len(open_questions),
        "addresses to mend": len(families.mends),
        "faulty rows": len(families.faults),
    }
    return [f"{count} {name}" for name, count in counts.items() if count]
