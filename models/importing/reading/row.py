"""One row of a file → its pupil and adults, or their faults."""

from dataclasses import dataclass

from models.importing.reading import cells
from models.importing.reading.languages import language_code
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import NamedPerson
from models.importing.reading.remarks import LineNumber, Remark, cut, remark
from models.importing.reading.tables import TextRow


@dataclass(frozen=True, slots=True)
class FilePupil(NamedPerson):
    """A pupil as the file has it."""

    line: LineNumber
    register_number: str
    first_name: str
    last_name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class FileAdult(NamedPerson):
    """One mention of an adult beside a pupil. A field is empty where the file does not have it. `closed` is the cell by
    which the access is closed, such as `Autorité parentale : Non`."""

    line: LineNumber
    register_number: str
    first_name: str
    last_name: str
    email: str
    phone: str
    relation: str
    language: str
    closed: str = ""


def padded(row: TextRow, layout: Layout, width: int) -> TextRow:
    """The row with the empty cells at its end that some programs leave out together with their delimiters.

    Only where the missing cells may be empty: those that an adult need not have, or all of a further adult. A row that
    is cut off earlier stays short.
    """
    there = len(row.cells)
    if there >= width or any(index >= there for index in layout.child.values()):
        return row
    for place, adult in enumerate(layout.adults):
        further = place > 0 and all(index >= there for some in adult.columns.values() for index in some)
        if not further and any(index >= there for name in ("first", "last") for index in adult.columns[name]):
            return row
    return TextRow(row.number, [*row.cells, *[""] * (width - there)])


def read_pupil(row: TextRow, layout: Layout, wrong: list[Remark]) -> FilePupil:
    def cell(name: str) -> str:
        return cells.text(row.cells[layout.child[name]], f"child {name}", row.number, wrong.append)

    pupil = FilePupil(row.number, cell("register"), cell("first"), cell("last"), cell("class"))
    if not pupil.register_number:
        wrong.append(remark(row.number, "no_register"))
    if not pupil.first_name or not pupil.last_name:
        wrong.append(remark(row.number, "no_child_name"))
    return pupil


def read_adult(
    row: TextRow, columns: AdultColumns, register: str, wrong: list[Remark], notices: list[Remark]
) -> FileAdult | None:
    """One adult of the row; None when it has neither name nor address nor phone."""

    def raw(name: str) -> str:
        return next((row.cells[i] for i in columns.columns.get(name, ()) if row.cells[i].strip()), "")

    def cell(name: str) -> str:
        return cells.text(raw(name), f"adult {name}", row.number, wrong.append)

    first, last, phone, relation = cell("first"), cell("last"), cell("phone"), cell("relation")
    email = cells.address(raw("email"), row.number, wrong.append)
    if not (first or last or phone or email):
        return None
    if not first or not last:
        wrong.append(remark(row.number, "no_adult_name"))
    language = language_code(raw("language"))
    if language is None:
        notices.append(remark(row.number, "unknown_language", value=cut(cells.trimmed(raw("language")))))
    return FileAdult(row.number, register, first, last, email, phone, relation or columns.relation, language or "")
