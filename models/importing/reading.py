"""A file the school exported → its families; the first of three steps, and the only one that sees bytes."""

from dataclasses import dataclass

from models.importing import heading_rows, text_table, workbook
from models.importing.cells import label
from models.importing.families import Families
from models.importing.heading_words import EXAMPLES
from models.importing.headings import Layout
from models.importing.oddities import look_over
from models.importing.place import Place
from models.importing.remarks import Unreadable, cut, remark
from models.importing.text_table import Line, Sheet
from text import _

LARGEST = 20_000_000  # bytes: ten times a file of 10,000 pupils
LOOKED_AT = 10  # rows: a title may stand above the headings


def read(data: bytes) -> Families:
    """The families of a CSV file or workbook. Raises `Unreadable` when the file as a whole cannot be used."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=len(data) // 1_000_000, most=LARGEST // 1_000_000)
    if not data.strip():
        raise Unreadable("empty")
    sheets = workbook.sheets(data) if workbook.is_workbook(data) else [Sheet("", _split(text_table.decode(data)))]
    tables, others = _tables(sheets)
    families = Families()
    if ignored := dict.fromkeys(cut(title) for table in tables for title in table.layout.ignored):
        families.notices.append(remark(0, "ignored_columns", found=", ".join(ignored)))
    if others:
        families.notices.append(remark(0, "ignored_sheets", found=", ".join(map(cut, others))))
    for table in tables:
        for line in table.rows:
            families.add(line, table.layout, table.width)
    look_over(families)
    return families


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, and what each column is."""

    rows: list[Line]
    layout: Layout
    width: int


def _split(text: str) -> list[Line]:
    """The rows, with the delimiter under which the headings are recognised best."""
    ways = text_table.candidates(text)
    heads = [text_table.head(whole, delimiter, LOOKED_AT) for whole, delimiter in ways]
    ranks = [heading_rows.rank(heading_rows.find(head)[1]) if head else (99, 0) for head in heads]
    return text_table.split(*ways[ranks.index(min(ranks))])


def _tables(sheets: list[Sheet]) -> tuple[list[Table], list[str]]:
    """The sheets whose headings are recognised: often each class has one; and the names of the others.

    Raises `Unreadable` when there is none, or when there is nothing in them.
    """
    if not sheets:
        raise Unreadable("empty")
    found = [(sheet, *heading_rows.find([line.cells for line in sheet.lines[:LOOKED_AT]])) for sheet in sheets]
    good = [one for one in found if not one[2].missing]
    if not good:
        sheet, at, layout = min(found, key=lambda one: heading_rows.rank(one[2]))
        raise Unreadable(
            "no_headings",
            missing=", ".join(
                _("{field} (par exemple « {heading} »)").format(field=label(field), heading=EXAMPLES[field])
                for field in layout.missing
            ),
            heading_line=sheet.lines[at].number,
            found=", ".join(cut(cell.strip()) for cell in sheet.lines[at].cells[:30] if cell.strip()),
        )
    tables = []
    for sheet, at, layout in good:
        name = sheet.name if len(good) > 1 else ""
        rows = [Line(Place(line.number, name), line.cells) for line in sheet.lines[at:]]
        if layout.doubled:
            first, second = layout.doubled[0]
            raise Unreadable("double_heading", rows[0].number, first=cut(first), second=cut(second))
        tables.append(Table(rows[1:], layout, len(rows[0].cells)))
    if not any(table.rows for table in tables):
        raise Unreadable("no_rows")
    return tables, [sheet.name for sheet, _, layout in found if layout.missing]
