"""The steps that many journeys begin with."""

from tests.support.browser.school import PASSWORD, Parent
from tests.support.browser.screen import Screen

FIRST = "Première connexion"
LATER = "Connexions suivantes"
CHOOSE = "Choisissez votre mot de passe"
ENTRANCE = "Espace des parents"


def open_token(screen: Screen, parent: Parent) -> None:
    """The mail's link, then *Connexion*."""
    screen.open(parent.link)
    screen.press("Connexion", FIRST)


def choose_password(screen: Screen, password: str = PASSWORD) -> None:
    """*Modifier*."""
    screen.fill("Mot de passe", password)
    screen.press("Modifier")


def sign_in(screen: Screen, username: str, password: str = PASSWORD) -> None:
    """A later connection, from the entrance."""
    screen.open("/")
    give_credentials(screen, username, password)


def give_credentials(screen: Screen, username: str, password: str = PASSWORD) -> None:
    """The same from a page that shows the two doors already."""
    screen.unfold(LATER)
    screen.fill("Nom d'utilisateur", username)
    screen.fill("Mot de passe", password)
    screen.press("Connexion", LATER)
