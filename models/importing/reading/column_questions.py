"""The blocking questions about columns: whether they are a parent's or a teacher's, whose a bare `E-mail` is, in which
order a whole name stands, and what the cells of watched columns (watching.py) mean.

What was answered is applied here too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.importing.reading import class_teacher, pupils_mail
from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.layout import NEEDED_OF_ADULT, AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import (
    ADULT,
    CLOSED,
    CONTACT,
    EACH,
    GONE,
    LEFT,
    ORDER,
    PARENT,
    PERSON,
    PUPIL,
    ROLE,
    STAFF,
    AnswerChoice,
    Answers,
    BlockingQuestion,
    choices,
    key_of,
)
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.table import Table, unclear
from models.importing.reading.tables import TextRow
from models.importing.reading.watching import PASSED, WatchedColumn

SAMPLES = 3
MOST_WORDS = 6  # different values of a column that get a question each; the others share one
OTHERS = "…"


def settle_columns(
    layout: Layout, rows: Sequence[TextRow], headings: str, answers: Answers
) -> tuple[Layout, list[BlockingQuestion]]:
    """The layout by the answers, and the questions. `headings` is the key of the row of headings.

    A column without an answer is not read. Columns of adults who have a whole class of children each are a teacher's
    and not asked about. Without any adult left, the names of adults are `missing`, as in a file that has none.
    """
    asked: list[BlockingQuestion] = []
    adults: list[AdultColumns] = []
    teachers: list[int] = []
    left_out: list[tuple[int, str]] = []
    for adult in layout.adults:
        if adult.unsure and class_teacher.has_classes(adult, layout, rows):
            teachers += sorted(adult.indexes)
            continue
        if adult.unsure:
            asked.append(answers.settled(_person(adult, layout, rows, headings)))
        if not adult.unsure or asked[-1].answer == PARENT:
            adults.append(adult)
        elif asked[-1].answer == STAFF:
            left_out += [(index, STAFF) for index in sorted(adult.indexes)]
    layout, adults = _unowned_pupils_mail(layout, adults, rows)
    given = dict.fromkeys((index for index, _field in layout.unowned), PUPIL)
    for index, _field in layout.unowned:
        asked.append(answers.settled(_contact(index, layout, adults, rows, headings)))
        given[index] = asked[-1].answer or PUPIL
        left_out += [(index, PUPIL)] if asked[-1].answer == PUPIL else []
    fields = dict(layout.unowned)
    for index, answer in given.items():
        for place, adult in enumerate(adults):
            if answer in (EACH, ADULT + adult.group):
                before = adult.columns.get(fields[index], ())
                adults[place] = replace(adult, columns={**adult.columns, fields[index]: (*before, index)})
    known = adults or any(one.answer is None for one in asked)
    missing = layout.missing if known else tuple(f"adult {field}" for field in NEEDED_OF_ADULT)
    outsiders = (*layout.outsiders, *teachers)
    settled = replace(layout, adults=tuple(adults), unowned=(), missing=missing, outsiders=outsiders)
    return replace(settled, answered=tuple(left_out)), asked


def _unowned_pupils_mail(
    layout: Layout, adults: list[AdultColumns], rows: Sequence[TextRow]
) -> tuple[Layout, list[AdultColumns]]:
    """Columns of addresses that stand as an adult's and look like the pupils' own, or like those of other adults: whose
    they are is asked."""
    found = []
    kept = []
    for adult in adults:
        emails = adult.columns.get("email", ())
        own = [
            index
            for index in emails
            if pupils_mail.is_pupils(index, adult, layout, rows) or pupils_mail.is_shuffled(index, adult, rows)
        ]
        found += [(index, "email") for index in own]
        left = tuple(index for index in emails if index not in own)
        columns = {name: some for name, some in adult.columns.items() if name != "email"}
        kept.append(replace(adult, columns={**columns, "email": left} if left else columns) if own else adult)
    return replace(layout, unowned=(*layout.unowned, *found)), kept


def _person(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow], headings: str) -> BlockingQuestion:
    titles = ", ".join(layout.titles[index] for index in sorted(adult.indexes))
    indexes = [adult.columns[name][0] for name in ("first", "last", "name") if name in adult.columns]
    names = (" ".join(_cell(row, index) for index in indexes).strip() for row in rows)
    key = key_of(PERSON, headings, adult.group)
    return BlockingQuestion(
        key, key if headings else "", PERSON, quoted(cut(titles)), "", choices(PERSON), _samples(names)
    )


def _contact(
    index: int, layout: Layout, adults: Sequence[AdultColumns], rows: Sequence[TextRow], headings: str
) -> BlockingQuestion:
    offered = [AnswerChoice(ADULT + one.group, quoted(cut(layout.titles[one.title_index]))) for one in adults]
    if len(adults) > 1:
        offered.append(AnswerChoice(EACH))
    key = key_of(CONTACT, headings, str(index))
    title = quoted(cut(layout.titles[index]))
    samples = _samples(_cell(row, index) for row in rows)
    return BlockingQuestion(key, key if headings else "", CONTACT, title, "", (AnswerChoice(PUPIL), *offered), samples)


def _cell(row: TextRow, index: int) -> str:
    return row.cells[index].strip() if index < len(row.cells) else ""


def _samples(cells: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in cells:
        if cell:
            found[quoted(cut(cell))] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


def settle_orders(table: Table, answers: Answers) -> None:
    """Ask which word is the last name in columns of whole names that do not show it, and apply the answers."""
    for index, order in table.orders.items():
        if order is not None or not (samples := _samples(unclear(table, index))):
            continue
        key = key_of(ORDER, table.headings, str(index))
        title = quoted(cut(table.layout.titles[index]))
        topic = key if table.headings else ""
        asked = answers.settled(BlockingQuestion(key, topic, ORDER, title, samples[0], choices(ORDER), samples))
        table.questions.append(asked)
        table.orders[index] = asked.answer


def settle_cells(families: Families, answers: Answers) -> None:
    """Add a question for each group of watched cells, and apply the answers: adults become `closed` or are removed,
    pupils who left are removed."""
    out: set[int] = set()
    closed: dict[int, str] = {}
    together = sorted(_together(families.watched_cells).items(), key=lambda each: not each[0][0].clear)
    for (column, value), cells in together:
        # Who is shut out by what the file says plainly needs no question about the role.
        some = [one for one in cells if column.kind != ROLE or id(one.adult) not in closed.keys() | out]
        if not some:
            continue
        asked = answers.settled(_about_cells(column, value, some))
        if asked.answer is None and column.understood(value):
            asked = replace(asked, answer=GONE if asked.kind == LEFT else CLOSED, by_file=True)
        families.blocking_questions.append(asked)
        if asked.kind == LEFT and asked.answer == GONE:
            for cell in some:
                families.pupils.pop(cell.pupil.register_number, None)
        elif asked.answer == CLOSED:
            for cell in some:
                if asked.kind == ROLE:
                    out.add(id(cell.adult))
                else:
                    closed[id(cell.adult)] = f"{column.title} : {quoted(cut(cell.words)) or '–'}"
    families.adults = [
        replace(adult, closed=closed[id(adult)]) if id(adult) in closed else adult
        for adult in families.adults
        if id(adult) not in out and adult.register_number in families.pupils
    ]
    families.watched_cells = []


def _together(cells: list[WatchedCell]) -> dict[tuple[WatchedColumn, str], list[WatchedCell]]:
    """The cells by column and words, as they are asked about."""
    words: defaultdict[WatchedColumn, dict[str, str]] = defaultdict(dict)
    found: defaultdict[tuple[WatchedColumn, str], list[WatchedCell]] = defaultdict(list)
    for cell in cells:
        known = words[cell.column]
        plain = squash(cell.words)
        if plain not in known:
            known[plain] = cell.words if len(known) < MOST_WORDS else OTHERS
        found[cell.column, known[plain]].append(cell)
    return found


def _about_cells(column: WatchedColumn, value: str, some: list[WatchedCell]) -> BlockingQuestion:
    people = {_person_key(cell): _name(cell) for cell in some}
    topic = key_of(column.topic, squash(value) or value) if column.topic else ""
    key = key_of(column.kind, str(column.index), value, *sorted(people))
    shown = value if value in (PASSED, OTHERS) else quoted(cut(value))
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
