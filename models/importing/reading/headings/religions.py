"""Cells of a pupil's religion, below `Rel.`, which is short for the relation too."""

from collections.abc import Iterable

from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.names import squash

CHRISTIAN = words_of("rk kr rkath kath katholisch ev er evluth evangelisch catholique cath")
OTHERS = words_of(
    "il is isl ob or islam islamisch islamique musulmane ohne orth orthodox orthodoxe juive juif judaisme jud prot"
    " protestante protestant morale ethik hindu buddh sonst"
)
# Below `Rel.` of German schools: religious education.
CODES = words_of("er kr il ir or so jr hb ob rk ev ak isl")


def are_religions(cells: Iterable[str]) -> bool:
    """Whether several words or codes are all religions, and one is a Christian one."""
    values = {*map(squash, cells)}
    return len(values) > 1 and not values.isdisjoint(CHRISTIAN) and values <= CHRISTIAN | OTHERS
