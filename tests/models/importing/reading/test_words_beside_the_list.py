"""What stands beside a list in words that no rule knows: another sheet, a legend, a comment, a footnote, brackets."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import LEFT, RIGHTS, ROLE
from tests.support.comments import commented_xlsx
from tests.support.files import as_csv, as_workbook
from tests.support.shown import shown_xlsx

TITLES = ["Nom", "Prénom", "Classe", "Maman", "Mail maman", "Papa", "Mail papa"]
NAMES = ["Lou", "Max", "Zoé", "Tom", "Eva", "Jan", "Mia", "Ali", "Noé", "Awa"]
ROWS = [
    [f"Roy{at}", first, "P1", f"Roy{at} Anne{at}", f"a{at}@example.org", f"Petit{at} Luc{at}", f"l{at}@example.org"]
    for at, first in zip("abcdefghij", NAMES, strict=True)
]


def asked(families: Families, kind: str) -> list[tuple[str, ...]]:
    return [one.people for one in families.blocking_questions if one.kind == kind and one.answer is None]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Uitgezwaaid", [["Leerling", "laatste keer in de klas", "nu op"], ["Max Royb", "09/10/2026", "De Klimop"]]),
        ("Tschüss", [["Wer", "Wann"], ["Royb Max", "9.10.2026"]]),
        ("À bientôt", [["Nom", "Prénom", "le"], ["Royb", "Max", "9/10"]]),
        ("Bye bye", [["Pupil", "Note"], ["Max Royb", "moved to Leeds 9/10"]]),
        ("Verhuisd", [["Leerling"], ["Max Royb"]]),
    ],
)
def test_pupils_on_a_sheet_that_nothing_explains_may_have_left(name: str, rows: list[list[str]]) -> None:
    families = importing.read(as_workbook({"Liste": [TITLES, *ROWS], name: rows}))
    assert asked(families, LEFT) == [("Max Royb (P1)",)]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Garderie", [["Enfant", "le"], ["Max Royb", "9/10/2026"]]),
        ("Bus", [["Enfant", "depuis"], ["Max Royb", "9/10/2026"]]),
        ("Délégués", [["Enfant"], ["Max Royb"]]),
        ("Anniversaires", [["Enfant", "Date"], ["Max Royb", "9/10/2018"]]),
    ],
)
def test_a_sheet_of_everyday_matters_is_not_asked_about(name: str, rows: list[list[str]]) -> None:
    families = importing.read(as_workbook({"Liste": [TITLES, *ROWS], name: rows}))
    assert families.blocking_questions == []


@pytest.mark.parametrize(
    "words",
    [
        "biologische ouder; geen gezag, portaal dicht",
        "parent sans autorité, ne pas écrire",
        "no contact, refer to office",
    ],
)
def test_a_code_that_a_legend_explains_as_keeping_away_is_asked_about(words: str) -> None:
    rows = [[*row[:5], "3" if at == 1 else "1", *row[5:]] for at, row in enumerate(ROWS)]
    titles = [*TITLES[:5], "cat.", *TITLES[5:]]
    legend = [["cat.", "?"], ["1", "gezag, kind woont hier"], ["2", "gezag, woont elders"], ["3", words]]
    families = importing.read(as_workbook({"Liste": [titles, *rows], "uitleg": legend}))
    assert ("Anneb Royb → Max Royb",) in asked(families, RIGHTS)


@pytest.mark.parametrize(
    "comment",
    [
        "Nous a quittés le 3 novembre",
        "Sa boîte est relevée par un cousin",
        "mailbox van de overbuur",
        "gehört dem Chef",
    ],
)
def test_a_comment_that_nothing_explains_is_asked_about(comment: str) -> None:
    families = importing.read(commented_xlsx([TITLES, *ROWS], {"G3": comment}))
    assert asked(families, RIGHTS) == [("Lucb Petitb → Max Royb",)]
    assert [(one.kind, one.adult) for one in families.mends] == [("noted_address", "Lucb Petitb")]


@pytest.mark.parametrize(
    "comment", ["liefst na 17u bellen", "préfère être appelée après 17h", "call after 5 pm", "allergie"]
)
def test_a_comment_about_how_to_reach_somebody_is_not(comment: str) -> None:
    families = importing.read(commented_xlsx([TITLES, *ROWS], {"G3": comment}))
    assert not families.blocking_questions
    assert not families.mends


def test_a_comment_beside_a_phone_is_about_the_phone() -> None:
    rows = [[*row[:6], "0470 11 22 33", row[6]] for row in ROWS]
    data = commented_xlsx([[*TITLES[:6], "GSM papa", TITLES[6]], *rows], {"G3": "chiamare dopo le 14"})
    assert importing.read(data).blocking_questions == []


@pytest.mark.parametrize(
    "comment",
    ["boîte de sa nouvelle amie, il n’a pas de mail à lui", "mail van de oma", "address of her aunt, check by phone"],
)
def test_a_comment_that_names_whose_address_it_is_leaves_it_out(comment: str) -> None:
    families = importing.read(commented_xlsx([TITLES, *ROWS], {"G3": comment}))
    assert [(one.kind, one.adult) for one in families.mends] == [("noted_address", "Lucb Petitb")]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("papa déchu de l’autorité", {"Lucb Petitb → Max Royb"}),
        ("mère : adresse secrète, ne rien dire", {"Anneb Royb → Max Royb"}),
        ("enfant confié par le juge, parents écartés", {"Anneb Royb → Max Royb", "Lucb Petitb → Max Royb"}),
        ("lunettes ou lentilles", set()),
        ("ne mange pas de porc", set()),
    ],
)
def test_a_code_apart_from_the_adults_that_a_legend_explains(words: str, people: set[str]) -> None:
    rows = [[*row, f"4{at}", "B2" if at == 1 else "B1"] for at, row in enumerate(ROWS)]
    legend = [["code", "sens"], ["B1", "asthme"], ["B2", words]]
    families = importing.read(as_workbook({"Liste": [[*TITLES, "N° élève", "Part."], *rows], "Codes": legend}))
    assert {one for some in asked(families, RIGHTS) for one in some} == people


@pytest.mark.parametrize(
    ("note", "people"),
    [
        ("Pour Max Royb, tout passe par la maman.", {"Anneb Royb → Max Royb", "Lucb Petitb → Max Royb"}),
        ("Idem Max ROYB : droits de la mère suspendus.", {"Anneb Royb → Max Royb", "Lucb Petitb → Max Royb"}),
        ("Max Royb: Lucb Petitb darf nicht abholen", {"Lucb Petitb → Max Royb"}),
        ("Max Royb et Zoé Royc apportent un gâteau", set()),
        ("Le papa de Max vient à 16 h", set()),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_a_note_that_names_a_pupil_and_keeps_somebody_away(note: str, people: set[str], beside: bool) -> None:
    alone = [note, *[""] * 6]
    sheets = {"Notes": [["À savoir"], [note]]} if beside else {}
    rows = ROWS if beside else [*ROWS, [""] * 7, ["Effectif", "10", *[""] * 5], alone]
    families = importing.read(as_workbook({"Liste": [TITLES, *rows], **sheets}))
    assert {one for some in asked(families, RIGHTS) for one in some} == people


@pytest.mark.parametrize("mark", ["(1)", " (2)", "*", " [1]"])
def test_an_address_with_a_footnote_is_left_out_until_it_is_confirmed(mark: str) -> None:
    rows = [[*row[:6], row[6] + (mark if at == 1 else "")] for at, row in enumerate(ROWS)]
    families = importing.read(as_csv([*rows, ["(1) la boîte de son patron", *[""] * 6]], TITLES, ";"))
    assert [(one.kind, one.adult) for one in families.mends] == [("noted_address", "Lucb Petitb")]


@pytest.mark.parametrize("said", ["Beiständin", "marraine de quartier", "gezinscoach", "éducateur", "Mittagstisch"])
def test_words_in_brackets_after_the_name_of_an_adult_are_asked_about(said: str) -> None:
    rows = [[*row[:5], f"{row[5]} ({said})" if at == 1 else row[5], row[6]] for at, row in enumerate(ROWS)]
    families = importing.read(as_csv(rows, TITLES, ";"))
    assert [people for people in asked(families, ROLE) if "Lucb" in people[0]]


@pytest.mark.parametrize("said", ["née Dupont", "papa", "Max"])
def test_a_maiden_name_in_brackets_is_not(said: str) -> None:
    rows = [[*row[:5], f"{row[5]} ({said})" if at == 1 else row[5], row[6]] for at, row in enumerate(ROWS)]
    assert importing.read(as_csv(rows, TITLES, ";")).blocking_questions == []


def test_a_remark_that_holds_for_brothers_and_sisters_is_about_all_of_them() -> None:
    rows = [[*row, "papa : retrait AP, vaut pour la fratrie" if at == 1 else ""] for at, row in enumerate(ROWS)]
    rows.append(["Royb", "Ida", *rows[1][2:7], ""])
    families = importing.read(as_csv(rows, [*TITLES, "Info"], ";"))
    people = {one for some in asked(families, RIGHTS) for one in some}
    assert {"Lucb Petitb → Max Royb", "Lucb Petitb → Ida Royb"} <= people


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        ("rouge : enfant confié, coordonnées des accueillants, voir Mme Roy avant envoi", 1),
        ("rood: kind verblijft elders, gegevens zijn die van het gastgezin, eerst navragen", 1),
        ("rouge : goûter non réglé", 0),
        ("rot = Turnbeutel fehlt", 0),
    ],
)
def test_a_colour_that_a_whole_sentence_explains_is_asked_about(words: str, questions: int) -> None:
    data = shown_xlsx([TITLES, *ROWS, [""] * 7, ["", words]], {"B3": "red", "A3": "red"})
    assert len(asked(importing.read(data), RIGHTS)) == questions
