import pytest

from models import importing
from models.core.confined.sandbox import Work
from models.importing import Families, Unreadable
from models.importing.reading import confined_reading, table_preview
from tests.support.files import LONG, as_csv, as_ods, as_workbook, as_xlsx, row, sample, zipped

FAMILY = [row(), row(adult="Öztürk Ali", email="ali@example.org", relation="père")]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        importing.read(data)
    return importing.sentence(refused.value.remark)


def said(families: Families) -> list[str]:
    return [importing.sentence(remark) for remark in families.faults + families.notices]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_encoding_reads_the_same(delimiter: str, encoding: str) -> None:
    families = importing.read(as_csv(FAMILY, delimiter=delimiter, encoding=encoding))
    assert [adult.full_name for adult in families.adults] == ["Marie Dupont", "Ali Öztürk"]
    assert families.pupils["1"].full_name == "Léa Dupont"
    assert not families.faults


def test_empty_columns_at_the_right_are_no_columns() -> None:
    lines = as_csv(FAMILY, delimiter=";").splitlines()
    families = importing.read(b"\r\n".join(line + b";" * 16_000 for line in lines))
    assert ([adult.full_name for adult in families.adults], families.faults) == (["Marie Dupont", "Ali Öztürk"], [])


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_a_workbook_reads_like_a_csv_file(make: type) -> None:
    families = importing.read(make([["Liste des élèves"], [], LONG, *FAMILY]))
    assert [adult.email for adult in families.adults] == ["marie@example.org", "ali@example.org"]
    assert families.pupils["1"].line == 4


def test_a_number_in_a_workbook_is_a_register_number() -> None:
    number = (
        "<row><c><v>240001</v></c>"
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row()[1:])
        + "</row>"
    )
    assert list(importing.read(as_xlsx([LONG], number)).pupils) == ["240001"]


async def refused_apart(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        await confined_reading.read(data)
    return importing.sentence(refused.value.remark)


async def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = zipped({"xl/workbook.xml": " " * 200_000_000})
    assert len(bomb) < 1_000_000
    assert "beaucoup trop grand" in await refused_apart(bomb)


async def test_a_workbook_with_one_cell_in_the_last_corner_is_refused() -> None:
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert "beaucoup trop grand" in await refused_apart(as_xlsx([LONG, *FAMILY], corner))


async def test_a_file_that_exceeds_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined_reading, "WORK", Work("tests.support.greedy:burn", memory=256 << 20, seconds=1))
    assert "trop de travail" in await refused_apart(b"burn")
    assert "beaucoup trop grand" in await refused_apart(as_xlsx(FAMILY))


@pytest.mark.parametrize("data", [sample("broken"), as_workbook({"P1A": [LONG, row()], "P2A": [LONG, row(email="x")]})])
async def test_the_confined_process_reads_the_same_families(data: bytes) -> None:
    apart, here = await confined_reading.read(data), importing.read(data)
    here.pairs.clear()
    here.beside.clear()
    assert apart == here
    assert said(apart) == said(here)
    assert await confined_reading.look(data, {}) == table_preview.look(data, {})
    with pytest.raises(LookupError):
        await confined_reading.look(data, {}, 7)
    assert await refused_apart(b"x;y\n1;2\n") == refusal(b"x;y\n1;2\n")


def test_a_damaged_workbook_is_refused() -> None:
    assert "abîmé" in refusal(as_xlsx(FAMILY)[:-40])
    assert "abîmé" in refusal(zipped({"[Content_Types].xml": "x"}))


def test_the_wide_form_gives_each_adult_of_the_row() -> None:
    families = importing.read(sample("export-excel-fr"))
    assert [adult.full_name for adult in families.adults[2:4]] == ["Valérie DUPONT", "Kevin KOVALENKO"]
    assert not families.faults


@pytest.mark.parametrize(
    "headings",
    [
        "Stamnummer;Naam leerling;Voornaam leerling;Klas;Naam ouder;Voornaam ouder;E-mailadres;GSM;Relatie;Taal",
        "Student number;Pupil last name;Pupil first name;Class;Guardian surname;Guardian first name;"
        "Email address;Mobile phone;Relationship to pupil;Home language",
        "N° matricule;Nom de l’élève;Prénom de l’élève;Classe;Nom du responsable;Prénom du responsable;"
        "Adresse mail;N° de téléphone;Lien de parenté;Langue",
        "ID;Nom;Prénom;Classe;Nom parent 1;Prénom parent 1;Courriel parent 1;GSM parent 1;Lien 1;Langue 1",
        "matricule;nomEleve;prenomEleve;classe;Nom mère;Prénom mère;E-mail mère;Tél. mère;Lien;Langue mère",
    ],
)
def test_headings_are_found_in_three_languages(headings: str) -> None:
    families = importing.read(as_csv([row(phone="02 345 67 89")], headings.split(";")))
    adult = families.adults[0]
    assert (adult.full_name, adult.email, adult.phone) == ("Marie Dupont", "marie@example.org", "02 345 67 89")
    assert (adult.relation, adult.language) == ("mère", "fr")
    assert families.pupils["1"].full_name == "Léa Dupont"


def test_a_pupils_own_address_is_never_taken_for_a_parents() -> None:
    families = importing.read(as_csv([[*row(), "lea@example.org"]], [*LONG, "Email élève"]))
    assert [adult.email for adult in families.adults] == ["marie@example.org"]
    assert "Email élève" in said(families)[0]


