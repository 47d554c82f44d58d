"""A pupil's own address in a parent's column is asked about; and pupils of one name are told apart or asked about."""

import itertools

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable", "Courriel"]


def read(address: str, adult: str = "Aurélie", surname: str = "Thiry", child: str = "Élodie") -> Families:
    rows = [
        ["Delvaux", child, "3C", surname, adult, address],
        ["Aydin", "Elif", "3C", "Aydin", "Selin", "selin.aydin@example.net"],
        ["Petit", "Léa", "3C", "Petit", "Anne", "famille.petit@example.net"],
        ["Roy", "Max", "3C", "Roy", "Luc", "luc.roy@example.net"],
    ]
    return importing.read(as_csv(rows, TITLES))


def left_out(families: Families) -> list[tuple[str, str]]:
    return [(mend.kind, mend.adult) for mend in families.mends]


DOMAINS = [
    *("eleve.athenee.example", "eleves.example.org", "leerling.school.example", "leerlingen.example.org"),
    *("student.example.edu", "students.example.edu", "pupils.example.org", "schueler.example.org"),
    *("ecole.eleve.example.org", "lln.example.org", "schule-schueler.example"),
]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("local", ["elodie.delvaux", "e.delvaux", "1078", "aurelie.thiry"])
def test_an_address_that_schools_give_to_pupils_is_asked_about(local: str, domain: str) -> None:
    assert left_out(read(f"{local}@{domain}")) == [("pupils_address", "Aurélie Thiry")]


@pytest.mark.parametrize(
    "local",
    [
        *("elodie.delvaux", "delvaux.elodie", "elodie_delvaux_2010", "elodiedelvaux", "delvauxelodie", "elodie2010"),
        *("Elodie.Delvaux", "elodie-delvaux12", "elodie.2011", "x.elodie.delvaux"),
    ],
)
@pytest.mark.parametrize("surname", ["Thiry", "Delvaux"])
def test_an_address_made_of_the_pupils_name_is_asked_about(local: str, surname: str) -> None:
    assert left_out(read(f"{local}@example.net", surname=surname)) == [("pupils_address", f"Aurélie {surname}")]


@pytest.mark.parametrize(
    "local",
    [
        *("aurelie.delvaux", "famille.delvaux", "delvaux", "a.delvaux", "elodieetaurelie", "aurelie.elodie.delvaux"),
        *("elodie", "lesdelvaux2010", "maman.elodie", "melodie.delvaux.a", "aurelie1978", "info2010"),
    ],
)
def test_an_address_of_the_adult_or_the_family_is_kept(local: str) -> None:
    families = read(f"{local}@example.net", surname="Delvaux")
    assert left_out(families) == []
    assert f"{local}@example.net" in {adult.email for adult in families.adults}


def test_father_and_son_of_one_first_name() -> None:
    assert left_out(read("jean.delvaux@example.net", adult="Jean", surname="Delvaux", child="Jean")) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_a_contact_without_a_birth_date_beside_two_pupils_of_one_name_is_a_fault(order: tuple[int, ...]) -> None:
    titles = ["Nom élève", "Prénom élève", "Né(e) le", "Lien", "Nom responsable", "Prénom responsable"]
    rows = [
        ["Benali", "Lina", "03/04/2016", "père", "Ait", "Youssef"],
        ["Benali", "Lina", "03/04/2016", "mère", "Pinto", "Leonor"],
        ["Benali", "Lina", "21/09/2019", "mère", "Ferreira", "Rita"],
        ["Benali", "Lina", "21/09/2019", "père", "Esposito", "Lorenzo"],
        ["Benali", "Lina", "", "tutrice", "Bouzidi", "Nadia"],
    ]
    families = importing.read(as_csv([rows[at] for at in order], titles))
    assert {fault.kind for fault in families.faults} == {"namesakes"}
    assert "Nadia" not in {adult.first_name for adult in families.adults}


def test_two_pupils_of_one_name_are_two_by_their_birth_dates() -> None:
    titles = ["Nom élève", "Prénom élève", "Né(e) le", "Nom responsable", "Prénom responsable"]
    rows = [["Benali", "Lina", "03/04/2016", "Pinto", "Leonor"], ["Benali", "Lina", "21/09/2019", "Ferreira", "Rita"]]
    families = importing.read(as_csv(rows, titles))
    assert (len(families.pupils), families.faults) == (2, [])


