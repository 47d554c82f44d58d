"""The columns of each child of a row, when all columns are given to somebody."""

from collections.abc import Iterable, Sequence

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.family_names import share_last_name
from models.importing.reading.headings.meanings import FEW_NAMES
from models.importing.reading.layout import NAMES, NEEDED_OF_CHILD

NEARLY_ALL = 0.9  # of the cells below a first name: then they are whole names


def children(
    groups: Iterable[dict[str, int]], cells: Sequence[Cells], judged: bool
) -> tuple[list[dict[str, int]], list[str]]:
    """The columns of each child by field, and the needed fields that no child has. `judged`: `cells` is known."""
    found = share_last_name([_child(columns, cells, judged) for columns in groups])
    named = [child for child in found if "name" in child or ("last" in child and "first" in child)]
    if not named:
        there = {field for child in found for field in child}
        return found, [f"child {field}" for field in NEEDED_OF_CHILD if field not in there]
    _share(named, found)
    return named, []


def better(field: str, before: int, index: int, cells: Sequence[Cells]) -> dict[str, int]:
    """What a second column of this field changes: it stands for the first where that says nothing, and it is the
    second half of the class where one has `1` and the other `A`: `Classe`, `Sez.`."""
    first, second = cells[before], cells[index]
    if field == "class" and first.numbers and second.letters:
        return {"year": before, "class": index}
    worse = (first.empty or first.constant) and not (second.empty or second.constant)
    return {field: index} if worse else {}


def _child(columns: dict[str, int], cells: Sequence[Cells], judged: bool) -> dict[str, int]:
    """The child's columns: a last name alone is read as the whole name, and a year is its class where nothing else
    is, or is a part of it (`2` and `A`)."""
    found = dict(columns)
    if "last" in found and "first" not in found and "name" not in found and judged:
        if cells[found["last"]].names >= FEW_NAMES:
            found["name"] = found.pop("last")
    elif "first" in found and "last" not in found and "name" not in found and judged:
        if cells[found["first"]].names >= NEARLY_ALL:  # `Nome do aluno` over `Tiago Correia`
            found["name"] = found.pop("first")
    elif "last" in found and "first" in found:
        found.pop("name", None)
    if "year" in found and not ("class" in found and cells[found["class"]].letters):
        year = found.pop("year")
        found.setdefault("class", year)
    return found


def _share(named: list[dict[str, int]], children: list[dict[str, int]]) -> None:
    """Give what stands once beside several children (the class, above all) to each that has none."""
    for other in children:
        if other not in named:
            for child in named:
                for field, index in other.items():
                    if field not in NAMES:
                        child.setdefault(field, index)
