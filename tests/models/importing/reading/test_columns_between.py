"""Columns that take their meaning from their cells and from the columns around them."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CONTACT, LEFT, ORDER, RIGHTS, ROLE
from tests.support.files import as_csv


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";"), ";"))


def phones(families: Families) -> list[tuple[str, str]]:
    return [(adult.full_name, adult.phone) for adult in families.adults]


@pytest.mark.parametrize("title", ["Cl.", "Année", "Niveau", "Degré", "Leerjaar", "Year"])
def test_the_class_after_each_child_of_a_family_is_that_childs(title: str) -> None:
    families = read(
        f"Enf. 1;{title};Enf. 2;{title};Papa;Mail papa",
        "ROY Lou;P4;ROY Max;M2;ROY Luc;luc@x.be",
        "KAYA Eda;P1;;;KAYA Ali;ali@x.be",
    )
    assert {one.full_name: one.class_name for one in families.pupils.values()} == {
        "Lou ROY": "P4",
        "Max ROY": "M2",
        "Eda KAYA": "P1",
    }


HEADINGS = "Nom élève;Prénom élève;CELLULARE;TELEFONO FISSO;Nom parent;Prénom parent"


def test_a_bare_phone_that_differs_between_the_rows_of_a_pupil_is_the_parents() -> None:
    families = read(
        HEADINGS,
        "Roy;Lou;0470000001;021111111;Roy;Ann",
        "Roy;Lou;0470000002;021111111;Roy;Luc",
        "Kaya;Eda;0470000003;;Kaya;Ali",
        "Kaya;Eda;;022222222;Can;Ela",
        "Kaya;Eda;0470000005;;Can;Ida",
    )
    assert [phone for _name, phone in phones(families)] == [
        "0470000001",
        "0470000002",
        "0470000003",
        "022222222",
        "0470000005",
    ]


def test_a_bare_phone_that_is_the_same_in_the_rows_of_a_pupil_is_the_pupils() -> None:
    families = read(
        HEADINGS,
        "Roy;Lou;0470000001;;Roy;Ann",
        "Roy;Lou;0470000001;;Roy;Luc",
        "Kaya;Eda;0470000003;;Kaya;Ali",
        "Kaya;Eda;0470000003;;Can;Ela",
    )
    assert {phone for _name, phone in phones(families)} == {""}


@pytest.mark.parametrize("cells", [("RK", "EV", "IL"), ("KR", "ER", "OB"), ("Catholique", "Morale", "Islamique")])
def test_religions_are_no_relations(cells: tuple[str, ...]) -> None:
    families = read(
        "Nom élève;Prénom élève;Nom parent;Prénom parent;Rel.",
        *(f"Roy{n};Lou;Roy{n};Ann;{cell}" for n, cell in enumerate(cells)),
    )
    assert ({adult.relation for adult in families.adults}, families.blocking_questions) == ({""}, [])


def test_codes_that_are_not_all_religions_stay_relations() -> None:
    families = read(
        "Nom élève;Prénom élève;Nom parent;Prénom parent;Rel.", "Roy;Lou;Roy;Ann;EV", "Kaya;Eda;Kaya;Ali;VA"
    )
    assert {adult.relation for adult in families.adults} == {"EV", "VA"}


@pytest.mark.parametrize("word", ["TOTAL", "Total général", "Totaal :", "Summe"])
def test_a_row_of_a_total_and_numbers_is_no_family(word: str) -> None:
    titles = "Nom élève;Prénom élève;L;M;J;V;Nom parent;Prénom parent"
    families = read(titles, "Roy;Lou;x;;x;;Roy;Ann", f"{word};;32;16;15;9;;")
    assert ([one.full_name for one in families.pupils.values()], families.faults) == (["Lou Roy"], [])


def test_a_family_called_total_stays_a_family() -> None:
    titles = "Nom élève;Prénom élève;L;M;J;V;Nom parent;Prénom parent"
    families = read(titles, "Total;Lou;1;2;3;4;Total;Ann", "Kaya;Eda;1;;;;Kaya;Ali")
    assert [one.full_name for one in families.pupils.values()] == ["Lou Total", "Eda Kaya"]


def test_whole_names_of_adults_stand_in_the_order_of_the_other_adults() -> None:
    families = read(
        "NOM et prénom de l'enfant;Papa;Maman",
        "LAMBERT Gabriel;Vincent Lambert;Sophie Poncelet",
        "PONCELET Juliette;Luc Poncelet;Anne Thirion",
    )
    assert families.blocking_questions == []
    assert [adult.last_name for adult in families.adults] == ["Lambert", "Poncelet", "Poncelet", "Thirion"]


def test_columns_of_a_woman_and_a_man_are_a_mothers_and_a_fathers() -> None:
    families = read(
        "NAME;VORNAME;KLASSE;NAME_W;VORNAME_W;MAIL_W;NAME_M;VORNAME_M;MAIL_M",
        "Roy;Lou;5A;Can;Ela;e@x.de;Roy;Luc;l@x.de",
    )
    assert [(one.full_name, one.email, one.relation) for one in families.adults] == [
        ("Ela Can", "e@x.de", "mère"),
        ("Luc Roy", "l@x.de", "père"),
    ]


def test_spanish_text_of_windows_keeps_its_letters() -> None:
    rows = [["Peña", "Íñigo", "1º ESO A", "Muñoz", "Begoña", "b@x.es"]] * 3
    data = as_csv(
        rows, ["Apellidos", "Nombre", "Unidad", "Apellidos madre", "Nombre madre", "Email madre"], ";", "cp1252"
    )
    families = importing.read(data)
    assert [(one.full_name, one.class_name) for one in families.pupils.values()] == [("Íñigo Peña", "1º ESO A")]


@pytest.mark.parametrize(
    ("child", "adult"),
    [
        ("Kind (naam + voornaam)", "Ouder 1 (voornaam + naam)"),
        ("Nom et prénom de l’enfant", "Prénom et nom du parent"),
        ("Kind (Nachname, Vorname)", "Elternteil 1 Vor- und Nachname"),
    ],
)
def test_headings_that_name_both_orders_say_which_word_is_the_last_name(child: str, adult: str) -> None:
    families = read(f"{child};{adult}", "Azzouzi Houda;Ilyas Benali", "Claes Sofie;Veerle Maes")
    assert families.blocking_questions == []
    assert [one.last_name for one in families.pupils.values()] == ["Azzouzi", "Claes"]
    assert [one.last_name for one in families.adults] == ["Benali", "Maes"]


def test_a_heading_in_the_usual_order_alone_says_nothing() -> None:
    families = read("Nom et prénom de l’enfant;Parent", "Azzouzi Houda;Ilyas Benali", "Claes Sofie;Veerle Maes")
    assert {one.kind for one in families.blocking_questions} == {ORDER}


def test_the_first_name_in_use_stands_aside_for_the_first_name() -> None:
    families = read("Name;Vorname;Rufname;Erz1Name;Erz1Vorname", "Roy;Louise Anne;Lou;Roy;Ann")
    assert [one.full_name for one in families.pupils.values()] == ["Louise Anne Roy"]
    families = read("Naam;Roepnaam;Ouder 1 naam;Ouder 1 voornaam", "Roy;Lou;Roy;Ann")
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy"]


def test_a_status_with_a_day_is_one_question_for_all_who_left() -> None:
    families = read(
        "Nombre;Apellidos;Estado Matrícula;Nombre madre;Apellidos madre",
        "Lou;Roy;Baja (01/09/2020);Ann;Roy",
        "Eda;Kaya;Baja (15/10/2020);Ela;Can",
        "Max;Petit;;Jo;Petit",
    )
    assert [(one.kind, len(one.people)) for one in families.blocking_questions] == [(LEFT, 2)]


@pytest.mark.parametrize(
    "heading",
    ["TELM1", "Tel. personal parent", "Telefon-Nummern: Telefon-Nummer", "Parent TELDOM", "Mobilnr (parent 1)"],
)
def test_a_heading_that_begins_as_one_for_phones_is_one_over_phones(heading: str) -> None:
    titles = f"Nom élève;Prénom élève;Nom parent;Prénom parent;{heading}"
    assert phones(read(titles, "Roy;Lou;Roy;Ann;0470000001", "Kaya;Eda;Kaya;Ali;0470000002")) == [
        ("Ann Roy", "0470000001"),
        ("Ali Kaya", "0470000002"),
    ]


def test_an_id_without_an_owner_is_not_the_pupils_where_the_pupil_has_another() -> None:
    families = read(
        "id;lastName;firstName;email;studentExternalId;studentLastName;studentFirstName",
        "1200;Roy;Ann;ann@x.at;51884;Roy;Lou",
        "1201;Roy;Luc;luc@x.at;51884;Roy;Lou",
    )
    assert [(one.register_number, one.full_name) for one in families.pupils.values()] == [("51884", "Lou Roy")]
    assert [one.full_name for one in families.adults] == ["Ann Roy", "Luc Roy"]


def test_first_names_with_classes_beside_the_familys_name_are_its_children() -> None:
    families = read(
        "Famille;Enfants (classe);Maman;Mail maman",
        "ROY;Lou (M3B);Ann Roy;a@x.be",
        "KAYA;Eda (P1A), Ali (P3B);Ela Kaya;e@x.be",
        "PETIT;Max (P2A);Jo Petit;j@x.be",
        "Total;4;;",
    )
    assert {one.full_name: one.class_name for one in families.pupils.values()} == {
        "Lou ROY": "M3B",
        "Eda KAYA": "P1A",
        "Ali KAYA": "P3B",
        "Max PETIT": "P2A",
    }


def test_the_familys_last_name_is_that_of_children_named_by_their_first() -> None:
    families = read(
        "Gezin;Moeder;E-mail moeder;Kind 1;Klas;Kind 2;Klas",
        "Roy;Roy Ann;a@x.be;Lou;L5;Max;K1",
        "Kaya;Kaya Ela;e@x.be;Eda;L2;;",
    )
    assert {one.full_name: one.class_name for one in families.pupils.values()} == {
        "Lou Roy": "L5",
        "Max Roy": "K1",
        "Eda Kaya": "L2",
    }
    families = read(
        "Familienname Kinder;Kind 1 Vorname;Kind 2 Vorname;Mutter Name;Mutter Vorname", "Roy;Lou;Max;Roy;Ann"
    )
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy", "Max Roy"]


def test_relations_after_each_of_several_contacts_are_theirs() -> None:
    families = read(
        "Pupil;Contact 1;Relationship;Email;Contact 2;Relationship;Email",
        "Lou Roy;Ann Roy;Mother;a@x.uk;Ida Petit;Grandmother;i@x.uk",
        "Eda Kaya;Ali Kaya;Father;l@x.uk;Ela Can;Mother;e@x.uk",
    )
    assert [(one.value, one.people) for one in families.blocking_questions if one.kind == ROLE] == [
        ("Grandmother", ("Ida Petit → Lou Roy",))
    ]


def test_a_type_before_the_names_of_several_people_says_nothing() -> None:
    families = read(
        "id_eleve;tx_nom;tx_prenom;tx_classe;tx_resp_nom;tx_resp_prenom;tx_resp_mail", "7;Roy;Lou;P1;Roy;Ann;a@x.be"
    )
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy"]
    assert [(one.full_name, one.email) for one in families.adults] == [("Ann Roy", "a@x.be")]


def test_the_rank_of_a_child_in_the_family_is_no_number() -> None:
    rows = [f"S{n:04};Roy{n};Lou;{n % 3 + 1};Roy{n};Ann" for n in range(20)]
    families = read("SchülerIn: ID;Nachname;Vorname;Kind-Nr.;Eltern: Nachname;Eltern: Vorname", *rows)
    assert [one.register_number for one in families.pupils.values()] == [f"S{n:04}" for n in range(20)]


@pytest.mark.parametrize("heading", ["bsogroep", "Niveau/Classe", "An.Et.", "Which class is your child in?"])
def test_more_headings_of_classes(heading: str) -> None:
    titles = f"Référence famille;Nom élève;Prénom élève;{heading};Nom parent;Prénom parent"
    rows = [f"FAM{n // 2};Roy{n};Lou;{('Zebra', 'Girafe')[n % 2]};Roy{n};Ann" for n in range(8)]
    assert {one.class_name for one in read(titles, *rows).pupils.values()} == {"Zebra", "Girafe"}


@pytest.mark.parametrize(
    "word", ["SENCO", "Opvoeder internaat", "Leerlingbegeleider", "Travailleuse familiale", "Nan", "Guv"]
)
def test_a_relation_in_unknown_words_is_asked_about_among_known_ones(word: str) -> None:
    titles = "Nom élève;Prénom élève;Nom contact;Prénom contact;Lien"
    families = read(titles, "Roy;Lou;Roy;Ann;mère", f"Roy;Lou;Petit;Luc;{word}", "Kaya;Eda;Kaya;Ali;père")
    assert [(one.kind, one.value) for one in families.blocking_questions] == [(ROLE, word)]


@pytest.mark.parametrize(
    "word", ["Mère adoptive", "Voogd", "Tuteur légal", "Parent 1", "Legal guardian", "Vormund", "vdr", "Mot"]
)
def test_a_relation_in_words_for_a_parent_is_not(word: str) -> None:
    titles = "Nom élève;Prénom élève;Nom contact;Prénom contact;Lien"
    families = read(titles, "Roy;Lou;Roy;Ann;mère", f"Roy;Lou;Petit;Luc;{word}", "Kaya;Eda;Kaya;Ali;père")
    assert families.blocking_questions == []


def test_a_pupil_who_stands_as_the_own_contact_is_asked_about() -> None:
    titles = "Nom élève;Prénom élève;GSM élève;Contact 1 nom;Contact 1 prénom;Contact 1 GSM"
    families = read(titles, "Roy;Lou;0470000001;Roy;Lou;0470000001", "Kaya;Ali;0470000002;Kaya;Ali;0470000003")
    assert [(one.kind, one.people) for one in families.blocking_questions] == [(ROLE, ("Lou Roy → Lou Roy",))]


def test_first_names_alone_have_the_last_name_below_family() -> None:
    families = read(
        "Famille;Prénom enfant 1;Classe enf. 1;Prénom enfant 2;Classe enf. 2;Nom mère;Prénom mère",
        "ROY;Lou;CE1;Max;CM1;Roy;Ann",
        "KAYA;Eda;CP;;;Can;Ela",
    )
    assert {one.full_name: one.class_name for one in families.pupils.values()} == {
        "Lou ROY": "CE1",
        "Max ROY": "CM1",
        "Eda KAYA": "CP",
    }


def test_custody_in_words_asks_about_the_parent_whom_they_do_not_name() -> None:
    families = read(
        "Nachname;Vorname;Sorgerecht;Mutter;Vater",
        "Roy;Lou;beide;Ann Roy;Luc Roy",
        "Kaya;Eda;Mutter;Ela Kaya;Ali Kaya",
    )
    assert [(one.kind, one.people) for one in families.blocking_questions] == [(RIGHTS, ("Ali Kaya → Eda Kaya",))]


def test_a_yes_below_a_plain_heading_of_leaving_needs_no_question() -> None:
    families = read(
        "Surname;Forename;Left Indication (Y/N);Guardian 1 surname;Guardian 1 forename",
        "Roy;Lou;N;Roy;Ann",
        "Kaya;Eda;Y;Kaya;Ali",
    )
    assert [(one.kind, one.by_file) for one in families.blocking_questions] == [(LEFT, True)]
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy"]


def test_the_adults_of_a_sheet_that_begins_with_the_pupils_name_are_no_pupils() -> None:
    families = read(
        "Parent de (Nom Prénom élève);Nom;Prénom;Lien;E-mail",
        "Roy Lou;Roy;Ann;mère;a@x.ch",
        "Kaya Eda;Can;Ali;père;l@x.ch",
    )
    assert sorted(one.full_name for one in families.adults) == ["Ali Can", "Ann Roy"]


@pytest.mark.parametrize("hint", ["(ex. : 0475/12.34.56)", "(p. ex. 0475)", "(bv. 0475)", "(z. B. 0171)"])
def test_an_example_in_brackets_is_no_part_of_a_heading(hint: str) -> None:
    titles = f"Nom élève;Prénom élève;Classe (année 2026-2027);Nom parent;Prénom parent;GSM {hint}"
    families = read(titles, "Roy;Lou;P1;Roy;Ann;0475123456")
    assert phones(families) == [("Ann Roy", "0475123456")]
    assert [one.class_name for one in families.pupils.values()] == ["P1"]


@pytest.mark.parametrize("word", ["nonna", "babcia", "xyzw"])
def test_the_address_of_somebody_whom_no_word_names_is_not_the_parents_before(word: str) -> None:
    titles = f"Nom élève;Prénom élève;Papa;Tel. papa;{word};Tel. {word};Mail {word}"
    families = read(titles, "Roy;Lou;Luc Roy;0470000001;Ida Petit;0470000002;ida@x.it")
    assert [(one.full_name, one.email) for one in families.adults] == [("Luc Roy", "")]


def test_the_last_name_of_a_parent_may_have_two_words_beside_the_first() -> None:
    families = read(
        "Last_Name;First_Name;Father_First;Father;Father_Email",
        "De Luca;Lou;Davide;De Luca;d@x.lu",
        "Roy;Max;Luc;Roy;l@x.lu",
        "Kaya;Eda;Ali;von Hagen;a@x.lu",
    )
    assert ([one.full_name for one in families.adults], families.blocking_questions) == (
        ["Davide De Luca", "Luc Roy", "Ali von Hagen"],
        [],
    )


def test_a_second_contact_beside_the_primary_one_is_another_adult() -> None:
    families = read(
        "Pupil Forename;Pupil Surname;Primary Contact Forename;Primary Contact Surname;Primary Contact Email"
        ";Secondary Contact Forename;Secondary Contact Surname;Secondary Contact Email",
        "Lou;Roy;Ann;Roy;ann@x.be;Luc;Roy;luc@x.be",
    )
    assert [(adult.full_name, adult.email) for adult in families.adults] == [
        ("Ann Roy", "ann@x.be"),
        ("Luc Roy", "luc@x.be"),
    ]


def test_a_teacher_in_the_title_of_the_list_does_not_own_its_columns() -> None:
    rows = [
        ["Klassenleitung: Fr. Hauser", "", "", "", ""],
        ["Name, Vorname", "Klasse", "1. Erziehungsberechtigte", "1. Telefon", "1. E-Mail"],
        ["Roy, Lou", "2a", "Ann Roy", "0470000001", "ann@x.be"],
    ]
    families = importing.read(as_csv(rows[1:], rows[0], ";"))
    assert [(adult.full_name, adult.phone, adult.email) for adult in families.adults] == [
        ("Ann Roy", "0470000001", "ann@x.be")
    ]


def test_relations_right_beside_an_unknown_adult_say_that_it_is_a_parent() -> None:
    families = read(
        "st_lastname;st_firstname;ct_type;ct_lastname;ct_firstname;ct_mail",
        "Roy;Lou;Mother;Roy;Ann;ann@x.be",
        "Kaya;Eda;Father;Kaya;Ali;ali@x.be",
    )
    assert not families.blocking_questions
    assert [adult.full_name for adult in families.adults] == ["Ann Roy", "Ali Kaya"]


def test_the_schools_number_comes_before_the_countrys() -> None:
    families = read(
        "UPN;Adm_No;Pupil Surname;Pupil Forename;Parent Surname;Parent Forename",
        "K476206277462;5336;Roy;Lou;Roy;Ann",
    )
    assert list(families.pupils) == ["5336"]


@pytest.mark.parametrize(
    ("titles", "row", "found"),
    [
        ("UPN;Adm", "K476206277462;5336", "5336"),
        ("Adm.;UPN", "5336;K476206277462", "5336"),
        ("UPN;Adm", "K476206277462;12/09/2025", "K476206277462"),
        ("UPN;", "K476206277462;5336", "K476206277462"),
        ("ULN;No", "4762062774;5336", "4762062774"),
        ("Adm;House", "5336;Oak", "5336"),
    ],
)
def test_an_admission_number_is_told_by_its_cells(titles: str, row: str, found: str) -> None:
    families = read(f"{titles};Pupil Surname;Pupil Forename;Parent Surname;Parent Forename", f"{row};Roy;Lou;Roy;Ann")
    assert list(families.pupils) == [found]


@pytest.mark.parametrize("heading", ["F. nacimiento", "Fecha de nacimiento", "F.Nac."])
def test_a_spanish_day_of_birth_is_read(heading: str) -> None:
    families = read(f"Apellidos;Nombre;{heading};Nombre madre;Apellidos madre", "Roy;Lou;31/07/2020;Ana;Roy")
    assert [pupil.birth for pupil in families.pupils.values()] == ["2020-07-31"]


def test_nobody_is_asked_whose_an_empty_column_of_addresses_is() -> None:
    families = read(
        "Nom;Prénom;E-mail;Nom mère;Prénom mère;Nom père;Prénom père",
        "Roy;Lou;;Roy;Ann;Roy;Luc",
    )
    assert not families.blocking_questions


def test_the_mailbox_of_a_neighbour_does_not_make_its_domain_the_schools() -> None:
    titles = "Pupil Surname;Pupil Forename;Parent Surname;Parent Forename;Parent Email;Emergency contact Email"
    rows = [f"Roy{n};Lou;Roy{n};Ann;ann{n}@village.example;jo{n}@village.example" for n in range(5)]
    families = read(titles, *rows)
    assert not families.mends
    assert len(families.adults) == 5


PAIRS = (
    "Roy;Lou;Roy;Ann;ann@x.be",
    "Roy;Lou;Roy;Luc;luc@x.be",
    "Kaya;Eda;Kaya;Ali;ali@x.be",
    "Kaya;Eda;Kaya;Eva;eva@x.be",
)


def test_a_bare_address_that_differs_between_the_rows_of_a_pupil_is_the_parents() -> None:
    families = read("Nom élève;Prénom élève;Nom contact;Prénom contact;E-mail", *PAIRS)
    assert not families.blocking_questions
    assert [adult.email for adult in families.adults] == ["ann@x.be", "luc@x.be", "ali@x.be", "eva@x.be"]


def test_a_bare_address_before_the_names_of_a_form_is_asked_about() -> None:
    rows = [";".join((row.split(";")[-1], *row.split(";")[:-1])) for row in PAIRS]
    families = read("Adresse e-mail;Nom élève;Prénom élève;Nom parent;Prénom parent", *rows)
    assert [one.kind for one in families.blocking_questions] == [CONTACT]
