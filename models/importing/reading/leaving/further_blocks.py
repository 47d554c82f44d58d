"""A block of rows below the list, under a title that is no class as the others: `Au revoir les copains !`, `Arrivent en
janvier`. Nothing says that they are pupils of the school now."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.importing.reading.names import squash
from models.importing.reading.remarks import LineNumber
from models.importing.reading.rights.spoken import plain

# The list goes on below: `(suite)`.
GOES_ON = re.compile(r"\b(?:suite|vervolg|fortsetzung|cont|continu\w+|contd|seguito|segue|part(?:ie|e)?|deel|teil)\b")
MOST = 6  # titles that are asked about apart


@dataclass(slots=True)
class Block:
    """Rows, with the `titles` that stand one below the other above them. Of a `known` block a title is a class, or
    another rule has it; of a `paged` one a title stands elsewhere too, as on each printed page. `classes` are those of
    its rows, where a column has them."""

    titles: list[str] = field(default_factory=list)
    known: bool = False
    paged: bool = False
    rows: list[LineNumber] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)


class Blocks:
    """The blocks of a table, as its rows are gone through."""

    def __init__(self) -> None:
        self.found = [Block()]

    def title(self, said: str, *, known: bool, paged: bool = False) -> None:
        """A title between the rows; a `paged` one stands above all of them too, or says that the list goes on."""
        if self.found[-1].rows:
            self.found.append(Block())
        block = self.found[-1]
        block.titles.append(said)
        block.known |= known
        block.paged |= paged or GOES_ON.search(plain(said)) is not None

    def row(self, number: LineNumber, class_cell: str) -> None:
        """A row of a family, with the cell of its class."""
        self.found[-1].rows.append(number)
        if class_cell.strip():
            self.found[-1].classes.add(squash(class_cell))

    def apart(self) -> Iterator[tuple[Block, str]]:
        """The blocks that are unlike those above them, each with its title; more than a few share the last. None where
        each block has a title and none is known, and none whose classes are others than those above: it is a part of
        the school."""
        blocks = [block for block in self.found if block.rows]
        often = Counter(squash(one) for block in blocks for one in dict.fromkeys(block.titles))
        above = Block()
        titles: dict[str, None] = {}
        usual = False  # whether a block above has no title, or a known one
        for block in blocks:
            paged = block.paged or any(often[squash(one)] > 1 for one in block.titles)  # as on each printed page
            new = bool(block.classes) and block.classes.isdisjoint(above.classes)
            mixed = len(block.classes) > 1 and block.classes <= above.classes  # the title is none of its classes
            if usual and block.titles and not ((block.known and not mixed) or paged or new):
                if len(titles) < MOST:
                    titles[block.titles[-1]] = None
                own = block.titles[-1]
                yield block, own if own in titles else f"{[*titles][-1]} …"
            else:
                usual = usual or block.known or not block.titles
                above.classes |= block.classes
