"""The blocking questions about columns: whether they are a parent's or a teacher's, whose a bare `E-mail` is, and in
which order a whole name stands.

What was answered is applied here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.importing.reading.columns import class_teacher, told_parents
from models.importing.reading.columns.phones_of_rows import with_addresses, with_phones
from models.importing.reading.columns.steady_class import with_steady_class
from models.importing.reading.layout import NEEDED_OF_ADULT, AdultColumns, Layout
from models.importing.reading.mail import pupils_mail
from models.importing.reading.people.name_orders import unclear
from models.importing.reading.questions import (
    ADULT,
    CONTACT,
    EACH,
    ORDER,
    PARENT,
    PERSON,
    PUPIL,
    STAFF,
    AnswerChoice,
    Answers,
    BlockingQuestion,
    choices,
    key_of,
)
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

SAMPLES = 3


def settle_columns(
    layout: Layout, rows: Sequence[TextRow], headings: str, answers: Answers
) -> tuple[Layout, list[BlockingQuestion]]:
    """The layout by the answers, and the questions. `headings` is the key of the row of headings.

    A column without an answer is not read. Columns of adults who have a whole class of children each are a teacher's
    and not asked about. Without any adult left, the names of adults are `missing`, as in a file that has none.
    """
    asked: list[BlockingQuestion] = []
    adults: list[AdultColumns] = []
    pending: list[AdultColumns] = []
    teachers: list[int] = []
    left_out: list[tuple[int, str]] = []
    layout = with_addresses(with_phones(with_steady_class(layout, rows), rows), rows)
    layout = told_parents.told(layout, rows)
    for adult in layout.adults:
        if adult.unsure and not any(_cell(row, adult.title_index) for row in rows):
            continue
        if adult.unsure and class_teacher.is_teachers(adult, layout, rows):
            teachers += sorted(adult.indexes)
            continue
        if adult.unsure:
            asked.append(answers.settled(_person(adult, layout, rows, headings)))
        if not adult.unsure or asked[-1].answer == PARENT:
            adults.append(adult)
        elif asked[-1].answer is None:
            pending.append(adult)
        elif asked[-1].answer == STAFF:
            left_out += [(index, STAFF) for index in sorted(adult.indexes)]
    layout = replace(layout, unowned=tuple(one for one in layout.unowned if any(_cell(row, one[0]) for row in rows)))
    layout, adults = _unowned_pupils_mail(layout, adults, rows)
    given = dict.fromkeys((index for index, _field in layout.unowned), PUPIL)
    for index, _field in layout.unowned:
        if not any(_cell(row, index) for row in rows):
            continue
        asked.append(answers.settled(_contact(index, layout, [*adults, *pending], rows, headings)))
        given[index] = asked[-1].answer or PUPIL
        left_out += [(index, PUPIL)] if asked[-1].answer == PUPIL else []
    fields = dict(layout.unowned)
    for index, answer in given.items():
        for place, adult in enumerate(adults):
            if answer in (EACH, ADULT + adult.group):
                before = adult.columns.get(fields[index], ())
                adults[place] = replace(adult, columns={**adult.columns, fields[index]: (*before, index)})
    adults = [adult for adult in adults if not adult.unnamed or "email" in adult.columns]
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
            if pupils_mail.is_pupils(index, adult, layout, rows) or pupils_mail.is_shuffled(index, adult, layout, rows)
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
    titles = {one.group: layout.titles[one.title_index] for one in layout.adults}
    offered = [AnswerChoice(ADULT + one.group, quoted(cut(titles[one.group]))) for one in adults]
    if len(adults) > 1:
        offered.append(AnswerChoice(EACH))
    key = key_of(CONTACT, headings, str(index))
    title = quoted(cut(layout.titles[index]))
    samples = _samples(_cell(row, index) for row in rows)
    return BlockingQuestion(key, key if headings else "", CONTACT, title, "", (AnswerChoice(PUPIL), *offered), samples)


def _cell(row: TextRow, index: int) -> str:
    return row.cell(index).strip()


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
