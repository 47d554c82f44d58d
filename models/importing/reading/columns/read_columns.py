"""The columns of a file as they are read, for the preview: each with its heading, what it is read as, and examples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.text import _
from models.importing.reading.columns.by_hand import field_label
from models.importing.reading.layout import Layout
from models.importing.reading.questions import LEFT, PUPIL, RIGHTS, ROLE, STAFF
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.table_preview import MOST_COLUMNS, TablePreview
from models.importing.reading.tables import TextRow

SAMPLES = 3
ROWS = 1000  # among which there are enough examples, where a column is not empty
PUPILS, OUTSIDERS = "pupils", "outsiders"
WATCHED = "watched "  # followed by the kind of question


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column. `uses` is what it is read as: fields as in by_hand.py, `PUPILS`, `OUTSIDERS`, `WATCHED…`, the answer
    `PUPIL` or `STAFF` of a column that the office left out; empty where it is not used. `sheet` and `row` say where its
    headings stand, as in `table_preview.look`; `sheet_name` is given for a sheet with other columns than the first.
    The page of columns shows no table of more than `MOST_COLUMNS`: those are not `changeable`."""

    index: int
    heading: str
    uses: tuple[str, ...]
    samples: tuple[str, ...]
    sheet: int = 0
    row: int = 1
    sheet_name: str = ""
    changeable: bool = True

    @property
    def title(self) -> str:
        """The heading, or the number of a column that has none."""
        return self.heading or _("Colonne {n}").format(n=self.index + 1)


def read_columns(tables: Sequence[tuple[Table, list[WatchedColumn]]]) -> Iterator[ReadColumn]:
    """Every column that has a heading or a cell; of further tables those that are not as in an earlier one."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for number, (table, watched) in enumerate(tables):
        uses = _uses(table.layout, watched)
        found = []
        for index in range(max(len(table.layout.titles), table.width)):
            title = table.layout.titles[index] if index < len(table.layout.titles) else ""
            heading, samples = quoted(cut(title)), _samples(table.rows, index)
            if (heading or samples) and (heading, uses.get(index, ())) not in seen:
                name = quoted(cut(table.sheet_name)) if number else ""
                found.append(
                    ReadColumn(index, heading, uses.get(index, ()), samples, table.sheet, table.heading_row, name)
                )
        seen |= {(one.heading, one.uses) for one in found}
        too_many = any(one.index >= MOST_COLUMNS for one in found)
        yield from (replace(one, changeable=not too_many) for one in found)


def of_preview(look: TablePreview) -> list[ReadColumn]:
    """The columns of a file that is not read yet, as far as they are recognised."""
    return [
        ReadColumn(one.index, one.heading, (one.field,) if one.field else (), one.samples, look.sheet, look.row)
        for one in look.columns
    ]


def _uses(layout: Layout, watched: Sequence[WatchedColumn]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for number, child in enumerate(layout.children, 1):
        owner = f"child {number}" if len(layout.children) > 1 else "child"
        for name, index in child.items():
            found.setdefault(index, {})[f"{owner} {name}"] = None
    for number, adult in enumerate(layout.adults, 1):
        for name, indexes in adult.columns.items():
            for index in indexes:
                found.setdefault(index, {})[f"adult {number} {name}"] = None
    for use, aside in ((PUPILS, layout.pupils), (OUTSIDERS, layout.outsiders)):
        for index in aside:
            found.setdefault(index, {})[use] = None
    for index, answer in layout.answered:
        found.setdefault(index, {})[answer] = None
    for column in watched:
        found.setdefault(column.index, {})[WATCHED + column.kind] = None
    return {index: tuple(uses) for index, uses in found.items()}


def _samples(rows: Sequence[TextRow], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for number, row in enumerate(rows):
        if len(found) == SAMPLES or (found and number >= ROWS):
            break
        if index < len(row.cells) and (cell := row.cells[index].strip()):
            found[quoted(cut(cell))] = None
    return tuple(found)


def read_as(column: ReadColumn) -> str:
    """What the column is read as, in words: `Parent 1 : e-mail`, `pas utilisée`."""
    words = {
        PUPILS: _("de l’élève lui-même : laissée de côté"),
        OUTSIDERS: _("personnes qui ne sont pas des parents : laissée de côté"),
        PUPIL: _("à l’élève (réponse de l’école) : laissée de côté"),
        STAFF: _("pas un parent (réponse de l’école) : laissée de côté"),
        WATCHED + RIGHTS: _("droits : regardée"),
        WATCHED + LEFT: _("départ de l’école : regardée"),
        WATCHED + ROLE: _("rôle de la personne : regardée"),
    }
    return ", ".join(words.get(use) or field_label(use) for use in column.uses) or _("pas utilisée")
