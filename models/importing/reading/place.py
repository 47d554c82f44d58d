"""Where in a file a row is."""


class Place(int):
    """The line a row starts on, from 1, as an editor or Excel numbers it; in a workbook of several sheets also which.

    A number for whoever counts and sorts, and the sheet for whoever has to find the row.
    """

    sheet: str

    def __new__(cls, line: int, sheet: str = "") -> "Place":
        place = super().__new__(cls, line)
        place.sheet = sheet
        return place

    @classmethod
    def of(cls, line: int) -> "Place":
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
