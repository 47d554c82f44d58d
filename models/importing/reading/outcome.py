"""Reading a file inside the confined process; the result is data that can pass the pipe (confined_reading.py)."""

from dataclasses import dataclass
from datetime import date

from msgspec import convert

from language.text import SOURCE, speak, use_language
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.families import Families
from models.importing.reading.file import read
from models.importing.reading.questions import Answers, Decisions, RememberedAnswer
from models.importing.reading.remarks import Remark, Unreadable
from models.importing.reading.table_preview import NoSuchPlace, TablePreview, look


@dataclass(frozen=True, slots=True)
class Refusal:
    """What there is of an `Outcome` to whom the file's content is of no use."""

    unreadable: Remark | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Refusal):
    """One of the three; none where the file has no such sheet or row."""

    families: Families | None = None
    look: TablePreview | None = None


def of_reading(
    data: bytes,
    columns: Columns,
    today: str,
    looks_at: tuple[int | None, int | None] | None = None,
    decisions: Decisions | None = None,
    memory: object = None,
    languages: tuple[str, str] = (SOURCE, SOURCE),
) -> Outcome:
    """The families of a file, or a preview of one sheet and row of it. `today` (ISO) is by the school's clock, which
    this process does not know, `memory` a `Memory` as decoded from the pipe, `languages` are that of who asks and the
    school's."""
    speak(languages[0])
    use_language(languages[1])
    try:
        if looks_at is not None:
            return _looked(data, columns, *looks_at)
        answers = Answers(decisions, convert(memory or {}, dict[str, RememberedAnswer]))
        families = read(data, columns, answers, date.fromisoformat(today))
    except Unreadable as error:
        return Outcome(unreadable=error.remark)
    for temporary in (families.pairs, families.beside):
        temporary.clear()
    return Outcome(families=families)


def _looked(data: bytes, columns: Columns, sheet: int | None, row: int | None) -> Outcome:
    try:
        return Outcome(look=look(data, columns, sheet, row))
    except NoSuchPlace:
        return Outcome()
