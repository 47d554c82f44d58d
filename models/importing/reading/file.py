"""A file the school exported → its families; the first of three steps, and the only one that sees bytes."""

from dataclasses import dataclass, replace

from language.text import _
from models.importing.reading import by_hand, column_questions, heading_rows, tables
from models.importing.reading.by_hand import Columns
from models.importing.reading.cells import label
from models.importing.reading.families import MOST_BESIDE, Families
from models.importing.reading.headings import EXAMPLES
from models.importing.reading.layout import Layout
from models.importing.reading.oddities import look_over
from models.importing.reading.questions import Answers, BlockingQuestion
from models.importing.reading.remarks import LineNumber, Unreadable, cut, remark
from models.importing.reading.tables import Sheet, TextRow
from models.importing.reading.watching import WatchedColumn, watched_columns

LARGEST = 20_000_000  # bytes: ten times a file of 10,000 pupils
WIDEST = 500  # columns: each short row is filled up to them
LOOKED_AT = 10  # rows: a title may stand above the headings


def read(data: bytes, columns: Columns | None = None, answers: Answers | None = None) -> Families:
    """The families of a CSV file or workbook. Raises `Unreadable` when the file as a whole cannot be used.

    `columns` are those that somebody named by hand, for this file or for earlier ones with the same headings; `answers`
    what somebody said of what is unclear in it.
    """
    answers = answers or Answers()
    sheets = sheets_of(data, columns or {})
    tables, others = _tables(sheets, columns or {}, answers)
    families = Families()
    families.blocking_questions = list(
        {one.key: one for table in tables for one in table.questions}.values()
    )  # once for all sheets
    families.by_hand = next((table.by_hand for table in tables if table.by_hand is not None), None)
    if families.by_hand is not None:
        families.notices.append(remark(0, "columns_by_hand"))
    watched = [watched_columns(table.layout, table.rows, table.headings) for table in tables]
    both = list(zip(tables, watched, strict=True))
    if ignored := dict.fromkeys(cut(title) for table, some in both for title in _ignored(table, some)):
        families.notices.append(remark(0, "ignored_columns", found=", ".join(ignored)))
    if others:
        families.notices.append(remark(0, "ignored_sheets", found=", ".join(map(cut, others))))
    for table, some in both:
        for line in table.rows:
            families.add(line, table.layout, table.width, some)
    column_questions.settle_cells(families, answers)
    look_over(families)
    return families


def _ignored(table: "Table", watched: list[WatchedColumn]) -> list[str]:
    """The headings of columns that nothing is read of, not even whether they say who may see a child."""
    seen = {watch.index for watch in watched}
    titles = table.layout.titles
    return [titles[index] for index in table.layout.unused if index not in seen and titles[index]]


def sheets_of(data: bytes, columns: Columns) -> list[Sheet]:
    """The tables of a file as rows of text; a CSV file has one. Raises `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=len(data) // 1_000_000, most=LARGEST // 1_000_000)
    if not data.strip():
        raise Unreadable("empty")
    if tables.is_workbook(data):
        return tables.workbook_sheets(data)
    lines = _split(tables.decode(data), columns)
    return [Sheet("", lines)] if lines else []


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, and what each column is, as far as it is clear; `headings` is the key of its headings,
    `by_hand` that under which somebody named the columns."""

    rows: list[TextRow]
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]


def _split(text: str, columns: Columns) -> list[TextRow]:
    """The rows, with the delimiter under which the headings are recognised best, or else makes most columns."""
    ways = tables.candidates(text)
    heads = [[by_hand.filled(row) for row in tables.head(whole, delimiter, LOOKED_AT)] for whole, delimiter in ways]
    ranks = [_rank(head, columns) for head in heads]
    return _cropped(tables.split(*ways[ranks.index(min(ranks))]))


def _cropped(lines: list[TextRow]) -> list[TextRow]:
    """Without the columns at the right that are empty in every row: a spreadsheet writes thousands of them where a cell
    far away has a colour."""
    width = by_hand.width([line.cells for line in lines])
    return [replace(line, cells=line.cells[:width]) for line in lines]


def _rank(head: list[list[str]], columns: Columns) -> tuple[bool, int, int, int]:
    """The lower the better. By the middle of the widths: a title above may hold commas."""
    if not head:
        return True, 99, 0, 0
    widths = sorted(len(by_hand.filled(cells)) for cells in head)
    return (
        by_hand.find(head, columns) is None,
        *heading_rows.rank(heading_rows.find(head)[1]),
        -widths[len(widths) // 2],
    )


def _tables(sheets: list[Sheet], columns: Columns, answers: Answers) -> tuple[list[Table], list[str]]:
    """The sheets whose columns somebody named or whose headings are recognised: often each class has one; and the names
    of the others.

    Raises `Unreadable` when there is none, or when there is nothing in them.
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
        rows = [TextRow(LineNumber(line.number, name), line.cells) for line in one.sheet.lines]
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
    """A sheet with the place of its row of headings (-1: it has none) and what its columns are."""

    sheet: Sheet
    at: int
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]

    @classmethod
    def of(cls, sheet: Sheet, columns: Columns) -> "_Found":
        head = [line.cells for line in sheet.lines[:LOOKED_AT]]
        if (named := by_hand.find(head, columns)) is None:
            at, layout = heading_rows.find(head)
            return cls(sheet, at, layout, len(head[at]), by_hand.key(head[at]), None, [])
        at, fields = named
        headings = head[at] if at >= 0 else []
        key = by_hand.key(headings) if headings else by_hand.NO_HEADINGS
        return cls(sheet, at, by_hand.layout(fields, headings), max(len(headings), len(fields)), key, key, [])

    def settled(self, answers: Answers) -> "_Found":
        """The same, as somebody answered what is unclear about its columns."""
        if self.layout.missing:
            return self
        layout, questions = column_questions.settle_columns(
            self.layout, self.sheet.lines[self.at + 1 :], self.headings, answers
        )
        return replace(self, layout=layout, questions=questions)


def _unrecognised(best: _Found) -> Unreadable:
    line = best.sheet.lines[best.at]
    return Unreadable(
        "no_headings",
        missing=", ".join(
            _("{field} (par exemple « {heading} »)").format(field=label(field), heading=EXAMPLES[field])
            for field in best.layout.missing
        ),
        heading_line=line.number,
        found=", ".join(cut(cell.strip()) for cell in line.cells[:30] if cell.strip()),
    )
