"""A remark that says that a pupil has left, with a day without a year or with none."""

from datetime import datetime
from unittest.mock import patch

import pytest

from models import importing
from models.core import clock
from models.importing.reading.questions import LEFT
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable", "Bijz."]
TODAY = datetime(2026, 11, 20, 9, tzinfo=clock.now().tzinfo)


def asked(*remarks: str) -> list[tuple[str, str]]:
    rows = [[f"Roy{at}", "Tom", "P1", f"Roy{at}", "Marc", one] for at, one in enumerate(("aime le foot", *remarks))]
    with patch.object(clock, "moment", lambda: TODAY):
        families = importing.read(as_csv(rows, TITLES))
    return [(one.kind, one.value) for one in families.blocking_questions if one.kind == LEFT]


@pytest.mark.parametrize(
    "remark",
    [
        *(
            "parti 14/09",
            "A quitté le 3/11 pour Liège",
            "sortie le 1-10",
            "X radiée le 12.10",
            "change d’école le 5/10",
        ),
        *(
            "vertrokken 6/10",
            "uitgeschreven op 30-9 (verhuisd)",
            "left 9/10",
            "abgemeldet am 7.10.",
            "seit 2.11. abgemeldet",
        ),
        *("am 15.09.2026 abgemeldet", "op 12/10/2026 uitgeschreven", "parti en octobre", "vertrokken eind september"),
        *(
            "parti (Verviers)",
            "vertrokken – (school Aalst)",
            "a quitté notre établissement",
            "Tom est parti vers Namur",
        ),
        *("n’est plus à l’école depuis la Toussaint", "is van school veranderd", "zit nu op andere school"),
        *("no longer on roll", "has left our school", "left for a school in Leeds", "hat die Schule gewechselt"),
        *("nicht mehr an unserer Schule", "plus inscrit"),
        *("a déménagé à Nantes, certificat de radiation donné le 2 nov.", "exeat remis le 02/11/2026"),
        *("uitschrijvingsbewijs meegegeven", "leaving certificate issued"),
    ],
)
def test_a_remark_that_a_pupil_has_left_is_asked_about(remark: str) -> None:
    assert [kind for kind, _value in asked(remark)] == [LEFT]


@pytest.mark.parametrize(
    "remark",
    [
        *("certificat de radiation à fournir", "exeat remis le 02/02/2027"),
        *("sort à 12.10", "sortie midi OK", "Sortie 15h30", "quitte la garderie à 17h", "part en classe verte le 4/05"),
        *(
            "quitte l’école le 30/06",
            "vertrekt op 31/3",
            "left-handed",
            "verhuisd naar Gent",
            "le père est parti vers Metz",
        ),
        *(
            "plus inscrit à la garderie",
            "niet meer ingeschreven in de opvang",
            "no longer at this address",
            "né le 14/09",
        ),
        *("abgemeldet vom Mittagessen", "change de bus le 5/10", "1/2 pension", "leaves at 3"),
    ],
)
def test_an_ordinary_remark_is_not(remark: str) -> None:
    assert asked(remark) == []


def test_each_remark_is_asked_about_though_another_is_a_single_word() -> None:
    assert {value for _kind, value in asked("parti", "partie (Huy)")} == {"parti", "partie (Huy)"}
