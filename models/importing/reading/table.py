"""The rows of one sheet, and what each column is."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.importing.reading.cells import SCIENTIFIC, trimmed
from models.importing.reading.class_titles import TEACHER, class_alone, class_of, of_blocks
from models.importing.reading.layout import Layout
from models.importing.reading.leaving import apart_titles
from models.importing.reading.leaving.further_blocks import Blocks
from models.importing.reading.legends import colour_notes, legend_rows
from models.importing.reading.names import squash
from models.importing.reading.other_sheets.glued_lists import names_fields
from models.importing.reading.questions import BlockingQuestion
from models.importing.reading.remarks import LineNumber, Remark, cut, remark
from models.importing.reading.tables import TextRow

PAGE = re.compile(r"(?:page|pagina|seite|p\.) ?[0-9]+(?: ?/ ?[0-9]+)?", re.IGNORECASE)
FOOTER = re.compile(
    r"^(?:sous-)?(?:total|totaal|summe|gesamt|nombre|aantal|anzahl|effectif|imprim|édité|edite|export|gedrukt|printed|page"
    r"|dont|waarvon|davon|of which|pagina|seite|légende|legende|remarque|nb|filles|garçons|jongens"
    r"|meisjes|boys|girls|mädchen|knaben|jungen)\b",
    re.IGNORECASE,
)
TOTAL = re.compile(r"(?:total|totaal|totaux|summe|gesamt|totale)(?: général| general)? ?:?", re.IGNORECASE)

SKIPPED, SETS_APART = "skipped_row", "sets_apart"


@dataclass(slots=True)
class Table:
    """The rows of one sheet, and what each column is. `headings` is the key of its headings, `by_hand` the key under
    which its columns were named by hand, if they were. `classes` has a class for each row where no column has it.
    `sheet` is its index in the file, and `heading_row` counts from 1, 0 where it has no headings. `apart` are the lines
    below a title that sets them apart, each with that title (leaving/apart_rows.py). `below` is the title of a list
    that stands below another of its sheet."""

    rows: list[TextRow]
    classes: list[str]
    layout: Layout
    width: int
    headings: str
    by_hand: str | None
    questions: list[BlockingQuestion]
    notices: list[Remark] = field(default_factory=list)
    orders: dict[int, str | None] = field(default_factory=dict)
    sheet: int = 0
    sheet_name: str = ""
    heading_row: int = 1
    apart: dict[int, str] = field(default_factory=dict)
    below: str = ""


def families_rows(
    rows: Sequence[TextRow], at: int, sheet: str, layout: Layout, width: int, today: date, *, further: bool = False
) -> tuple[list[TextRow], list[str], list[Remark], dict[int, str]]:
    """The rows below the headings that may have a family, with the class of each by the titles between them; what was
    skipped: repeated headings, titles, totals; and the lines below a title that sets them apart, each with that title.
    `further` rows stand below another list: so does their title."""
    headings = _key(rows[at].cells) if at >= 0 else ()
    groups = list(dict.fromkeys(_key(rows[at - 1].cells))) if at > 0 else []
    blocks = {} if at < 0 or "class" in layout.child else of_blocks(rows, at)
    class_name = _class_above(rows, at, blocks) if at > 0 else ""
    kept: list[TextRow] = []
    classes: list[str] = []
    skipped: list[Remark] = []
    titles = apart_titles.above(rows[: max(at, 0)])
    known = {_key(row.cells) for row in rows[: max(at, 0)]}  # a title may stand on each printed page
    above = [remark(LineNumber(row.number, sheet), _kind(_text(row), today), value=cut(_text(row))) for row in titles]
    apart: dict[int, str] = {}
    before = 0  # rows above the last title or total
    title = next((_text(row) for row in titles if further and _kind(_text(row), today) == SETS_APART), "")
    divided, column = Blocks(), layout.child.get("class", -1)
    if own := _own_title(titles, rows[at].number):
        divided.title(own, known=own in blocks)
    skipped += [one for one in above if colour_notes.is_legend(one)]
    for place, row in enumerate(rows[at + 1 :], at + 2):
        cells = _texts(row)
        number = LineNumber(row.number, sheet)
        if at >= 0 and _first_key(row.cells) == headings[:1] and _key(row.cells) == headings:
            continue
        if len(groups) > 1 and list(dict.fromkeys(_key(row.cells))) == groups:
            continue
        if not kept and at >= 0 and names_fields(row.cells):  # the same headings in another language
            continue
        ends = len(cells) == 2 and (place == len(rows) or len(_texts(rows[place])) < 3)  # a list, or a class of it
        total = _is_total(cells) or (ends and _is_count(cells, (len(kept), len(kept) - before)))
        no_family = len(cells) < 4 and (_is_no_family(row, cells, width) or (_key(row.cells) in known and any(cells)))
        no_family = no_family or legend_rows.are_pairs(cells)
        if width > 3 and (total or no_family):
            before = len(kept)
            kind, said = _kind(" ".join(cells), today), " ".join(cells)
            named = class_of(cells) or (blocks.get(trimmed(said)) or class_alone(cells) if kind != SETS_APART else "")
            class_name = named or class_name
            if kind == SETS_APART and not (_key(row.cells) in known or FOOTER.match(cells[0])):
                title = said
            if len(cells) == 1 and not (total or _is_aside(said)):
                divided.title(said, known=bool(named) or kind != SKIPPED, paged=_key(row.cells) in known)
            skipped.append(remark(number, SKIPPED if kind == SETS_APART else kind, value=cut(said)))
            continue
        if title:
            apart[number] = title
        divided.row(number, row.cell(column) if column >= 0 else "")
        kept.append(TextRow(number, row.cells))
        classes.append("" if "class" in layout.child else class_name)
    if coded := legend_rows.below(kept) or legend_rows.of_colours(kept):
        for row in kept[-coded:]:
            apart.pop(row.number, None)
            kind = colour_notes.kind(_text(row)) or SKIPPED
            skipped.append(remark(row.number, kind, value=cut(_text(row))))
        kept, classes = kept[:-coded], classes[:-coded]
    there = {row.number for row in kept}
    unlike = {number: said for block, said in divided.apart() for number in block.rows if number in there}
    classes = ["" if row.number in unlike else name for row, name in zip(kept, classes, strict=True)]
    return kept, classes, skipped, unlike | apart


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a row is `TOTAL` and numbers, or several such words with a number each."""
    counted = [cell for cell in cells if not cell.isdecimal()]
    if counted == list(cells[:1]):
        return TOTAL.fullmatch(cells[0]) is not None
    return len(cells) > 2 and len(counted) * 2 == len(cells) and all(map(FOOTER.match, counted))


