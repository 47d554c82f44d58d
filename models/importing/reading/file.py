"""A file that the school exported → its families. Only confined_reading.py and tests call it with a stranger's
bytes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.core import clock
from models.importing.reading.class_titles import without_year
from models.importing.reading.columns import column_notices, column_questions
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.columns.read_columns import read_columns
from models.importing.reading.families import Families
from models.importing.reading.file_people import ReadRow
from models.importing.reading.leaving import apart_rows, departures, last_year
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.legends.coded_people import coded_columns, noted_codes
from models.importing.reading.legends.commented_cells import commented_columns
from models.importing.reading.legends.heading_notes import explained_titles
from models.importing.reading.legends.shown_names import shown_columns
from models.importing.reading.legends.starred_names import starred_columns
from models.importing.reading.misplaced import sorted_apart
from models.importing.reading.misplaced.oddities import look_over
from models.importing.reading.misplaced.shifted import shifted_columns
from models.importing.reading.misplaced.sideways import slid_left
from models.importing.reading.misplaced.slid_outsiders import slid_columns
from models.importing.reading.other_sheets import (
    class_sheet,
    gone_sheet,
    leavers_sheet,
    notes_of_pupils,
    other_namesakes,
    remarks_elsewhere,
    restricting_sheets,
)
from models.importing.reading.people import identity
from models.importing.reading.people.name_orders import settle_among
from models.importing.reading.questions import RIGHTS, Answers
from models.importing.reading.remarks import remark
from models.importing.reading.rights import cell_questions, siblings_meant
from models.importing.reading.rights.named_out import named_out_columns
from models.importing.reading.rights.odd_remarks import AlikeRows
from models.importing.reading.rights.restricting import BY_CODE, EITHER_WAY, RARE, UNEXPLAINED, UNLESS_YES
from models.importing.reading.rights.telling_parents import told_columns
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.rights.watching import watched_columns
from models.importing.reading.rights.whose_child import whose_columns
from models.importing.reading.row import RowReader
from models.importing.reading.sheets.opening import sheets_of
from models.importing.reading.table import Table
from models.importing.reading.tables import Sheet, TextRow
from models.importing.reading.tables_of import tables_of

FAULTS_OF_TABLES = frozenset(
    ("coloured_rights", "school_years", "past_year")
)  # found where the rows of a table are chosen


def read(
    data: bytes, columns: Columns | None = None, answers: Answers | None = None, today: date | None = None
) -> Families:
    """The families of a CSV file or workbook. Raises `Unreadable` when the file as a whole cannot be used.

    `columns` are those named by hand, for this file or for earlier ones with the same headings; `answers` are to its
    blocking questions. `today` is the school's: that of its clock, where the process knows the school.
    """
    answers, today = answers or Answers(), today or clock.today()
    sheets = sheets_of(data, columns or {})
    found, others = tables_of(sheets, columns or {}, answers, today)
    dates = LeavingDates.of(sheets, today)
    families = Families(notices=[notice for sheet in sheets for notice in sheet.notices])
    families.by_hand = next((table.by_hand for table in found if table.by_hand is not None), None)
    if families.by_hand is not None:
        families.notices.append(remark(0, "columns_by_hand"))
    settle_among(found)
    for table in found:
        column_questions.settle_orders(table, answers)
    asked = {one.key: one for table in found for one in table.questions}  # several sheets may have the same question
    families.blocking_questions = list(asked.values())
    alike = _alike(found)
    watched = [
        [*shown, *_watched(table, alike, sheets, dates)]
        for table, shown in zip(found, shown_columns(found, sheets), strict=True)
    ]
    both = list(zip(found, watched, strict=True))
    families.notices += [*column_notices.notices(both, others), *last_year.notices(found, sheets, today)]
    families.columns = list(read_columns(both))
    rows = [
        (table, some, apart_rows.kept(table, _read(table, answers), answers, families.blocking_questions))
        for table, some in both
    ]
    identity.number(read for _table, _some, reads in rows for read in reads)
    for table, some, reads in rows:
        families.notices += [*table.notices, *departures.later(table, dates)]
        slid = list(slid_columns(table))
        watched_here = [*some, *shifted_columns(table), *slid, *slid_left(table, slid)]
        for read in reads:
            families.add(read, table.layout, watched_here, dates)
    read_sheets = {table.sheet for table in found}
    unread = [sheet for place, sheet in enumerate(sheets) if place not in read_sheets]
    other_namesakes.leave_out(families, unread)
    class_sheet.complete(families, unread)
    leavers_sheet.watch(families, unread, dates)
    gone_sheet.watch(families, unread, dates)
    restricting_sheets.watch(families, unread, found)
    notes_of_pupils.watch(families, sheets, found)
    remarks_elsewhere.watch(families, sheets, found, others, dates)
    families.watched_cells += list(siblings_meant.meant(families))
    cell_questions.settle_cells(families, answers)
    families.faults += [one for one in families.notices if one.kind in FAULTS_OF_TABLES]
    families.notices = [one for one in families.notices if one.kind not in FAULTS_OF_TABLES]
    families.faults += sorted_apart.notice(families)
    look_over(families)
    return families


def _alike(tables: Sequence[Table]) -> dict[str, AlikeRows]:
    """The rows of all tables with the same headings."""
    rows: defaultdict[str, list[TextRow]] = defaultdict(list)
    for table in tables:
        rows[table.headings] += table.rows
    return {headings: AlikeRows(some) for headings, some in rows.items()}


def _watched(
    table: Table, alike: Mapping[str, AlikeRows], sheets: Sequence[Sheet], dates: LeavingDates
) -> list[WatchedColumn]:
    """The watched columns; of codes about rights that a legend explains, those of the legend, and the empty cells."""
    coded = list(coded_columns(table, sheets))
    explained = {one.index for one in coded if one.kind == RIGHTS and any(words for _code, words in one.codes)}
    titles = explained_titles(table, sheets)
    aligned = [row for row in table.rows if not any(map(str.strip, row.cells[table.width :]))]  # the others are faults
    together = alike[table.headings] if table.headings else AlikeRows(aligned)
    found = watched_columns(table.layout, aligned, table.headings, titles, together, dates)
    coded_too = [one for one in found if one.index in explained and one.rule in (UNLESS_YES, EITHER_WAY, RARE)]
    by_words = [one for one in found if one not in coded_too]
    coded += [replace(one, rule=BY_CODE, clear=False) for one in coded_too if one.blank]
    return [
        *by_words,
        *(commented_columns(table, dates) if any(sheet.looks for sheet in sheets) else ()),
        *starred_columns(table, sheets),
        *whose_columns(table.layout, table.rows, table.headings),
        *named_out_columns(table.layout, table.rows, table.headings, titles),
        *told_columns(table.layout, table.rows, table.headings, titles),
        *coded,
        *noted_codes(table, sheets, {one.index for one in found if one.kind == RIGHTS and one.rule != UNEXPLAINED}),
    ]


def _read(table: Table, answers: Answers) -> list[ReadRow]:
    reader = RowReader(table, answers)
    return [
        reader.read(row, without_year(class_name)) for row, class_name in zip(table.rows, table.classes, strict=True)
    ]
