"""Names that are crossed out, or in a colour that a legend explains, are asked about."""

import pytest

from models import importing
from models.families import end_reason
from models.importing import Families
from models.importing.comparing.blocking_words import blocking_text
from models.importing.reading.questions import CLOSED, GONE, LEFT, OPEN, RIGHTS, STAYS, Answers
from tests.support.files import as_csv, as_workbook
from tests.support.shown import shared, shown_ods, shown_xlsx, styles_xml
from tests.support.unzip import changed

TITLES = ["Nom", "Prénom", "Classe", "Maman", "GSM maman", "Mail maman", "Papa", "GSM papa", "Mail papa"]
FIRST = ("Lou", "Max", "Zoé", "Tom", "Eva", "Noé", "Ida", "Sam", "Ali")
ROWS = [
    [f"Roy{n}", first, "P1", f"ROY Anne{n}", "", f"a{n}@example.org", f"PETIT Luc{n}", "", f"l{n}@example.org"]
    for n, first in zip("abcdefghi", FIRST, strict=True)
]
LIST = [TITLES, *ROWS]
Asked = list[tuple[str, str, tuple[str, ...]]]


def asked(data: bytes, answers: dict[str, str] | None = None) -> Asked:
    families = importing.read(data, None, Answers(answers or {}))
    return [(one.kind, one.heading, one.people) for one in families.blocking_questions if one.answer is None]


def row(line: int, look: str) -> dict[str, str]:
    return {f"{letter}{line}": look for letter in "ABCDEFGHI"}


FATHER = [(RIGHTS, "Papa", ("Lucb PETIT → Max Royb",))]
PUPIL = [(LEFT, "Nom", ("Max Royb (P1)",))]


@pytest.mark.parametrize("look", ["struck", "openpyxl"])
@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("G3",), FATHER),
        (("G3", "H3", "I3"), FATHER),
        (("A3", "B3"), PUPIL),
        (("B3",), PUPIL),
        (tuple(row(3, "")), PUPIL),
        (("A3", "B3", "G3"), [*PUPIL, *FATHER]),
        (("D3", "G4"), [(RIGHTS, "Maman", ("Anneb ROY → Max Royb",)), (RIGHTS, "Papa", ("Lucc PETIT → Zoé Royc",))]),
        (("G3", "G5"), [(RIGHTS, "Papa", ("Lucb PETIT → Max Royb", "Lucd PETIT → Tom Royd"))]),
        (("H3", "I3", "C4"), []),
        (("A1", "D1", "G1"), []),
        (tuple(f"G{line}" for line in range(1, 11)), []),
    ],
)
def test_a_crossed_out_name_is_asked_about(look: str, places: tuple[str, ...], expected: Asked) -> None:
    assert asked(shown_xlsx(LIST, dict.fromkeys(places, look))) == expected


def test_a_crossed_out_address_of_who_is_not_is_asked_about() -> None:
    families = importing.read(shown_xlsx(LIST, {"I3": "struck", "I4": "struck", "G4": "struck"}))
    assert [(one.kind, one.adult, one.value) for one in families.mends] == [
        ("crossed_address", "Lucb PETIT", "lb@example.org")
    ]
    (adult,) = (one for one in families.adults if one.full_name == "Lucb PETIT")
    assert adult.email == ""


def test_a_crossed_out_phone_of_who_is_not_is_said() -> None:
    phones = [[*cells[:7], f"047000000{line}", cells[8]] for line, cells in enumerate(ROWS)]
    families = importing.read(shown_xlsx([TITLES, *phones], {"H3": "struck", "H4": "struck", "G4": "struck"}))
    assert [importing.sentence(one) for one in families.notices if one.kind == "struck_cells"] == [
        "Ligne 3 : Ces cases sont barrées. Préau les lit comme les autres : 0470000001 (3)."
    ]


@pytest.mark.parametrize("look", ["not struck", "false", "red", "yellow", "red letters", "blue"])
def test_other_looks_without_a_legend_mean_nothing(look: str) -> None:
    assert asked(shown_xlsx(LIST, {**row(3, look), "G5": look})) == []


def test_the_answers_close_an_access_and_let_a_pupil_go() -> None:
    data = shown_xlsx(LIST, {**row(3, "struck"), "G4": "struck"})
    left, right = importing.read(data).blocking_questions
    assert blocking_text(left) == "« Nom » : nom barré, pour 1 élève. A-t-il quitté l’école ?"
    assert blocking_text(right) == "« Papa » : nom barré, pour 1 personne. Peut-elle voir l’élève ?"
    closed = importing.read(data, None, Answers({left.key: GONE, right.key: CLOSED}))
    assert "Max" not in {pupil.first_name for pupil in closed.pupils.values()}
    assert [(one.first_name, end_reason.words(one.closed)) for one in closed.adults if one.closed] == [
        ("Lucc", "Papa : nom barré")
    ]
    opened = importing.read(data, None, Answers({left.key: STAYS, right.key: OPEN}))
    assert len(opened.pupils) == 9
    assert not [one for one in opened.adults if one.closed]


