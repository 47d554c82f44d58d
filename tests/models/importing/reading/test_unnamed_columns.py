"""Columns of parents of whom the file has an address and no name."""

import pytest

from language import text
from models.importing import Families, Unreadable, read, sentence
from models.importing.reading import confined_reading
from models.importing.reading.questions import ADULT, CONTACT, PUPIL, RIGHTS, SHIFTED, Answers
from settings import Settings
from tests.support.files import as_csv, as_workbook

NAMES = ["Janssens", "Peeters", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters", "Desmet"]
FIRSTS = ["Emma", "Louis", "Julie", "Simon", "Clara"]
CHILD = "Nom;Prénom;Classe"


def file(headings: str, *rows: str) -> bytes:
    return as_csv([row.split(";") for row in rows], headings.split(";"))


def school(headings: str, *addresses: str) -> bytes:
    """A pupil of each name. In an address `{own}` is the pupil's last name, `{next}` the next one's, `{n}` a number."""
    rows = []
    for n, name in enumerate(NAMES):
        words = {"own": name.lower(), "next": NAMES[(n + 1) % len(NAMES)].lower(), "n": n}
        rows.append(";".join([name, f"Enfant{n}", "3A", *(one.format(**words) for one in addresses)]))
    return file(headings, *rows)


def called(families: Families) -> list[str]:
    return [adult.full_name for adult in families.adults]


def asked(families: Families) -> list[tuple[str, str]]:
    return [(one.kind, one.heading) for one in families.blocking_questions]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("E-mailadres ouder/verzorger 1", "Parent 1"),
        ("E-Mail-Adresse Elternteil 2", "Parent 2"),
        ("Guardian Email 1", "Parent 1"),
        ("E-mail responsable légal 1", "Parent 1"),
        ("Courriel de la mère", "Mère"),
        ("Mailadres vader", "Père"),
        ("Mails des parents", "Parent"),
        ("Mère", "Mère"),
    ],
)
def test_a_heading_with_a_word_for_a_parent_gives_an_account(heading: str, name: str) -> None:
    families = read(file(f"{CHILD};{heading}", "Jansen;Bram;1A;a@x.be", "De Vries;Noor;1A;b@x.be"))
    assert called(families) == [f"{name} Jansen", f"{name} De Vries"]
    assert all(adult.unnamed for adult in families.adults)


@pytest.mark.parametrize(
    "heading",
    [
        "E-mail",
        "E-mail contact 1",
        "E-mail tuteur",
        "E-mail titulaire",
        "E-mail personne d’urgence",
        "E-mail élève",
        "Co-account e-mail",
        "E-mail partner",
        "Adresse mail de la personne 1",
    ],
)
def test_no_other_address_does(heading: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(file(f"{CHILD};{heading}", "Jansen;Bram;1A;a@x.be", "De Vries;Noor;1A;b@x.be"))
    assert "nom du parent" in sentence(refused.value.remark)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (f"{CHILD};Nom parent 1;E-mail parent 1", "Jansen;Bram;1A;Jansen;a@x.be"),  # a last name alone
        (f"{CHILD};Angaben zur Mutter;E-Mail Mutter", "Jansen;Bram;1A;Visser Anna;a@x.be"),  # an unknown heading
        (f"{CHILD};Wie;E-mail parent 1", "Jansen;Bram;1A;Visser;anna.visser@x.be"),  # the address is made of it
        ("Nom;Prénom;E-mail parent 1", "Jansen;Bram;a@x.be"),  # perhaps a list of the parents
        (f"{CHILD};E-mail parents", "Jansen;Bram;1A;Anna Visser a@x.be"),  # names beside the addresses
    ],
)
def test_where_names_may_be_in_the_file_it_is_refused_as_before(headings: str, row: str) -> None:
    other = row
    for name, another in (("Jansen", "Bos"), ("Bram", "Tess"), ("Visser", "Kuiper"), ("visser", "kuiper")):
        other = other.replace(name, another)
    with pytest.raises(Unreadable):
        read(file(headings, row, other))


def test_where_only_some_rows_have_no_name_nothing_is_made_up() -> None:
    headings = f"{CHILD};Nom parent;Prénom parent;E-mail parent"
    families = read(file(headings, "Jansen;Bram;1A;Visser;Anna;a@x.be", "Bos;Tess;1A;;;b@x.be"))
    assert called(families) == ["Anna Visser"]
    assert "no_adult_name" in [one.kind for one in families.notices]


