"""The parents of one row of whom the file has an address and no name."""

from collections.abc import Iterable, Sequence

from models.importing.reading.cells import AROUND, plain_address
from models.importing.reading.layout import AdultColumns
from models.importing.reading.mail.mends import ADDRESS
from models.importing.reading.people.full_names import Name
from models.importing.reading.people.made_up_names import made_up


def addresses(cell: str) -> list[str]:
    """The addresses in a cell that has nothing but addresses and what separates them; none in any other."""
    value = plain_address(cell)
    return ADDRESS.findall(value) if AROUND.fullmatch(ADDRESS.sub("", value)) else []


def people(columns: AdultColumns, cells: Sequence[str], pupils_last_name: str) -> list[tuple[Name, Sequence[str]]]:
    """The made-up names of the parents in these cells, each with the cells of the address. In columns that do not say
    which parent they are about, as `Mails des parents`, each address is a parent's."""
    found = [] if columns.group else _each(cells)
    if len(found) < 2:
        number = columns.group.partition("#")[0]
        return [(made_up(columns.relation, number, pupils_last_name), cells)]
    return [(made_up("", str(number), pupils_last_name), [address]) for number, address in enumerate(found, 1)]


def _each(cells: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(address for cell in cells for address in addresses(cell)))