RICH = "<r><rPr><strike/><sz val='11'/></rPr><t>PETIT Lucb</t></r>"
PART = "<r><t xml:space='preserve'>ROY Anne, </t></r><r><rPr><strike/></rPr><t>PETIT Luc</t></r>"
UNDONE = "<r><rPr><strike val='0'/></rPr><t>PETIT Lucb</t></r>"
COMMA = "<r><t>PETIT Lucb</t></r><r><rPr><strike/></rPr><t xml:space='preserve'>, </t></r>"


@pytest.mark.parametrize(("text", "found"), [(RICH, True), (PART, True), (UNDONE, False), (COMMA, False)])
def test_crossed_out_letters_of_a_text_count_as_those_of_a_style(text: str, found: bool) -> None:
    inline = shown_xlsx(LIST, {}, {"G3": text})
    assert bool(asked(inline)) == found
    by_number = shared(shown_xlsx(LIST, {}), {"A4": "<t>Royc</t>", "G3": text, "B4": "<t>Zoé</t>"})
    assert bool(asked(by_number)) == found
    if found:
        assert [one[:2] for one in asked(by_number)] == [(RIGHTS, "Papa")]


@pytest.mark.parametrize(
    "styles",
    [
        "<strike",
        "<styleSheet><fonts><font><strike/></font></fonts><cellXfs><xf fontId='x'/></cellXfs></styleSheet>",
        "<styleSheet><fonts><font><strike/></font></fonts><cellXfs><xf fontId='9'/></cellXfs></styleSheet>",
        "<styleSheet><!-- strike --><?strike?></styleSheet>",
        "",
    ],
)
def test_styles_that_cannot_be_read_leave_the_file_readable(styles: str) -> None:
    data = shown_xlsx(LIST, {"G3": "struck"})
    data = changed(data, "xl/styles.xml", styles_xml(), styles)
    try:
        families = importing.read(data)
    except importing.Unreadable:
        with pytest.raises(importing.Unreadable):  # python-calamine refuses it too
            importing.read(changed(data, "xl/worksheets/sheet1.xml", ' s="1"', ""))
        return
    assert len(families.pupils) == 9
    assert not families.blocking_questions


def test_a_style_without_a_font_has_that_of_its_parent() -> None:
    styles = (
        "<styleSheet><fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf fontId='0'/><xf fontId='1'/>"
        "</cellStyleXfs><cellXfs><xf fontId='0' xfId='0'/><xf xfId='1'/></cellXfs></styleSheet>"
    )
    assert asked(shown_xlsx(LIST, {"G3": "struck"}, styles=styles)) == FATHER


ALONE = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable", "E-mail"]


def test_a_crossed_out_row_of_one_of_several_adults_is_the_adults() -> None:
    rows = [ALONE]
    for n in "abcd":
        rows += [
            [f"Roy{n}", "Lou", "P1", "Roy", f"Anne{n}", f"a{n}@x.be"],
            [f"Roy{n}", "Lou", "P1", "Roy", f"Luc{n}", f"l{n}@x.be"],
        ]
    struck = {f"{letter}3": "struck" for letter in "ABCDEF"}
    assert asked(shown_xlsx(rows, struck)) == [(RIGHTS, "Nom responsable", ("Luca Roy → Lou Roya",))]
    both = struck | {f"{letter}2": "struck" for letter in "ABCDEF"}
    assert [one[:2] for one in asked(shown_xlsx(rows, both))] == [(LEFT, "Nom élève")]


def test_one_of_several_children_of_a_row_is_the_one_asked_about() -> None:
    titles = ["Nom enfant 1", "Prénom enfant 1", "Nom enfant 2", "Prénom enfant 2", "Nom mère", "Prénom mère"]
    rows = [[f"Roy{n}", "Lou", f"Roy{n}", "Max", f"Roy{n}", "Anne"] for n in "abcd"]
    (question,) = asked(shown_xlsx([titles, *rows], {"C3": "struck", "D3": "struck"}))
    assert question[0] == LEFT
    assert [name.split(" (")[0] for name in question[2]] == ["Max Royb"]
    whole = {f"{letter}3": "struck" for letter in "ABCDEF"}
    assert [one[0] for one in asked(shown_xlsx([titles, *rows], whole))] == [LEFT, LEFT]


def test_crossed_out_cells_of_ods_are_asked_about_with_what_they_inherit() -> None:
    assert asked(shown_ods(LIST, {"G3": "ce1"})) == FATHER
    assert asked(shown_ods(LIST, {"G3": "ce2"})) == FATHER
    assert asked(shown_ods(LIST, {"G3": "ce3", "G4": "ce4"})) == []
    span = '<text:span text:style-name="T1">PETIT Lucb</text:span>'
    assert asked(shown_ods(LIST, {}, {"G3": span})) == FATHER
    assert asked(shown_ods(LIST, row(3, "ce2"))) == PUPIL
    column = (
        '<table:table-column table:number-columns-repeated="6" table:default-cell-style-name="Default"/>'
        '<table:table-column table:default-cell-style-name="ce2"/>'
    )
    plain = {f"G{line}": "Default" for line in range(1, 11) if line != 3}
    assert asked(shown_ods(LIST, plain, columns=column)) == FATHER


