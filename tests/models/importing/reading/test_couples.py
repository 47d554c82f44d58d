"""A couple in one cell, beside columns of her phone and address and of his."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv

TITLES = ["Prénom enfant", "Nom enfant", "Classe", "Parents", "Port. Mme", "Port. M.", "Mail Mme", "Mail M."]
OTHERS = ["Mme Eva Kaya et M. Ali Kaya", "Mme et M. Pia et Tom Mora", "Mme Ida De Fox et M. Max Fox"]
PUPILS = ["Lou Roy", "Eda Kaya", "Leo Mora", "Zoé Fox"]


def read(cell: str, titles: list[str] = TITLES, others: list[str] = OTHERS) -> Families:
    rows = [
        [*pupil.split(), "1A", one, f"0470 00 00 0{at}", f"0471 00 00 0{at}", f"her{at}@x.be", f"him{at}@x.be"]
        for at, (pupil, one) in enumerate(zip(PUPILS, [cell, *others], strict=True))
    ]
    return importing.read(as_csv(rows, titles, ";"))


def first(families: Families) -> list[tuple[str, str, str]]:
    number = next(iter(families.pupils))
    return [(one.full_name, one.phone, one.email) for one in families.adults if one.register_number == number]


HERS, HIS = ("0470 00 00 00", "her0@x.be"), ("0471 00 00 00", "him0@x.be")


@pytest.mark.parametrize(
    "cell",
    [
        "Mme Ann Roy et M. Luc Roy",
        "M. Luc Roy & Mme Ann Roy",
        "Mme et M. Ann et Luc Roy",
        "M. et Mme Luc et Ann Roy",
        "Madame Ann et Monsieur Luc Roy",
        "Mme Ann Roy\nM. Luc Roy",
        "Mme ROY Ann / M. Luc",
    ],
)
def test_each_has_the_phone_and_address_of_the_own_columns(cell: str) -> None:
    families = read(cell)
    found = [(name.replace("ROY", "Roy"), *others) for name, *others in first(families)]
    assert found == [("Ann Roy", *HERS), ("Luc Roy", *HIS)]
    assert (families.blocking_questions, families.mends) == ([], [])


@pytest.mark.parametrize(
    ("her", "him", "word"),
    [("Mevr.", "Dhr.", "en"), ("Frau", "Herr", "und"), ("Mrs", "Mr", "and"), ("Madame", "Monsieur", "et")],
)
def test_the_salutations_may_be_of_any_language(her: str, him: str, word: str) -> None:
    def said(text: str) -> str:
        return text.replace("Mme", her).replace("M. ", f"{him} ").replace(" et ", f" {word} ")

    titles = [*TITLES[:4], f"Tel. {her}", f"Tel. {him}", f"{her} e-mail", f"{him} e-mail"]
    families = read(said("Mme et M. Ann et Luc De Roy"), titles, list(map(said, OTHERS)))
    assert first(families) == [("Ann De Roy", *HERS), ("Luc De Roy", *HIS)]


@pytest.mark.parametrize(
    ("phone", "mail", "her", "him"),
    [
        ("{} mobile", "{} email", "Mother", "Father"),
        ("GSM {}", "Mail {}", "moeder", "vader"),
        ("Tél. {}", "{} e-mail", "maman", "papa"),
    ],
)
def test_the_columns_may_be_those_of_the_mother_and_the_father(phone: str, mail: str, her: str, him: str) -> None:
    titles = [*TITLES[:4], phone.format(her), phone.format(him), mail.format(her), mail.format(him)]
    families = read("M. Luc & Mme Ann De Roy", titles)
    assert first(families) == [("Ann De Roy", *HERS), ("Luc De Roy", *HIS)]
    assert families.blocking_questions == []
    alone = read("M. Luc Roy", titles)
    assert first(alone) == [("Luc Roy", *HIS)]


def test_beside_a_column_of_her_name_the_couple_is_not_taken_apart() -> None:
    titles = [*TITLES[:4], "Tél. mère", "Tél. père", "Nom et prénom mère"]
    rows = [
        [*pupil.split(), "1A", one, "0470 00 00 00", "", f"Roy Ann{at}"]
        for at, (pupil, one) in enumerate(zip(PUPILS, ["M. Luc & Mme Ann Roy", *OTHERS], strict=True))
    ]
    families = importing.read(as_csv(rows, titles, ";"))
    assert all(notice.kind != "listed_cells" for notice in families.notices)
    assert first(families)[-1] == ("Ann0 Roy", "0470 00 00 00", "")


def test_one_parent_alone_has_only_the_own_columns() -> None:
    families = read("M. Luc Roy")
    assert first(families) == [("Luc Roy", *HIS)]


def test_two_mothers_are_asked_whose_the_address_is() -> None:
    families = read("Mme Ann Roy et Mme Eve Petit")
    assert [one[0] for one in first(families)] == ["Ann Roy", "Eve Petit"]
    assert {one[2] for one in first(families)} == {""}
    assert {one.kind for one in families.mends} == {"whose_address"}


@pytest.mark.parametrize("cell", ["Ann Roy", "Mme Ann Roy et M. Luc"])
def test_nobody_gets_an_address_where_a_cell_does_not_say_who_it_is(cell: str) -> None:
    families = read(cell)
    assert {one.email for one in families.adults} == {""}
