"""Columns recognised by their words and their cells, in the forms that school programs write."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.people.full_names import Name, common_orders, order, split
from models.importing.reading.questions import CONTACT, FIRST_LAST, LAST_FIRST, ORDER, PERSON, ROLE, Answers
from tests.support.files import Row, as_csv, as_workbook

MARIE, JEAN = ("Léa Dupont", "Marie Dupont", "m@x.be"), ("Léa Dupont", "Jean Petit", "j@x.be")


def people(families: Families) -> list[tuple[str, str, str]]:
    """Each pupil with each adult, and the adult's address."""
    assert not families.faults
    return [
        (families.pupils[adult.register_number].full_name, adult.full_name, adult.email) for adult in families.adults
    ]


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        ("NOM_ELEV;PRENOM_ELEV;NomPère;PrenomPère;MailPère", "Dupont;Léa;Petit;Jean;j@x.be"),
        ("Nom;Prénom;Resp. 1 nom;Resp. 1 prénom;email_resp1", "Dupont;Léa;Petit;Jean;j@x.be"),
        (
            "Nom de famille;Prénom 1;Prénom 2;Nom resp. légal1;Prénom resp. légal1;Mél",
            "Dupont;Léa;Anne;Petit;Jean;j@x.be",
        ),
        ("Élève;Prénom élève;Père;Prénom père;Mél père", "Dupont;Léa;Petit;Jean;j@x.be"),
        ("Nom / Naam;Prénom / Voornaam;Parent 1 / Ouder 1;E-mail 1", "Dupont;Léa;Petit, Jean;j@x.be"),
        ("naam;voornaam;naam_coaccount1;voornaam_coaccount1;email_coaccount1", "Dupont;Léa;Petit;Jean;j@x.be"),
        ("Roepnaam;Achternaam;Ouder1 voorletters;Ouder1 achternaam;Ouder1 e-mail", "Léa;Dupont;Jean;Petit;j@x.be"),
        (
            "Nachname;Vorname;Erzieher 1: Nachname;Erzieher 1: Vorname;Erzieher 1: E-Mail",
            "Dupont;Léa;Petit;Jean;j@x.be",
        ),
        ("S_Name;S_Vorname;P_ERZ1_Name;P_ERZ1_Vorname;P_ERZ1_EMail", "Dupont;Léa;Petit;Jean;j@x.be"),
        ("Surname;Forename;Parent A surname;Parent A forename;Parent A email", "Dupont;Léa;Petit;Jean;j@x.be"),
        ("First_Name;Last_Name;Father_First;Father;Father_Email", "Léa;Dupont;Jean;Petit, Jean;j@x.be"),
        ("Nom de l’enfant ?;Quel est son prénom ?;Votre nom;Votre prénom;Votre e-mail", "Dupont;Léa;Petit;Jean;j@x.be"),
    ],
)
def test_headings_in_many_forms_are_one_pupil_and_one_parent(titles: str, cells: str) -> None:
    assert people(read(titles, cells)) == [JEAN]


def test_whole_names_are_taken_apart_by_capitals_commas_and_the_pupils_surname() -> None:
    titles = "Nom élève;Prénom élève;Mère;E-mail mère;Père;E-mail père"
    families = read(titles, "DE SMET;Zoé;Van den Broeck, Els;e@x.be;DE SMET Geoffroy;g@x.be")
    assert [(adult.first_name, adult.last_name) for adult in families.adults] == [
        ("Els", "Van den Broeck"),
        ("Geoffroy", "DE SMET"),
    ]
    (mother, father) = read("Nom élève;Prénom élève;Parents", "X;Zoé;Mme LAMBERT Anne et M. DE SMET Luc").adults
    assert (mother.full_name, father.full_name) == ("Anne LAMBERT", "Luc DE SMET")


