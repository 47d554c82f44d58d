"""One list of a summary."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Section:
    """A title and its lines, never empty. `urgent`: to be read before the import. `folded`: many lines of one kind.
    `children` are the ids of the children that the lines are about, where each is about one to decide on. `more` lines
    are left out."""

    title: str
    lines: tuple[str, ...]
    urgent: bool = False
    folded: bool = False
    children: tuple[int, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.lines) + self.more

    def first(self, most: int) -> "Section":
        """With its first lines alone."""
        return replace(self, lines=self.lines[:most], more=max(0, self.count - most))
