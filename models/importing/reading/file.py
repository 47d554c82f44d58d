"""A file that the school exported → its families. Only confined_reading.py and tests call it with a stranger's
bytes."""

from dataclasses import dataclass, replace

from language.text import _
from models.importing.reading import by_hand, column_questions, heading_rows
from models.importing.reading.by_hand import Columns
from models.importing.reading.cells import label
from models.importing.reading.families import MOST_BESIDE, Families
from models.importing.reading.headings import EXAMPLES
from models.importing.reading.layout import Layout
from models.importing.reading.oddities import look_over
from models.importing.reading.questions import Answers, BlockingQuestion
from models.importing.reading.remarks import LineNumber, Unreadable, cut, remark
from models.importing.reading.sheets.opening import sheets_of
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow
from models.importing.reading.watching import WatchedColumn, watched_columns

WIDEST = 500  # columns: short rows are padded to them


def read(data: bytes, columns: Columns | None = None, answers: Answers | None = None) -> Families:
    """The families of a CSV file or workbook. Raises `Unreadable` when the file as a whole cannot be used.

    `columns` are those named by hand, for this file or for earlier ones with the same headings; `answers` are to its
    blocking questions.
    """
    answers = answers or Answers()
    sheets = sheets_of(data, columns or {})
    found, others = _tables(sheets, columns or {}, answers)
    families = Families(notices=[notice for sheet in sheets for notice in sheet.notices])
    asked = {one.key: one for table in found for one in table.questions}  # several sheets may have the same question
    families.blocking_questions = list(asked.values())
    families.by_hand = next((table.by_hand for table in found if table.by_hand is not None), None)
    if families.by_hand is not None:
        families.notices.append(remark(0, "columns_by_hand"))
    watched = [watched_columns(table.layout, table.rows, table.headings) for table in found]
    both = list(zip(found, watched, strict=True))
    if ignored := dict.fromkeys(cut(title) for table, some in both for title in _ignored(table, some)):
        families.notices.append(remark(0, "ignored_columns", found=", ".join(ignored)))
    if others:
        families.notices.append(remark(0, "ignored_sheets", found=", ".join(map(cut, others))))
    for table, some in both:
        for row in table.rows:
            families.add(row, table.layout, table.width, some)
    column_questions.settle_cells(families, answers)
    look_over(families)
    return families


def _ignored(table: "Table", watched: list[WatchedColumn]) -> list[str]:
    """The headings of columns that are neither read nor watched."""
    seen = {watch.index for watch in watched}
    titles = table.layout.titles
    return [titles[index] for index in table.layout.unused if index not in seen and titles[index]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, and what each column is. `headings` is the key of its headings, `by_hand` the key under
    which its columns were named by hand, if they were."""

    rows: list[TextRow]
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]


def _tables(sheets: list[Sheet], columns: Columns, answers: Answers) -> tuple[list[Table], list[str]]:
    """The sheets whose headings are recognised or whose columns were named by hand (often there is one for each class),
    and the names of the others.

    Raises `Unreadable` when there is no such sheet, or no row in them.
    """
    if not sheets:
        raise Unreadable("empty")
    found = [_Found.of(sheet, columns).settled(answers) for sheet in sheets]
    good = [one for one in found if not one.layout.missing]
    if not good:
        raise _unrecognised(min(found, key=lambda one: heading_rows.rank(one.layout)))
    tables = []
    for one in good:
        name = one.sheet.name if len(good) > 1 else ""
        rows = [TextRow(LineNumber(row.number, name), row.cells) for row in one.sheet.rows]
        if one.layout.doubled:
            first, second = one.layout.doubled[0]
            raise Unreadable("double_heading", rows[one.at].number, first=cut(first), second=cut(second))
        if one.width > WIDEST:
            raise Unreadable("too_many_columns", count=one.width, most=WIDEST)
        if (beside := len(one.layout.adults)) > MOST_BESIDE:
            raise Unreadable("too_many_beside", count=beside, most=MOST_BESIDE)
        tables.append(Table(rows[one.at + 1 :], one.layout, one.width, one.headings, one.by_hand, one.questions))
    if not any(table.rows for table in tables):
        raise Unreadable("no_rows")
    return tables, [one.sheet.name for one in found if one.layout.missing]


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet, the index of its row of headings (-1: it has none), and what its columns are."""

    sheet: Sheet
    at: int
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]

    @classmethod
    def of(cls, sheet: Sheet, columns: Columns) -> "_Found":
        head = [row.cells for row in sheet.rows[:LOOKED_AT]]
        if (named := by_hand.find(head, columns)) is None:
            at, layout = heading_rows.find(head)
            return cls(sheet, at, layout, len(head[at]), by_hand.key(head[at]), None, [])
        at, fields = named
        headings = head[at] if at >= 0 else []
        key = by_hand.key(headings) if headings else by_hand.NO_HEADINGS
        return cls(sheet, at, by_hand.layout(fields, headings), max(len(headings), len(fields)), key, key, [])

    def settled(self, answers: Answers) -> "_Found":
        """The same, with the answers about its columns applied."""
        if self.layout.missing:
            return self
        layout, questions = column_questions.settle_columns(
            self.layout, self.sheet.rows[self.at + 1 :], self.headings, answers
        )
        return replace(self, layout=layout, questions=questions)


def _unrecognised(best: _Found) -> Unreadable:
    row = best.sheet.rows[best.at]
    return Unreadable(
        "no_headings",
        missing=", ".join(
            _("{field} (par exemple « {heading} »)").format(field=label(field), heading=EXAMPLES[field])
            for field in best.layout.missing
        ),
        heading_line=row.number,
        found=", ".join(cut(cell.strip()) for cell in row.cells[:30] if cell.strip()),
    )