@pytest.mark.parametrize(
    ("cell", "way", "names"),
    [
        ("El Khattabi Aya", LAST_FIRST, [Name("Aya", "El Khattabi")]),
        ("Aya El Khattabi", FIRST_LAST, [Name("Aya", "El Khattabi")]),
        ("Jean et Marie DUPONT", None, [Name("Jean", "DUPONT"), Name("Marie", "DUPONT")]),
        ("M. et Mme Dupont", None, [Name("", "Dupont")]),
        ("THILL Ben", None, [Name("Ben", "THILL")]),
        ("Els Van de Velde", None, [Name("Els", "Van de Velde")]),
        ("Van de Velde Els", FIRST_LAST, [Name("Els", "Van de Velde")]),
        ("García Maria del Carmen", LAST_FIRST, [Name("Maria del Carmen", "García")]),
        ("MAÎTRE Yves", None, [Name("Yves", "MAÎTRE")]),
        ("Mme MAÎTRE Eva et M. MAITRE Jean", None, [Name("Eva", "MAÎTRE"), Name("Jean", "MAITRE")]),
        ("Herr, Anna", None, [Name("Anna", "Herr")]),
        ("MAÎTRE DUPONT Yves", None, [Name("Yves", "DUPONT")]),
        ("Maître Dupont", None, [Name("", "Dupont")]),
        ("DUPONT Léa (4E2), DUPONT Tom (5E1)", None, [Name("Léa", "DUPONT"), Name("Tom", "DUPONT")]),
    ],
)
def test_a_whole_name_is_split_by_the_order_of_its_column(cell: str, way: str | None, names: list[Name]) -> None:
    assert split(cell, way) == names


def test_the_order_of_a_column_is_that_of_the_cells_that_show_it() -> None:
    assert order([("DUPONT Léa", ()), ("ROY Max", ()), ("Petit Anne", ())]) == LAST_FIRST
    assert order([("Léa Dupont", ("Dupont",)), ("Max Roy", ("Roy",))]) == FIRST_LAST
    assert order([("Petit Anne", ())]) is None
    assert common_orders([("Léa Dupont", "Marie Dupont"), ("Max Roy", "Luc Roy")]) == (FIRST_LAST, FIRST_LAST)
    assert common_orders([("Dupont Léa", "Marie Dupont"), ("Roy Max", "Luc Roy")]) == (LAST_FIRST, FIRST_LAST)
    assert common_orders([("Léa Dupont", "Dupont Marie"), ("Max Roy", "Roy Luc")]) == (FIRST_LAST, LAST_FIRST)
    assert common_orders([("Dupont Léa", "Marie Dupont"), ("Max Roy", "Luc Roy")]) == (None, None)


def test_an_order_that_no_cell_shows_is_asked_about() -> None:
    titles, rows = "Nom élève;Prénom élève;Mère", ("Dupont;Léa;Petit Anne", "Roy;Max;Legrand Eve")
    (one,) = read(titles, *rows).blocking_questions
    assert (one.kind, one.people) == (ORDER, ("Petit Anne", "Legrand Eve"))
    data = as_csv([row.split(";") for row in rows], titles.split(";"), ";")
    families = importing.read(data, answers=Answers({one.key: FIRST_LAST}))
    assert [adult.first_name for adult in families.adults] == ["Petit", "Legrand"]


def test_a_row_for_each_parent_with_the_children_beside_is_read() -> None:
    titles = "Nom responsable;Prénom responsable;Courriel;Nom enfant;Prénom enfant;Nom enfant;Prénom enfant"
    families = read(titles, "Petit;Jean;j@x.be;Dupont;Léa;Dupont;Tom")
    assert people(families) == [JEAN, ("Tom Dupont", "Jean Petit", "j@x.be")]
    families = read("Nom;Prénom;E-mail;Élèves à charge", "Petit;Jean;j@x.be;DUPONT Léa (P1A), DUPONT Tom (P2B)")
    assert [(pupil.full_name, pupil.class_name) for pupil in families.pupils.values()] == [
        ("Léa DUPONT", "P1A"),
        ("Tom DUPONT", "P2B"),
    ]


