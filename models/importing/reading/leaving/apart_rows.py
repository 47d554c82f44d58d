"""The rows below a title that sets them apart (apart_titles.py): `Liste d’attente`, `Ont quitté l’école`.

They are not read until the office says that they are families of the school.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from models.importing.reading.file_people import ReadRow
from models.importing.reading.names import squash
from models.importing.reading.questions import APART, STAYS, Answers, BlockingQuestion, choices, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.table import Table


def kept(table: Table, reads: Sequence[ReadRow], answers: Answers, asked: list[BlockingQuestion]) -> list[ReadRow]:
    """The rows that are read. A question for each title is added to `asked`."""
    if not table.apart:
        return list(reads)
    below: defaultdict[str, list[ReadRow]] = defaultdict(list)
    for read in reads:
        if (title := table.apart.get(read.row.number)) is not None:
            below[title].append(read)
    titles = dict.fromkeys(table.apart.values())
    settled = {title: answers.settled(_question(table, title, below[title])) for title in titles}
    asked += settled.values()
    allowed = {None, *(title for title, one in settled.items() if one.answer == STAYS)}
    return [read for read in reads if table.apart.get(read.row.number) in allowed]


def _question(table: Table, title: str, reads: Sequence[ReadRow]) -> BlockingQuestion:
    names = dict.fromkeys(_names(reads))
    keys = frozenset(key_of(squash(name)) for name in names)
    key = key_of(APART, str(table.sheet), title, *sorted(keys))
    topic = key_of(APART, table.headings, squash(title)) if table.headings else ""
    people = tuple(map(quoted, names))
    return BlockingQuestion(key, topic, APART, quoted(cut(title)), "", choices(APART), people, keys)


def _names(reads: Iterable[ReadRow]) -> Iterator[str]:
    """The pupils of these rows; of a row without one, its first words."""
    for read in reads:
        yield from (
            (pupil.full_name for pupil in read.pupils) if read.pupils else [cut(" ".join(read.row.cells).strip())]
        )
