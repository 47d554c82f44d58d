"""Which of several columns has the pupil's number, first name and class."""

import pytest

from models import importing
from models.importing import Families
from tests.models.importing.reading.test_more_headings import seen
from tests.support.files import as_csv, as_workbook


def read(titles: str, *rows: str) -> Families:
    return importing.read(as_csv([row.split(";") for row in rows], titles.split(";")))


PARENT = "Nom parent;Prénom parent"


@pytest.mark.parametrize("number", ["N.º escola", "N° école", "School no", "Schul-Nr.", "Numéro interne"])
@pytest.mark.parametrize("place", [1, 2])
def test_a_number_of_the_school_is_the_pupils_and_not_the_one_that_counts_rows(number: str, place: int) -> None:
    titles = ["ID", *(["Nom élève", "Prénom élève"]), PARENT]
    titles.insert(place if place == 1 else 3, number)
    rows = [["1", "Roy", "Lou", "Roy;Ann"], ["2", "Kaya", "Eda", "Kaya;Ela"], ["3", "Can", "Max", "Can;Jo"]]
    for row, own in zip(rows, ("20323", "20379", "20411"), strict=True):
        row.insert(place if place == 1 else 3, own)
    families = read(";".join(titles), *map(";".join, rows))
    assert [*families.pupils] == ["20323", "20379", "20411"]


@pytest.mark.parametrize("number", ["20323", "12"])
def test_one_number_for_all_or_a_short_one_is_the_schools_own(number: str) -> None:
    rows = [f"{at};{name};Lou;{number};Roy;Ann" for at, name in enumerate(("Roy", "Kaya", "Can", "Maes"), 1)]
    assert [*read(f"ID;Nom élève;Prénom élève;N° école;{PARENT}", *rows).pupils] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("every", "used"), [("Voornamen", "Roepnaam"), ("Vornamen", "Rufname"), ("Prénoms", "Prénom usuel")]
)
def test_the_first_name_in_use_counts_where_it_is_one_of_all_of_them(every: str, used: str) -> None:
    families = read(f"Naam;{used};{every};{PARENT}", "Roy;Lou;Anne Lou;Roy;Ann", "Kaya;Eda;Eda;Kaya;Ela")
    assert [one.full_name for one in families.pupils.values()] == ["Lou Roy", "Eda Kaya"]


def test_a_name_in_use_that_is_none_of_the_first_names_stands_aside() -> None:
    families = read(f"Naam;Roepnaam;Voornamen;{PARENT}", "Roy;Lou;Louise Anne;Roy;Ann", "Kaya;Didi;Eda;Kaya;Ela")
    assert [one.full_name for one in families.pupils.values()] == ["Louise Anne Roy", "Eda Kaya"]


def test_initials_stand_aside_for_a_first_name() -> None:
    titles = "Roepnaam;Achternaam;Voorletters;Ouder 1 voorletters;Ouder 1 roepnaam;Ouder 1 achternaam"
    families = read(titles, "Lou;Roy;L.A.;A.M.;Ann;Petit")
    assert seen(families) == [("Ann Petit", "", "Lou Roy")]


@pytest.mark.parametrize(
    "classes", [("First Class", "Junior Infants"), ("Klasse Oak", "Klasse Elm"), ("Year Two", "Year Six")]
)
def test_a_room_over_classes_of_several_words_is_the_class(classes: tuple[str, str]) -> None:
    rows = [f"{name};Lou;{classes[at % 2]};{name};Ann" for at, name in enumerate(("Roy", "Kaya", "Can", "Maes"))]
    families = read(f"Pupil surname;Pupil forename;Room;{PARENT}", *rows)
    assert [one.class_name for one in families.pupils.values()] == [*classes, *classes]


def test_a_room_over_names_of_people_is_no_class() -> None:
    rows = [
        f"{name};Lou;{'Jan Kok' if at % 2 else 'Eva Smit'};{name};Ann" for at, name in enumerate(("Roy", "Kaya", "Can"))
    ]
    families = read(f"Pupil surname;Pupil forename;Room;{PARENT}", *rows)
    assert {one.class_name for one in families.pupils.values()} == {""}


