import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from models.importing.applying import import_run, memory
from models.importing.reading.columns import by_hand
from settings import Settings
from tests.support.files import LONG, SAMPLES, as_csv, row
from tests.support.odd_headings import FIELDS, ODD

ROOT = Path(__file__).parents[4]


@pytest.fixture
def preau(database_url: str, tmp_path: Path) -> "Command":
    return Command(database_url, tmp_path)


class Command:
    """`preau import` in a process of its own, in an empty folder."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.folder = folder
        self.environ = {"PREAU_DATABASE_URL": database_url, "PREAU_SECRET_KEY": "k" * 48, "PYTHONPATH": str(ROOT)}

    def __call__(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "cli", "import", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr


def test_the_command_previews_applies_and_then_has_nothing_to_do(preau: Command) -> None:
    small = str(SAMPLES / "families-small.csv")
    code, said = preau(small)
    assert code == 0
    assert "18 nouveaux" in said
    assert "Rien n’a été changé : ceci est un essai. Pour importer, ajoutez --apply." in said
    assert preau(small, "--apply")[0] == 0
    assert "Le fichier ne change rien." in preau(small, "--apply")[1]


def test_the_command_speaks_the_schools_language_if_the_office_has_it(preau: Command) -> None:
    (preau.folder / "odd.csv").write_text("matricule;nom;prénom;couleur;x;y;z;t;u;v\n")
    for language, title in (("nl", "Naam ouder 1"), ("ar", "Nom responsable 1")):
        preau.environ["PREAU_LANGUAGE"] = language
        assert title in preau("odd.csv")[1]


def test_the_command_names_each_fault_and_exits_one(preau: Command) -> None:
    broken = str(SAMPLES / "broken.csv")
    for arguments in ([broken], [broken, "--apply"]):
        code, said = preau(*arguments)
        assert code == 1
        assert all(f"Ligne {line} :" in said for line in (4, 5, 6, 23, 25, 26))
        assert "Rien n’a été changé" in said
    assert preau(broken, "--apply", "--skip-bad-rows")[0] == 0


def test_a_long_list_is_cut_unless_asked_for(preau: Command) -> None:
    school = str(SAMPLES / "families-school.csv")
    assert "… et 532 autres" in preau(school)[1]
    assert "240547" in preau(school, "--all-details")[1]


def test_one_class_instead_of_the_school_is_refused(preau: Command) -> None:
    preau(str(SAMPLES / "families-small.csv"), "--apply")
    one = preau.folder / "one.csv"
    one.write_bytes(as_csv([row()]))
    for arguments in ([str(one)], [str(one), "--apply"]):
        code, said = preau(*arguments)
        assert (code, "18 élèves sur 18" in said) == (1, True)
        assert "une partie de l’école" in said
        assert "les matricules ont changé" in said
    assert preau(str(one), "--apply", "--allow-leavers")[0] == 0


def test_an_unreadable_file_is_one_plain_line(preau: Command) -> None:
    photo = preau.folder / "photo.csv"
    photo.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    code, said = preau(str(photo))
    assert code == 1
    assert said.count("\n") == 1
    assert "C’est un fichier image (JPEG), pas un tableau" in said


async def test_columns_that_the_office_named_are_read_here_and_the_import_is_in_the_history(
    opened: Settings, preau: Command
) -> None:
    file = preau.folder / "odd.csv"
    file.write_bytes(as_csv([row()], ODD))
    code, said = await asyncio.to_thread(preau, str(file))
    assert (code, "ne sont pas reconnus" in said) == (1, True)
    assert said.startswith("Ce que Préau lit dans chaque colonne\n"), "what is seen helps to name the rest"
    await memory.remember_columns(by_hand.key(ODD), FIELDS)
    code, said = await asyncio.to_thread(preau, str(file), "--apply")
    assert (code, "Les colonnes sont lues comme" in said) == (0, True)
    assert [(one.file_name, one.actor, one.undoable) for one in await import_run.runs()] == [("odd.csv", "cli", True)]


RIGHTS = as_csv(
    [[*row(), "anne@school.example", "Oui"], [*row(adult="Petit Jean", email="jean@example.org"), "", "Non"]],
    [*LONG, "Droit de visite", "Garde"],
)


def test_a_file_with_questions_is_not_applied_before_each_has_an_answer(preau: Command) -> None:
    file, answers = preau.folder / "export.csv", preau.folder / "reponses.toml"
    file.write_bytes(RIGHTS)
    for arguments in ([str(file)], [str(file), "--apply"]):
        code, said = preau(*arguments)
        assert (code, "Rien n’a été changé" in said, "--answers" in said) == (1, True, True)
        assert "« Droit de visite » : « anne@school.example », pour 1 personne. Peut-elle voir l’élève ?" in said
        assert "« Garde » : « Non », pour 1 personne. Peut-elle voir l’élève ?" in said
    assert preau(str(file), "--apply", "--answers", str(answers))[0] == 1
    assert not answers.exists(), "only a dry run writes"
    code, said = preau(str(file), "--answers", str(answers))
    assert (code, f"Les questions sont écrites dans {answers}." in said) == (1, True)
    assert answers.stat().st_mode & 0o777 == 0o600
    drafted = answers.read_text()
    assert drafted.count('= ""') == 2
    assert "#   Qui : Jean Petit → Léa Dupont" in drafted
    assert preau(str(file), "--apply", "--answers", str(answers))[0] == 1, "an empty answer is none"
    answers.write_text(drafted.replace('= ""', '= "Oui"', 1).replace('= ""', '= "jamais"'))
    code, said = preau(str(file), "--answers", str(answers))
    assert (code, "« jamais » ne répond pas à la question" in said, "non / oui" in said) == (1, True, True)
    answers.write_text(drafted.replace('= ""', '= "Oui"', 1).replace('= ""', '= "non"'))
    code, said = preau(str(file), "--apply", "--answers", str(answers))
    assert (code, "C’est fait." in said, "Jean Petit → Léa Dupont (1, P1A), Garde : Non" in said) == (
        0,
        True,
        True,
    )
    code, said = preau(str(file), "--apply")
    assert (code, "Le fichier ne change rien." in said) == (0, True), "what was answered is remembered"


def test_an_access_that_an_earlier_file_closed_is_opened_by_an_answer_in_the_file(preau: Command) -> None:
    file, answers = preau.folder / "export.csv", preau.folder / "reponses.toml"

    def says(cell: str) -> None:
        father = row(adult="Petit Jean", email="jean@example.org")
        file.write_bytes(as_csv([[*row(), "conjointe"], [*father, cell]], [*LONG, "Autorité parentale"]))

    says("Non")
    preau(str(file), "--apply")
    says("Oui")
    code, said = preau(str(file))
    named = "Un fichier d’avant a fermé l’accès de Jean Petit à Léa Dupont (« Autorité parentale : Non »)."
    assert (code, named in said, "1 reste fermé par l’école" in said) == (0, True, True)
    assert "Sans réponse aux questions, le fichier ne change rien." in said
    assert "Le fichier ne change rien." not in said
    code, said = preau(str(file), "--answers", str(answers))
    assert (code, f"Les questions sont écrites dans {answers}." in said) == (0, True)
    drafted = answers.read_text()
    assert "# Ligne 3 : Jean Petit, jean@example.org, parent de Léa Dupont" in drafted
    assert '#   "oui" : Oui : cette personne voit de nouveau Léa Dupont.' in drafted
    assert "#   Une réponse vide : l’accès reste fermé." in drafted
    answers.write_text(drafted.replace('= ""', '= "peut-être"'))
    code, said = preau(str(file), "--apply", "--answers", str(answers))
    assert (code, "« peut-être » ne répond pas à la question" in said, "non / oui" in said) == (1, True, True)
    answers.write_text(drafted.replace('= ""', '= "non"'))
    preau(str(file), "--apply", "--answers", str(answers))
    assert named not in preau(str(file))[1], "the answer is remembered"
    answers.write_text(drafted.replace('= ""', '= "oui"'))
    code, said = preau(str(file), "--apply", "--answers", str(answers))
    assert (code, "Jean Petit → Léa Dupont (1, P1A), Autorité parentale : Oui" in said) == (0, True)
    assert "Le fichier ne change rien." in preau(str(file))[1]


def test_an_answers_file_that_cannot_be_read_is_one_plain_line(preau: Command) -> None:
    file, answers = preau.folder / "export.csv", preau.folder / "reponses.toml"
    file.write_bytes(RIGHTS)
    for wrong in (b"oui", b"\xff\xfe", b"a = [1", b"a = " + b"[" * 5000, b"a = " + b"{a=" * 5000):
        answers.write_bytes(wrong)
        code, said = preau(str(file), "--answers", str(answers))
        assert (code, said.count("\n"), "n’est pas lisible" in said) == (1, 1, True)


def test_questions_that_cannot_be_written_are_printed_with_the_reason(preau: Command) -> None:
    file, nowhere = preau.folder / "export.csv", preau.folder / "away" / "reponses.toml"
    file.write_bytes(RIGHTS)
    code, said = preau(str(file), "--answers", str(nowhere))
    assert (code, "À répondre avant d’importer" in said) == (1, True)
    assert said.endswith(f"Error: {nowhere} ne peut pas être écrit : No such file or directory\n")


def test_the_command_begins_with_what_each_column_is_read_as(preau: Command) -> None:
    file = preau.folder / "export.csv"
    file.write_bytes(as_csv([[*row(), "rouge"]], [*LONG, "Couleur"]))
    lines = preau(str(file))[1].splitlines()
    assert lines[0] == "Ce que Préau lit dans chaque colonne"
    assert lines[1] == "  matricule → Élève : matricule · 1"
    assert "  email → Parent 1 : adresse mail · marie@example.org" in lines
    assert "  Couleur → pas utilisée · rouge" in lines


def test_an_address_that_is_none_is_corrected_in_the_file_of_answers(preau: Command) -> None:
    file, answers = preau.folder / "export.csv", preau.folder / "reponses.toml"
    luc = row("2", "Petit Zoé", "P1A", "Petit Luc", "luc@gmial.com")
    file.write_bytes(as_csv([row(email="marie chez example"), luc, row("3", "Roy Ali", "P1A", "Roy Aya", "@@")]))
    code, said = preau(str(file), "--answers", str(answers))
    assert (code, f"Les adresses à corriger sont écrites dans {answers}." in said) == (0, True)
    drafted = answers.read_text()
    assert "# Ligne 3 : Luc Petit, parent de Zoé Petit : « luc@gmial.com ». Peut-être luc@gmail.com ?" in drafted
    keys = [line.partition(" ")[0] for line in drafted.splitlines() if line.endswith('= ""')]
    assert len(keys) == 3
    answers.write_text(drafted.replace(f'{keys[0]} = ""', f'{keys[0]} = "marie@"'))
    code, said = preau(str(file), "--apply", "--answers", str(answers))
    assert (code, f"« marie@ », à {keys[0]}, n’est pas une adresse mail." in said) == (1, True)
    mended = drafted.replace(f'{keys[0]} = ""', f'{keys[0]} = "Marie@Example.org"')
    answers.write_text(mended.replace(f'{keys[1]} = ""', f'{keys[1]} = "luc@gmail.com"'))
    code, said = preau(str(file), "--apply", "--answers", str(answers), "--all-details")
    assert (code, "Luc Petit (luc.petit), luc@gmail.com" in said) == (0, True)
    assert "Marie Dupont (marie.dupont), marie@example.org" in said
    assert "Aya Roy (aya.roy), —" in said
