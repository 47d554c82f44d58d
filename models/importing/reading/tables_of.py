"""The sheets of a file that have families, and what their columns are."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.importing.reading.cells import trimmed
from models.importing.reading.class_titles import class_alone, class_of, class_of_sheet, without_year
from models.importing.reading.columns import by_hand, column_questions, heading_rows, relatives_phones, unnamed_columns
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.families import MOST_BESIDE
from models.importing.reading.layout import Layout
from models.importing.reading.leaving import apart_titles, school_years, sheet_names
from models.importing.reading.misplaced import class_above, family_rows, pupils_above, same_above
from models.importing.reading.other_sheets import glued_lists, joined_sheets, unlike_list, unlike_sheet
from models.importing.reading.other_sheets.together import put_together
from models.importing.reading.questions import Answers, BlockingQuestion
from models.importing.reading.remarks import Remark, Unreadable, cut, remark
from models.importing.reading.table import Table, families_rows, without_damaged_registers
from models.importing.reading.tables import LOOKED_AT, Sheet
from models.importing.reading.unrecognised import titles_of, unrecognised

WIDEST = 500  # columns: short rows are padded to them


def tables_of(
    sheets: Sequence[Sheet], columns: Columns, answers: Answers, today: date
) -> tuple[list[Table], list[str]]:
    """The sheets whose headings are recognised or whose columns were named by hand (often there is one for each class),
    and the names of the others. Raises `Unreadable` when there is no such sheet, or no row in them."""
    if not sheets:
        raise Unreadable("empty")
    by_names = any(by_hand.find([row.cells for row in sheet.rows[:LOOKED_AT]], columns) for sheet in sheets)
    if not by_names and (both := put_together(sheets)) is not None:
        tables, others = tables_of([both[0]], columns, answers, today)
        tables[0].notices.extend(both[0].notices)
        return tables, [*others, *both[1]]
    parts = [part for place, sheet in enumerate(sheets) for part in _Found.parts(sheet, columns, place)]
    found = [part.as_others(parts).settled(answers) for part in parts]
    good = [one for one in found if not one.layout.missing]
    good, left_out = _kept_sheets(good, today) if good else ([], [])
    if not good and (sheet := joined_sheets.joined(_to_join(found, today))) is not None:
        tables, others = tables_of([sheet], columns, answers, today)
        tables[0].notices.extend(sheet.notices)
        return tables, others
    if not good:
        found = [one.by_address(answers) for one in found]
        good = [one for one in found if not one.layout.missing]
        good, left_out = _kept_sheets(good, today) if good else ([], [])
    if not good:
        best = min(found, key=lambda one: heading_rows.rank(one.layout))
        raise unrecognised(best.sheet.rows[best.at], best.layout)
    several = len({one.place for one in good}) > 1
    tables = unlike_list.set_apart(unlike_sheet.set_apart([one.table(several, today) for one in good]))
    tables[0].notices.extend(left_out)
    if not any(table.rows for table in tables):
        raise Unreadable("no_rows")
    read = {one.place for one in good}
    for one in found:
        if one.layout.missing and one.place in read:
            row = one.sheet.rows[one.at]
            tables[0].notices.append(remark(row.number, "ignored_list", found=titles_of(row)))
    return tables, [one.sheet.name for one in found if one.layout.missing and one.place not in read]


def _kept_sheets(found: Sequence["_Found"], today: date) -> tuple[list["_Found"], list[Remark]]:
    """The sheets without those of other people and of other years, by their names; and the notices that name these.
    Where none would be left, they are kept: the file is of them."""
    kept = list(found)
    left_out: dict[str, dict[str, None]] = {}
    for kind, others in (
        ("sheets_aside", sheet_names.of_others),
        ("sheets_of_years", sheet_names.of_former_pupils),
        ("sheets_of_years", sheet_names.of_other_years),
    ):
        names = dict.fromkeys(others([one.sheet.name for one in kept], today))
        if others is sheet_names.of_others:
            names |= dict.fromkeys(one.sheet.name for one in kept if one.begins_later(today))
        if rest := [one for one in kept if one.sheet.name not in names]:
            kept = rest
            left_out[kind] = left_out.get(kind, {}) | names
    return kept, [
        remark(0, kind, found=", ".join(map(cut, names)), kept=cut(kept[0].sheet.name))
        for kind, names in left_out.items()
        if names
    ]


def _to_join(found: Sequence["_Found"], today: date) -> list[joined_sheets.Read]:
    """The sheets with the index of their headings, those of other people last: the first two that fit are joined."""
    others = set(sheet_names.of_others([one.sheet.name for one in found], today))
    return [(one.sheet, one.at, one.layout) for one in sorted(found, key=lambda one: one.sheet.name in others)]


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

    @property
    def below(self) -> str:
        """The title of a list that stands below another, unless it is a class."""
        titles = [row.cells for row in apart_titles.above(self.sheet.rows[: max(self.at, 0)])] if self.above else []
        said = [list(filter(None, map(trimmed, cells)))[:1] for cells in titles]
        return "" if any(class_of(one) or class_alone(one) for one in said) else " ".join(said[-1]) if said else ""

    def begins_later(self, today: date) -> bool:
        """Whether a title above the headings says that the pupils are not at the school yet."""
        titles = apart_titles.above(self.sheet.rows[: max(self.at, 0)])
        return any(sheet_names.begins_later(cell, today) for row in titles for cell in row.cells)

    def as_others(self, others: Sequence["_Found"]) -> "_Found":
        """The same, read as another sheet with the same headings where its own few rows do not show what they mean."""
        known = [one for one in others if not one.layout.missing and one.at >= 0]
        if not self.layout.missing or self.by_hand is not None:
            return self
        for at, other in itertools.product(range(min(len(self.sheet.rows), LOOKED_AT)), known):
            if heading_rows.same(other.layout, other.sheet.rows[: other.at + 1], self.sheet.rows[: at + 1]):
                return replace(self, at=at, layout=other.layout, width=other.width, headings=other.headings)
        return self

    def settled(self, answers: Answers) -> "_Found":
        """The same, with the answers about its columns applied."""
        if self.layout.missing:
            return self
        layout, questions = column_questions.settle_columns(
            self.layout, self.sheet.rows[self.at + 1 :], self.headings, answers
        )
        return replace(self, layout=layout, questions=questions)

    def by_address(self, answers: Answers) -> "_Found":
        """The same with adults of whom it has an address and no name, where it has no others."""
        layout, rows = self.layout.by_address, self.sheet.rows[self.at + 1 :]
        if layout is self.layout or unnamed_columns.has_names(self.layout, rows):
            return self
        return replace(self, layout=layout).settled(answers)

    def table(self, several: bool, today: date) -> Table:
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
        below, of_family = family_rows.filled_in(self.sheet.rows[self.at + 1 :], layout)
        rows, classes, notices, apart = families_rows(
            [*self.sheet.rows[: self.at + 1], *below], self.at, name, layout, self.width, today, further=self.above > 0
        )
        rows, filled = pupils_above.filled_in(relatives_phones.placed(rows, layout), layout)
        rows, same = same_above.filled_in(rows, layout)
        rows, of_class = class_above.filled_in(rows, layout)
        rows, classes, layout, years = school_years.of_this_year(rows, classes, layout, today)
        notices += [*damaged, *of_family, *filled, *same, *of_class, *years]
        named = not self.sheet.name.strip().isdigit()  # the tables of a web page are numbered
        club = several and sheet_names.names_club(self.sheet.name)
        class_name = class_of_sheet(self.sheet.name) or (self.sheet.name.strip() if several and not club else "")
        notices += [remark(0, "club_sheet", found=cut(self.sheet.name), count=len(rows))] if club else []
        if class_name and named and "class" not in self.layout.child and not any(classes):
            classes = [class_name] * len(rows)
            notices.append(remark(0, "class_from_sheet", value=cut(self.sheet.name)))
        elif given := dict.fromkeys(map(without_year, filter(None, classes))):
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
            apart=apart,
            below=self.below,
        )
