"""Headings that name their owner or their field in other words, or in another order, than those beside them."""

import pytest

from models import importing
from models.importing import Families
from tests.models.importing.reading.test_more_headings import seen
from tests.support.files import as_csv


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";")))


BOTH = [("Ann Roy", "ann@x.be", "Lou Roy"), ("Luc Petit", "luc@x.be", "Lou Roy")]


def test_a_number_said_in_two_languages_counts_one_adult() -> None:
    titles = "Naam / Nom;Voornaam / Prénom"
    for number in ("1", "2"):
        titles += "".join(
            f";O{number}: {dutch} / Ouder {number}: {french}".replace(f"O{number}:", f"Parent {number}:")
            for dutch, french in (("nom", "naam"), ("prénom", "voornaam"), ("courriel", "e-mail"))
        )
    families = read(titles, "Roy;Lou;Roy;Ann;ann@x.be;Petit;Luc;luc@x.be")
    assert seen(families) == BOTH


@pytest.mark.parametrize("of", ["Légal {} - {}", "LEGAL{}_{}", "Lég. {} - {}", "Leg{}{}", "Légal n° {} {}"])
def test_a_numbered_legal_is_an_adult(of: str) -> None:
    fields = ("Nom", "Prénom", "Courriel")
    titles = "Nom de famille;Prénom 1;" + ";".join(of.format(number, field) for number in "12" for field in fields)
    assert seen(read(titles, "Roy;Lou;Roy;Ann;ann@x.be;Petit;Luc;luc@x.be")) == BOTH


@pytest.mark.parametrize(
    "heading",
    [
        "Élèves dont il est responsable légal",
        "Enfant (dont il a la charge)",
        "Leerlingen voor wie hij/zij verantwoordelijk is",
        "Kinder, für die das Sorgerecht besteht",
        "Children for whom they have parental responsibility",
    ],
)
def test_the_pupils_of_an_adult_may_be_called_by_what_the_adult_has(heading: str) -> None:
    families = read(f"Nom;Prénom;E-mail;{heading}", "ROY;Ann;ann@x.be;ROY Lou (3A), ROY Max (4B)", "BO;Al;;BO Eve (1A)")
    assert {(one.full_name, families.pupils[one.register_number].full_name) for one in families.adults} == {
        ("Ann ROY", "Lou ROY"),
        ("Ann ROY", "Max ROY"),
        ("Al BO", "Eve BO"),
    }
    assert {one.class_name for one in families.pupils.values()} == {"3A", "4B", "1A"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Primer progenitor", "Segon progenitor"),
        ("Primeiro progenitor", "Outro progenitor"),
        ("1º genitore", "Altro genitore"),
    ],
)
def test_a_number_may_stand_before_or_after_the_owner(first: str, second: str) -> None:
    owner = first.split()[1]
    titles = f"Cognome alunno;Nome alunno;{first};e-mail {owner} 1;{second};e-mail {owner} 2"
    families = read(titles, "Roy;Lou;Roy, Ann;ann@x.be;Petit, Luc;luc@x.be")
    assert seen(families) == BOTH


@pytest.mark.parametrize("names", ["Name (last);Name (first)", "Name, family;Name, first", "Name: sur;Name: fore"])
def test_which_name_it_is_may_stand_after_the_word_for_a_name(names: str) -> None:
    last, first = names.split(";")
    titles = f"Pupil last name;Pupil first name;Guardian 1 {last};Guardian 1 {first};Guardian 1 email (default)"
    assert seen(read(titles, "Roy;Lou;Petit;Ann;ann@x.be")) == [("Ann Petit", "ann@x.be", "Lou Roy")]


@pytest.mark.parametrize("heading", ["Klassenstufe", "Niveau classe", "Klasjaar"])
def test_a_word_for_the_class_and_one_for_its_year_are_the_class(heading: str) -> None:
    titles = f"Name Kind;Vorname Kind;{heading};Name Mutter;Vorname Mutter;E-Mail Mutter"
    families = read(titles, "Roy;Lou;3b;Roy;Ann;ann@x.be", "Kaya;Eda;4a;Kaya;Ela;ela@x.be")
    assert [one.class_name for one in families.pupils.values()] == ["3b", "4a"]
    assert [one.full_name for one in families.adults] == ["Ann Roy", "Ela Kaya"]


@pytest.mark.parametrize("family", ["Apellidos de la familia", "Naam gezin", "Cognome famiglia", "Noms familles"])
@pytest.mark.parametrize("child", ["Hijo {}", "Figlio/a {}", "Kind {}", "Enfant {}"])
def test_a_familys_name_stands_beside_the_first_names_of_its_children(family: str, child: str) -> None:
    titles = f"{family};{child.format(1)};Klas 1;{child.format(2)};Klas 2;Nom mère;Prénom mère;E-mail mère"
    families = read(titles, "Roy;Lou;1A;Max;3B;Petit;Ann;ann@x.be", "Kaya;Eda;2A;;;Can;Ela;ela@x.be")
    pupils = [(one.full_name, one.class_name) for one in families.pupils.values()]
    assert pupils == [("Lou Roy", "1A"), ("Max Roy", "3B"), ("Eda Kaya", "2A")]
    assert seen(families) == [
        ("Ann Petit", "ann@x.be", "Lou Roy"),
        ("Ann Petit", "ann@x.be", "Max Roy"),
        ("Ela Can", "ela@x.be", "Eda Kaya"),
    ]


