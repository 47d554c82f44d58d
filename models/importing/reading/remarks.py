"""What an import has to say about a file, as data; remark_words.py puts it into words.

A fault keeps its row from being imported; a notice does not. Both are `Remark`s.
"""

from dataclasses import dataclass

SHOWN = 60  # characters of a cell quoted in a sentence


class LineNumber(int):
    """The line a row starts on, from 1, as an editor or Excel numbers it; in a workbook of several sheets also which.

    A number for whoever counts and sorts, and the sheet for whoever has to find the row.
    """

    sheet: str

    def __new__(cls, line: int, sheet: str = "") -> "LineNumber":
        place = super().__new__(cls, line)
        place.sheet = sheet
        return place

    @classmethod
    def of(cls, line: int) -> "LineNumber":
        """The place, of one or of a bare number."""
        return line if isinstance(line, cls) else cls(line)

    @property
    def plain(self) -> tuple[int, str]:
        """What it is made from, for models/core/confined/frames.py."""
        return int(self), self.sheet

    def __str__(self) -> str:
        """`7`, or `7 (P2A)`."""
        return f"{int(self)} ({self.sheet})" if self.sheet else f"{int(self)}"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int):
            return NotImplemented
        return int(self) == int(other) and self.sheet == getattr(other, "sheet", "")

    def __ne__(self, other: object) -> bool:  # int has one of its own
        return not self == other

    def __hash__(self) -> int:
        return hash((int(self), self.sheet)) if self.sheet else hash(int(self))


@dataclass(frozen=True, slots=True)
class Remark:
    """`line` is where the row starts in the file (from 1), 0 when it is about no single line."""

    line: LineNumber
    kind: str
    values: tuple[tuple[str, str], ...] = ()


class Unreadable(ValueError):
    """The whole file is refused; nothing of it was looked at. `remark` says why."""

    def __init__(self, kind: str, line: int = 0, **values: object) -> None:
        super().__init__(kind)
        self.remark = remark(line, kind, **values)

    @classmethod
    def of(cls, why: Remark) -> "Unreadable":
        """For a reason that was found elsewhere."""
        return cls(why.kind, why.line, **dict(why.values))

    @property
    def by_hand(self) -> bool:
        """Whether somebody who names the columns makes it readable (by_hand.py)."""
        return self.remark.kind in ("no_headings", "double_heading")


def remark(line: int, kind: str, **values: object) -> Remark:
    """A remark whose values are short and printable, whatever stood in the cell."""
    return Remark(LineNumber.of(line), kind, tuple((name, quoted(str(value))) for name, value in values.items()))


def quoted(text: str) -> str:
    """Text of the file, safe to print: no control characters, cut when it is long."""
    plain = "".join(c if c.isprintable() else "·" for c in text)
    return plain if len(plain) <= 10 * SHOWN else plain[: 10 * SHOWN - 1] + "…"


def cut(text: str) -> str:
    """One cell, cut to what a line can hold."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
