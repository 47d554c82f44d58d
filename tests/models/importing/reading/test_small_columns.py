"""Prefixes, institutions, empty words and marks of legal representatives in lists of other programs."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, PERSON
from tests.support.files import as_csv


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


def people(families: Families) -> list[str]:
    return [one.full_name for one in (*families.pupils.values(), *families.adults)]


def test_prefixes_below_an_unknown_heading_stand_before_the_last_name() -> None:
    families = read(
        "Roepnaam;Vv;Achternaam;Verz1 Roepnaam;Verz1 Xv;Verz1 Achternaam",
        "Isa;ter;Horst;Bas;ter;Horst",
        "Mees;;Bos;Esther;van den;Berg",
        "Femke;van 't;Hoff;Jan;;Smit",
    )
    assert people(families) == [
        "Isa ter Horst",
        "Mees Bos",
        "Femke van 't Hoff",
        "Bas ter Horst",
        "Esther van den Berg",
        "Jan Smit",
    ]


def test_yes_and_languages_are_no_prefixes() -> None:
    families = read("Prénom;SMS;Nom;Lg;Nom mère;Prénom mère", "Lou;O;Roy;de;Roy;Ann", "Eda;O;Kaya;de;Kaya;Ali")
    assert people(families) == ["Lou Roy", "Eda Kaya", "Ann Roy", "Ali Kaya"]


@pytest.mark.parametrize("empty", ["Non saisi", "non renseigné", "niet ingevuld", "not provided", "keine Angabe"])
def test_words_of_a_program_for_an_empty_cell_name_nobody(empty: str) -> None:
    families = read(
        "Nom élève;Prénom élève;Nom mère;Prénom mère;Mail mère;Nom père;Prénom père;Mail père",
        f"Roy;Lou;Roy;Ann;{empty};{empty};{empty};{empty}",
    )
    assert people(families) == ["Lou Roy", "Ann Roy"]
    assert not families.mends


def test_a_contact_who_is_a_grandmother_is_asked_about() -> None:
    titles = "Nom élève;Prénom élève;Nom mère;Prénom mère;Nom contact grand-mère;Prénom contact grand-mère"
    families = read(titles, "Roy;Lou;Roy;Ann;Mora;Eva", "Kaya;Eda;Kaya;Ali;Petit;Zoé")
    assert [one.kind for one in families.blocking_questions] == [PERSON]
    assert people(families) == ["Lou Roy", "Eda Kaya", "Ann Roy", "Ali Kaya"]


@pytest.mark.parametrize(
    "heading",
    ["Wett. vertegenw. (J/N)", "Responsable légal", "Legal guardian", "Wett. vert. (J/N)", "P.R.", "Par. Resp."],
)
def test_a_no_below_a_legal_representative_closes_the_access(heading: str) -> None:
    families = read(
        f"Nom élève;Prénom élève;Lien;Nom parent;Prénom parent;{heading}",
        "Roy;Lou;mère;Roy;Ann;J",
        "Roy;Lou;beau-père;Mora;Luc;N",
    )
    assert [(one.answer, one.by_file) for one in families.blocking_questions] == [(CLOSED, True)]


@pytest.mark.parametrize("cell", ["Sans autorité parentale", "geen ouderlijk gezag", "No parental responsibility"])
def test_a_cell_that_says_without_authority_closes_the_access(cell: str) -> None:
    families = read(
        "Nom élève;Prénom élève;Nom parent;Prénom parent;Niveau de resp.",
        "Roy;Lou;Roy;Ann;Légal 1",
        f"Roy;Lou;Mora;Luc;{cell}",
    )
    assert [(one.answer, one.by_file) for one in families.blocking_questions] == [(CLOSED, True)]


def test_a_question_whether_there_is_a_second_parent_is_not_about_rights() -> None:
    families = read(
        "Nom élève;Prénom élève;Nom parent 1;Prénom parent 1;Y a-t-il un second parent à contacter ?"
        ";Nom parent 2;Prénom parent 2",
        "Roy;Lou;Roy;Ann;Oui;Roy;Luc",
        "Kaya;Eda;Kaya;Ali;Non;;",
        "Petit;Zoé;Petit;Eva;Non;;",
    )
    assert not families.blocking_questions


def test_the_second_telephone_of_the_first_parent_is_not_the_second_parents() -> None:
    families = read(
        "NAME;VORNAME;EB_NAME;EB_VORNAME;EB_TELEFON;EB_TELEFON2;EB2_NAME;EB2_VORNAME;EB2_TELEFON",
        "Roy;Lou;Roy;Ann;;0470000002;Roy;Luc;0470000003",
    )
    assert [adult.phone for adult in families.adults] == ["0470000002", "0470000003"]


def test_pupils_who_are_no_current_students_have_left() -> None:
    families = read(
        "Student;Is Current Student;Guardian 1 Full Name",
        "Roy, Lou;Yes;Ann Roy",
        "Kaya, Eda;No;Ali Kaya",
        "Petit, Zoé;Yes;Eva Petit",
    )
    assert [one.first_name for one in families.pupils.values()] == ["Lou", "Zoé"]


def test_an_abbreviation_of_leaving_over_dates_is_understood() -> None:
    families = read("Nachname;Vorname;Austr;Erz1 Name;Erz1 Vorname", "Roy;Lou;;Roy;Ann", "Kaya;Eda;01.10.2024;Kaya;Ali")
    assert [one.first_name for one in families.pupils.values()] == ["Lou"]


def test_initials_give_way_to_the_first_name_that_is_used() -> None:
    families = read("Roepn.;Achtern.;Verz1_voorl;Verz1_roepn;Verz1_achtern", "Lou;Roy;A.;Ann;Roy", "Eda;Bos;B.;Bea;Bos")
    assert people(families) == ["Lou Roy", "Eda Bos", "Ann Roy", "Bea Bos"]


def test_a_whole_name_beside_its_parts_is_not_used() -> None:
    families = read(
        "PupilName;PupilSurname;PupilForename;MotherForename;MotherSurname",
        "Lou Roy;Roy;Lou;Ann;Roy",
        "Eda Kaya;Kaya;Eda;Ali;Kaya",
    )
    assert people(families) == ["Lou Roy", "Eda Kaya", "Ann Roy", "Ali Kaya"]


def test_the_class_stands_in_the_title_of_a_list() -> None:
    rows = [
        ["Klassenliste 4b – Schuljahr 2026/27", "", "", ""],
        ["Nachname", "Vorname", "Mutter Nachname", "Mutter Vorname"],
        ["Roy", "Lou", "Roy", "Ann"],
    ]
    families = importing.read(as_csv(rows[1:], rows[0], ";"))
    assert [one.class_name for one in families.pupils.values()] == ["4b"]


def test_the_spouse_below_a_database_name_is_a_second_adult() -> None:
    families = read(
        "tx_enf_nom;tx_enf_prenom;dt_enf_naiss;tx_resp_nom;tx_resp_prenom;tx_resp_mel;tx_conj_nom;tx_conj_prenom;tx_conj_mel",
        "Roy;Lou;2019-09-05;Mora;Ann;ann@x.be;Roy;Luc;luc@x.be",
        "Kaya;Eda;2019-07-05;Sahin;Eva;eva@x.be;Kaya;Ali;ali@x.be",
    )
    assert people(families) == ["Lou Roy", "Eda Kaya", "Ann Mora", "Luc Roy", "Eva Sahin", "Ali Kaya"]


@pytest.mark.parametrize("heading", ["Ritirato il", "DatumUit", "VER_KUENDIGUNG_ZUM"])
def test_more_headings_of_leaving_are_understood(heading: str) -> None:
    families = read(
        f"Nom élève;Prénom élève;{heading};Nom parent;Prénom parent",
        "Roy;Lou;;Roy;Ann",
        "Kaya;Eda;01.10.2024;Kaya;Ali",
        "Petit;Zoé;;Petit;Eva",
    )
    assert [one.first_name for one in families.pupils.values()] == ["Lou", "Zoé"]


def test_a_street_of_a_guardian_is_not_about_rights() -> None:
    families = read(
        "Nachname;Vorname;Sorge1Nachname;Sorge1Vorname;Sorge1Strasse",
        "Roy;Lou;Roy;Ann;Schulgasse 2",
        "Kaya;Eda;Kaya;Ali;Schulgasse 31",
    )
    assert not families.blocking_questions


@pytest.mark.parametrize("her", ["Mme", "Mrs", "Mevr.", "Mw", "Frau"])
@pytest.mark.parametrize("him", ["M.", "Mr", "Mr.", "Dhr.", "Herr"])
def test_mr_and_mrs_of_a_mail_merge_are_two_adults(her: str, him: str) -> None:
    titles = f"Enf1 Nom;Enf1 Prénom;{her} Nom;{her} Prénom;{him} Nom;{him} Prénom"
    families = read(titles, "Roy;Lou;Mora;Ann;Roy;Luc")
    assert people(families) == ["Lou Roy", "Ann Mora", "Luc Roy"]
    assert not families.blocking_questions