def test_an_unknown_heading_over_addresses_is_of_the_adult_counted_in_two_languages() -> None:
    titles = "Nom élève;Prénom élève;Parent 1 / Ouder 1: nom;Parent 1 / Ouder 1: prénom;Parent 1 / Ouder 1: @"
    titles += ";Parent 2 / Ouder 2: nom;Parent 2 / Ouder 2: prénom;Parent 2 / Ouder 2: @"
    assert seen(read(titles, "Roy;Lou;Roy;Ann;ann@x.be;Petit;Luc;luc@x.be")) == BOTH


@pytest.mark.parametrize(
    ("owner", "short"), [("progenitor", "prog."), ("verzorger", "verzorg"), ("guardian", "guard."), ("Mutter", "Mutt.")]
)
def test_an_owner_is_known_by_the_beginning_of_its_word_in_the_row(owner: str, short: str) -> None:
    titles = f"Achternaam leerling;Voornaam leerling;Achternaam {owner};Voornaam {owner};e-mail {short}"
    assert seen(read(titles, "Roy;Lou;Petit;Ann;ann@x.be")) == [("Ann Petit", "ann@x.be", "Lou Roy")]


def test_the_beginning_of_a_teachers_word_is_a_teachers() -> None:
    titles = "Naam leerling;Voornaam leerling;Naam ouder;Voornaam ouder;Leerkracht;E-mail leerk."
    families = read(titles, "Roy;Lou;Petit;Ann;Jan Kok;kok@x.be", "Kaya;Eda;Can;Ela;Jan Kok;kok@x.be")
    assert seen(families) == [("Ann Petit", "", "Lou Roy"), ("Ela Can", "", "Eda Kaya")]


@pytest.mark.parametrize("relation", ["Relatie", "Lien", "Relationship", "Beziehung"])
def test_names_beside_the_word_for_a_relation_are_of_an_adult(relation: str) -> None:
    titles = f"Nom;Prénom;{relation};{relation} voornaam;{relation} tussenvoegsel;{relation} achternaam;E-mail"
    families = read(titles, "Roy;Lou;mère;Ann;de;Wit;ann@x.be")
    assert seen(families) == [("Ann de Wit", "ann@x.be", "Lou Roy")]
    assert families.adults[0].relation == "mère"


def test_a_name_of_a_relation_is_no_adults_name() -> None:
    families = read("Nom élève;Prénom élève;Nom parent;Prénom parent;Beziehung Name", "Roy;Lou;Petit;Ann;mère")
    assert seen(families) == [("Ann Petit", "", "Lou Roy")]


def test_a_numbered_mark_beside_a_doctor_is_a_parents_by_its_relations() -> None:
    mark = "Relatie zv{0};Roepnaam zv{0};Achternaam zv{0};E-mail zv{0}"
    titles = f"Roepnaam;Achternaam;Groep;{mark.format(1)};{mark.format(2)};Huisarts;Tel. huisarts"
    both = "moeder;Ann;Roy;ann@x.be;vader;Luc;Petit;luc@x.be"
    families = read(titles, f"Lou;Roy;4A;{both};Praktijk De Linde;030 225 11 00")
    assert not families.blocking_questions
    assert seen(families) == BOTH
    strangers = both.replace("moeder", "").replace("vader", "")
    families = read(titles, f"Lou;Roy;4A;{strangers};Praktijk De Linde;030 225 11 00")
    assert {one.kind for one in families.blocking_questions} == {"person"}
    assert seen(families) == []


def test_a_contact_of_an_adult_over_phones_is_a_phone() -> None:
    titles = "Apelido aluno;Nome aluno;Apelido EE;Nome EE;Contacto EE"
    assert [one.phone for one in read(titles, "Roy;Lou;Petit;Ann;923 260 263").adults] == ["923 260 263"]


def test_the_country_code_of_a_telephone_counts_nobody() -> None:
    titles = "naamkind;voornaamkind;naamouder1;voornaamouder1;gsmouder1 (met 32);naamouder2;voornaamouder2"
    families = read(titles, "Roy;Lou;Roy;Ann;32494098100;Petit;Luc")
    assert {one.full_name: one.phone for one in families.adults} == {"Ann Roy": "32494098100", "Luc Petit": ""}


