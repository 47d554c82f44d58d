"""The journey in w3m: the words alone, in their order, as a screen reader or a Braille display has them."""

from tests.support.browser.roads import CHOOSE, ENTRANCE, FIRST, LATER
from tests.support.browser.school import PASSWORD, School
from tests.support.engines.w3m import W3m

DOORS = (
    *(ENTRANCE, FIRST, "Jeton de connexion", "Connexion", LATER, "Nom d'utilisateur", "Mot de passe"),
    *("Connexion", "Mot de passe oublié ?", "02 345 67 89"),
)


def reads(page: str, *words: str) -> None:
    """These words stand on the page in this order."""
    said, at = " ".join(page.split()), 0
    for word in words:
        found = said.find(word, at)
        assert found >= 0, f"{word!r} is not there or not in its place:\n{page}"
        at = found + len(word)


def test_first_connection_of_a_parent_of_three(school: School, w3m: W3m) -> None:
    parent = school.parent(children=3)
    reads(w3m.open("/"), *DOORS)
    reads(w3m.open(parent.link), FIRST, "Jeton de connexion", f"[{parent.token}", "Connexion")
    reads(w3m.press("^Connexion$", FIRST), CHOOSE, parent.username, "Mot de passe", "Modifier")
    w3m.fill("Mot de passe", PASSWORD, parent.username)
    page = w3m.press("^Modifier$")
    reads(page, "Bonjour Camille", *(f"{name} Fontaine" for name in ("Adam", "Inès", "Zoé")))
    assert page.count("Se connecter avec ce compte") == 3
    page = w3m.press("Se connecter avec ce compte", "Adam Fontaine")
    reads(page, "Mon compte", "Se déconnecter", "Adam Fontaine", "P3B", "Cantine", "Bulletins", "02 345 67 89")
    reads(w3m.press("Se déconnecter"), *DOORS[:2])


def test_later_connections_with_a_wrong_password_first(school: School, w3m: W3m) -> None:
    parent = school.parent(password=True)
    for password in ("pas le bon du tout", PASSWORD):
        w3m.open("/")
        w3m.fill("Nom d'utilisateur", parent.username, LATER)
        w3m.fill("Mot de passe", password, LATER)
        page = w3m.press("^Connexion$", LATER)
        if password != PASSWORD:
            reads(page, ENTRANCE, "Le nom d’utilisateur ou le mot de passe n’est pas bon.", "Connexion")
    reads(page, "Mon compte", "Se déconnecter", "Zoé Fontaine", "P3B")
    reads(w3m.press("Mon compte"), "Mon compte", parent.username)


def test_a_forgotten_password(school: School, w3m: W3m) -> None:
    parent = school.parent(password=True)
    w3m.open("/")
    reads(w3m.press("cliquez ici pour"), "Mot de passe oublié", "Adresse mail", "Soumettre", "02 345 67 89")
    w3m.fill("Adresse mail", parent.email)
    reads(w3m.press("^Soumettre$"), "Regardez vos mails", "02 345 67 89")
    (link,) = school.links_to(parent.email)
    w3m.open(link.removeprefix(school.base))
    reads(w3m.press("^Connexion$", FIRST), CHOOSE, parent.username)