def test_pupils_without_a_number_are_told_apart_by_birth_date_class_and_parents() -> None:
    titles = "Nom élève;Prénom élève;Classe;Né le;Nom mère;Prénom mère"
    rows = ("Dupont;Léa;P1;1/2/2019;Roy;Eve", "Dupont;Léa;P2;3/4/2018;Petit;Anne", "Dupont;Léa;Latin;1/2/2019;Roy;Eve")
    assert [pupil.class_name for pupil in read(titles, *rows).pupils.values()] == ["P1", "P2"]
    titles = "Nom élève;Prénom élève;Classe;Nom mère;Prénom mère"
    rows = ("Dupont;Léa;P1;Roy;Eve", "Dupont;Léa;P2;Petit;Anne", "Dupont;Léa;Latin;Roy;Eve")
    families = read(titles, *rows)
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1", "P2"]
    assert "no_registers" in [notice.kind for notice in families.notices]
    again = read(titles, *reversed(rows[:2]))
    assert set(again.pupils) == set(families.pupils), "the number does not depend on the order of the rows"


def test_the_class_is_the_sheet_or_the_title_between_the_rows() -> None:
    head: Row = ["Nom élève", "Prénom élève", "Nom mère", "Prénom mère"]
    lea, tom = ["Dupont", "Léa", "Roy", "Eve"], ["Petit", "Tom", "Petit", "Anne"]
    families = importing.read(as_workbook({"P1A": [["École"], head, lea, ["Total : 1 élève"]], "P2B": [head, tom]}))
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1A", "P2B"]
    titled = as_csv([lea, ["Classe : P2B", "", "", ""], head, tom, ["Total : 2 élèves", "", "", ""]], head, ";")
    families = importing.read(titled)
    assert [pupil.class_name for pupil in families.pupils.values()] == ["", "P2B"]
    assert not families.faults
    assert "Total : 2 élèves" in [dict(notice.values).get("value") for notice in families.notices]


def test_sheets_of_earlier_years_are_left_aside_and_named() -> None:
    head: Row = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère"]
    old = [head, ["Dupont", "Léa", "P1", "Roy", "Eve"], ["Parti", "Max", "P6", "Roy", "Eve"]]
    families = importing.read(
        as_workbook({"2025-2026": old, "2026-2027": [head, ["Dupont", "Léa", "P2", "Roy", "Eve"]]})
    )
    assert [(pupil.full_name, pupil.class_name) for pupil in families.pupils.values()] == [("Léa Dupont", "P2")]
    assert "sheets_of_years" in [notice.kind for notice in families.notices]


def test_a_class_in_two_columns_is_put_together() -> None:
    titles = "Nom élève;Prénom élève;Année;Classe;Nom mère;Prénom mère"
    assert [pupil.class_name for pupil in read(titles, "Dupont;Léa;2;A;Roy;Eve").pupils.values()] == ["2A"]


def test_an_adult_of_a_whole_class_is_a_teacher_and_not_asked_about() -> None:
    rows = [f"Roy;Max{n};P1;Petit;Anne;Roy;Luc{n};l{n}@x.be" for n in range(6)]
    families = read(
        "Nom élève;Prénom élève;Classe;Nom titulaire;Prénom titulaire;Nom père;Prénom père;Mail père", *rows
    )
    assert {adult.last_name for adult in families.adults} == {"Roy"}
    assert families.blocking_questions == []
    assert "outsiders" in [notice.kind for notice in families.notices]


def test_emergency_contacts_doctors_and_neighbours_are_left_aside() -> None:
    titles = "Nom élève;Prénom élève;Nom mère;Prénom mère;Mail mère;Contact d’urgence;Mail contact d’urgence;Médecin"
    assert people(read(titles, "Dupont;Léa;Dupont;Marie;m@x.be;Voisin Paul;v@x.be;Dr House Greg")) == [MARIE]


