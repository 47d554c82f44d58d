"""Every page and state a parent can meet, one after another, for checks that hold on all of them."""

from collections.abc import Iterator
from datetime import timedelta

from models.announcements import mail_choice
from models.announcements.announcement import ANSWER, READ
from models.announcements.audience import CHILDREN, Audience
from models.core.clock import now
from models.core.days import day_of
from tests.support.announced import published
from tests.support.attached import attached
from tests.support.browser.roads import FIRST, choose_password, give_credentials, open_token
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Screen
from tests.support.merging import merged


def states(school: School, screen: Screen) -> Iterator[str]:
    """Brings the screen to each state and yields its name."""
    yield from _at_the_door(school, screen)
    yield from _coming_in(school, screen)
    yield from _inside(school, screen)
    yield from _announced(school, screen)
    yield from _going_out(school, screen)


def _at_the_door(school: School, screen: Screen) -> Iterator[str]:
    screen.open("/")
    yield "entrance"
    screen.fill("Jeton de connexion", "7KQ2-M4TR-9XWF-5")
    screen.press("Connexion", FIRST)
    yield "token with a slip"
    give_credentials(screen, "personne", "pas le bon du tout")
    yield "wrong credentials"
    screen.open("/account")
    yield "not signed in"
    expired = school.parent()
    school.query("UPDATE token SET expires_at = ? WHERE guardian = ?", now() - timedelta(days=1), expired.id)
    open_token(screen, expired)
    yield "expired token"
    screen.open("/reset")
    yield "reset"
    screen.fill("Adresse mail", "marie@")
    screen.press("Soumettre")
    yield "reset refused"
    screen.fill("Adresse mail", "marie@example.org")
    screen.press("Soumettre")
    yield "reset sent"
    screen.open("/nowhere")
    yield "not found"


def _coming_in(school: School, screen: Screen) -> Iterator[str]:
    parent = school.parent(children=3)
    long = {"first_name": "Marie-Antoinette-Wilhelmine", "last_name": "Vandenbroucke-Schwarzenbergerhausen"}
    for name, value in long.items():
        school.query(f"UPDATE guardian SET {name} = ? WHERE id = ?", value, parent.id)
        school.query(f"UPDATE child SET {name} = ? WHERE id = ?", value, parent.children[0])
    screen.open(parent.link)
    yield "link of the mail"
    screen.press("Connexion", FIRST)
    yield "choose a password"
    screen.fill("Mot de passe", "court")
    screen.press("Modifier")
    yield "password refused"
    choose_password(screen)
    yield "picker"
    screen.press("Se connecter avec ce compte")
    yield "dashboard"
    screen.open(parent.link)
    yield "signed in, a spent token"
    screen.press("Utiliser ce jeton")
    yield "spent token"


def _inside(school: School, screen: Screen) -> Iterator[str]:
    parent, other = school.parent(password=True), school.parent()
    school.query("UPDATE guardian SET email = '', email_key = '' WHERE id = ?", parent.id)
    screen.open("/children")
    screen.press("Se déconnecter")
    give_credentials(screen, parent.username)
    yield "dashboard of one child, no address"
    screen.open(other.link)
    yield "somebody else's link"
    screen.open("/account")
    yield "account"
    screen.open("/password")
    yield "change of password"
    screen.press("Modifier")
    yield "change refused"
    screen.fill("Mot de passe actuel", PASSWORD)
    screen.fill("Nouveau mot de passe", "cheval pile correct agrafe")
    screen.press("Modifier")
    yield "password changed"


def _announced(school: School, screen: Screen) -> Iterator[str]:
    """Announcements to one child, so that no other window meets them."""
    parent = school.parent(children=2, password=True)
    to = Audience(CHILDREN, children=parent.children)
    tomorrow = day_of(now()) + timedelta(days=1)
    days = {"event_on": tomorrow, "event_until": tomorrow + timedelta(days=4)}
    title = "Classe verte : votre enfant vient-il avec sa classe, du lundi au vendredi ?"
    numbers = [
        school.do(published(to, title=title, asks=ANSWER, choices=("Lundi", "Mardi"), answers_on=tomorrow, **days)),
        school.do(published(to, title="Piscine", text="Il faut :\n\n- un **bonnet**\n- un maillot", asks=READ)),
        *(school.do(published(to, title=f"Avis {turn}")) for turn in range(4)),
    ]
    for name in ("Programme.pdf", f"Un très long nom, {'écrit sans fin ' * 6}.pdf", "Un_nom_sans_espace" * 6):
        school.do(attached(numbers[0], name))
    here = f"/children/{parent.children[0]}"
    screen.press("Se déconnecter")
    give_credentials(screen, parent.username)
    yield "picker with announcements"
    screen.open(here)
    yield "dashboard with announcements"
    screen.open(f"{here}/announcements/{numbers[0]}")
    yield "announcement that asks"
    screen.press("Répondre")
    yield "announcement without an answer"
    screen.page.get_by_label("Mardi").check()
    screen.press("Répondre")
    yield "announcement answered"
    screen.open(f"{here}/announcements/{numbers[1]}")
    yield "announcement to read"
    screen.press("J’ai lu")
    yield "announcement read"
    screen.open(f"{here}/announcements?q=avis")
    yield "announcements found"
    screen.open(f"{here}/announcements/999999")
    yield "announcement gone"
    screen.open(f"{mail_choice.PAGE}/{mail_choice.signed(parent.id)}")
    yield "choice of mails by link"
    screen.page.get_by_label("Un mail par semaine").check()
    screen.press("Garder ce choix")
    yield "choice of mails kept"
    screen.open(f"{mail_choice.PAGE}/1-0")
    yield "choice of mails, link refused"
    screen.open("/account")
    yield "account with weekly mails"
    screen.open(here)
    screen.page.get_by_text("Dans mon agenda").click()
    yield "calendar without an address"
    screen.press("Créer une adresse")
    yield "address of a calendar"
    screen.open(here)
    screen.page.get_by_text("Dans mon agenda").click()
    yield "calendar with an address"
    school.query("UPDATE calendar_feed SET version = version + 1 WHERE guardian = ?", parent.id)
    screen.press("Créer une nouvelle adresse")
    yield "calendar of an older page"
    screen.open("/account")
    yield "account with a calendar"


def _going_out(school: School, screen: Screen) -> Iterator[str]:
    screen.press("Se déconnecter")
    yield "signed out"
    open_token(screen, school.parent(children=0))
    choose_password(screen)
    yield "no child"
    screen.press("Se déconnecter")
    kept, other = school.parent(password=True), school.parent(password=True)
    school.do(merged(kept.id, other.id))
    give_credentials(screen, other.username)
    yield "merged account"