def _is_no_family(row: TextRow, cells: Sequence[str], width: int) -> bool:
    """Whether a row of few cells is a title, a total or a note."""
    alone = len(cells) == 1 and (len(row.cells) >= width or len(row.cells) == 1)
    counts = cells[-1].isdigit() and (len(cells) == 1 or cells[0].isdigit() or ":" in "".join(cells[:-1]))
    page = any(PAGE.fullmatch(trimmed(cell)) for cell in cells)
    return (
        alone
        or counts
        or page
        or FOOTER.match(trimmed(cells[0])) is not None
        or bool(class_of(cells) and ":" in cells[0])
        or bool(class_alone(cells))
    )


def _own_title(titles: Sequence[TextRow], heading: int) -> str:
    """The title of the first rows alone: right above the headings, apart from the title of all."""
    if len(titles) < 2 or heading - titles[-1].number != 1 or titles[-1].number - titles[-2].number < 2:
        return ""
    return _text(titles[-1])


def _is_aside(said: str) -> bool:
    """Whether a text alone is no title: a count, a page, a day."""
    return not any(map(str.isalpha, said)) or FOOTER.match(said) is not None or PAGE.fullmatch(said) is not None


def _is_count(cells: Sequence[str], counts: Sequence[int]) -> bool:
    """Whether two cells are a word and the number of the pupils above, whatever the word is: `Iomlán`, `16`."""
    return not re.search(r"\d", cells[0]) and cells[1] in map(str, counts) and cells[1] != "1"


def _kind(said: str, today: date) -> str:
    """The kind of remark about such a row: what says who may see a pupil must not be passed over."""
    if kind := colour_notes.kind(said):
        return kind
    return SETS_APART if apart_titles.sets_apart(TEACHER.sub("", said), today) else SKIPPED


def _texts(row: TextRow) -> list[str]:
    return list(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip()))


def _text(row: TextRow) -> str:
    return " ".join(_texts(row))


def _key(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(squash, cells)))


def _first_key(cells: Sequence[str]) -> tuple[str, ...]:
    """The first of `_key`, for most rows enough to see that they are no headings."""
    return tuple(itertools.islice(filter(None, map(squash, cells)), 1))


def _class_above(rows: Sequence[TextRow], at: int, blocks: Mapping[str, str]) -> str:
    """The class that a title above the headings names; one without a word for it where others follow below."""
    below = any(class_alone(_texts(row)) for row in rows[at + 1 :])
    for row in reversed(rows[:at]):
        filled = _texts(row)
        if found := blocks.get(trimmed(_text(row))):
            return found
        if len(filled) < 4 and (found := class_of(filled) or (class_alone(filled) if below else "")):
            return found
        if len(filled) == 2 and squash(filled[0]) in ("classe", "klas", "klasse", "class"):
            return filled[1]
    return ""


def without_damaged_registers(layout: Layout, rows: Sequence[TextRow]) -> tuple[Layout, list[Remark]]:
    """The layout without the register numbers where a spreadsheet rounded most of them (`2,025E+06`): different pupils
    would have one number."""
    index = layout.child.get("register")
    if index is None:
        return layout, []
    cells = [trimmed(row.cells[index]) for row in rows if index < len(row.cells) and row.cells[index].strip()]
    damaged = [cell for cell in cells if SCIENTIFIC.fullmatch(cell)]
    if len(damaged) * 2 <= len(cells) or len(set(damaged)) == len(damaged):
        return layout, []
    children = tuple({name: at for name, at in child.items() if name != "register"} for child in layout.children)
    return replace(layout, children=children), [remark(0, "registers_damaged", value=cut(damaged[0]))]
