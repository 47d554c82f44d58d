"""Columns that are a parent's or not: perhaps of a teacher, or a bare `E-mail` beside the pupil. What was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.importing.reading.answers import Answers, key_of
from models.importing.reading.layout import NEEDED_OF_ADULT, AdultColumns, Layout
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.text_table import Line
from models.importing.reading.unclear import ADULT, CONTACT, PARENT, PERSON, PUPIL, Choice, Unclear, choices

SAMPLES = 3


def settle(layout: Layout, lines: Sequence[Line], headings: str, answers: Answers) -> tuple[Layout, list[Unclear]]:
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


def _person(adult: AdultColumns, layout: Layout, lines: Sequence[Line], headings: str) -> Unclear:
    titles = ", ".join(layout.titles[index] for index in sorted(adult.indexes))
    (last, *_), (first, *_) = adult.columns["last"], adult.columns["first"]
    names = (f"{_cell(line, first)} {_cell(line, last)}".strip() for line in lines)
    key = key_of(PERSON, headings, adult.group)
    return Unclear(key, key if headings else "", PERSON, quoted(cut(titles)), "", choices(PERSON), _samples(names))


def _contact(
    index: int, layout: Layout, adults: Sequence[AdultColumns], lines: Sequence[Line], headings: str
) -> Unclear:
    offered = (Choice(ADULT + one.group, quoted(cut(layout.titles[one.columns["last"][0]]))) for one in adults)
    key = key_of(CONTACT, headings, str(index))
    title = quoted(cut(layout.titles[index]))
    samples = _samples(_cell(line, index) for line in lines)
    return Unclear(key, key if headings else "", CONTACT, title, "", (Choice(PUPIL), *offered), samples)


def _cell(line: Line, index: int) -> str:
    return line.cells[index].strip() if index < len(line.cells) else ""


def _samples(cells: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in cells:
        if cell:
            found[quoted(cut(cell))] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)
