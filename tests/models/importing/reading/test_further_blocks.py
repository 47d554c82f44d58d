"""A block of rows below the list, under a title that is no class as the others, is asked about."""

from datetime import UTC, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families
from models.importing.reading.questions import APART, STAYS, Answers
from tests.support.files import Row, as_workbook

HEAD: Row = ["Nom", "Prénom", "Classe", "Maman", "Mail maman"]
PLAIN: Row = ["Nom", "Prénom", "Naissance", "Maman", "Mail maman"]
EVERY = "Au revoir les copains !|Arrivent en janvier|Uitzwaaimoment|Bon vent|Zum Abschied|Nog niet beslist|???? à voir"


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))


def alone(*cells: str) -> Row:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def pupil(name: str, third: str) -> Row:
    return [name, f"L{name.lower()}", third, f"Ann {name}", f"{name}@x.example"]


def read(*rows: Row, sheet: str = "Feuil1", answers: Answers | None = None) -> Families:
    return importing.read(as_workbook({sheet: list(rows)}), None, answers)


def asked(families: Families) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.heading, one.people) for one in families.blocking_questions if one.kind == APART]


def surnames(families: Families) -> list[str]:
    return [one.last_name for one in families.pupils.values()]


@pytest.mark.parametrize("title", [one for one in EVERY.split("|") if any(map(str.isalpha, one))])
@pytest.mark.parametrize("again", [False, True])
def test_pupils_of_the_same_classes_below_such_a_title_are_asked_about(title: str, again: bool) -> None:
    above = [alone("Liste des familles"), alone(""), HEAD, pupil("Roy", "P1"), pupil("Noir", "P2")]
    rows = [*above, alone(title), *([HEAD] if again else []), pupil("Vert", "P1"), pupil("Brun", "P2")]
    families = read(*rows)
    assert asked(families) == [(title, ("Lvert Vert", "Lbrun Brun"))]
    assert surnames(families) == ["Roy", "Noir"]
    stay = Answers({families.blocking_questions[0].key: STAYS})
    assert surnames(read(*rows, answers=stay)) == ["Roy", "Noir", "Vert", "Brun"]


def test_a_title_with_a_word_for_a_class_is_one_only_above_pupils_of_one_class() -> None:
    for title, third, apart in (("Familles d’accueil", "P2", True), ("Classe P1", "P1", False)):
        rows = [HEAD, pupil("Roy", "P1"), pupil("Noir", "P2"), alone(title), pupil("Vert", "P1"), pupil("Brun", third)]
        assert bool(asked(read(*rows))) == apart


@pytest.mark.parametrize("title", EVERY.split("|"))
def test_so_are_pupils_without_classes_and_of_the_sheet_of_a_class(title: str) -> None:
    rows = [PLAIN, pupil("Roy", "2017-03-01"), alone(title), pupil("Vert", "2017-04-01")]
    for sheet in ("Feuil1", "3A"):
        families = read(*rows, sheet=sheet)
        assert [heading for heading, _people in asked(families)] == [title]
        assert surnames(families) == ["Roy"]
    families = read(alone("Klasse 5b"), *rows)
    assert [(one.last_name, one.class_name) for one in families.pupils.values()] == [("Roy", "5b")]


def test_one_title_beside_those_of_classes_is_asked_about() -> None:
    rows = [pupil("Roy", "2017-03-01"), pupil("Noir", "2017-03-02")]
    more = [pupil("Vert", "2017-03-01"), pupil("Brun", "2017-03-02")]
    last = [pupil("Gris", "2017-03-01"), pupil("Rose", "2017-03-02")]
    every = [alone("1A"), PLAIN, *rows, alone("1B"), *more, alone("Bon vent"), *last]
    families = read(*every)
    assert [one.class_name for one in families.pupils.values()] == ["1A", "1A", "1B", "1B"]
    assert [heading for heading, _people in asked(families)] == ["Bon vent"]
    stay = Answers({families.blocking_questions[0].key: STAYS})
    assert [one.class_name for one in read(*every, answers=stay).pupils.values()][4:] == ["", ""]


def test_a_list_below_with_headings_of_its_own_is_asked_about() -> None:
    other = ["Classe", "Nom", "Prénom", "Maman", "Mail maman"]
    vert = ["P1", "Vert", "Tom", "Ann Vert", "v@x.example"]
    families = read(HEAD, pupil("Roy", "P1"), alone("Bon vent"), other, vert)
    assert asked(families) == [("Bon vent", ("Tom Vert",))]
    assert not asked(read(HEAD, pupil("Roy", "P1"), alone("Bon vent"), other, ["P2", *vert[1:]])), "another class"
    assert not asked(read(HEAD, pupil("Roy", "P1"), alone("Classe P1 (suite) : P1"), other, vert))


@pytest.mark.parametrize(
    "titles",
    [
        ["Classe P1", "Classe P2"],
        ["École du Haut", "École du Bas"],
        ["A", "B"],
        ["12.11.2026", "Page 2"],
        ["Total : 1", "Liste (suite)"],
    ],
)
def test_titles_of_each_block_and_of_pages_ask_nothing(titles: list[str]) -> None:
    one, other = map(alone, titles)
    families = read(alone("Liste"), alone(""), HEAD, one, pupil("Roy", "P1"), other, pupil("Vert", "P1"))
    assert not asked(families)
    assert surnames(families) == ["Roy", "Vert"]


def test_a_title_that_is_repeated_on_each_page_asks_nothing() -> None:
    page = alone("Commune de Mons")
    rows = [page, HEAD, pupil("Roy", "P1"), page, HEAD, pupil("Vert", "P1"), page, HEAD, pupil("Brun", "P1")]
    assert not asked(read(*rows))
    assert not asked(read(HEAD, *rows[2:]))


@pytest.mark.parametrize(
    ("titles", "expected"),
    [(["Igelgruppe", "Mäusegruppe"], ["Igelgruppe", "Mäusegruppe"]), (["1A", "Les Lapins"], ["1A"])],
)
def test_two_groups_one_below_the_other_are_the_classes(titles: list[str], expected: list[str]) -> None:
    rows = [alone("Kita"), alone("Stand: 16.11.2026"), alone(""), alone(titles[0]), PLAIN]
    rows += [pupil("Roy", "2023-01-02"), pupil("Noir", "2023-01-02"), alone(titles[1])]
    rows += [pupil("Vert", "2023-01-02"), pupil("Brun", "2023-01-02")]
    families = read(*rows)
    assert [one.class_name for one in families.pupils.values()] == [name for name in expected for _ in range(2)]
    assert len(asked(families)) == len(titles) - len(expected)


def test_of_many_such_titles_the_last_ones_share_a_question() -> None:
    rows = [HEAD, pupil("Roy", "P1")]
    for letter in "abcdefghij":
        rows += [alone(f"Titre {letter}"), pupil(f"Noir{letter}", "P1")]
    families = read(*rows)
    found = asked(families)
    assert [heading for heading, _people in found] == [*(f"Titre {letter}" for letter in "abcdef"), "Titre f …"]
    assert len(found[-1][1]) == 4
    assert surnames(families) == ["Roy"]
