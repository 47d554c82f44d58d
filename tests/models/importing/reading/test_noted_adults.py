"""A school writes beside a name, in the adult's own cell, that the person must not be told anything: it is asked."""

import pytest

from models import importing
from models.importing.reading.questions import RIGHTS
from tests.support.files import LONG, as_csv, row

OTHERS = [row(str(n), f"Martin Tom{n}", "P1A", f"Martin Anne{chr(96 + n)}", f"anne{n}@example.org") for n in (2, 3)]
FIELDS = {4: "nom_responsable", 7: "telephone", 8: "lien"}


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (4, "Petit (plus de contact)"),
        (4, "Petit - interdit"),
        (4, "NE PAS CONTACTER Petit"),
        (4, "Petit (geen contact)"),
        (7, "0470 11 22 33 ne plus contacter"),
        (8, "père décédé"),
        (8, "mère déchue"),
        (8, "vader overleden"),
    ],
)
def test_words_that_restrict_in_an_adults_own_cell_are_asked_about(place: int, cell: str) -> None:
    jean = row(adult="Petit Jean", email="jean@example.org", relation="père")
    jean[place] = cell
    families = importing.read(as_csv([row(), jean, *OTHERS]))
    (question,) = families.blocking_questions
    assert (question.kind, question.heading, question.answer) == (RIGHTS, FIELDS[place], None)
    assert [person.partition(" →")[0].partition(" ")[0] for person in question.people] == ["Jean"]


@pytest.mark.parametrize("surname", ["Dechuyteneer", "Jugementier", "Interditi", "Décédéen"])
def test_a_surname_that_begins_like_such_a_word_asks_nothing(surname: str) -> None:
    jean = row(adult=f"{surname} Jean", email="jean@example.org", relation="père")
    assert importing.read(as_csv([row(), jean, *OTHERS])).blocking_questions == []


def test_a_blocked_parent_is_asked_about() -> None:
    jean = row(adult="Petit Jean", email="jean@example.org")
    lines = [[*one, "oui" if one is jean else ""] for one in (row(), jean, *OTHERS)]
    families = importing.read(as_csv(lines, [*LONG, "Bloqué"]))
    assert [one.kind for one in families.blocking_questions] == [RIGHTS]
