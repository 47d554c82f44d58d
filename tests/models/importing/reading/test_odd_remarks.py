"""Remarks that stand out in a column of everyday words, which most pupils have."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import LEFT, RIGHTS
from tests.support.comments import commented_xlsx
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Mère nom", "Mère prénom", "Père nom", "Père prénom"]
USUAL = ["DP", "Mittagstisch Di", "fährt Velo", "DaZ", "works nights", "fiets", "Brille"]
# In words that no list of the reader has as a whole: measures of courts and authorities, and those in plain words.
ABOUT_ADULTS = (
    "Monsieur n'est pas au courant du déménagement|père : voir arrêté du 4 mai|JAF Nanterre 12/25, coordonnées masquées"
    "|AP retirée à M.|visites médiatisées|AP au père seul|OPP du 3 mai"
    "|enfant confiée au service|ne remettre qu'à la grand-mère maternelle"
    "|Madame a changé de nom, chut"
    "|CC art. 373|l'oncle se fait passer pour lui|adresse tenue au secret"
    "|papa enkel via advocaat|OTS sinds maart|art. 1:253 BW|beschikking ligt bij Els|moeder hier niet noemen"
    "|niets naar Kortrijk sturen|gezinsvoogd beslist|let op: twee adressen, één geheim|vader onbekend houden a.u.b."
    "|rechter beslist in juni"
    "|KV weiss von nichts|Beistandschaft läuft|Beschluss AG Leer liegt vor|Herr M. darf nichts erfahren"
    "|§ 1666 anhängig|Wegweisung bis Mai|Pflegefamilie, Namen schwärzen|nur über die Sozialpädagogin"
    "|Vaterschaft strittig"
    "|Rayonverbot Hardau"
    "|PR revoked 2025|on bail, conditions apply|refer all calls to Mrs Shaw|s.47 enquiry open|not him, ever"
    "|NMO exp. 03/28|PSO, see chronology"
    "|MARAC case|SGO to nan|do not disclose the town|she uses another surname|Sheriff Court decree"
)
ABOUT_LEAVING = (
    "déménagée à Lille|scolarisé à Mons depuis la Toussaint|dernier jour 16/10|contrat résilié|parents partis à Nice"
    "|verhuisd naar Gent|zit nu op De Klimop|afscheid gevierd 9/10|laatste schooldag 2/10|plaats vergeven"
    "|Umzug nach Bremen|besucht jetzt die Waldschule|Vertragsende 30.09.26|Abschied war 2.10.|Akte übergeben 5.11."
    "|moved to Leeds|now at St Mary's|last day 16/10|place reallocated|file sent to Hove 3/11"
)


def asked(cell: str, kind: str, title: str = "Info") -> list[str]:
    """What is asked of 28 pupils, most of whom have an everyday word, and one this remark."""
    cells = [*(USUAL * 3), cell, *[""] * 6]
    rows = [[f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", f"Roy{at}", "Luc", said] for at, said in enumerate(cells)]
    families: Families = importing.read(as_csv(rows, [*TITLES, title], ";"))
    return [one.value for one in families.blocking_questions if one.kind == kind and not one.answer]


@pytest.mark.parametrize("cell", ABOUT_ADULTS.split("|"))
def test_a_remark_about_an_adult_is_asked_about_among_everyday_words(cell: str) -> None:
    assert cell in asked(cell, RIGHTS)


@pytest.mark.parametrize(("surname", "found"), [("Roy", True), ("", False)])
def test_a_remark_about_a_parent_is_none_of_many_where_brothers_and_sisters_share_it(surname: str, found: bool) -> None:
    said = "moeder hier niet noemen"
    cells = [*(USUAL * 3), *[said] * 3, *[""] * 4]
    rows = [
        [f"Roy{at}", f"Lou{at}", "P1", *[surname if cell == said and surname else f"Roy{at}", "Ann"] * 2, cell]
        for at, cell in enumerate(cells)
    ]
    families = importing.read(as_csv(rows, [*TITLES, "Info"], ";"))
    assert any(one.value == said for one in families.blocking_questions) is found


@pytest.mark.parametrize(("cell", "found"), [("vit chez papa depuis l’été", True), ("garde alternée", False)])
def test_a_remark_about_a_parent_below_a_heading_of_states_is_asked_about(cell: str, found: bool) -> None:
    rows = [[f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", f"Roy{at}", "Luc", ""] for at in range(12)]
    rows[3][-1] = cell
    families = importing.read(as_csv(rows, [*TITLES, "Situation"], ";"))
    assert [one.value for one in families.blocking_questions if one.kind == RIGHTS] == [cell] * found


@pytest.mark.parametrize("cell", ABOUT_LEAVING.split("|"))
def test_a_remark_about_leaving_is_asked_about_among_everyday_words(cell: str) -> None:
    assert cell in asked(cell, LEFT)


@pytest.mark.parametrize(
    "cell",
    [
        "Velo",
        "allergie aux arachides",
        "asthme, Ventoline dans le sac",
        "12/03/2027",
        "oui",
    ],
)
def test_an_everyday_word_is_not(cell: str) -> None:
    assert asked(cell, RIGHTS) == asked(cell, LEFT) == []


@pytest.mark.parametrize(
    "cell", ["Rue du Lac 21, 1004 Sion", "12 avenue du Parquet, 5000 Namur", "Gerichtsstr. 5, 8001 Ulm"]
)
def test_a_street_with_a_word_of_the_law_is_an_address(cell: str) -> None:
    assert asked(cell, RIGHTS, "Domicile") == []


@pytest.mark.parametrize("cell", ["KESB, Seestrasse 5, 8001 Zürich", "Rue du Lac 21, 1004 Lausanne, jugement"])
def test_an_address_of_an_authority_or_with_more_beside_it_is_asked_about(cell: str) -> None:
    assert cell in asked(cell, RIGHTS, "Domicile")


@pytest.mark.parametrize(
    "title",
    ["Note éducateur", "Remarques de l’enseignant", "Opmerking leerkracht", "Bemerkung Lehrer", "Teacher notes"],
)
def test_what_a_teacher_notes_is_no_column_of_teachers(title: str) -> None:
    assert "Monsieur n'est pas au courant" in asked("Monsieur n'est pas au courant", RIGHTS, title)


@pytest.mark.parametrize("title", ["Professeur principal", "Info prof", "Leerkracht"])
def test_a_column_of_teachers_is_not_asked_about(title: str) -> None:
    assert asked("Monsieur Petitjean", RIGHTS, title) == []


def of_siblings(name: str) -> list[str]:
    """What is asked of 33 pupils, of whom four brothers and sisters, whose parents are Ann and Marc, have this."""
    cells = [*(["DP", "fährt Velo", "works nights", "fiets", "Brille"] * 5), *[f"{name} : par le PX"] * 4, *[""] * 4]
    rows = [[f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", f"Roy{at}", "Luc", said] for at, said in enumerate(cells)]
    for row in rows[25:29]:
        row[6] = "Marc"
    families: Families = importing.read(as_csv(rows, [*TITLES, "Info"], ";"))
    return [one.value for one in families.blocking_questions if one.kind == RIGHTS]


def test_the_same_words_beside_brothers_and_sisters_are_asked_about_where_they_name_an_adult() -> None:
    assert of_siblings("Marc") == ["Marc : par le PX"]
    assert of_siblings("Les enfants") == []


def sent_elsewhere(said: str, count: int, comments: tuple[str, ...] = ()) -> list[str]:
    """What is asked of 32 pupils, as many of whom have a word that sends to a note elsewhere."""
    rows = [
        [f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", f"Roy{at}", "Luc", said if at < count else "complet"]
        for at in range(32)
    ]
    data = commented_xlsx([[*TITLES, "Dossier"], *rows], dict.fromkeys(comments, "allergie aux noix"))
    return [one.value for one in importing.read(data).blocking_questions if one.kind == RIGHTS]


@pytest.mark.parametrize(
    "said", ["v. note", "voir commentaire", "Zie opmerking", "siehe Notiz", "see note", "cf. classeur rouge"]
)
def test_a_word_that_sends_to_a_note_elsewhere_is_asked_about_beside_several(said: str) -> None:
    assert sent_elsewhere(said, 6) == [said]
    assert sent_elsewhere(said, 20) == []  # each has a note


def test_not_where_the_note_is_a_comment_beside_the_cell() -> None:
    places = tuple(f"H{at}" for at in range(2, 8))
    assert sent_elsewhere("v. note", 6, places) == []
    assert sent_elsewhere("v. note", 6, places[1:]) == ["v. note"]


def test_a_pupils_own_address_with_a_word_of_law_is_not_asked_about() -> None:
    rows = [[f"{name}", "Lou", "P1", name, "Ann", name, "Luc", f"lou.{name}@pupils.x.uk"] for name in ("Roy", "Foster")]
    families = importing.read(as_csv(rows, [*TITLES, "Student Email"], ";"))
    assert not families.blocking_questions
