"""Excel workbooks. Each cell is text, so that nothing is read as a formula, a link, a number or a date."""

import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 50  # characters of a column


def of_table(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet: the first row is the heading, which stays in view."""
    from xlsxwriter import Workbook  # 3 MB, for a list that is seldom asked for; in the caller's thread

    lines, out = list(rows), io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet, heading = book.add_worksheet(), book.add_format({"bold": True})
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.write_string(number, column, value, heading if number == 0 else None)
        for column, values in enumerate(zip(*lines, strict=True)):
            sheet.set_column(column, column, min(max(map(len, values)) + 2, WIDEST))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
