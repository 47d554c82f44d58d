import pytest

from language import text
from models import importing
from models.importing import Families, Unreadable
from models.importing.reading import confined_reading
from models.importing.reading.columns.column_roles import layout
from models.importing.reading.headings.examples import EXAMPLES
from models.importing.reading.headings.headings import heading
from models.importing.reading.questions import PERSON
from tests.support.files import LONG, as_csv, as_workbook, row

SHORT = row(phone="02 345 67 89")


def read(titles: str, cells: list[str] = SHORT) -> Families:
    return importing.read(as_csv([cells], titles.split(";")))


@pytest.mark.parametrize(
    "titles",
    [
        "Matricule;Nom;Prénom;Division;Nom responsable légal 1;Prénom responsable légal 1;E-mail responsable légal 1;"
        "Tél. responsable légal 1;Lien responsable légal 1;Langue",
        "Matricule;Nom élève;Prénom usuel élève;Année/Classe;Nom du représentant légal;Prénom du représentant légal;"
        "Courriel du représentant légal;Téléphone;Lien;Langue",
        "ID;Nom officiel élève;Prénom élève;Groupe-classe;Nom parent;Prénom parent;E-mail privé;GSM;Lien;Langue",
        "Matricule;Nom élève;Prénom élève;Classe actuelle;Nom parent;Prénom parent;E-mail;GSM;Lien;Langue",
        "Stamnr.;Officiële naam leerling;Officiële voornaam leerling;Klas;Achternaam verzorger 1;Voornaam verzorger 1;"
        "Privé e-mail ouder 1;GSM ouder 1;Relatie;Taal",
        "Stamnummer;Naam;Voornaam;Officiële klas;Naam co-account 1;Voornaam co-account 1;E-mail co-account 1;"
        "Telefoon coaccount 1;Type co-account 1;Taal co account 1",
        "UPN;Surname;Forename;Registration group;Contact 1 surname;Contact 1 forename;Contact 1 primary email;"
        "Contact 1 main phone;Contact 1 relationship;Contact 1 language",
        "Admission number;Pupil surname;Pupil forename;Tutor group;Surname;Forename;Primary Email;Mobile;"
        "Relationship;Language",
    ],
)
def test_headings_of_school_programs_are_recognised(titles: str) -> None:
    families = read(titles)
    adult = families.adults[0]
    assert (adult.full_name, adult.email, adult.phone) == ("Marie Dupont", "marie@example.org", "02 345 67 89")
    assert (adult.relation, adult.language) == ("mère", "fr")
    assert (families.pupils["1"].full_name, families.pupils["1"].class_name) == ("Léa Dupont", "P1A")


def test_a_heading_without_a_qualifying_word_is_preferred() -> None:
    families = importing.read(
        as_csv(
            [["Année 1", "Lilou", *SHORT]],
            ["Year group", "Prénom usuel élève", *LONG],
        )
    )
    assert (families.pupils["1"].full_name, families.pupils["1"].class_name) == ("Léa Dupont", "P1A")
    assert [dict(notice.values)["found"] for notice in families.notices] == ["Year group, Prénom usuel élève"]


def test_a_refusal_names_a_heading_that_would_be_accepted() -> None:
    with pytest.raises(Unreadable) as refused:
        read("matricule;nom;prénom;couleur;x;y;z;t;u;v")
    sentence = importing.sentence(refused.value.remark)
    assert "nom du parent (par exemple « Nom responsable 1 »)" in sentence
    assert "une seule ligne" in sentence


@pytest.mark.parametrize(("language", "title"), [("nl", "„Naam ouder 1”"), ("en", "“Parent 1 last name”")])
async def test_a_refusal_names_a_heading_of_the_readers_language(language: str, title: str) -> None:
    with text.speaking(language), pytest.raises(Unreadable) as refused:
        await confined_reading.read("matricule;nom;prénom;couleur;x;y;z;t;u;v".encode())
    assert title in dict(refused.value.remark.values)["missing"]


@pytest.mark.parametrize("language", text.OFFICE_LANGUAGES)
def test_the_headings_that_a_refusal_names_are_accepted(language: str) -> None:
    examples = EXAMPLES[language]
    assert not layout(list(examples.values())).missing
    for field, title in examples.items():
        said = heading(title)
        assert said is not None
        assert said.field == field.split()[1]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        *((title, "birth") for title in ("Alunno - Data di nascita", "Data Nasc.", "Fecha nac.", "Data de naixement")),
        *(
            (title, "register")
            for title in ("Alunno - Codice SIDI", "SCN", "Nº Id. Escolar", "Matricola", "Num. Interne")
        ),
    ],
)
def test_numbers_and_births_of_programs_of_the_south_and_of_scotland(title: str, field: str) -> None:
    said = heading(title)
    assert said is not None
    assert said.field == field


def test_a_process_before_the_name_is_the_pupils_number() -> None:
    rows = [["10220", "Roy", "Lou", "Roy", "Ann"], ["10225", "Petit", "Max", "Petit", "Eva"]]
    titles = ["Processo", "Apelido", "Nome", "Apelido da mãe", "Nome da mãe"]
    assert list(importing.read(as_csv(rows, titles, ";")).pupils) == ["10220", "10225"]


OVER = ["Élève", "", "", "", "Responsable 1", "", "", "Responsable 2", "", ""]
UNDER = ["Matricule", "Nom", "Prénom", "Classe", *["Nom", "Prénom", "E-mail"] * 2]
BOTH = ["1", "Dupont", "Léa", "P1A", "Dupont", "Marie", "m@x.be", "Petit", "Jean", "j@x.be"]


@pytest.mark.parametrize(
    ("over", "under"),
    [
        (OVER, UNDER),
        ([*UNDER[:4], *OVER[4:]], ["", "", "", "", *UNDER[4:]]),  # merged downwards
        (["Identité de l’enfant", *OVER[1:]], UNDER),
    ],
)
def test_headings_on_two_rows_are_read_together(over: list[str], under: list[str]) -> None:
    for data in (as_csv([under, BOTH], over, ";"), as_workbook({"P1A": [["École"], over, under, BOTH]})):
        families = importing.read(data)
        assert [adult.full_name for adult in families.adults] == ["Marie Dupont", "Jean Petit"]
        assert families.pupils["1"].full_name == "Léa Dupont"
        assert not families.faults


def test_adults_under_titles_that_name_no_owner_are_asked_about() -> None:
    families = importing.read(as_csv([UNDER, BOTH], ["Bloc A", "", "", "", "Bloc B", "", "", "Bloc C", "", ""]))
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont"]
    assert families.adults == []
    assert [(one.kind, one.people) for one in families.blocking_questions] == [
        (PERSON, ("Marie Dupont",)),
        (PERSON, ("Jean Petit",)),
    ]
