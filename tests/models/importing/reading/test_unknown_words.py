"""Words of headings that the vocabulary does not have, understood by the other headings and by the cells."""

from collections.abc import Container, Sequence

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.columns import column_roles, unknown_words
from models.importing.reading.headings.evidence import Cells
from models.importing.reading.layout import Layout
from models.importing.reading.questions import PARENT, PERSON, Answers
from tests.support.files import as_csv

ROWS = (
    ("Roy", "Lou", "P4", "Roy", "Ann", "ann@x.be"),
    ("Roy", "Max", "P1", "Roy", "Ann", "ann@x.be"),
    ("Kaya", "Eda", "P4", "Kaya", "Ali", "ali@x.be"),
    ("Petit", "Zoé", "P1", "Mora", "Eva", "eva@x.be"),
)


def read(titles: str, *rows: tuple[str, ...]) -> Families:
    return importing.read(as_csv([list(row) for row in rows], titles.split(";"), ";"))


def people(families: Families) -> set[str]:
    return {one.full_name for one in (*families.pupils.values(), *families.adults)}


EVERYBODY = {"Lou Roy", "Max Roy", "Eda Kaya", "Zoé Petit", "Ann Roy", "Ali Kaya", "Eva Mora"}


@pytest.mark.parametrize(
    "titles",
    [
        "Fjordik;Prénom;Classe;Fjordik parent;Prénom parent;E-mail parent",
        "Nom;Fjordik;Classe;Nom parent;Fjordik parent;E-mail parent",
        "Nom;Fjordik;Classe;P1_Nom;P1_Fjordik;P1_Email",
        "Nom fjordik;Prénom fjordik;Classe;Nom parent;Prénom parent;E-mail parent",
        "Fjordik Nom;Fjordik Prénom;Fjordik Classe;Nom parent;Prénom parent;E-mail parent",
        "Nom;Fjordik;Classe;Nom parent;Glumesk parent;E-mail parent",
    ],
)
def test_a_row_of_headings_is_completed_by_what_unknown_words_must_mean(titles: str) -> None:
    families = read(titles, *ROWS)
    assert people(families) == EVERYBODY
    assert not families.blocking_questions


@pytest.mark.parametrize("number", ["0470 00 00 0{n}", "+41 79 000 00 0{n}", "691 100 20{n}"])
@pytest.mark.parametrize("heading", ["Fjordik parent", "Fjordik"])
def test_telephones_below_an_unknown_word_are_the_parents(heading: str, number: str) -> None:
    rows = [(*row, number.format(n=n)) for n, row in enumerate(ROWS)]
    families = read(f"Nom;Prénom;Classe;Nom parent;Prénom parent;E-mail parent;{heading}", *rows)
    assert all(adult.phone for adult in families.adults)


@pytest.mark.parametrize("number", ["85.07.30-033.2{n}", "20150607123{n}", "75 rue Haute"])
def test_other_numbers_below_an_unknown_word_are_no_telephones(number: str) -> None:
    rows = [(*row, number.format(n=n)) for n, row in enumerate(ROWS)]
    families = read("Nom;Prénom;Classe;Nom parent;Prénom parent;E-mail parent;Fjordik parent", *rows)
    assert not any(adult.phone for adult in families.adults)


def test_a_second_column_of_telephones_below_an_unknown_word_alone_is_nobodys() -> None:
    rows = [(*row, "0470000001", "0470000002") for row in ROWS]
    families = read("Nom;Prénom;Classe;Nom parent;Prénom parent;E-mail parent;GSM parent;Fjordik", *rows)
    assert {adult.phone for adult in families.adults} == {"0470000001"}


def test_an_adult_whom_an_unknown_word_names_is_asked_about() -> None:
    families = read("Nom élève;Prénom élève;Classe;Nom fjordik;Prénom fjordik;E-mail fjordik", *ROWS)
    assert [one.kind for one in families.blocking_questions] == [PERSON]
    assert not families.adults


def test_a_second_adult_whom_an_unknown_word_names_is_asked_about() -> None:
    rows = [(*row, row[0], "Noa", f"{row[1].casefold()}@y.be") for row in ROWS]
    families = read(
        "Nom;Prénom;Classe;Nom maman;Prénom maman;Mail maman;Nom fjordik;Prénom fjordik;Mail fjordik", *rows
    )
    assert people(families) == EVERYBODY
    assert [one.kind for one in families.blocking_questions] == [PERSON]


def test_first_names_do_not_become_last_names() -> None:
    rows = [(row[1], row[0], *row[2:]) for row in ROWS]
    families = read("Fjordik;Glumesk;Classe;Nom parent;Prénom parent;E-mail parent", *rows)
    assert people(families) == EVERYBODY
    assert {one.last_name for one in families.pupils.values()} == {"Roy", "Kaya", "Petit"}


def test_names_that_are_not_the_parents_do_not_complete_a_row() -> None:
    strangers = [(*row[:3], "Peeters", "Els", "els@x.be") for row in ROWS]
    with pytest.raises(Unreadable):
        read("Fjordik;Prénom;Classe;Nom parent;Prénom parent;E-mail parent", *strangers)


def test_few_meanings_are_tried_of_a_wide_file(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    whole = column_roles.layout

    def counted(
        titles: Sequence[str], cells: Sequence[Cells], strange: Container[int], full: tuple[str, ...]
    ) -> Layout:
        nonlocal tried
        tried += 1
        return whole(titles, cells, strange, full)

    monkeypatch.setattr(unknown_words, "layout", counted)
    rows = [[f"{chr(97 + n % 26)}word{chr(97 + at % 26)}" for at in range(300)] for n in range(20)]
    titles = ["Nom", *(f"Nom {chr(97 + at % 26)}{chr(97 + at // 26)}xyz" for at in range(299))]
    with pytest.raises(Unreadable):
        importing.read(as_csv(rows, titles))
    assert 0 < tried < 100  # of nearly a thousand


def test_a_column_with_empty_cells_does_not_name_the_pupils() -> None:
    rows = [("Rue 1", "3", *row[2:], row[0] if row[0] == "Roy" else "", "Jo") for row in ROWS]
    with pytest.raises(Unreadable):
        read("Rue;Bus;Classe;Nom parent;Prénom parent;E-mail parent;Nom fjordik;Prénom fjordik", *rows)


@pytest.mark.parametrize("child", ["{first} {last}", "{last} {first}"])
def test_an_unknown_word_beside_whole_names_of_pupils(child: str) -> None:
    rows = [
        [group, child.format(first=first, last=last), parent, name, mail]
        for last, first, group, parent, name, mail in ROWS
    ]
    file = as_csv(rows, ["Classe", "Enfant", "NomDest", "PrénomDest", "Courriel"])
    asked = importing.read(file)
    assert PERSON in {one.kind for one in asked.blocking_questions}
    assert not asked.adults
    families = importing.read(file, None, Answers({one.key: PARENT for one in asked.blocking_questions}))
    assert {one.full_name for one in families.adults} == {"Ann Roy", "Ali Kaya", "Eva Mora"}
