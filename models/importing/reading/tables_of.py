"""The sheets of a file that have families, and what their columns are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.text import _
from models.importing.reading import by_hand, column_questions, heading_rows
from models.importing.reading.by_hand import Columns
from models.importing.reading.cells import label
from models.importing.reading.families import MOST_BESIDE
from models.importing.reading.headings import EXAMPLES
from models.importing.reading.layout import Layout
from models.importing.reading.questions import Answers, BlockingQuestion
from models.importing.reading.remarks import Unreadable, cut, remark
from models.importing.reading.table import Table, families_rows
from models.importing.reading.tables import LOOKED_AT, Sheet

WIDEST = 500  # columns: short rows are padded to them


def tables_of(sheets: Sequence[Sheet], columns: Columns, answers: Answers) -> tuple[list[Table], list[str]]:
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
    tables = [one.table(len(good) > 1) for one in good]
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
        rows = [row.cells for row in sheet.rows]
        head = rows[:LOOKED_AT]
        if (named := by_hand.find(head, columns)) is None:
            at, layout = heading_rows.find(rows)
            return cls(sheet, at, layout, len(rows[at]), by_hand.key(rows[at]), None, [])
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

    def table(self, several: bool) -> Table:
        """Its rows. With `several` sheets each line is named with its sheet, and without a column of classes each sheet
        is a class. Raises `Unreadable`."""
        name = self.sheet.name if several else ""
        if self.layout.doubled:
            first, second = self.layout.doubled[0]
            raise Unreadable("double_heading", self.sheet.rows[self.at].number, first=cut(first), second=cut(second))
        if self.width > WIDEST:
            raise Unreadable("too_many_columns", count=self.width, most=WIDEST)
        if (beside := len(self.layout.adults)) > MOST_BESIDE:
            raise Unreadable("too_many_beside", count=beside, most=MOST_BESIDE)
        rows, classes, notices = families_rows(self.sheet.rows, self.at, name, self.layout, self.width)
        named = not self.sheet.name.strip().isdigit()  # the tables of a web page are numbered
        if several and named and "class" not in self.layout.child and not any(classes):
            classes = [self.sheet.name.strip()] * len(rows)
            notices.append(remark(0, "class_from_sheet", value=cut(self.sheet.name)))
        elif given := dict.fromkeys(filter(None, classes)):
            notices.append(remark(0, "class_from_title", value=cut(", ".join(given))))
        return Table(rows, classes, self.layout, self.width, self.headings, self.by_hand, self.questions, notices)


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