def test_missing_headings_are_named_with_those_found() -> None:
    sentence = refusal(b"matricule,nom_eleve,couleur\n1,Dupont,rouge\n")
    assert "prénom de l’élève" in sentence
    assert "couleur" in sentence


def test_of_two_columns_of_classes_the_first_is_read_and_the_other_named() -> None:
    families = importing.read(as_csv([[*row(), "P2B"]], [*LONG, "Klas"]))
    assert families.pupils["1"].class_name == "P1A"
    assert [dict(notice.values)["found"] for notice in families.notices] == ["Klas"]


def test_two_columns_of_one_name_are_refused() -> None:
    assert "« nom_eleve » et « Naam leerling »" in refusal(as_csv([[*row(), "X"]], [*LONG, "Naam leerling"]))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b" \r\n\r\n", "vide"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "C’est un fichier image (PNG)"),
        (b"matricule\0nom", "ni du texte"),
        (bytes(range(128, 256)) * 20, "ni du texte"),
        (as_csv([]), "aucune ligne"),
        (b"x" * 20_000_001, "trop grand (20 Mo)"),
        (as_csv([row()]) + b'2,"Dupont,Zo', "Ligne 3"),
    ],
)
def test_an_unreadable_file_is_refused_with_the_reason(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_line_numbers_count_the_line_breaks_inside_cells() -> None:
    families = importing.read(as_csv([row(class_name="P1A\r\n(annexe)"), row("2", child="Roy")]))
    assert [fault.line for fault in families.faults] == [4]
    assert families.pupils["1"].class_name == "P1A (annexe)"


def test_every_fault_of_the_broken_file_is_reported_with_its_line() -> None:
    families = importing.read(sample("broken"))
    assert [fault.line for fault in families.faults] == [4, 6, 23]
    assert [notice.line for notice in families.notices] == [25, 26]
    assert [mend.line for mend in families.mends] == [5]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (row("1", child="Durand Paul", adult="X Y"), "Un seul peut l’avoir"),
        (row("2", adult="=1+1 Marie"), "formule"),
        (row("2", adult="Du\x07pont Marie"), "invisible"),
        (row("2", adult="Dupont \u202eMarie"), "invisible"),
        (row("2", adult="D" * 201 + " Marie"), "trop longue (201 caractères, 200 au plus)"),
        (row("2", adult="123 Marie"), "pas un nom"),
        (row("2", child=" Zoé"), "nom ou le prénom de l’élève manque"),
        ([*row("2"), "de trop"], "2 Dupont Léa : il y a 11 cases au lieu de 10"),
    ],
)
def test_a_faulty_row_is_reported_with_each_fault(bad: list[str], words: str) -> None:
    families = importing.read(as_csv([row(), bad]))
    assert [fault.line for fault in families.faults] == [3]
    assert words in said(families)[0]


def test_a_pupil_named_twice_is_one_pupil_in_the_first_class() -> None:
    families = importing.read(as_csv([row(), row(class_name="Option latin"), row(adult="Petit Jean")]))
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1A"]
    assert [adult.full_name for adult in families.adults] == ["Marie Dupont", "Jean Petit"]
    assert ([notice.kind for notice in families.notices], families.faults) == (["two_classes"], [])


def test_an_adult_without_a_whole_name_is_left_out_and_costs_the_pupil_nothing() -> None:
    families = importing.read(as_csv([row(), row("2", child="Roy Max", adult="Roy")]))
    assert [pupil.full_name for pupil in families.pupils.values()] == ["Léa Dupont", "Max Roy"]
    assert [adult.full_name for adult in families.adults] == ["Marie Dupont"]
    assert families.incomplete == {"2"}
    assert [notice.kind for notice in families.notices] == ["no_adult_name", "no_guardian"]


WIDE = [*LONG[:4], *(f"{name} {n}" for n in (1, 2) for name in ("nom parent", "prénom parent", "email", "tel", "lien"))]


@pytest.mark.parametrize("kept", [6, 7, 8, 9, 12, 13])
def test_cells_dropped_at_the_end_that_may_be_empty_are_no_fault(kept: int) -> None:
    both = [*row()[:9], "Petit", "Jean", "jean@example.org", "02 345 67 89", "père"]
    families = importing.read(as_csv([both[:kept]], WIDE))
    assert not families.faults
    assert len(families.adults) == (2 if kept > 9 else 1)


@pytest.mark.parametrize("kept", [3, 4, 5, 10])
def test_a_row_cut_off_in_a_person_is_a_fault(kept: int) -> None:
    both = [*row()[:9], "Petit", "Jean", "jean@example.org", "02 345 67 89", "père"]
    assert f"{kept} cases au lieu de 14" in said(importing.read(as_csv([both[:kept]], WIDE)))[0]


def test_a_sentence_never_prints_a_control_character() -> None:
    families = importing.read(as_csv([row(adult="Du\x1b[31mpont Marie")]))
    assert said(families)[0].isprintable()


def test_a_first_line_that_names_the_delimiter_decides() -> None:
    families = importing.read(b"sep=;\r\n" + as_csv([row(), row("2", child="Roy")], delimiter=";"))
    assert [fault.line for fault in families.faults] == [4]
