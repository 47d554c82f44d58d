"""One line a measure, printed as soon as it is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`reached` is None where nothing is aimed at, or where it could not be measured."""

    name: str
    measured: str
    reach: str = ""
    reached: bool | None = None


MARKS = {True: "yes", False: "NO", None: ""}


def head() -> None:
    """The titles of the columns."""
    _print("what", "measured", "reach", "reached")
    _print("-" * 44, "-" * 52, "-" * 30, "-" * 7)


def show(line: Line) -> None:
    """Print one line of the table."""
    _print(line.name, line.measured, line.reach, MARKS[line.reached])


def _print(name: str, measured: str, reach: str, reached: str) -> None:
    print(f"{name:<44} {measured:<52} {reach:<30} {reached}".rstrip(), flush=True)
