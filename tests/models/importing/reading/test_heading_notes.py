"""An abbreviated heading is read by what the file says of it; a legend below the list is no family."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import RIGHTS
from tests.support.files import as_workbook, as_xlsx

Rows = list[list[str]]
TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "Nom père", "Prénom père", "XQ"]


def people(*codes: str) -> Rows:
    """A pupil with both parents for each code."""
    return [
        [f"Roy{chr(97 + n)}", "Léa", "P1", f"Roy{chr(97 + n)}", f"Anne{chr(97 + n)}", f"Roy{chr(97 + n)}", "Luc", code]
        for n, code in enumerate(codes)
    ]


def asked(families: Families) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in families.blocking_questions:
        assert (one.kind, one.heading, one.answer) == (RIGHTS, "XQ", None)
        found[one.value] = [who.replace(" → ", " ").split()[0] + who[-1] for who in one.people]
    return found


NOTES = [
    "XQ = autorité parentale (O/N)",
    "XQ : ouderlijk gezag",
    "XQ → Sorgerecht",
    "A = allergie ; XQ = parental responsibility",
    "Liste 2026/27 – XQ: droit de visite",
    "Légende (XQ = wettelijk vertegenwoordiger)",
    "XQ = elterliche Sorge",
    "XQ = patria potestad",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_what_an_abbreviated_heading_means(note: str) -> None:
    rows = [TITLES, *people("oui", "oui", "non", "oui")]
    for data in (
        as_xlsx([[note], *rows]),
        as_xlsx([*rows, [""] * 8, [note]]),
        as_workbook({"Élèves": rows, "Légende": [[note]]}),
        as_workbook({"Élèves": rows, "Légende": [["XQ", note.rpartition("XQ")[2].strip(" =:→)")]]}),
    ):
        families = importing.read(data)
        closed = {adult.first_name for adult in families.adults if adult.closed}
        people_asked = {who for one in families.blocking_questions for who in one.people}
        assert closed == {"Annec", "Luc"} or people_asked == {"Annec Royc → Léa Royc", "Luc Royc → Léa Royc"}
        assert len(families.pupils) == 4


@pytest.mark.parametrize("note", ["XQ = cantine", "QX = autorité parentale", "autorité parentale : voir direction"])
def test_a_note_about_something_else_restricts_nobody(note: str) -> None:
    families = importing.read(as_xlsx([[note], TITLES, *people("oui", "oui", "non", "oui")]))
    assert not families.blocking_questions


LEGENDS = [
    ("XQ = Sorgerecht:", ("beide Eltern", "nur Mutter", "nur Vater", "Vormund (Eltern ohne Sorgerecht)")),
    ("Autorité parentale :", ("conjointe", "mère seule", "père seul", "aucun parent, tuteur")),
    ("XQ", ("beide ouders", "enkel moeder", "enkel vader", "geen van beide ouders, voogd")),
    ("", ("both parents", "mother only", "father only", "neither parent, local authority")),
]


@pytest.mark.parametrize(("title", "words"), LEGENDS)
def test_a_legend_in_two_cells_a_row_below_the_list_is_no_family(title: str, words: tuple[str, ...]) -> None:
    legend = [[str(n), said] for n, said in enumerate(words, 1)]
    rows = [TITLES, *people("1", "2", "1", "3", "4", "1"), [""] * 8, *([[title]] if title else []), *legend]
    families = importing.read(as_xlsx(rows))
    assert len(families.pupils) == 6
    assert not families.faults
    assert [one.kind for one in families.notices].count("skipped_row") == len(rows) - 8
    assert asked(families) == {
        f"2 = {words[1]}": ["Lucb"],
        f"3 = {words[2]}": ["Annedd"],
        f"4 = {words[3]}": ["Anneee", "Luce"],
    }


def test_a_code_that_the_legend_lacks_is_asked_about_too() -> None:
    rows = [TITLES, *people("1", "2", "1", "7"), ["1", "conjointe"], ["2", "mère seule"]]
    assert list(asked(importing.read(as_xlsx(rows)))) == ["2 = mère seule", "7"]


@pytest.mark.parametrize("last", [["Li", "Mei"], ["5", "Dupont Léa"]])
def test_a_pupil_of_whom_only_two_cells_are_filled_is_none_of_a_legend(last: list[str]) -> None:
    families = importing.read(as_xlsx([TITLES, *people("1", "2", "1", "2"), last, ["Xu", "Lin"]]))
    assert not [one for one in families.notices if one.kind == "skipped_row"]


def test_remarks_below_a_heading_that_a_note_speaks_of_ask_nothing() -> None:
    rows = [TITLES, *people("aime lire", "bus 4", "lunettes")]
    families = importing.read(as_xlsx([["XQ : pas d’autorité parentale à noter ici"], *rows]))
    assert not families.blocking_questions


def test_empty_cells_beside_codes_of_custody_are_asked_about_too() -> None:
    titles = [*TITLES[:7], "Autorité parentale"]
    rows = [titles, *people("1", "2", "1", "1", "1", "", "1"), ["1", "conjointe"], ["2", "mère seule"]]
    families = importing.read(as_xlsx(rows))
    assert {one.value: len(one.people) for one in families.blocking_questions} == {"2 = mère seule": 1, "": 2}
