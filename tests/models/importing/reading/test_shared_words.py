"""Small things that whole columns say: the order of names, who is a teacher, who has the authority."""

import pytest

from models import importing
from models.importing.reading.questions import ORDER, PERSON
from tests.support.files import Row, as_csv, as_workbook

HEAD: Row = ["Turma", "Nome do aluno", "Nome do pai", "E-mail pai", "Nome da mãe"]
ROWS: list[Row] = [
    ["5A", "Rodrigo Abreu dos Santos", "Ricardo dos Santos Gouveia", "r@example.org", "Conceição Abreu Vieira"],
    ["5A", "Vasco Faria de Sousa", "Marco de Sousa Jardim", "m@example.org", "Fátima Faria Perestrelo"],
    ["5B", "Benedita Mendonça Nóbrega", "Élvio Nóbrega Jardim", "e@example.org", "Ana Mendonça Freitas"],
    ["5B", "Beatriz Vieira Spínola", "Nélio Spínola Freitas", "n@example.org", "Cátia Vieira Nóbrega"],
]


def test_words_in_common_that_never_stand_first_are_last_names() -> None:
    families = importing.read(as_csv(ROWS, HEAD))
    assert not families.blocking_questions
    assert [pupil.full_name for pupil in families.pupils.values()] == [row[1] for row in ROWS]
    assert [one.full_name for one in families.adults[:2]] == [ROWS[0][2], ROWS[0][4]]


def test_one_that_stands_first_leaves_the_order_open() -> None:
    turned = ["5B", "Pestana Câmara Iris", "Pestana Luz Rui", "p@example.org", "Câmara Dias Eva"]
    families = importing.read(as_csv([*ROWS, turned], HEAD))
    assert {one.kind for one in families.blocking_questions} == {ORDER}


@pytest.mark.parametrize(("others", "open_"), [(ROWS, False), (ROWS[:3], True)])
def test_few_pupils_with_a_parents_first_name_leave_the_order_as_it_is(others: list[Row], open_: bool) -> None:
    namesakes: list[Row] = [
        ["5B", "Iris Pestana Câmara", "Rui Câmara Luz", "p@example.org", "Iris Pestana Dias"],
        ["5B", "Ivo Moniz Rocha", "Ivo Rocha Luz", "i@example.org", "Ana Moniz Dias"],
    ]
    families = importing.read(as_csv([*others, *namesakes], HEAD))
    assert {one.kind for one in families.blocking_questions} == ({ORDER} if open_ else set())
    if not open_:
        assert families.adults[-1].full_name == "Ana Moniz Dias"


@pytest.mark.parametrize(("teacher", "asked"), [("Mme Anne", False), ("Anne Roy", True)])
def test_a_bare_first_name_is_no_parent_and_not_asked_about(teacher: str, asked: bool) -> None:
    head = ["Élève", "Année", "Titulaire", "Responsable (1)", "Courriel (1)"]
    rows = [
        ["Roy, Lou", "M1", teacher, "Roy, Ann", "ann@example.org"],
        ["Blanc, Max", "M1", "M. Philippe", "Blanc, Eve", "eve@example.org"],
        ["Noir, Zoé", "M1", "Mme Coralie", "Noir, Ida", "ida@example.org"],
    ]
    families = importing.read(as_csv(rows, head, ";"))
    assert (PERSON in [one.kind for one in families.blocking_questions]) == asked
    assert [one.last_name for one in families.adults] == ["Roy", "Blanc", "Noir"]


def test_who_has_the_authority_by_a_numbered_heading_is_a_parent() -> None:
    head = ["Allievo", "Autorità parentale 1", "Tel.", "E-mail", "Autorità parentale 2", "Tel.", "E-mail"]
    rows = [
        ["Roy Lou", "Roy Ann", "0470 11 11 11", "ann@example.org", "Petit Luc", "", "luc@example.org"],
        ["Blanc Max", "Blanc Eve", "0470 22 22 22", "eve@example.org", "", "", ""],
    ]
    families = importing.read(as_workbook({"1C": [head, *rows]}))
    assert [(one.last_name, one.email) for one in families.adults] == [
        ("Roy", "ann@example.org"),
        ("Petit", "luc@example.org"),
        ("Blanc", "eve@example.org"),
    ]


def test_a_column_of_mothers_and_fathers_below_a_word_for_a_parent_is_their_relation() -> None:
    head = ["Klas", "Kleuter", "Ouder", "Naam", "GSM / tel.", "Mail"]
    rows = [
        ["Rode klas", "Fons DE SMEDT", "papa", "Tom DE SMEDT", "0470 11 11 11", "tom@example.org"],
        ["Rode klas", "Fons DE SMEDT", "mama", "Veerle MAES", "0470 22 22 22", "veerle@example.org"],
        ["Gele klas", "Noor DESMET", "mama", "Griet DESMET", "0470 33 33 33", "griet@example.org"],
    ]
    families = importing.read(as_csv(rows, head))
    assert [(one.full_name, one.relation, one.email) for one in families.adults] == [
        ("Tom DE SMEDT", "papa", "tom@example.org"),
        ("Veerle MAES", "mama", "veerle@example.org"),
        ("Griet DESMET", "mama", "griet@example.org"),
    ]


def test_names_in_an_unknown_language_are_not_given_to_each_other() -> None:
    """The mothers of `Máthair` are no pupils, whatever completes the row."""
    head = ["Ainm", "Sloinne", "Máthair", "Fón", "Ríomhphost", "Athair", "Fón", "Ríomhphost"]
    rows = [
        [
            "Cathal",
            "Long",
            "Orla Long",
            "086 652 7485",
            "orla@example.org",
            "Fergal Long",
            "085 1112222",
            "f@example.org",
        ],
        [
            "Fionn",
            "Lynch",
            "Maura Lynch",
            "086 887 2263",
            "maura@example.org",
            "Noel Lynch",
            "085 3334444",
            "n@example.org",
        ],
        [
            "Niamh",
            "Griffin",
            "Áine Griffin",
            "086 969 6917",
            "a@example.org",
            "Colm Griffin",
            "085 5556666",
            "c@example.org",
        ],
    ]
    with pytest.raises(importing.Unreadable):
        importing.read(as_csv(rows, head))


def test_people_between_strokes_have_what_stands_at_their_place() -> None:
    head = ["Klasse", "Kind", "Eltern", "Natel", "E-Mail"]
    rows = [
        ["3H", "Eyer Noah", "Eyer Beat / Zuber Romaine", "078 111 11 11 / –", "– / romaine@example.org"],
        ["3H", "Bittel Nora", "Bittel Jan / Bittel Sabine", "– / 078 222 22 22", "jan@example.org / s@example.org"],
        ["4H", "Zuber Malin", "Zuber Sabine", "078 333 33 33", "zuber@example.org"],
    ]
    families = importing.read(as_csv(rows, head))
    assert [(one.first_name, one.phone, one.email) for one in families.adults] == [
        ("Beat", "078 111 11 11", ""),
        ("Romaine", "", "romaine@example.org"),
        ("Jan", "", "jan@example.org"),
        ("Sabine", "078 222 22 22", "s@example.org"),
        ("Sabine", "078 333 33 33", "zuber@example.org"),
    ]
