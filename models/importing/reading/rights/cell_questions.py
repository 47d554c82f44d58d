"""The blocking questions about what the cells of watched columns (watching.py) mean; what was answered is applied here
too."""

from collections import defaultdict
from dataclasses import replace

from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.names import squash
from models.importing.reading.questions import (
    CLOSED,
    GONE,
    LEFT,
    OPEN,
    RIGHTS,
    ROLE,
    SHIFTED,
    Answers,
    BlockingQuestion,
    choices,
    key_of,
)
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights import remarked_adults
from models.importing.reading.rights.restricting import COMMENTED, PASSED, RARE, RARE_NO, REMARKED, SHOWN, SPOKEN
from models.importing.reading.rights.watched_column import WatchedColumn

REMARKS = (SPOKEN, REMARKED, COMMENTED)
SELDOM = (RARE, RARE_NO)
MOST_WORDS = 6  # different values of a column that get a question each; the others share one
MOST_REMARKS = 40  # the same of remarks: each is about other people
OTHERS = "…"


def settle_cells(families: Families, answers: Answers) -> None:
    """Add a question for each group of watched cells, and apply the answers: adults become `closed` or are removed,
    pupils who left are removed."""
    out: set[int] = set()
    closed: dict[int, str] = {}
    insisted: dict[int, str] = {}
    plainly: set[int] = set()  # of `closed`, by the file's own words
    together = sorted(
        _together(remarked_adults.apart(families)).items(),
        key=lambda each: (not each[0][0].clear, each[0][1] != PASSED),
    )
    for (column, value), cells in together:
        # Of a pupil who has left nothing is asked, nor about the role or the rare words of who is shut out by what the
        # file says plainly.
        some = [
            one
            for one in cells
            if one.pupil.register_number in families.pupils
            and (column.kind != ROLE or id(one.adult) not in closed.keys() | out)
            and (column.rule not in SELDOM or id(one.adult) not in plainly)
        ]
        if not some:
            continue
        asked = answers.settled(_about_cells(column, value, some))
        if asked.answer is None and column.understood(value):
            asked = replace(asked, answer=GONE if asked.kind == LEFT else CLOSED, by_file=True)
        families.blocking_questions.append(asked)
        if asked.kind == LEFT and asked.answer == GONE:
            for cell in some:
                families.pupils.pop(cell.pupil.register_number, None)
        elif asked.answer == OPEN and asked.kind == RIGHTS:
            insisted |= {id(cell.adult): column.reason(cell.words) for cell in some}
        elif asked.answer == CLOSED:
            for cell in some:
                if asked.kind in (ROLE, SHIFTED):
                    out.add(id(cell.adult))
                    if asked.kind == SHIFTED:  # the right adult may stand elsewhere
                        families.incomplete.add(cell.pupil.register_number)
                else:
                    closed[id(cell.adult)] = column.reason(cell.words)
                    plainly |= {id(cell.adult)} if column.clear and column.understood(value) else set()
    families.adults = [
        replace(adult, closed=closed.get(id(adult), ""), insisted=insisted.get(id(adult), ""))
        if id(adult) in closed.keys() | insisted
        else adult
        for adult in families.adults
        if id(adult) not in out and adult.register_number in families.pupils
    ]
    families.watched_cells = []
    families.permit()


def _together(cells: list[WatchedCell]) -> dict[tuple[WatchedColumn, str], list[WatchedCell]]:
    """The cells by column and words, as they are asked about."""
    words: defaultdict[WatchedColumn, dict[str, str]] = defaultdict(dict)
    found: defaultdict[tuple[WatchedColumn, str], list[WatchedCell]] = defaultdict(list)
    for cell in cells:
        known = words[cell.column]
        plain = squash(cell.words)
        if plain not in known:
            most = MOST_REMARKS if cell.column.rule in REMARKS else MOST_WORDS
            known[plain] = cell.words if len(known) < most else OTHERS
        found[cell.column, known[plain]].append(cell)
    return found


def _about_cells(column: WatchedColumn, value: str, some: list[WatchedCell]) -> BlockingQuestion:
    people = {_person_key(cell): _name(cell) for cell in some}
    topic = key_of(column.topic, squash(value) or value) if column.topic else ""
    title = "" if column.untitled else column.title  # without one it is a number in words
    key = key_of(column.kind, str(column.index), title, value, *sorted(people))
    known = value in (PASSED, OTHERS) or column.rule == SHOWN
    shown = value if known else quoted(value if column.rule in REMARKS or column.said else cut(value))
    names = tuple(map(quoted, people.values()))
    return BlockingQuestion(
        key, topic, column.kind, column.title, shown, choices(column.kind), names, frozenset(people)
    )


def _person_key(cell: WatchedCell) -> str:
    number = cell.pupil.register_number
    return key_of(number, cell.adult.key, cell.words) if cell.adult else key_of(number, cell.words)


def _name(cell: WatchedCell) -> str:
    if cell.adult is not None:
        return f"{cell.adult.full_name} → {cell.pupil.full_name}"
    return f"{cell.pupil.full_name} ({cell.pupil.class_name or cell.pupil.register_number})"
