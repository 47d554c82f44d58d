"""The rows of a sheet of contacts whose number no pupil of the other sheet has: they are not read, and named."""

from collections.abc import Iterable

from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.tables import TextRow


def notices(rows: Iterable[TextRow]) -> list[Remark]:
    found = []
    for row in rows:
        if said := " ".join(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip())):
            found.append(remark(row.number, "nobodys_contact", value=cut(said)))
    return found
