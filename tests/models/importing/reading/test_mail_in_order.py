"""Several addresses in a cell beside several parents in another, where the names in the addresses say the order."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

TITLES = ["Surname", "Forename", "Form", "Parents", "Emails", "Mobiles"]
FAMILIES = [  # adults, and what is before the @ of each
    [("Anne ROY", "anne81"), ("Luc PETIT", "petit.luc")],
    [("Ida NOIR", "ida.noir"), ("Max NOIR", "max7")],
    [("Ann GRIS", "anngris")],
    [("Jean BRUN", "brun5"), ("Zoë MAUVE", "mauve.z")],
    [("Léo VERT", "leo_vert"), ("Mia VERT", "vertmia")],
    [("Kim BLEU", "famille"), ("Pia LILAS", "pia.lilas")],
    [("Tim ROSE", "kitchen"), ("Eva ROSE", "house")],
]
ODD = [("Ali BLANC", "ali"), ("Amy BLANC", "")]
SEEN = {
    (name, f"{mail}@example.org", f"0470 {at:02} {place:02} 00")
    for at, family in enumerate(FAMILIES)
    for place, (name, mail) in enumerate(family)
}


def read(
    families: list[list[tuple[str, str]]],
    names: str = " & ",
    mail: str = "; ",
    phones: str = " / ",
    titles: list[str] = TITLES,
) -> Families:
    rows = [
        [
            *(f"Child{at}", "Lou", "3A"),
            names.join(name for name, _mail in family),
            mail.join(f"{one}@example.org" for _name, one in family if one),
            phones.join(f"0470 {at:02} {place:02} 00" for place in range(len(family))),
        ]
        for at, family in enumerate(families)
    ]
    return importing.read(as_csv(rows, titles, "\t"))


def seen(families: Families) -> set[tuple[str, str, str]]:
    assert families.faults == []
    return {(one.full_name, one.email, one.phone) for one in families.adults}


@pytest.mark.parametrize(
    ("names", "mail", "phones"),
    [
        (" & ", "; ", " / "),
        (" and ", ", ", ", "),
        (" / ", " / ", ";"),
        ("; ", ";", " / "),
        ("/", " ", "; "),
        (", ", " - ", " – "),
    ],
)
def test_each_parent_has_what_stands_in_the_own_place(names: str, mail: str, phones: str) -> None:
    families = read(FAMILIES, names, mail, phones)
    assert seen(families) == SEEN
    assert not families.mends


@pytest.mark.parametrize(
    "titles",
    [
        ["Nom", "Prénom", "Classe", "Parents / responsables", "Adresses mail", "Téléphones"],
        ["Name", "Vorname", "Klasse", "Eltern", "E-Mail-Adressen", "Handys"],
        ["Naam", "Voornaam", "Klas", "Ouders", "E-mails", "GSM's"],
        ["Cognome", "Nome", "Classe", "Genitori", "Indirizzi e-mail", "Cellulari"],
        ["Apellidos", "Nombre", "Curso", "Padres", "Correos", "Móviles"],
    ],
)
def test_in_each_language(titles: list[str]) -> None:
    assert seen(read(FAMILIES, titles=titles)) == SEEN


def test_a_family_with_fewer_addresses_than_parents_is_asked_about_alone() -> None:
    families = read([*FAMILIES, ODD])
    assert seen(families) > SEEN
    assert {mend.adult for mend in families.mends} == {"Ali BLANC", "Amy BLANC"}
    assert not any(one.email for one in families.adults if one.last_name == "BLANC")


@pytest.mark.parametrize(
    "families",
    [
        pytest.param(
            [*FAMILIES, [("Ali BLANC", "amy.blanc"), ("Amy BLANC", "ali.blanc")]], id="one says another order"
        ),
        pytest.param([FAMILIES[0], FAMILIES[1], FAMILIES[3], FAMILIES[4]], id="few say one"),
        pytest.param(
            [*FAMILIES, *([(f"Ali GRIS{'X' * at}", f"a{at}"), (f"Amy GRIS{'X' * at}", f"b{at}")] for at in range(9))],
            id="most say none",
        ),
    ],
)
def test_the_addresses_are_asked_about_where_the_order_is_not_certain(families: list[list[tuple[str, str]]]) -> None:
    found = read(families)
    assert not any(one.email for one in found.adults if one.full_name != "Ann GRIS")
    assert len(found.mends) >= 8