def test_children_listed_by_whole_names_below_a_heading_of_classes() -> None:
    titles = ["No", "Parent A", "E-mail A", "Kind(er) (Klasse)"]
    rows = [
        ["1", "Ann Roy", "ann@x.be", "Lou Roy (8P), Max Roy (7P/1)"],
        ["2", "Ela Kaya", "ela@x.be", "Eda Kaya (3P)"],
        ["3", "Jo Can", "jo@x.be", "Ali Can (3P), Ida Can (5P)"],
    ]
    families = importing.read(as_csv(rows, titles, ";"))
    pupils = {(one.full_name, one.class_name) for one in families.pupils.values()}
    assert pupils == {
        ("Lou Roy", "8P"),
        ("Max Roy", "7P/1"),
        ("Eda Kaya", "3P"),
        ("Ali Can", "3P"),
        ("Ida Can", "5P"),
    }
    assert ("Ann Roy", "ann@x.be", "Max Roy") in seen(families)


@pytest.mark.parametrize("family", ["Nom", "Famille", "Nom des enfants"])
@pytest.mark.parametrize("between", [", ", " ; ", " / ", " et ", "\n", " & "])
def test_children_listed_by_first_names_beside_their_last_name(family: str, between: str) -> None:
    titles = [family, "Enfants (classe)", "Parent 1", "Mail parent 1"]
    rows = [
        ["ROY", f"Lou (CM1){between}Max (TPS)", "Ann ROY", "ann@x.be"],
        ["KAYA", "Eda (CP)", "Ela KAYA", "ela@x.be"],
        ["EL CAN", f"Ali (GS){between}Ida (CE2)", "Jo CAN", "jo@x.be"],
        ["NOIR", "Zoé (PS)", "Eva NOIR", "eva@x.be"],
    ]
    families = importing.read(as_csv(rows, titles, "\t"))
    assert {(one.full_name, one.class_name) for one in families.pupils.values()} == {
        *(("Lou ROY", "CM1"), ("Max ROY", "TPS"), ("Eda KAYA", "CP")),
        *(("Ali EL CAN", "GS"), ("Ida EL CAN", "CE2"), ("Zoé NOIR", "PS")),
    }
    assert ("Ann ROY", "ann@x.be", "Max ROY") in seen(families)


@pytest.mark.parametrize("family", ["Gezin", "Familie", "Naam"])
@pytest.mark.parametrize("order", ["{first} {last}", "{last} {first}"])
def test_children_listed_by_whole_names_beside_their_last_name(family: str, order: str) -> None:
    def child(first: str, last: str, class_name: str) -> str:
        return f"{order.format(first=first, last=last)} ({class_name})"

    rows = [
        ["Roy", f"{child('Lou', 'Roy', 'K3')}, {child('Jan Max', 'Roy', 'L2')}", "Ann Roy", "ann@x.be"],
        ["van Can", f"{child('Ali', 'van Can', 'L1')}, {child('Ida', 'van Can', 'K1')}", "Jo van Can", "jo@x.be"],
        ["Noir", child("Zoë", "Noir", "L1"), "Eva Noir", "eva@x.be"],
        ["Bos", f"{child('Sem', 'Bos', 'L1')}, {child('Noor', 'Bos', 'K1')}", "Lia Bos", "lia@x.be"],
    ]
    families = importing.read(as_csv(rows, [family, "Kinderen", "Mama", "mail mama"], ";"))
    assert {(one.full_name, one.class_name) for one in families.pupils.values()} == {
        *(("Lou Roy", "K3"), ("Jan Max Roy", "L2"), ("Ali van Can", "L1"), ("Ida van Can", "K1")),
        *(("Zoë Noir", "L1"), ("Sem Bos", "L1"), ("Noor Bos", "K1")),
    }
    assert ("Ann Roy", "ann@x.be", "Jan Max Roy") in seen(families)