def coloured(legend: str, looks: dict[str, str], above: bool = False) -> bytes:
    rows = [[legend], *LIST] if above else [*LIST, [""], [legend]]
    return shown_xlsx(rows, looks)


RED_ROW = row(3, "red")
RED_FATHER = {"G3": "red", "H3": "red", "I3": "red"}
BOTH = [(RIGHTS, "Nom", ("Anneb ROY → Max Royb", "Lucb PETIT → Max Royb"))]


@pytest.mark.parametrize(
    ("legend", "looks", "expected"),
    [
        ("En rouge : parents sans autorité parentale", RED_FATHER, FATHER),
        ("rouge = pas d’autorité parentale", RED_ROW, BOTH),
        ("Rouge = élève parti", RED_ROW, PUPIL),
        ("en rouge : élève parti", {"A3": "pale red", "B3": "pale red"}, PUPIL),
        ("rood = geen contact", {"G3": "red letters"}, FATHER),
        ("red: left the school", RED_ROW, PUPIL),
        ("rot markiert = abgemeldet", RED_ROW, PUPIL),
        ("grün = kein Sorgerecht", {"G3": "green"}, FATHER),
        ("geel = geen contact", {"G3": "yellow"}, FATHER),
        ("En couleur : parents sans droit de visite", {"G3": "blue"}, FATHER),
        ("Rouge = parti, jaune = allergie", {**RED_ROW, **row(5, "yellow")}, PUPIL),
        (
            "Rood = ouder zonder gezag, geen informatie geven. Blauw = nieuwe leerling.",
            {"G3": "red letters", **row(5, "blue")},
            FATHER,
        ),
        ("Rouge = a rejoint une autre implantation", RED_ROW, PUPIL),
        ("rouge : ne fréquente plus", RED_ROW, PUPIL),
        ("rood = komt niet meer", RED_ROW, PUPIL),
        ("rot = jetzt an anderem Standort", RED_ROW, PUPIL),
        ("red: no longer attends", RED_ROW, PUPIL),
        ("rouge : ne peut plus voir sa fille, jugement", RED_FATHER, FATHER),
        ("En jaune : dossier incomplet", row(3, "yellow"), []),
        ("Jaune = pas de photo", row(3, "yellow"), []),
        ("Groupe rouge", RED_ROW, []),
        ("Rouge = parti", {letter + str(n): "red" for letter in "AB" for n in range(2, 11)}, []),
    ],
)
def test_a_colour_of_the_legend_is_asked_about(legend: str, looks: dict[str, str], expected: Asked) -> None:
    families = importing.read(coloured(legend, looks))
    assert asked(coloured(legend, looks)) == expected
    if expected:
        assert "coloured_rights" not in {one.kind for one in families.faults}
        (question, *_others) = families.blocking_questions
        assert "en couleur, « " in blocking_text(question)
        assert legend.split(",")[0] in blocking_text(question)


def test_a_legend_stands_above_the_list_or_in_a_heading() -> None:
    lower = {f"{place[0]}{int(place[1:]) + 1}": look for place, look in RED_FATHER.items()}
    assert asked(coloured("rouge = pas d’autorité parentale", lower, above=True)) == FATHER
    titles = [*TITLES[:2], "Classe (rouge : élève parti)", *TITLES[3:]]
    assert asked(shown_xlsx([titles, *ROWS], RED_ROW)) == PUPIL


def test_the_colour_of_a_cell_beside_its_words_is_a_legend() -> None:
    legend = [*LIST, [""], ["Légende"], ["", "élève parti"], ["", "dossier incomplet"]]
    looks = {"A13": "green", "A14": "blue", **row(3, "green"), **row(5, "blue")}
    assert asked(shown_xlsx(legend, looks)) == PUPIL


def test_banded_rows_and_columns_in_colour_are_no_question() -> None:
    bands = {place: "blue" for line in range(3, 11, 2) for place in row(line, "")}
    assert asked(coloured("Rouge = élève parti", bands)) == []
    columns = {f"{letter}{line}": look for line in range(1, 11) for letter, look in (("D", "red"), ("G", "blue"))}
    assert asked(coloured("Rouge = élève parti", columns)) == []


def test_colours_of_ods_are_asked_about() -> None:
    rows = [*LIST, [""], ["geel = geen contact"]]
    assert asked(shown_ods(rows, {"G3": "ce4"})) == FATHER


def faults(families: Families) -> list[str]:
    return [one.kind for one in families.faults]


def test_a_note_about_marks_that_are_not_seen_stays_a_fault() -> None:
    note = "durchgestrichen = nicht sorgeberechtigt, keine Auskunft"
    rows = [[note, *[""] * 8], *LIST]
    assert faults(importing.read(as_csv(rows[1:], rows[0]))) == ["coloured_rights"]
    assert faults(importing.read(shown_xlsx(rows, {}))) == ["coloured_rights"]
    assert faults(importing.read(shown_xlsx(rows, {"G4": "struck"}))) == []
    assert faults(importing.read(as_workbook({"Feuil1": [["Groupe rouge"], *LIST]}))) == []