def test_the_pupils_own_addresses_among_the_parents_are_asked_about() -> None:
    pupils = (("Léa", "Eve"), ("Tom", "Luc"), ("Zoé", "Ann"))
    rows = [f"Roy;{child};Roy;{adult};{child}.roy@lyceum.example" for child, adult in pupils]
    (one,) = read("Nom;Prénom;Nom mère;Prénom mère;E-mail", *rows).blocking_questions
    assert one.kind == CONTACT
    rows = [f"Roy;{child};{child}.roy@lyceum.example;Roy;{adult};{adult}@x.be" for child, adult in pupils]
    rows.append("Roy;Max;max.roy@lyceum.example;Roy;Jo;max.roy@lyceum.example")
    families = read("Nom élève;Prénom élève;E-mail élève;Nom mère;Prénom mère;E-mail mère", *rows)
    assert [(mend.kind, mend.adult) for mend in families.mends] == [("pupils_address", "Jo Roy")]


@pytest.mark.parametrize(
    "cells", ["INCONNU;Père", "x;x", "Petit;Jean (décédé)", "Foyer Les Tilleuls ASBL;Accueil", "NULL;NULL"]
)
def test_a_name_that_stands_for_nobody_is_no_account_and_is_named(cells: str) -> None:
    families = read("Nom élève;Prénom élève;Nom père;Prénom père;Mail père", f"Dupont;Léa;{cells};p@x.be")
    assert (families.adults, [notice.kind for notice in families.notices if notice.line]) == (
        [],
        ["nobody", "no_guardian"],
    )


def test_register_numbers_that_a_spreadsheet_rounded_are_not_read() -> None:
    rows = [f"2,025E+06;Roy;Max{n};Roy;Luc{n}" for n in range(3)]
    families = read("Matricule;Nom élève;Prénom élève;Nom père;Prénom père", *rows)
    assert (len(families.pupils), families.faults) == (3, [])
    assert "registers_damaged" in [notice.kind for notice in families.notices]


def test_an_address_of_several_adults_is_asked_about_and_may_be_each_ones() -> None:
    titles = "Nachname;Vorname;Erz 1: Nachname;Erz 1: Vorname;Erz 2: Nachname;Erz 2: Vorname;Erzieher: E-Mail"
    cells = "Dupont;Léa;Dupont;Marie;Petit;Jean;f@x.be"
    (one,) = read(titles, cells).blocking_questions
    assert one.kind == CONTACT
    data = as_csv([cells.split(";")], titles.split(";"), ";")
    families = importing.read(data, answers=Answers({one.key: one.choices[-1].value}))
    assert [adult.email for adult in families.adults] == ["f@x.be", "f@x.be"]


def test_two_adults_in_a_cell_leave_the_addresses_to_be_given_by_the_office() -> None:
    cells = "X,Zoé,Mme LAMBERT Anne et M. DE SMET Luc,anne@x.be ; luc@x.be"
    titles = ["Nom élève", "Prénom élève", "Parents", "E-mail parents"]
    families = importing.read(as_csv([cells.split(",")], titles))
    assert [adult.email for adult in families.adults] == ["", ""]
    assert [(mend.kind, mend.adult, mend.proposals) for mend in families.mends] == [
        ("whose_address", "Anne LAMBERT", ("anne@x.be", "luc@x.be")),
        ("whose_address", "Luc DE SMET", ("luc@x.be", "anne@x.be")),
    ]


def test_a_second_pair_of_bare_names_is_asked_about() -> None:
    families = read("Matricule;Nom;Prénom;Classe;Nom;Prénom;E-mail", "1;Dupont;Léa;P1;Petit;Anne;a@x.be")
    assert [one.kind for one in families.blocking_questions] == [PERSON]


