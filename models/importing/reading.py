"""A file the school exported → its families; the first of three steps, and the only one that sees bytes."""

from models.importing import headings, text_table, workbook
from models.importing.cells import label
from models.importing.families import Families
from models.importing.headings import Layout
from models.importing.remarks import Unreadable, cut, remark
from models.importing.text_table import Line

LARGEST = 20_000_000  # bytes: ten times a file of 10,000 pupils
LOOKED_AT = 10  # rows: a title may stand above the headings


def read(data: bytes) -> Families:
    """The families of a CSV file or workbook. Raises `Unreadable` when the file as a whole cannot be used."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=len(data) // 1_000_000, most=LARGEST // 1_000_000)
    if not data.strip():
        raise Unreadable("empty")
    if workbook.is_workbook(data):
        lines, at, layout = _best(workbook.sheets(data))
    else:
        lines, at, layout = _best([_split(text_table.decode(data))])
    if layout.doubled:
        first, second = layout.doubled[0]
        raise Unreadable("double_heading", lines[at].number, first=cut(first), second=cut(second))
    if at + 1 == len(lines):
        raise Unreadable("no_rows")
    families = Families()
    if layout.ignored:
        families.notices.append(remark(0, "ignored_columns", found=", ".join(map(cut, layout.ignored))))
    width = len(lines[at].cells)
    for line in lines[at + 1 :]:
        families.add(line, layout, width)
    families.finish()
    return families


def _split(text: str) -> list[Line]:
    """The rows, with the delimiter under which the headings are recognised best."""
    ways = text_table.candidates(text)
    heads = [text_table.head(whole, delimiter, LOOKED_AT) for whole, delimiter in ways]
    ranks = [min((_rank(headings.layout(cells)) for cells in head), default=(99, 0)) for head in heads]
    return text_table.split(*ways[ranks.index(min(ranks))])


def _rank(layout: Layout) -> tuple[int, int]:
    """Fewest needed columns missing, then most recognised."""
    return len(layout.missing), -layout.recognised


def _best(tables: list[list[Line]]) -> tuple[list[Line], int, Layout]:
    """The table, and the row in it, whose headings are recognised. Raises `Unreadable`."""
    found = [
        (lines, at, headings.layout(lines[at].cells)) for lines in tables for at in range(min(LOOKED_AT, len(lines)))
    ]
    if not found:
        raise Unreadable("empty")
    best = min(found, key=lambda way: _rank(way[2]))
    lines, at, layout = best
    if layout.missing:
        raise Unreadable(
            "no_headings",
            missing=", ".join(label(field) for field in layout.missing),
            heading_line=lines[at].number,
            found=", ".join(cut(cell.strip()) for cell in lines[at].cells[:30] if cell.strip()),
        )
    return best
