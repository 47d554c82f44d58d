"""A code says who an adult is, or what the adult may: with a legend, or without one, nobody comes in unasked."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, ROLE, Answers
from tests.support.files import as_workbook, as_xlsx

Rows = list[list[str]]
TITLES = ["Nom élève", "Prénom élève", "Classe", "Lien", "Nom responsable", "Prénom responsable", "Mail responsable"]
MEANT = {
    "1": ("mère", "père", "tuteur légal"),
    "2": ("moeder", "vader", "voogd"),
    "3": ("Mutter", "Vater", "Sorgeberechtigter"),
    "4": ("mother", "father", "legal guardian"),
    "5": ("moeder, ouderlijk gezag", "père avec autorité parentale", "voogd"),
}
KEPT_AWAY = [
    *("parent éloigné par décision de justice", "parent sans droit de visite", "père, plus de contact", "interdiction"),
    "vader, ouderlijk gezag ontnomen",
    *("vader zonder ouderlijk gezag", "ouder, geen contact", "Vater, kein Umgang", "father, court order"),
    *("mother: no contact", "abholberechtigt"),
]
NO_PARENTS = [
    *("grand-parent, garde du midi", "voisine", "nounou", "beau-père", "autre personne", "personne à prévenir"),
    *("grootouder", "oppas", "Großmutter", "neighbour", "childminder", "social worker"),
]


def people(codes: str = "1", other: str = "2", last: str = "4") -> Rows:
    """Twelve pupils with mother and father, and one more adult by the last code beside the second pupil."""
    rows = [
        [f"Roy{chr(97 + n)}", "Léa", "P1", code, f"Roy{chr(97 + n)}", f"{name}{chr(97 + n)}", f"{name}{n}@example.org"]
        for n in range(12)
        for code, name in ((codes, "Anne"), (other, "Luc"))
    ]
    return [*rows, ["Royb", "Léa", "P1", last, "Xanten", "Paul", "paul@example.org"]]


def read(*rows: list[str], titles: list[str] = TITLES, codes: tuple[str, str, str] = ("1", "2", "4")) -> Families:
    return importing.read(as_xlsx([titles, *people(*codes), *map(list, rows)]))


def asked(families: Families) -> list[tuple[str, list[str]]]:
    return [
        (one.kind, [who.partition(" →")[0] for who in one.people])
        for one in families.blocking_questions
        if one.answer is None
    ]


@pytest.mark.parametrize("parents", MEANT.values())
@pytest.mark.parametrize(
    ("words", "kind"), [*((words, RIGHTS) for words in KEPT_AWAY), *((words, ROLE) for words in NO_PARENTS)]
)
def test_a_legend_below_the_list_says_which_code_is_asked_about(
    words: str, kind: str, parents: tuple[str, str, str]
) -> None:
    legend = [f"Lien : 1 = {parents[0]}  2 = {parents[1]}, 3 = {parents[2]}"], [f"4 = {words}"]
    assert asked(read(*legend)) == [(kind, ["Paul Xanten"])]


@pytest.mark.parametrize(
    "legend",
    [
        [["1 = mère ; 2 = père ; 4 = grand-père"]],
        [["Légende"], ["1 = mère"], ["2 = père"], ["4 = grand-père"]],
        [["1 : mère"], ["2 : père"], ["4 : grand-père"]],
        [["1 → mère, 2 → père, 4 → grand-père"]],
        [["1 - mère, 2 – père, 4 — grand-père"]],
        [["1 – mère"], ["2 – père"], ["4 – grand-père"]],
        [["1. mère  2. père  4. grand-père"]],
        [["1) mère"], ["2) père"], ["4) grand-père"]],
    ],
)
def test_a_legend_may_be_written_in_several_ways_or_on_another_sheet(legend: Rows) -> None:
    (below,) = importing.read(as_xlsx([TITLES, *people(), [""] * 7, *legend])).blocking_questions
    sheets = {"Contacts": [TITLES, *people()], "Codes": legend}
    (beside,) = importing.read(as_workbook(sheets)).blocking_questions
    assert below.value == beside.value == "4 = grand-père"
    assert below.people == beside.people


def test_a_legend_in_two_columns_of_another_sheet() -> None:
    legend = [["Code", "Lien"], ["1", "mère"], ["2", "père"], ["4", "grand-père"]]
    (question,) = importing.read(as_workbook({"Contacts": [TITLES, *people()], "Codes": legend})).blocking_questions
    assert question.value == "4 = grand-père"


def test_a_legend_of_letters_with_a_dash() -> None:
    legend = [["Légende : M – mère, P – père, G – voisin"]]
    data = as_xlsx([TITLES, *people("M", "P", "G"), *legend])
    assert [one.value for one in importing.read(data).blocking_questions] == ["G = voisin"]


def test_a_legend_in_the_heading() -> None:
    titles = [*TITLES[:3], "Lien (1=mère, 2=père, 4=voisin)", *TITLES[4:]]
    assert asked(read(titles=titles)) == [(ROLE, ["Paul Xanten"])]


def test_whom_the_answer_leaves_out() -> None:
    data = as_xlsx([TITLES, *people(), ["1 = mère, 2 = père, 4 = voisin"]])
    (question,) = importing.read(data).blocking_questions
    closed = importing.read(data, None, Answers({question.key: CLOSED}))
    assert "Paul" not in {adult.first_name for adult in closed.adults}
    assert len(closed.adults) == 24


@pytest.mark.parametrize("codes", [("M", "P", "G"), ("MO", "VA", "BU"), ("mère", "père", "3")])
def test_without_a_legend_a_rare_code_is_asked_about(codes: tuple[str, str, str]) -> None:
    assert asked(read(codes=codes)) == [(ROLE, ["Paul Xanten"])]


@pytest.mark.parametrize("codes", [("1", "2", "4"), ("A", "B", "G"), ("01", "02", "05"), ("GM", "AP", "X")])
def test_without_a_legend_the_most_frequent_codes_are_asked_about_too(codes: tuple[str, str, str]) -> None:
    assert [(kind, len(names)) for kind, names in asked(read(codes=codes))] == [(ROLE, 12), (ROLE, 12), (ROLE, 1)]


def test_codes_of_a_religion_are_not_asked_about() -> None:
    titles = [*TITLES[:3], "Rel.", *TITLES[4:]]
    assert asked(read(titles=titles, codes=("KR", "ER", "IL"))) == []


@pytest.mark.parametrize("codes", [("M", "P", "M"), ("M", "V", "P"), ("mère", "père", "mère"), ("MO", "FA", "PA")])
def test_ordinary_codes_of_parents_ask_nothing(codes: tuple[str, str, str]) -> None:
    assert asked(read(codes=codes)) == []


def test_a_legend_of_another_column_explains_nothing() -> None:
    titles = [*TITLES, "Régime"]
    rows = [[*row, "D"] for row in people("M", "P", "M")]
    legend = [["Régime : D = demi-pensionnaire, M = voisin, P = externe"]]
    assert asked(importing.read(as_xlsx([titles, *rows, *legend]))) == []


RIGHT_TITLES = [
    *("Nom élève", "Prénom élève", "Nom resp. 1", "Prénom resp. 1", "Mail resp. 1"),
    *("Resp. 1 Recht", "Nom resp. 2", "Prénom resp. 2", "Mail resp. 2", "Resp. 2 Recht"),
]


@pytest.mark.parametrize("usual", ["SORG", "sorgeb.", "Sorgeberechtigt"])
@pytest.mark.parametrize("other", ["ABH", "Abholberechtigt", "nur Abholung", "Notfall"])
def test_a_person_who_may_only_fetch_the_pupil_is_asked_about(usual: str, other: str) -> None:
    rows = [
        [f"Roy{n}", "Léa", "Roy", f"Anne{n}", f"a{n}@example.org", usual, "Roy", f"Luc{n}", f"l{n}@example.org", right]
        for n, right in zip("abc", (usual, other, usual), strict=True)
    ]
    assert asked(importing.read(as_xlsx([RIGHT_TITLES, *rows]))) == [(RIGHTS, ["Lucb Roy"])]


@pytest.mark.parametrize("relation", ["Abholberechtigt", "Abholer", "Afhaler", "Babysitter", "Amtsvormund", "Nourrice"])
def test_a_relation_of_who_fetches_or_is_appointed_is_asked_about(relation: str) -> None:
    families = read(codes=("mère", "père", relation))
    names = {adult.first_name for adult in families.adults}
    assert asked(families) == [(ROLE, ["Paul Xanten"])] or "Paul" not in names or asked(families)[0][0] == RIGHTS


@pytest.mark.parametrize("heading", ["sorgeb.", "Sorgeber.", "Ouderl. gezag", "Autor. par.", "custod."])
def test_the_beginning_of_a_word_about_rights_is_enough_over_yes_and_no(heading: str) -> None:
    rows = [[*row, "n" if row[5] == "Paul" else "j"] for row in people("M", "P", "P")]
    families = importing.read(as_xlsx([[*TITLES, heading], *rows]))
    assert [adult.first_name for adult in families.adults if adult.closed] == ["Paul"] or asked(families) == [
        (RIGHTS, ["Paul Xanten"])
    ]


@pytest.mark.parametrize("heading", ["Benachrichtigung", "À informer", "Te verwittigen", "Notification"])
def test_codes_of_who_is_told_are_asked_about_but_the_most_frequent(heading: str) -> None:
    rows = [[*row, "N" if row[5] == "Paul" else "I"] for row in people("M", "P", "P")]
    families = importing.read(as_xlsx([[*TITLES, heading], *rows]))
    assert [(one.value, *asked(families)) for one in families.blocking_questions] == [("N", (RIGHTS, ["Paul Xanten"]))]


def test_a_code_of_custody_asks_about_the_parent_whom_it_does_not_name() -> None:
    titles = ["Nachname", "Vorname", "Mutter", "Mail Mutter", "Vater", "Mail Vater", "SR"]
    rows = [
        [f"Roy{chr(97 + n)}", "Léa", f"Anne Roy{chr(97 + n)}", "", f"Luc Roy{chr(97 + n)}", "", code]
        for n, code in enumerate(("1", "1", "2", "3", "1", "4"))
    ]
    legend = [["1 = gemeinsam"], ["2 = nur Mutter"], ["3 = nur Vater"], ["4 = beiden entzogen"]]
    families = importing.read(as_workbook({"Liste": [titles, *rows], "Legende": legend}))
    assert [(one.kind, one.people) for one in families.blocking_questions] == [
        (RIGHTS, ("Luc Royc → Léa Royc",)),
        (RIGHTS, ("Anne Royd → Léa Royd",)),
        (RIGHTS, ("Anne Royf → Léa Royf", "Luc Royf → Léa Royf")),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "fiche gardée : rien n'est transmis (JAF)",
        "exercice exclusif à l'autre parent",
        "uitsluitend andere ouder",
        "via advocaat, vonnis 2025",
        "everything to other parent",
        "droits suspendus",
        "monsieur n'approche pas de l'école",
        "bracelet anti-rapprochement",
        "only via solicitor",
        "contactverbod",
        "père non titulaire de l'AP",
    ],
)
def test_a_legend_of_who_gets_what_says_in_its_words_who_is_kept_away(words: str) -> None:
    rows = [[*row, "7" if row[5] == "Lucb" else "1"] for row in people("mère", "père")[:-1]]
    legend = [["Code", "Signification"], ["1", "bulletins + messagerie"], ["7", words]]
    families = importing.read(as_workbook({"Export": [[*TITLES, "Diff."], *rows], "Codes": legend}))
    assert asked(families) == [(RIGHTS, ["Lucb Royb"])]
    assert [one.value for one in families.blocking_questions] == [f"7 = {words}"]


def test_codes_before_the_civility_of_the_adult_are_those_of_the_adult() -> None:
    titles = [*TITLES[:3], "Rg", "Civ.", *TITLES[4:]]
    rows = [[*one[:4], "Mme" if one[3] == "1" else "M.", *one[4:]] for one in people("1", "2", "P")]
    codes = [
        ["Rg", "Signification"],
        ["1", "représentant légal"],
        ["2", "représentant légal"],
        ["P", "règle la cantine"],
    ]
    families = importing.read(as_workbook({"Export": [titles, *rows], "Codes": codes}))
    assert [one for one in asked(families) if one[1] == ["Paul Xanten"]]