def test_a_sheet_of_pupils_and_one_of_contacts_are_read_together() -> None:
    pupils: list[Row] = [
        ["Pupil Id", "Surname", "Forename", "Form"],
        ["1", "Dupont", "Léa", "7H"],
        ["2", "Roy", "Max", "7H"],
    ]
    contacts: list[Row] = [
        ["Pupil Id", "Relation To Student", "Forename", "Surname", "Email", "SOS Contact"],
        ["1", "Mother", "Marie", "Dupont", "m@x.be", "Y"],
        ["1", "Neighbour", "Jean", "Petit", "j@x.be", "Y"],
        ["1", "Father", "Luc", "Dupont", "l@x.be", "Y"],
        ["2", "Mother", "Ann", "Roy", "a@x.be", "Y"],
        ["9", "Mother", "Eva", "Kaya", "e@x.be", "Y"],
    ]
    families = importing.read(as_workbook({"Pupils": pupils, "Contacts": contacts}))
    assert [person[1] for person in people(families)] == ["Marie Dupont", "Luc Dupont", "Ann Roy"]
    assert [(pupil.full_name, pupil.class_name) for pupil in families.pupils.values()] == [
        ("Léa Dupont", "7H"),
        ("Max Roy", "7H"),
    ]
    assert "sheets_joined" in [notice.kind for notice in families.notices]
    (left,) = [notice for notice in families.notices if notice.kind == "nobodys_contact"]
    assert (left.line, dict(left.values)["value"]) == (6, "9 Mother Eva Kaya e@x.be Y")


OTHER_KIN = (
    "Ex|ex-mari|ex-vriend|SAJ|CPAS|Tuteur de l’institution|délégué SAJ|Jugendamt|mémé|pépé|meme|mamy|gd-mère"
    "|personne de confiance|trusted person|vertrouwenspersoon"
    "|Mamie|Papy|Nonna|Bonne-maman|Bon-papa|Fam. accueil|meter|peter|kennis|begeleider"
)


@pytest.mark.parametrize("relation", ["Grand-mère", "beau-père", "Plusvader", "Aunt", "Autre", *OTHER_KIN.split("|")])
def test_kin_who_are_parents_in_some_families_only_are_asked_about(relation: str) -> None:
    titles = "Nom élève;Prénom élève;Nom responsable;Prénom responsable;Lien"
    families = read(titles, "Dupont;Léa;Dupont;Marie;Mère", f"Dupont;Léa;Roy;Eve;{relation}")
    (one,) = families.blocking_questions
    assert (one.kind, one.value, one.people, one.by_file) == (ROLE, relation, ("Eve Roy → Léa Dupont",), False)


HELPERS = "Baby-sitter|Babysitter|Avocat|Ass. sociale|Assistante sociale|onthaalmoeder|kinderoppas|Lawyer"


@pytest.mark.parametrize("relation", HELPERS.split("|"))
def test_those_who_help_a_family_are_left_out(relation: str) -> None:
    titles = "Nom élève;Prénom élève;Nom responsable;Prénom responsable;Lien"
    families = read(titles, "Dupont;Léa;Dupont;Marie;Mère", f"Dupont;Léa;Roy;Eve;{relation}")
    assert [adult.full_name for adult in families.adults if not adult.closed] == ["Marie Dupont"]
    (one,) = families.blocking_questions
    assert (one.kind, one.value, one.by_file) == (ROLE, relation, True)


def test_two_pupils_who_may_be_namesakes_are_refused_and_named() -> None:
    titles = "Nom élève;Prénom élève;Classe;Nom mère;Prénom mère"
    rows = ("Roy;Max;P1;Roy;Eve", "Petit;Tom;P1;Petit;Anne", "Dupont;Léa;P1;Dupont;Marie", "Dupont;Léa;P1;Legrand;Zoé")
    families = read(titles, *rows)
    assert [fault.kind for fault in families.faults] == ["namesakes", "namesakes"]
    assert {pupil.full_name for pupil in families.pupils.values()} == {"Max Roy", "Tom Petit"}


