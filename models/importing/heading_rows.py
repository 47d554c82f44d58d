"""Which row of a table holds the headings; or which two, `Responsable 1` over `Nom`, `Prénom`, `E-mail`."""

from models.importing.headings import Layout, layout, owner_of


def find(rows: list[list[str]]) -> tuple[int, Layout]:
    """The row whose headings are recognised best, by its place in `rows`, and what its columns are.

    Two rows are taken together only where no row alone is enough, and the two are.
    """
    alone = [(at, layout(cells)) for at, cells in enumerate(rows)]
    best = min(alone, key=lambda way: rank(way[1]))
    if not best[1].missing:
        return best
    joined = ((at, layout(_joined(rows[at - 1], rows[at]))) for at in range(1, len(rows)))
    return next((way for way in joined if not way[1].missing), best)


def rank(layout: Layout) -> tuple[int, int]:
    """Fewest needed columns missing, then most recognised."""
    return len(layout.missing), -layout.recognised


def _joined(above: list[str], own: list[str]) -> list[str]:
    """Each heading with the name of whose it is from the row above, where cells over several columns stand once."""
    owner, titles = "", []
    for index, title in enumerate(own):
        over = above[index].strip() if index < len(above) else ""
        if over:
            owner = owner_of(over)
        titles.append(f"{owner} {title}".strip() if title.strip() else over)
    return titles