def test_each_address_in_a_cell_of_all_parents_is_a_parents() -> None:
    families = read(file(f"{CHILD};Mails des parents", "Jansen;Bram;1A;a@x.be / b@x.be", "Bos;Tess;1A;c@x.be"))
    assert [(adult.full_name, adult.email) for adult in families.adults] == [
        ("Parent 1 Jansen", "a@x.be"),
        ("Parent 2 Jansen", "b@x.be"),
        ("Parent Bos", "c@x.be"),
    ]


def test_several_addresses_of_one_parent_are_asked_about() -> None:
    families = read(file(f"{CHILD};E-mail parent 1", "Jansen;Bram;1A;a@x.be b@x.be", "Bos;Tess;1A;c@x.be"))
    assert called(families) == ["Parent 1 Bos"]
    assert [mend.kind for mend in families.mends] == ["several_addresses"]


def test_one_address_in_both_columns_is_one_parent() -> None:
    headings = f"{CHILD};E-mail parent 1;E-mail parent 2;GSM parent 1;GSM parent 2"
    families = read(file(headings, "Jansen;Bram;1A;a@x.be;A@x.be;0470 11 22 33;0470 44 55 66"))
    assert [(adult.full_name, adult.phone) for adult in families.adults] == [("Parent 1 Jansen", "0470 11 22 33")]


def test_a_right_closes_the_access_of_a_parent_without_a_name() -> None:
    headings = f"{CHILD};E-mail parent 1;Autorité parentale parent 1;E-mail parent 2;Autorité parentale parent 2"
    families = read(file(headings, "Jansen;Bram;1A;a@x.be;Oui;b@x.be;Non", "Bos;Tess;1A;c@x.be;Oui;d@x.be;Oui"))
    assert [adult.email for adult in families.adults if adult.closed] == ["b@x.be"]
    assert {kind for kind, _heading in asked(families)} == {RIGHTS}


def test_addresses_made_of_the_pupils_first_names_are_asked_about_and_count_after_the_answer() -> None:
    rows = [
        f"{name};{first};3A;{first.lower()}.{n}@x.be"
        for n, (name, first) in enumerate(zip(NAMES, FIRSTS, strict=False))
    ]
    data = file(f"{CHILD};E-mail parent 1", *rows)
    families = read(data)
    assert asked(families) == [(CONTACT, "E-mail parent 1")]
    assert families.adults == []
    (question,) = families.blocking_questions
    assert [choice.value for choice in question.choices] == [PUPIL, f"{ADULT}1"]
    assert len(read(data, None, Answers({question.key: f"{ADULT}1"})).adults) == len(rows)


FIRSTS = ["Emma", "Louis", "Julie", "Simon", "Clara"]


def test_a_column_that_was_sorted_alone_is_asked_about() -> None:
    assert asked(read(school(f"{CHILD};E-mail parent 1", "anna.{own}@x.be"))) == []
    assert asked(read(school(f"{CHILD};E-mail parent 1", "anna.{next}@x.be"))) == [(CONTACT, "E-mail parent 1")]


def test_addresses_that_slipped_a_row_are_asked_about() -> None:
    rows = []
    for n, name in enumerate(NAMES):
        whose = NAMES[n + 1] if 2 <= n < 8 else name
        rows.append(f"{name};Enfant{n};3A;anna.{whose.lower()}@x.be")
    families = read(file(f"{CHILD};E-mail parent 1", *rows))
    (question,) = families.blocking_questions
    assert (question.kind, len(question.people)) == (SHIFTED, 6)


def test_a_sheet_with_names_counts_before_one_without() -> None:
    unnamed = [[*CHILD.split(";"), "E-mail parent 1"], ["Jansen", "Bram", "1A", "a@x.be"]]
    named = [[*unnamed[0], "Nom parent 1", "Prénom parent 1"], ["Bos", "Tess", "1B", "c@x.be", "Bos", "Anna"]]
    assert called(read(as_workbook({"1A": unnamed, "1B": named}))) == ["Anna Bos"]
    assert called(read(as_workbook({"1A": unnamed, "1B": [unnamed[0], ["Bos", "Tess", "1B", "c@x.be"]]}))) == [
        "Parent 1 Jansen",
        "Parent 1 Bos",
    ]


async def test_the_name_is_in_the_schools_language_whoever_reads(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_schools", "de")
    data = file(f"{CHILD};E-mail Elternteil 1;E-mail Mutter", "Jansen;Bram;1A;a@x.be;b@x.be")
    with text.speaking("en"):
        assert called(await confined_reading.read(data)) == ["Elternteil 1 Jansen", "Mutter Jansen"]
