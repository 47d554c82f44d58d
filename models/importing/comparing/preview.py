"""What the office's page shows of a plan."""

from dataclasses import dataclass

from models.importing.comparing import summary
from models.importing.comparing.fingerprint import fingerprint
from models.importing.comparing.plan import Plan
from models.importing.comparing.section import Section
from models.importing.reading.columns.read_columns import ReadColumn
from models.importing.reading.mail.mends import Mend
from models.importing.reading.questions import BlockingQuestion, Question


@dataclass(frozen=True, slots=True)
class Preview:
    """As in `Plan`, with its lists in words: `sections`. `doubt` says why the import needs a confirmation, empty where
    it needs none; `faulty`: there are rows to refuse. `fingerprint` is that of the plan."""

    rows: int
    counts: dict[str, int]
    changes_nothing: bool
    too_many_others: bool
    doubt: str
    faulty: bool
    by_hand: str | None
    columns: tuple[ReadColumn, ...]
    blocking_questions: tuple[BlockingQuestion, ...]
    unanswered: tuple[BlockingQuestion, ...]
    questions: tuple[Question, ...]
    open_questions: tuple[Question, ...]
    mends: tuple[Mend, ...]
    sections: tuple[Section, ...]
    fingerprint: str


def preview_of(plan: Plan, shown: int, whole: str) -> Preview:
    """Of each section its first lines, `shown` of them; of the one with the number `whole`, from 1, all."""
    sections = enumerate(summary.sections(plan, asked=True), 1)
    return Preview(
        rows=plan.rows,
        counts=plan.counts,
        changes_nothing=plan.changes_nothing,
        too_many_others=plan.too_many_others,
        doubt=summary.doubt(plan) if plan.doubtful else "",
        faulty=bool(plan.faults),
        by_hand=plan.by_hand,
        columns=plan.columns,
        blocking_questions=plan.blocking_questions,
        unanswered=tuple(plan.unanswered),
        questions=plan.questions,
        open_questions=tuple(plan.open_questions),
        mends=plan.mends,
        sections=tuple(one if str(number) == whole else one.first(shown) for number, one in sections),
        fingerprint=fingerprint(plan),
    )
