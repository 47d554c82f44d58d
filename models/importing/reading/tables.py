"""The tables of a file, as rows of text: what sheets/ makes of its bytes."""

from dataclasses import dataclass, field

from models.importing.reading.remarks import LineNumber, Remark

LOOKED_AT = 15  # first rows among which the headings are looked for
WIDEST = 1000  # columns of a sheet; of one with families fewer (tables_of.py)


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of cells; `number` is the line of the file it starts on, from 1."""

    number: LineNumber
    cells: list[str]

    def cell(self, index: int) -> str:
        """The text in this column; empty where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; a CSV file is one sheet without a name. `notices` are about how its bytes were read. Of
    `looks` some cells are `ShownCell`s (sheets/looks.py)."""

    name: str
    rows: list[TextRow]
    notices: list[Remark] = field(default_factory=list)
    looks: bool = False
