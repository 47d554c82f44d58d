"""The office in Chromium 49, on a phone and on a PC: an old machine at the desk."""

from collections.abc import Iterator

import pytest

from tests.support.browser.office_term import LONG, USERNAME, Term, begin, empty
from tests.support.browser.school import School
from tests.support.engines.chromium49 import DESK, Chromium49
from tests.support.office import PASSWORD, code


@pytest.fixture
def term(school: School) -> Iterator[Term]:
    yield begin(school)
    empty(school)


def test_a_morning_at_the_desk(term: Term, chromium: Chromium49) -> None:
    chromium.widths = DESK
    chromium.open("/office/sign-in")
    chromium.shows("Connexion au secrétariat", "Nom d'utilisateur", "Mot de passe")
    chromium.fill("Nom d'utilisateur", USERNAME)
    chromium.fill("Mot de passe", PASSWORD)
    chromium.press("Connexion")
    chromium.shows("Encore le code de votre téléphone", "Code à 6 chiffres")
    chromium.fill("Code à 6 chiffres", code())
    chromium.press("Connexion")
    chromium.shows("Familles", "compte actif", "mail refusé", "Importer")
    chromium.press(LONG[1])
    chromium.shows(" ".join(LONG), "Ce qui s’est passé", "Ses enfants", "Code au téléphone")
    chromium.press("Importer")
    chromium.shows("Importer les familles", "Fichier (5 Mo au plus)", "Voir ce qui changerait")
    chromium.open(f"/office/imports/{term.numbers['next term']}")
    chromium.shows("Vérifiez, puis importez", "Rien n’est encore changé.")
    chromium.open(f"/office/imports/{term.numbers['columns']}/columns")
    chromium.shows("Que contient chaque colonne ?", "Continuer")
    chromium.press("Inviter")
    chromium.shows("Invitations", "Voir qui reçoit quoi")
    chromium.press("Voir qui reçoit quoi")
    chromium.shows("Qui reçoit quoi")
    chromium.press("Lettres")
    chromium.shows("Lettres")
    chromium.open(f"/office/letters/{term.numbers['letters']}")
    chromium.shows("1 lettre à imprimer", "Jeton de connexion")
