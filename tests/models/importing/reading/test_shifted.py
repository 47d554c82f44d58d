"""Adults who stand a row too high or too low are asked about, and without a yes they are not imported."""

import random

import pytest

from models import importing
from models.importing import Families
from models.importing.comparing.blocking_words import blocking_text, choice_text
from models.importing.reading.questions import CLOSED, OPEN, SHIFTED, Answers, BlockingQuestion
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Nom père", "Prénom père", "Mail père", "Nom mère", "Prénom mère", "Mail mère"]
WHOLE = ["Nom élève", "Prénom élève", "Père", "Mail père", "Mère", "Mail mère"]
SURNAMES = [
    *("Adam", "Bodart", "Colin", "Dupuis", "Evrard", "Fontaine", "Gillet", "Hubert", "Istace", "Jacob", "Klein"),
    *("Lambert", "Masson", "Noël", "Oger", "Petit"),
]
MOTHERS, FATHERS = range(5, 8), range(2, 5)
Rows = list[list[str]]


def first_name(letter: str, place: int) -> str:
    return f"{letter}{chr(97 + place % 26)}i{chr(97 + place // 26)}"


def families(seed: int, others: float = 0.3, pupils: int = 40) -> Rows:
    """Pupils in alphabetical order, some of them brothers and sisters; of some the mother has another surname, of some
    she is not named."""
    chance = random.Random(seed)
    surnames = sorted(f"{chance.choice(SURNAMES)}{chance.choice(('', 's', 'elle'))}" for _ in range(pupils))
    rows = []
    for place, surname in enumerate(surnames):
        mother = chance.choice(SURNAMES) if chance.random() < others else surname
        cells = ["", "", ""] if chance.random() < 0.1 else [mother, first_name("M", place), f"mere{place}@example.org"]
        rows.append(
            [
                surname,
                f"L{place}",
                surname,
                first_name("P", place),
                f"pere{place}@example.org",
                *cells,
            ]
        )
    return rows


def shifted(rows: Rows, columns: range, start: int, step: int) -> Rows:
    """The cells of these columns, from one row on, moved up or down by a row."""
    moved = [list(row) for row in rows]
    for at in range(start, len(rows)):
        source = at - step
        for column in columns:
            moved[at][column] = rows[source][column] if start <= source < len(rows) else ""
    return moved


def asked(found: Families) -> list[BlockingQuestion]:
    return [one for one in found.blocking_questions if one.kind == SHIFTED]


def read(rows: Rows, titles: list[str] = TITLES, answers: Answers | None = None) -> Families:
    return importing.read(as_csv(rows, titles), None, answers)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("columns", "step"), [(MOTHERS, -1), (MOTHERS, 1), (FATHERS, -1), (FATHERS, 1)])
def test_cells_that_slipped_by_a_row_are_asked_about(columns: range, step: int, seed: int) -> None:
    start = 8 + seed
    rows = shifted(families(seed), columns, start, step)
    (question,) = asked(read(rows))
    assert question.answer is None
    assert question.heading == TITLES[columns[0]]
    wrong = {
        f"{row[columns[1]]} {row[columns[0]]} → {row[1]} {row[0]}"
        for row in rows[start:]
        if row[columns[0]] and row[columns[0]] != row[0]
    }
    assert len(wrong - set(question.people)) <= 3, "a brother or sister may stand between"


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("others", [0.0, 0.3, 1.0])
def test_families_with_several_surnames_ask_nothing(seed: int, others: float) -> None:
    assert not asked(read(families(seed, others)))


def test_whole_names_that_slipped_are_asked_about() -> None:
    rows = shifted(families(3, pupils=20), MOTHERS, 6, -1)
    whole = [
        [*row[:2], f"{row[2].upper()} {row[3]}", row[4], f"{row[5].upper()} {row[6]}".strip(), row[7]] for row in rows
    ]
    assert asked(read(whole, WHOLE))


def test_without_a_yes_they_are_left_out_and_nobodys_access_ends() -> None:
    rows = shifted(families(1), MOTHERS, 10, -1)
    (question,) = asked(read(rows))
    before = read(rows)
    closed = read(rows, answers=Answers({question.key: CLOSED}))
    gone = {adult.full_name for adult in before.adults} - {adult.full_name for adult in closed.adults}
    assert len(gone) == len(question.people_keys)
    assert len(closed.incomplete) >= len(gone)
    assert not [adult for adult in closed.adults if adult.closed]
    assert len(read(rows, answers=Answers({question.key: OPEN})).adults) == len(before.adults)
    assert "Nom mère" in blocking_text(question)
    assert all(choice_text(question, choice) for choice in question.choices)


def test_the_other_parents_of_the_rows_may_have_slipped_too() -> None:
    rows = [[*row[:5], "Berger", f"Mia{at}", ""] for at, row in enumerate(families(1))]
    whole = importing.read(as_csv(shifted(rows, range(2, 8), 20, 1), TITLES, ";"))
    people = [" ".join(one.people) for one in asked(whole)]
    assert len(people) == 2
    assert any("Berger" in some for some in people)
    fathers_alone = importing.read(as_csv(shifted(families(1, others=0.0), FATHERS, 20, 1), TITLES, ";"))
    assert len(asked(fathers_alone)) == 1
