"""Columns about an adult's own entry in a program: whether it may be written to, sees the portal, or has ended."""

import pytest

from models import importing
from models.importing.reading.questions import LEFT, RIGHTS, ROLE
from tests.support.files import as_csv

PUPIL = ["Nom élève", "Prénom élève", "Classe"]
ADULT = ["Nom responsable", "Prénom responsable", "E-mail responsable", "Lien"]
NAMES = ["Roy", "Maes", "Petit", "Claes", "Weber", "Simon", "Jones", "Leroy", "Brown", "Dubois"]


def people(name: str) -> list[list[str]]:
    """The mother and the father of a pupil."""
    return [
        [name, "Ann", f"ann.{name}@mail.example".lower(), "mère"],
        [name, "Luc", f"luc.{name}@mail.example".lower(), "père"],
    ]


def one_row_each(heading: str, cell: str, usual: str) -> list[tuple[str, str, int]]:
    """Of ten pupils with a row for each parent, the third one's father has this cell."""
    rows = [
        [name, "Tom", "P1", *adult, cell if (name, place) == (NAMES[2], 1) else usual]
        for name in NAMES
        for place, adult in enumerate(people(name))
    ]
    return asked([*PUPIL, *ADULT, heading], rows)


def both_in_a_row(heading: str, cell: str, usual: str) -> list[tuple[str, str, int]]:
    """The same with both parents in a row, and the heading after the columns of each."""
    titles = [*PUPIL, *(f"{title} 1" for title in ADULT), heading, *(f"{title} 2" for title in ADULT), heading]
    rows = [
        [name, "Tom", "P1", *people(name)[0], usual, *people(name)[1], cell if name == NAMES[2] else usual]
        for name in NAMES
    ]
    return asked(titles, rows)


def asked(titles: list[str], rows: list[list[str]]) -> list[tuple[str, str, int]]:
    families = importing.read(as_csv(rows, titles, ";"))
    assert families.faults == []
    return [(one.kind, one.value, len(one.people)) for one in families.blocking_questions]


@pytest.mark.parametrize(
    ("heading", "cell", "usual"),
    [
        ("Ne pas contacter", "x", ""),
        ("Ne pas contacter", "oui", "non"),
        ("Niet contacteren", "ja", "nee"),
        ("Nicht kontaktieren", "x", ""),
        ("Do not contact", "yes", "no"),
        ("Ne pas prévenir", "x", ""),
        ("Is Deleted", "true", "false"),
        ("IsDeleted", "1", "0"),
        ("Verwijderd", "ja", "nee"),
        ("Portail parents", "non", "oui"),
        ("Ouderportaal", "nee", "ja"),
        ("Portal", "No", "Yes"),
        ("Enabled", "False", "True"),
        ("Sichtbar", "0", "1"),
        ("Actif", "N", "O"),
        ("Konto aktiv", "nein", "ja"),
        ("Communication", "bloquée", "ok"),
        ("Post", "gestoppt", "ja"),
        ("Post", "gestoppt", ""),
        ("Courrier", "arrêté", "oui"),
        ("Mailing", "stopped", "yes"),
        ("Tutelle", "levée", ""),
        ("Legal status", "Revoked", "Active"),
        ("Legal status", "Revoked", ""),
        ("Statut du compte", "suspendu", "actif"),
        # of words that no table has, by being rare
        ("Peut consulter", "non", "oui"),
        ("Espace famille", "non", "oui"),
        ("Correspondance", "coupée", "normale"),
        ("Toestand fiche", "bevroren", "in orde"),
        ("Standing", "disputed", "good"),
    ],
)
def test_an_entry_that_may_not_be_used_is_asked_about(heading: str, cell: str, usual: str) -> None:
    assert one_row_each(heading, cell, usual) == [(RIGHTS, cell, 1)]
    assert both_in_a_row(heading, cell, usual) == [(RIGHTS, cell, 1)]


@pytest.mark.parametrize(
    "heading",
    ["Date de fin du lien", "Geldig tot", "Gültig bis", "Relationship end date", "Einddatum", "Lien rompu le"],
)
def test_the_end_of_an_entry_is_of_the_adult_and_not_of_the_pupil(heading: str) -> None:
    assert one_row_each(heading, "15/09/2025", "") == [(RIGHTS, "passed", 1)]
    assert both_in_a_row(heading, "15/09/2025", "") == [(RIGHTS, "passed", 1)]


@pytest.mark.parametrize("heading", ["Actif", "Is Deleted", "Date de sortie"])
def test_a_single_such_column_of_a_row_with_both_parents_is_the_pupils(heading: str) -> None:
    titles = [*PUPIL, *(f"{title} {number}" for number in (1, 2) for title in ADULT), heading]
    away, usual = {"Actif": ("non", "oui"), "Is Deleted": ("true", "false")}.get(heading, ("15/09/2025", ""))
    rows = [
        [name, "Tom", "P1", *people(name)[0], *people(name)[1], away if name == NAMES[2] else usual] for name in NAMES
    ]
    assert [kind for kind, _value, _people in asked(titles, rows)] == [LEFT]


def test_a_single_column_about_contacts_is_about_both_parents_of_the_row() -> None:
    titles = [*PUPIL, *(f"{title} {number}" for number in (1, 2) for title in ADULT), "Do not contact"]
    rows = [
        [name, "Tom", "P1", *people(name)[0], *people(name)[1], "yes" if name == NAMES[2] else "no"] for name in NAMES
    ]
    assert asked(titles, rows) == [(RIGHTS, "yes", 2)]