def test_a_listed_child_with_another_last_name_does_not_get_that_of_the_family() -> None:
    rows = [
        [name, f"Lou {name} (K3), Max {name} (L2)", f"Ann {name}", f"{name}@x.be"] for name in ("Roy", "Can", "Bos")
    ]
    rows.append(["Noir", "Zoë Noir (L1), Sem Vos (K2)", "Eva Noir", "eva@x.be"])
    families = importing.read(as_csv(rows, ["Gezin", "Kinderen", "Mama", "mail mama"], ";"))
    names = {one.full_name for one in families.pupils.values()}
    assert "Zoë Noir" in names
    assert not {name for name in names if "Sem Vos Noir" in name or "Noir Sem" in name}


def test_first_names_beside_whole_names_are_not_put_together() -> None:
    rows = [[f"Ann {name}", f"Lou{name} (CP)", f"Eva {name}", f"{name}@x.be"] for name in ("ROY", "KAYA", "NOIR")]
    families = importing.read(as_csv(rows, ["Nom", "Enfants (classe)", "Parent 1", "Mail parent 1"], ";"))
    assert [one.full_name for one in families.pupils.values()] == ["Ann ROY", "Ann KAYA", "Ann NOIR"]


HEAD = ["Nr", "naam spruit", "voornaam spruit", "naam mama", "voornaam mama", "mail mama"]


def sheet(*names: str) -> list[list[str]]:
    rows = [
        [str(at), name, f"{name[:2]}lou", name, f"{name[:2]}ann", f"{name}@x.be"] for at, name in enumerate(names, 1)
    ]
    return [["Lijst van juf Kim"], HEAD, *rows, ["aantal:", str(len(names))]]


def test_a_sheet_of_few_rows_is_read_as_another_with_the_same_headings() -> None:
    many = sheet("Roy", "Kaya", "Can", "Maes", "Petit", "Blanc", "Noir", "Aydin", "Smit", "Dekker", "Bos", "Kok")
    teachers = [["naam", "mail"], ["Jan Kok", "kok@x.be"]]
    families = importing.read(as_workbook({"1KA": many, "2KA": sheet("Demir"), "juffen": teachers}))
    assert [one.class_name for one in families.pupils.values()] == ["1KA"] * 12 + ["2KA"]
    assert ("Deann Demir", "demir@x.be", "Delou Demir") in seen(families)
    assert "Jan Kok" not in {one.full_name for one in families.adults}


def test_a_sheet_with_one_heading_more_is_not_read_as_another() -> None:
    many = sheet("Roy", "Kaya", "Can", "Maes", "Petit", "Blanc", "Noir", "Aydin", "Smit", "Dekker", "Bos", "Kok")
    other = sheet("Demir")
    other[1] = [*HEAD[:3], "oud", *HEAD[3:]]
    families = importing.read(as_workbook({"1KA": many, "2KA": other}))
    assert len(families.pupils) == 12


def test_a_bare_column_of_addresses_is_asked_about_only_where_it_has_one() -> None:
    titles = "Voornaam;Achternaam;Email;Groep;EmailOuder1;EmailOuder2"
    assert not read(titles, "Lou;Roy;;3;ann@x.be;luc@x.be").blocking_questions
    (asked,) = read(titles, "Lou;Roy;lou@y.be;3;ann@x.be;luc@x.be").blocking_questions
    assert (asked.kind, asked.heading) == ("contact", "Email")


def test_a_listed_child_whose_name_looks_like_a_heading_is_none() -> None:
    titles = ["Nom", "Prénom", "E-mail", "Élèves à charge"]
    children = ("ROY Lou (4E), ROY Max (5E)", "EL AMRANI Ada (1E)", "KIND Tom (2E)", "CAN Ali (3E)", "CAN Ida (4E)")
    rows = [["Roy", name, "", cell] for name, cell in zip(("Ann", "Bo", "Cy", "Di", "Eve"), children, strict=True)]
    families = importing.read(as_csv(rows, titles, ";"))
    assert not families.faults
    assert len(families.pupils) == 6
    assert len(families.adults) == 6
