"""The sheets of a file that have families, and what their columns are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.text import SOURCE, _, language
from models.importing.reading import (
    by_hand,
    column_questions,
    glued_lists,
    heading_rows,
    joined_sheets,
    pupils_above,
    school_years,
)
from models.importing.reading.by_hand import Columns
from models.importing.reading.cells import label
from models.importing.reading.families import MOST_BESIDE
from models.importing.reading.layout import Layout
from models.importing.reading.questions import Answers, BlockingQuestion
from models.importing.reading.remarks import Unreadable, cut, remark
from models.importing.reading.table import Table, class_of_sheet, families_rows, without_damaged_registers
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow
from models.importing.reading.vocabulary import EXAMPLES

YEAR = re.compile(r"\b20[0-9]{2}\b")
FORMER = re.compile(
    r"\b(?:anciens?|anciennes?|archives?|sortis|partis|d[ée]parts?|oud|oude|vorig|vorige|vertrokken|leavers|former|old"
    r"|ehemalige|abgänger?)\b",
    re.IGNORECASE,
)
WIDEST = 500  # columns: short rows are padded to them


def tables_of(sheets: Sequence[Sheet], columns: Columns, answers: Answers) -> tuple[list[Table], list[str]]:
    """The sheets whose headings are recognised or whose columns were named by hand (often there is one for each class),
    and the names of the others.

    Raises `Unreadable` when there is no such sheet, or no row in them.
    """
    if not sheets:
        raise Unreadable("empty")
    found = [
        part.settled(answers) for place, sheet in enumerate(sheets) for part in _Found.parts(sheet, columns, place)
    ]
    good = [one for one in found if not one.layout.missing]
    older = _of_other_years(good)
    good = [one for one in good if one not in older]
    if not good and (sheet := joined_sheets.joined([(one.sheet, one.at, one.layout) for one in found])) is not None:
        tables, others = tables_of([sheet], columns, answers)
        tables[0].notices.extend(sheet.notices)
        return tables, others
    if not good:
        raise _unrecognised(min(found, key=lambda one: heading_rows.rank(one.layout)))
    several = len({one.place for one in good}) > 1
    tables = [one.table(several) for one in good]
    if older:
        names = {"found": ", ".join(cut(one.sheet.name) for one in older), "kept": cut(good[0].sheet.name)}
        tables[0].notices.append(remark(0, "sheets_of_years", **names))
    if not any(table.rows for table in tables):
        raise Unreadable("no_rows")
    read = {one.place for one in good}
    for one in found:
        if one.layout.missing and one.place in read:
            row = one.sheet.rows[one.at]
            tables[0].notices.append(remark(row.number, "ignored_list", found=_titles(row)))
    return tables, [one.sheet.name for one in found if one.layout.missing and one.place not in read]


def _of_other_years(found: Sequence["_Found"]) -> list["_Found"]:
    """The sheets of earlier school years and of former pupils, by their names: who is on these alone has left."""
    years = {id(one): tuple(map(int, YEAR.findall(one.sheet.name))) for one in found}
    newest = max(years.values(), default=())
    former = [one for one in found if FORMER.search(one.sheet.name) or () < years[id(one)] < newest]
    return former if len(former) < len(found) else []


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet, the index of its row of headings (-1: it has none), and what its columns are. `place` is the index of
    the sheet in the file; `above` counts the rows above this list of it."""

    sheet: Sheet
    at: int
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]
    place: int
    above: int = 0

    @classmethod
    def parts(cls, sheet: Sheet, columns: Columns, place: int) -> list["_Found"]:
        """The sheet, or each of several lists that stand in it one below the other."""
        whole = cls.of(sheet, columns, place)
        parts = glued_lists.parts(sheet, whole.at)
        if len(parts) == 1:
            return [whole]
        return [replace(cls.of(part, columns, place), above=above) for above, part in parts]

    @classmethod
    def of(cls, sheet: Sheet, columns: Columns, place: int) -> "_Found":
        rows = [row.cells for row in sheet.rows]
        head = rows[:LOOKED_AT]
        if (named := by_hand.find(head, columns)) is None:
            at, layout = heading_rows.find(rows)
            return cls(sheet, at, layout, len(rows[at]), by_hand.key(rows[at]), None, [], place)
        at, fields = named
        headings = head[at] if at >= 0 else []
        key = by_hand.key(headings) if headings else by_hand.NO_HEADINGS
        width = max(len(headings), len(fields))
        return cls(sheet, at, by_hand.layout(fields, headings), width, key, key, [], place)

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
        layout, damaged = without_damaged_registers(self.layout, self.sheet.rows[self.at + 1 :])
        rows, classes, notices = families_rows(self.sheet.rows, self.at, name, layout, self.width)
        rows, filled = pupils_above.filled_in(rows, layout)
        rows, classes, layout, years = school_years.of_this_year(rows, classes, layout)
        notices += [*damaged, *filled, *years]
        named = not self.sheet.name.strip().isdigit()  # the tables of a web page are numbered
        class_name = self.sheet.name.strip() if several else class_of_sheet(self.sheet.name)
        if class_name and named and "class" not in self.layout.child and not any(classes):
            classes = [class_name] * len(rows)
            notices.append(remark(0, "class_from_sheet", value=cut(self.sheet.name)))
        elif given := dict.fromkeys(filter(None, classes)):
            notices.append(remark(0, "class_from_title", value=cut(", ".join(given))))
        return Table(
            rows,
            classes,
            layout,
            self.width,
            self.headings,
            self.by_hand,
            self.questions,
            notices,
            sheet=self.place,
            sheet_name=self.sheet.name,
            heading_row=self.above + self.at + 1,
        )


def _unrecognised(best: _Found) -> Unreadable:
    row, examples = best.sheet.rows[best.at], EXAMPLES.get(language(), EXAMPLES[SOURCE])
    return Unreadable(
        "no_headings",
        missing=", ".join(
            _("{field} (par exemple « {heading} »)").format(field=label(field), heading=examples[field])
            for field in best.layout.missing
        ),
        heading_line=row.number,
        found=_titles(row),
    )


def _titles(row: TextRow) -> str:
    return ", ".join(cut(cell.strip()) for cell in row.cells[:30] if cell.strip())