@pytest.mark.parametrize("local", ["delvauxel73", "delvauxelo", "delvauxelodi99"])
def test_an_address_of_the_last_name_and_a_beginning_of_the_pupils_first_is_asked_about(local: str) -> None:
    assert left_out(read(f"{local}@example.net")) == [("pupils_address", "Aurélie Thiry")]
    assert left_out(read(f"{local}@example.net", surname="Delvaux")) == []
    assert left_out(read(f"{local}@example.net", adult="Elodia")) == []


OWN_TITLES = [*TITLES[:3], "E-mail élève", *TITLES[3:]]


def read_beside(own: str, *, surname: str = "Thiry", others: str = "") -> Families:
    """The pupil Élodie Delvaux and the parent Aurélie with one address. The other pupils' `others` are a pattern."""
    rows = [["Delvaux", "Élodie", "3C", f"{own}@gmail.com", surname, "Aurélie", f"{own}@gmail.com"]]
    for first, last in (("Elif", "Aydin"), ("Léa", "Petit"), ("Max", "Roy"), ("Tom", "Noir")):
        address = others.format(first=first, last=last) if others else ""
        rows.append([last, first, "3C", address, last, f"A{first}", f"mail.{last}@gmail.com"])
    return importing.read(as_csv(rows, OWN_TITLES))


@pytest.mark.parametrize("local", ["delvaux93", "delvaux", "e.delvaux", "delvaux.e", "edelvaux7"])
def test_an_address_of_the_pupil_too_that_fits_the_pupils_name_better_is_asked_about(local: str) -> None:
    assert left_out(read_beside(local)) == [("pupils_address", "Aurélie Thiry")]


@pytest.mark.parametrize("local", ["e.delvaux", "delvaux_e", "edelvaux12"])
def test_it_is_asked_about_where_both_have_the_last_name_and_the_initial_is_the_pupils(local: str) -> None:
    assert left_out(read_beside(local, surname="Delvaux")) == [("pupils_address", "Aurélie Delvaux")]


@pytest.mark.parametrize("local", ["sunshine", "delvaux", "x123"])
def test_it_is_asked_about_where_most_pupils_have_addresses_of_their_whole_names(local: str) -> None:
    families = read_beside(local, surname="Delvaux", others="{first}.{last}@gmail.com")
    assert left_out(families) == [("pupils_address", "Aurélie Delvaux")]


@pytest.mark.parametrize(
    "local", ["a.delvaux", "aurelie79", "delvaux.a", "famille.delvaux", "lesdelvaux", "familie-delvaux", "aurelie.d"]
)
@pytest.mark.parametrize("others", ["", "{first}.{last}@gmail.com", "mail.{last}@gmail.com"])
def test_an_address_of_the_parent_or_the_family_that_the_pupil_has_too_is_kept(local: str, others: str) -> None:
    assert left_out(read_beside(local, surname="Delvaux", others=others)) == []


@pytest.mark.parametrize("local", ["sunshine", "delvaux", "thiry"])
def test_a_parents_address_in_the_columns_of_the_pupils_is_kept_where_others_are_so(local: str) -> None:
    assert left_out(read_beside(local, surname="Delvaux", others="mail.{last}@gmail.com")) == []


@pytest.mark.parametrize("local", ["e.delvaux", "delvaux_e", "edelvaux84"])
def test_an_address_that_fits_both_alike_is_asked_about_where_most_pupils_have_their_own(local: str) -> None:
    families = read_alike(local, "{first}.{last}@gmail.com", adult="Estelle")
    assert left_out(families) == [("pupils_address", "Estelle Delvaux")]
    assert left_out(read_alike(local, "mail.{last}@gmail.com", adult="Estelle")) == []


def read_alike(own: str, others: str, *, adult: str) -> Families:
    """The pupil Élodie and a parent with the same initial and last name, with one address."""
    rows = [["Delvaux", "Élodie", "3C", f"{own}@gmail.com", "Delvaux", adult, f"{own}@gmail.com"]]
    for first, last in (("Elif", "Aydin"), ("Léa", "Petit"), ("Max", "Roy"), ("Tom", "Noir")):
        rows.append(
            [last, first, "3C", others.format(first=first, last=last), last, f"A{first}", f"b.{last}@gmail.com"]
        )
    return importing.read(as_csv(rows, OWN_TITLES))