@pytest.mark.parametrize("child", ["Child", "Kind", "Enfant"])
def test_the_child_beside_a_surname_is_the_first_name(child: str) -> None:
    for names, cells in ((f"{child};Surname", "{0};Roy"), (f"Surname;{child}", "Roy;{0}")):
        families = read(
            f"{names};Room;Mum;Mum email", *(f"{cells.format(one)};Oak;Ann Roy;a@x.be" for one in ("Lou", "Max"))
        )
        assert {one.full_name for one in families.pupils.values()} == {"Lou Roy", "Max Roy"}


def test_the_payer_is_the_parent_where_a_heading_says_so() -> None:
    titles = "Child surname;Child first name;Bill payer{};Bill payer email;2nd parent;2nd parent email"
    row = "Roy;Lou;Roy, Ann;ann@x.be;Petit, Luc;luc@x.be"
    assert seen(read(titles.format(" (parent)"), row)) == BOTH
    assert seen(read(titles.format(""), row)) == BOTH[1:], "the payer may be anybody"


@pytest.mark.parametrize(("child", "father"), [("des Kindes", "des Vaters"), ("des Schülers", "des Vaters")])
def test_an_owner_may_stand_in_the_genitive(child: str, father: str) -> None:
    titles = f"Name {child};Vorname {child};Name der Mutter;Mail Mutter;Name {father};Mail {father}"
    assert seen(read(titles, "Roy;Lou;Roy, Ann;ann@x.be;Petit, Luc;luc@x.be")) == BOTH


def test_a_class_is_said_in_luxembourgish_and_french() -> None:
    titles = "Numm / Nom;Virnumm / Prénom;Klass / Classe;Nom parent;Prénom parent;E-mail parent"
    families = read(titles, "Roy;Lou;C1.1;Roy;Ann;ann@x.be")
    assert [one.class_name for one in families.pupils.values()] == ["C1.1"]


def test_a_person_responsible_is_a_parent() -> None:
    titles = "Family name pupil;First name pupil;Family name person responsible 1;First name person responsible 1"
    titles += ";E-mail 1;Family name person responsible 2;First name person responsible 2;E-mail 2"
    assert seen(read(titles, "Roy;Lou;Roy;Ann;ann@x.be;Petit;Luc;luc@x.be")) == BOTH


def test_the_contacts_of_a_number_are_those_of_the_one_person_who_has_it() -> None:
    titles = "Nom enfant;Prénom enfant;Responsable 1;Mél resp. 1;Conjoint / responsable 2;Mél resp. 2"
    assert seen(read(titles, "Roy;Lou;Roy Ann;ann@x.be;Petit Luc;luc@x.be")) == BOTH


@pytest.mark.parametrize(
    "heading", ["Emerg. contact", "Contact urg. (non parent)", "Contact (not parent)", "Notf. Kontakt"]
)
def test_who_is_no_parent_by_an_abbreviation_or_a_negation_is_left_aside(heading: str) -> None:
    titles = "Pupil surname;Pupil forename;Parent 1 forename;Parent 1 surname;Parent 1 mobile;Parent 1 email"
    titles += f";{heading} name;{heading} tel."
    families = read(titles, "Roy;Lou;Ann;Roy;;ann@x.be;Max Noir;07700 900123")
    assert [(one.full_name, one.phone) for one in families.adults] == [("Ann Roy", "")]
    assert not families.blocking_questions


def test_an_abbreviated_address_for_the_bill_is_that_of_the_parent_who_pays() -> None:
    titles = "Nom enfant;Prénom enfant;Parent payeur - nom;Parent payeur - prénom;Natel;Courriel fact."
    families = read(titles, "Roy;Lou;Roy;Ann;079 123 45 67;ann@x.be")
    assert [(one.full_name, one.email) for one in families.adults] == [("Ann Roy", "ann@x.be")]


@pytest.mark.parametrize(
    "fields",
    [
        "Relatie {n};Naam relatie {n};GSM relatie {n};E-mail relatie {n}",
        "Relatie {n};Relatie {n} naam;Relatie {n} gsm;Relatie {n} e-mail",
        "Relatie {n};Relatie {n} - Naam;Relatie {n} - Tel.;Relatie {n} - Mail",
        "Relation {n};Nom relation {n};Tél. relation {n};Courriel relation {n}",
    ],
)
def test_a_numbered_relation_owns_the_columns_that_name_it(fields: str) -> None:
    titles = ";".join(["Leerlingnummer;Leerling;Klas", *(fields.format(n=number) for number in (1, 2))])
    rows = ("7;Roy Lou;1A;moeder;Roy Ann;0470 11 11 11;ann@x.be;grootvader;Petit Luc;0470 22 22 22;luc@x.be",)
    families = read(titles, *rows)
    assert {(one.relation, one.email, one.phone) for one in families.adults} == {
        ("moeder", "ann@x.be", "0470 11 11 11"),
        ("grootvader", "luc@x.be", "0470 22 22 22"),
    }
    assert "Luc Petit → Lou Roy" in {name for one in families.blocking_questions for name in one.people} or (
        "Petit Luc → Roy Lou" in {name for one in families.blocking_questions for name in one.people}
    )
