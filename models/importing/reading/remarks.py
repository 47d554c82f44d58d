"""What an import has to say about a file, as data; remark_words.py puts it into words.

A fault keeps its row from being imported; a notice does not. Both are `Remark`s.
"""

from dataclasses import dataclass

SHOWN = 60  # characters of a cell quoted in a sentence


class LineNumber(int):
    """The line that a row starts on, from 1, as an editor or Excel numbers it, and its sheet where several are read.

    It counts and sorts as a number; the sheet is for the reader who has to find the row.
    """

    sheet: str = ""

    def __new__(cls, line: int, sheet: str = "") -> "LineNumber":
        place = super().__new__(cls, line)
        if sheet:  # an attribute of its own takes more memory than the number
            place.sheet = sheet
        return place

    @classmethod
    def of(cls, line: int) -> "LineNumber":
        """The line number itself, or of a plain number."""
        return line if isinstance(line, cls) else cls(line)

    @property
    def plain(self) -> tuple[int, str]:
        """The arguments that make it, for models/core/confined/frames.py."""
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
    """A fault or notice. `line` is 0 when it is about no single line."""

    line: LineNumber
    kind: str
    values: tuple[tuple[str, str], ...] = ()


class Unreadable(ValueError):
    """The whole file is refused; `remark` says why."""

    def __init__(self, kind: str, line: int = 0, **values: object) -> None:
        super().__init__(kind)
        self.remark = remark(line, kind, **values)

    @classmethod
    def of(cls, why: Remark) -> "Unreadable":
        """For a remark that was made elsewhere."""
        return cls(why.kind, why.line, **dict(why.values))

    @property
    def by_hand(self) -> bool:
        """Whether naming the columns by hand would make the file readable (columns/by_hand.py)."""
        return self.remark.kind in ("no_headings", "double_heading")


def remark(line: int, kind: str, **values: object) -> Remark:
    """A remark whose values are short and printable, whatever the cell contains."""
    return Remark(LineNumber.of(line), kind, tuple((name, quoted(str(value))) for name, value in values.items()))


def quoted(text: str) -> str:
    """Text of the file, safe to print: without control characters, cut at ten times `SHOWN`."""
    plain = text if text.isprintable() else "".join(c if c.isprintable() else "·" for c in text)
    return plain if len(plain) <= 10 * SHOWN else plain[: 10 * SHOWN - 1] + "…"


def cut(text: str) -> str:
    """One cell, cut at `SHOWN` characters."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