@pytest.mark.parametrize("heading", ["Rang", "Prioriteit", "Priority"])
@pytest.mark.parametrize("cell", ["urgence", "noodgeval", "emergency"])
def test_an_emergency_contact_by_its_rank_is_asked_about(heading: str, cell: str) -> None:
    assert one_row_each(heading, cell, "1") == [(ROLE, cell, 1)]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Portail parents", "non"),
        ("Portal", ""),
        ("Actief", "ja"),
        ("Is Deleted", "false"),
        ("Ne pas contacter", "non"),
        ("Ne pas contacter", ""),
        ("Geldig tot", ""),
        ("Communication", "mail"),
        ("À prévenir (pas les parents)", "Zoé Laurent"),
    ],
)
def test_what_a_column_says_of_everybody_is_ordinary(heading: str, cell: str) -> None:
    assert one_row_each(heading, cell, cell) == []
    assert both_in_a_row(heading, cell, cell) == []


@pytest.mark.parametrize(
    ("heading", "cell", "usual"),
    [
        ("Nationalité", "Marocaine", "Belge"),
        ("Staatsangehörigkeit", "türkisch", "deutsch"),
        ("Newsletter", "non", "oui"),
        ("Familienstand", "verwitwet", "verheiratet"),
        ("Ville", "Ans", "Liège"),
        ("Paie les factures", "non", "oui"),
        ("Volgorde", "2", "1"),
    ],
)
def test_what_a_school_notes_of_parents_every_day_is_not_asked_about(heading: str, cell: str, usual: str) -> None:
    assert one_row_each(heading, cell, usual) == []


def among_remarks(remark: str) -> list[tuple[str, str, int]]:
    """The parents of ten pupils, each with another remark, and one of them with this."""
    rows = [
        [name, "Tom", "P1", *adult, remark if (name, place) == (NAMES[2], 1) else f"arrivé avec {name} {adult[1]}"]
        for name in NAMES
        for place, adult in enumerate(people(name))
    ]
    return asked([*PUPIL, *ADULT, "Remarque"], rows)


@pytest.mark.parametrize(
    "remark",
    [
        "ne plus envoyer de mail, séparation conflictuelle",
        "geen mails meer sturen",
        "Trennung strittig",
        "do not email",
    ],
)
def test_a_remark_among_many_that_forbids_to_write_is_asked_about(remark: str) -> None:
    assert among_remarks(remark) == [(RIGHTS, remark, 1)]


@pytest.mark.parametrize("remark", ["ne parle pas français", "pas d’adresse mail", "ne mange pas de porc"])
def test_a_remark_among_many_on_what_somebody_has_not_is_not(remark: str) -> None:
    assert among_remarks(remark) == []


def test_beside_a_word_of_an_end_another_word_of_a_few_rows_is_asked_about_too() -> None:
    rows = [
        [name, "Tom", "P1", *people(name)[0], said]
        for name, said in zip(NAMES, ["gesperrt", "GD", *[""] * 8], strict=True)
    ]
    assert asked([*PUPIL, *ADULT, "Vermerk"], rows) == [(RIGHTS, "gesperrt", 1), (RIGHTS, "GD", 1)]


@pytest.mark.parametrize(
    "word", ["contactpersoon", "Contact", "Point de contact", "conjoint", "T", "Bezugsperson", "Primary contact"]
)
def test_a_relation_that_says_of_nobody_that_they_are_parents_is_asked_about(word: str) -> None:
    rows = [[name, "Tom", "P1", *adult] for name in NAMES for adult in people(name)]
    for row in (rows[5], rows[9]):
        row[-1] = word
    assert asked([*PUPIL, *ADULT], rows) == [(ROLE, word, 2)]


@pytest.mark.parametrize("word", ["contactpersoon", "Main Contact", "Contact principal"])
def test_another_column_of_relations_says_who_these_are(word: str) -> None:
    rows = [[name, "Tom", "P1", *adult, word] for name in NAMES for adult in people(name)]
    rows[3][-1] = "mère"
    titles = [*PUPIL, *ADULT, "Type de contact"]
    assert asked(titles, rows) == []
    rows[5][-2] = "ami"
    assert (ROLE, word, 19) in asked(titles, rows)


@pytest.mark.parametrize("word", ["contactpersoon", "Contact", "Bezugsperson"])
def test_a_relation_that_all_adults_have_says_nothing(word: str) -> None:
    rows = [[name, "Tom", "P1", *adult[:3], word] for name in NAMES for adult in people(name)]
    assert asked([*PUPIL, *ADULT], rows) == []
    rows[3][-1] = ""
    assert asked([*PUPIL, *ADULT], rows) == [(ROLE, word, 19)]


def test_of_whom_the_file_plainly_shuts_out_no_rare_word_is_asked_about() -> None:
    rows = [
        [name, "Tom", "P1", *adult, *(("Non", "coupée") if (name, place) == (NAMES[2], 1) else ("Oui", "normale"))]
        for name in NAMES
        for place, adult in enumerate(people(name))
    ]
    families = importing.read(as_csv(rows, [*PUPIL, *ADULT, "Autorité parentale", "Correspondance"], ";"))
    assert [(one.value, one.by_file) for one in families.blocking_questions] == [("Non", True)]
