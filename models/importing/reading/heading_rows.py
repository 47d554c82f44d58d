"""Which row of a table holds the headings; or which two, `Responsable 1` over `Nom`, `Prénom`, `E-mail`."""

from models.importing.reading.headings import names_staff_alone, owner_of
from models.importing.reading.layout import Layout, layout


def find(rows: list[list[str]]) -> tuple[int, Layout]:
    """The index of the row whose headings are recognised best, and what its columns are.

    Two rows are joined only where no single row is sufficient and the two are.
    """
    alone = [(at, layout(cells, _under_staff(rows[at - 1], cells) if at else ())) for at, cells in enumerate(rows)]
    best = min(alone, key=lambda way: rank(way[1]))
    if not best[1].missing:
        return best
    joined = ((at, layout(*_joined(rows[at - 1], rows[at]))) for at in range(1, len(rows)))
    return next((way for way in joined if not way[1].missing), best)


def rank(layout: Layout) -> tuple[int, int]:
    """Fewest needed columns missing, then most recognised."""
    return len(layout.missing), -layout.recognised


def _over(above: list[str], own: list[str]) -> list[str]:
    """The cell above each column; a cell over several columns is written once, over the first."""
    over, titles = "", []
    for index in range(len(own)):
        over = (above[index].strip() if index < len(above) else "") or over
        titles.append(over)
    return titles


def _under_staff(above: list[str], own: list[str]) -> set[int]:
    """The columns under `Professeur` or `Klastitularis`."""
    return {index for index, over in enumerate(_over(above, own)) if names_staff_alone(over)}


def _joined(above: list[str], own: list[str]) -> tuple[list[str], set[int]]:
    """Each heading with its owner from the row above; and the columns under a title that names no owner."""
    titles, strange = [], set()
    for index, (title, over) in enumerate(zip(own, _over(above, own), strict=True)):
        owner = owner_of(over)
        titles.append(
            f"{owner} {title}".strip() if title.strip() else above[index].strip() if index < len(above) else ""
        )
        if over and not owner and title.strip():
            strange.add(index)
    return titles, strange