def test_two_rows_with_the_same_brothers_and_sisters_are_of_one_family() -> None:
    children = ";".join(f"Nom enfant {n};Prénom enfant {n};Classe enfant {n}" for n in (1, 2))
    titles = f"Nom parent;Prénom parent;{children}"
    others = [f"Kaya{n};Eva;Kaya{n};Eda;P1;Kaya{n};Ali;P2" for n in range(4)]
    both = "Roy;Lou;P1;Roy;Max;P3"
    families = read(titles, f"Petit;Ann;{both}", *others, f"Roy;Luc;{both}")
    assert not families.faults
    assert sorted(adult.full_name for adult in families.adults if adult.last_name in ("Roy", "Petit")) == [
        *("Ann Petit", "Ann Petit", "Luc Roy", "Luc Roy")
    ]
    families = read(titles, "Petit;Ann;Roy;Lou;P1;;;", *others, "Blanc;Luc;Roy;Lou;P1;;;")
    assert {fault.kind for fault in families.faults} == {"namesakes"}


def test_a_sheet_that_shows_no_order_of_names_has_that_of_the_other_classes() -> None:
    titles = ["Nom", "Prénom", "Maman", "Mail maman"]
    first: list[Row] = [
        titles,
        ["Roy", "Lou", "Anne Petit-Roy", ""],
        ["Kaya", "Eda", "Eva Kaya", ""],
        ["Mora", "Leo", "Pia Mora", ""],
    ]
    families = importing.read(as_workbook({"P1": first, "P2": [titles, ["Diallo", "Awa", "Sira Barry", "s@x.be"]]}))
    assert families.blocking_questions == []
    assert "Barry" in [adult.last_name for adult in families.adults]


@pytest.mark.parametrize("births", [("1/2/2019", "", "3/4/2019"), ("1/2/2019", "")])
def test_a_row_without_a_birth_date_does_not_join_two_namesakes(births: tuple[str, ...]) -> None:
    mothers = ("Roy;Eve", "Petit;Anne", "Legrand;Zoé")
    rows = [f"Dupont;Léa;P1;{birth};{mother}" for birth, mother in zip(births, mothers, strict=False)]
    families = read("Nom élève;Prénom élève;Classe;Né le;Nom mère;Prénom mère", *rows)
    assert families.adults == []
    assert {fault.kind for fault in families.faults} == {"namesakes"}


def test_addresses_in_another_order_than_the_names_are_asked_about() -> None:
    names = ("Dupont", "Petit", "Legrand", "Lambert", "Martin", "Durand", "Moreau", "Simon", "Laurent", "Michel")
    titles = "Nom élève;Prénom élève;Nom mère;Prénom mère;E-mail mère"
    good = [f"{name};Max;{name};Eve;eve.{name}@x.be" for name in names]
    assert read(titles, *good).blocking_questions == []
    shuffled = [f"{name};Max;{name};Ève;{names[n - 3]}@x.be" for n, name in enumerate(names)]
    assert [one.kind for one in read(titles, *shuffled).blocking_questions] == [CONTACT]


def test_an_invented_pupil_is_not_imported_and_named() -> None:
    titles = "Nom élève;Prénom élève;Nom mère;Prénom mère"
    families = read(titles, "Dupont;Léa;Roy;Eve", "TEST;Élève;Test;Parent")
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont"]
    assert "test_pupil" in [notice.kind for notice in families.notices]


def test_a_sheet_of_former_pupils_is_left_aside_and_named() -> None:
    head: Row = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère"]
    sheets = {
        "Élèves": [head, ["Dupont", "Léa", "P1", "Roy", "Eve"]],
        "Anciens": [head, ["Parti", "Max", "P6", "Roy", "Eve"]],
    }
    families = importing.read(as_workbook(sheets))
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont"]
    assert "sheets_of_years" in [notice.kind for notice in families.notices]
