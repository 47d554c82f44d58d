"""The blocking questions about columns: whether they are a parent's or a teacher's, whose a bare `E-mail` is, and what
the cells of watched columns (watching.py) mean. What was answered is applied here too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.layout import NEEDED_OF_ADULT, AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import (
    ADULT,
    CLOSED,
    CONTACT,
    GONE,
    LEFT,
    PARENT,
    PERSON,
    PUPIL,
    ROLE,
    AnswerChoice,
    Answers,
    BlockingQuestion,
    choices,
    key_of,
)
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.tables import TextRow
from models.importing.reading.watching import PASSED, WatchedColumn

SAMPLES = 3
MOST_WORDS = 6  # of one column, each asked about alone; the others are asked about together
OTHERS = "…"


def settle_columns(
    layout: Layout, lines: Sequence[TextRow], headings: str, answers: Answers
) -> tuple[Layout, list[BlockingQuestion]]:
    """The layout as it was answered, and what there was to be answered. `headings` is the key of the row of headings.

    Nothing is read of a column that nobody has answered about. Without any adult left, the names of adults are
    `missing`, as they are in a file that has none.
    """
    asked = []
    adults = []
    for adult in layout.adults:
        if adult.unsure:
            asked.append(answers.settled(_person(adult, layout, lines, headings)))
        if not adult.unsure or asked[-1].answer == PARENT:
            adults.append(adult)
    given = dict.fromkeys((index for index, _field in layout.unowned), PUPIL)
    for index, _field in layout.unowned:
        asked.append(answers.settled(_contact(index, layout, adults, lines, headings)))
        given[index] = asked[-1].answer or PUPIL
    fields = dict(layout.unowned)
    doubled = list(layout.doubled)
    for index, answer in given.items():
        for place, adult in enumerate(adults):
            if answer == ADULT + adult.group:
                before = adult.columns.get(fields[index], ())
                if before and fields[index] == "email":
                    doubled.append((layout.titles[before[0]], layout.titles[index]))
                adults[place] = replace(adult, columns={**adult.columns, fields[index]: (*before, index)})
    known = adults or any(one.answer is None for one in asked)
    missing = layout.missing if known else tuple(f"adult {field}" for field in NEEDED_OF_ADULT)
    return replace(layout, adults=tuple(adults), unowned=(), missing=missing, doubled=tuple(doubled)), asked


def _person(adult: AdultColumns, layout: Layout, lines: Sequence[TextRow], headings: str) -> BlockingQuestion:
    titles = ", ".join(layout.titles[index] for index in sorted(adult.indexes))
    (last, *_), (first, *_) = adult.columns["last"], adult.columns["first"]
    names = (f"{_cell(line, first)} {_cell(line, last)}".strip() for line in lines)
    key = key_of(PERSON, headings, adult.group)
    return BlockingQuestion(
        key, key if headings else "", PERSON, quoted(cut(titles)), "", choices(PERSON), _samples(names)
    )


def _contact(
    index: int, layout: Layout, adults: Sequence[AdultColumns], lines: Sequence[TextRow], headings: str
) -> BlockingQuestion:
    offered = (AnswerChoice(ADULT + one.group, quoted(cut(layout.titles[one.columns["last"][0]]))) for one in adults)
    key = key_of(CONTACT, headings, str(index))
    title = quoted(cut(layout.titles[index]))
    samples = _samples(_cell(line, index) for line in lines)
    return BlockingQuestion(key, key if headings else "", CONTACT, title, "", (AnswerChoice(PUPIL), *offered), samples)


def _cell(line: TextRow, index: int) -> str:
    return line.cells[index].strip() if index < len(line.cells) else ""


def _samples(cells: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in cells:
        if cell:
            found[quoted(cut(cell))] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


def settle_cells(families: Families, answers: Answers) -> None:
    """Ask about each; who is not to get in is out or `closed`, and who has left is not in the file any more."""
    out: set[int] = set()
    closed: dict[int, str] = {}
    for (watch, value), some in _together(families.watched_cells).items():
        asked = answers.settled(_about_cells(watch, value, some))
        families.blocking_questions.append(asked)
        if asked.kind == LEFT and asked.answer == GONE:
            for said in some:
                families.pupils.pop(said.pupil.register_number, None)
        elif asked.answer == CLOSED:
            for said in some:
                if asked.kind == ROLE:
                    out.add(id(said.adult))
                else:
                    closed[id(said.adult)] = f"{watch.title} : {quoted(cut(said.words)) or '–'}"
    families.adults = [
        replace(adult, closed=closed.get(id(adult), ""))
        for adult in families.adults
        if id(adult) not in out and adult.register_number in families.pupils
    ]
    families.watched_cells = []


def _together(all_said: list[WatchedCell]) -> dict[tuple[WatchedColumn, str], list[WatchedCell]]:
    """By column and words."""
    words: defaultdict[WatchedColumn, dict[str, str]] = defaultdict(dict)
    found: defaultdict[tuple[WatchedColumn, str], list[WatchedCell]] = defaultdict(list)
    for said in all_said:
        known = words[said.column]
        plain = squash(said.words)
        if plain not in known:
            known[plain] = said.words if len(known) < MOST_WORDS else OTHERS
        found[said.column, known[plain]].append(said)
    return found


def _about_cells(watch: WatchedColumn, value: str, some: list[WatchedCell]) -> BlockingQuestion:
    people = {_mark(said): _name(said) for said in some}
    topic = key_of(watch.topic, squash(value) or value) if watch.topic else ""
    key = key_of(watch.kind, str(watch.index), value, *sorted(people))
    shown = value if value in (PASSED, OTHERS) else quoted(cut(value))
    names = tuple(map(quoted, people.values()))
    return BlockingQuestion(key, topic, watch.kind, watch.title, shown, choices(watch.kind), names, frozenset(people))


def _mark(said: WatchedCell) -> str:
    number = said.pupil.register_number
    return key_of(number, said.adult.key, said.words) if said.adult else key_of(number, said.words)


def _name(said: WatchedCell) -> str:
    if said.adult is not None:
        return f"{said.adult.full_name} → {said.pupil.full_name}"
    return f"{said.pupil.full_name} ({said.pupil.class_name or said.pupil.register_number})"
