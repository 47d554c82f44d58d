"""One row of a file → the pupil and the adults in it, or what is wrong with them."""

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
    """An adult beside a pupil, once for each time that the file has the pair. An empty text: the file does not say.
    `closed` is the file's word that keeps this adult from the pupil, such as `Autorité parentale : Non`."""

    line: LineNumber
    register_number: str
    first_name: str
    last_name: str
    email: str
    phone: str
    relation: str
    language: str
    closed: str = ""


def padded(line: TextRow, layout: Layout, width: int) -> TextRow:
    """The row with the empty cells at its end that some programs leave out, delimiters included.

    Only where what is not there may well be empty: a cell that no adult needs, or a further adult as a whole. A row
    that is cut off earlier stays short.
    """
    there = len(line.cells)
    if there >= width or any(index >= there for index in layout.child.values()):
        return line
    for place, adult in enumerate(layout.adults):
        further = place > 0 and all(index >= there for some in adult.columns.values() for index in some)
        if not further and any(index >= there for name in ("first", "last") for index in adult.columns[name]):
            return line
    return TextRow(line.number, [*line.cells, *[""] * (width - there)])


def read_pupil(line: TextRow, layout: Layout, wrong: list[Remark]) -> FilePupil:
    def cell(name: str) -> str:
        return cells.text(line.cells[layout.child[name]], f"child {name}", line.number, wrong.append)

    pupil = FilePupil(line.number, cell("register"), cell("first"), cell("last"), cell("class"))
    if not pupil.register_number:
        wrong.append(remark(line.number, "no_register"))
    if not pupil.first_name or not pupil.last_name:
        wrong.append(remark(line.number, "no_child_name"))
    return pupil


def read_adult(
    line: TextRow, columns: AdultColumns, register: str, wrong: list[Remark], notices: list[Remark]
) -> FileAdult | None:
    """One adult of the row; None when all of its cells but the relation and language are empty."""

    def raw(name: str) -> str:
        return next((line.cells[i] for i in columns.columns.get(name, ()) if line.cells[i].strip()), "")

    def cell(name: str) -> str:
        return cells.text(raw(name), f"adult {name}", line.number, wrong.append)

    first, last, phone, relation = cell("first"), cell("last"), cell("phone"), cell("relation")
    email = cells.address(raw("email"), line.number, wrong.append)
    if not (first or last or phone or email):
        return None
    if not first or not last:
        wrong.append(remark(line.number, "no_adult_name"))
    language = language_code(raw("language"))
    if language is None:
        notices.append(remark(line.number, "unknown_language", value=cut(cells.trimmed(raw("language")))))
    return FileAdult(line.number, register, first, last, email, phone, relation or columns.relation, language or "")
