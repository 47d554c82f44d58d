"""Every page and state of the office, one after another, for checks that hold on all of them."""

from collections.abc import Iterator
from datetime import timedelta

from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import SECRETARY
from models.staff.sessions import ENROL, SECOND
from tests.support.browser.office_term import USERNAME, Term
from tests.support.browser.screen import Screen
from tests.support.files import SAMPLES
from tests.support.office import PASSWORD

NOBODY = "/office/families/0"
# What was refused before this press: the answer to the press is what comes without the mark.
MARK = "document.querySelectorAll('.summary, [aria-invalid]').forEach(e => { e.dataset.before = '' })"
REFUSED = ".summary:not([data-before]), [aria-invalid]:not([data-before])"


def states(term: Term, screen: Screen) -> Iterator[str]:
    """Brings the screen to each state and yields its name."""
    yield from _doors(term, screen)
    term.sign_in(screen)
    for part in (
        _families,
        _one_family,
        _parents,
        _pupils,
        _announcements,
        _imports,
        _invitations,
        _mails,
        _letters,
        _audit,
        _admins,
        _own,
    ):
        yield from part(term, screen)
    yield from _not_allowed(term, screen)


def main_pages(term: Term, screen: Screen) -> Iterator[str]:
    """The main pages by their addresses, without a word of any language."""
    numbers, one = term.numbers, f"/office/families/{term.adults['phone']}"
    rooms = (
        "",
        "/families",
        "/classes",
        "/announcements",
        "/imports",
        "/invitations",
        "/letters",
        "/mails",
        "/audit",
        "/account",
    )
    admins = ("/school", "/staff", "/staff/new", "/welcome")
    single = (
        f"/imports/{numbers['next term']}",
        f"/imports/history/{numbers['run']}",
        f"/announcements/{numbers['draft']}",
        f"/announcements/{numbers['asked']}",
        "/announcements/new",
        f"/letters/{numbers['letters']}",
        f"/mails/{numbers['refused mail']}",
        f"/sendings/{numbers['sending']}",
        f"/children/{term.child}",
        "/children/new",
    )
    term.sign_in(screen)
    paths = [*(f"/office{path}" for path in (*rooms, *admins, *single)), one, f"{one}/phone-code"]
    yield from _each(screen, dict(zip(paths, paths, strict=True)))


def press(screen: Screen, label: str, heading: str = "", part: str = "") -> None:
    """Press a button, and wait for the page under this heading, or for what is wrong with the form."""
    screen.page.evaluate(MARK)
    screen.button(label, part).click()
    arrive(screen, heading)


def arrive(screen: Screen, heading: str = "") -> None:
    page = screen.page
    found = page.get_by_role("heading", level=1, name=heading, exact=True) if heading else page.locator(REFUSED).first
    found.wait_for()


def _each(screen: Screen, pages: dict[str, str]) -> Iterator[str]:
    for name, path in pages.items():
        screen.open(path)
        yield name


def _doors(term: Term, screen: Screen) -> Iterator[str]:
    screen.open("/office/families")
    yield "not signed in"
    screen.open("/office/sign-in")
    yield "sign-in"
    press(screen, "Connexion")
    yield "sign-in refused"
    screen.open("/office/language")
    yield "a reload after the choice of a language"
    username = f"sophie.office{next(term.school.numbers)}"
    issued = term.school.do(account_changes.add(username, SECRETARY, Actor("cli")))
    screen.open(issued.link.removeprefix(term.school.base))
    yield "link of a colleague"
    press(screen, "Connexion", "Choisissez votre mot de passe")
    screen.open("/office/password")
    yield "first password"
    press(screen, "Modifier")
    yield "first password refused"
    term.sign_in(screen, ENROL)
    screen.open("/office/enrol")
    yield "enrolment"
    press(screen, "Continuer")
    yield "enrolment refused"
    term.sign_in(screen, SECOND)
    yield from _each(screen, {"code": "/office/second-factor", "recovery": "/office/second-factor/recovery"})
    press(screen, "Connexion")
    yield "recovery code refused"


def _families(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(
        screen,
        {
            "home": "/office",
            "families": "/office/families",
            "families who are refused": "/office/families?standing=refused",
            "nobody found": "/office/families?q=personne",
            "class list": "/office/classes/list?class=P4A",
            "classes": "/office/classes",
        },
    )


def _one_family(term: Term, screen: Screen) -> Iterator[str]:
    for state, number in term.adults.items():
        screen.open(f"/office/families/{number}")
        yield f"family: {state}"
    phone = f"/office/families/{term.adults['phone']}"
    screen.open(f"{phone}?all=yes&notice=invited")
    yield "the whole story, and a notice"
    screen.open(f"{phone}/phone-code")
    yield "who is calling"
    screen.button("Oui, faire un code").click()
    screen.page.locator(".bigcode").wait_for()
    yield "phone code"
    path = screen.path
    term.school.query("UPDATE guardian SET language = 'ar' WHERE id = ?", term.adults["phone"])
    screen.open(path)
    yield "phone code for a parent who reads Arabic"
    term.school.query("UPDATE guardian SET language = 'fr' WHERE id = ?", term.adults["phone"])
    term.school.query("UPDATE token SET expires_at = ? WHERE carrier = 'phone'", now() - timedelta(minutes=1))
    screen.open(path)
    yield "phone code expired"


def _parents(term: Term, screen: Screen) -> Iterator[str]:
    adult, ended = term.adults["in"], term.adults["custody"]
    here, access = f"/office/guardians/{adult}", f"/office/guardians/{ended}/access/{term.child}"
    child = term.school.query("SELECT MIN(child) AS id FROM guardianship WHERE guardian = ?", adult)[0]["id"]
    yield from _each(screen, {"sessions": f"{here}/sessions", "address": f"{here}/address"})
    screen.fill("Adresse mail", "marie@")
    press(screen, "Enregistrer")
    yield "address refused"
    screen.open(f"{here}/address")
    other = term.school.query("SELECT email FROM guardian WHERE id = ?", term.adults["expired"])[0]["email"]
    screen.fill("Adresse mail", other)
    press(screen, "Enregistrer")
    yield "address of another family"
    yield from _each(screen, {"notes": f"{here}/notes", "phone": f"{here}/phone", "name": f"{here}/name"})
    term.school.query("UPDATE guardian SET version = version + 1 WHERE id = ?", adult)
    screen.fill("Prénom", "Mariette")
    press(screen, "Enregistrer")
    yield "a colleague was faster"
    yield from _each(screen, {"end an access": f"{here}/access/{child}"})
    press(screen, "Mettre fin à l’accès")
    yield "no reason given"
    yield from _each(
        screen,
        {
            "ended access": access,
            "restore": f"{access}/restore",
            "picker as a parent": f"{here}/as-parent",
            "dashboard as a parent": f"{here}/as-parent/{child}",
            "as a parent who cannot enter": f"/office/guardians/{term.adults['disabled']}/as-parent",
            "sessions": f"{here}/sessions",
            "disable": f"{here}/disable",
            "enable": f"/office/guardians/{term.adults['disabled']}/enable",
            "whom to merge with": f"{here}/merge",
            "merge with a closed account": f"{here}/merge/{term.adults['disabled']}",
            "erased": "/office/erased",
            "data": f"{here}/data",
        },
    )
    press(screen, "Effacer pour toujours")
    yield "not the right username"
    yield from _merges(term, screen)


def _merges(term: Term, screen: Screen) -> Iterator[str]:
    older, other = sorted((term.adults["sent"], term.adults["expired"]))
    screen.open(f"/office/guardians/{other}/merge/{older}")
    yield "two accounts side by side"
    press(screen, "Réunir les deux comptes")
    yield "no reason to merge"
    screen.fill("Raison", "deux adresses dans le fichier")
    screen.button("Réunir les deux comptes").click()
    screen.page.locator(".notice").wait_for()
    yield "merged"
    merge = term.school.query("SELECT MAX(id) AS id FROM account_merge")[0]["id"]
    undo = f"/office/guardians/{older}/merges/{merge}/undo"
    screen.open(undo)
    yield "part two accounts"
    term.school.query("UPDATE guardian SET phone = '?' || phone WHERE id = ?", older)
    screen.button("Séparer les comptes").click()
    screen.page.locator(".summary").wait_for()
    yield "parting refused"
    term.school.query("UPDATE guardian SET phone = SUBSTR(phone, 2) WHERE id = ?", older)
    screen.open(undo)
    screen.button("Séparer les comptes").click()
    screen.page.locator(".notice").wait_for()
    screen.open(undo)
    yield "parted already"


def _pupils(term: Term, screen: Screen) -> Iterator[str]:
    here = f"/office/children/{term.child}"
    yield from _each(screen, {"pupil": here, "correct a pupil": f"{here}/edit"})
    screen.fill("Prénom", "")
    press(screen, "Enregistrer")
    yield "pupil not corrected"
    screen.open(f"{here}/leave")
    yield "pupil leaves"
    term.school.query("UPDATE child SET version = version + 1 WHERE id = ?", term.child)
    screen.button("Oui, l’élève quitte l’école").click()
    screen.page.locator(".summary").wait_for()
    yield "a colleague changed the pupil"
    press(screen, "Oui, l’élève quitte l’école", screen.page.locator(".said").inner_text().partition(",")[0])
    yield "pupil left"
    screen.open(f"{here}/leave")
    screen.page.locator("#left_on").fill("2001-01-01")
    press(screen, "Enregistrer")
    yield "not a day to leave on"
    screen.open(f"{here}/parents/new")
    yield "no parent for a pupil who left"
    screen.open(f"{here}/return")
    yield "pupil comes back"
    press(screen, "Oui, l’élève revient", screen.page.locator(".said").inner_text().partition(",")[0])
    yield "pupil is back"
    screen.open(f"{here}/leave")
    screen.page.locator("#left_on").fill((now() + timedelta(days=40)).date().isoformat())
    press(screen, "Oui, l’élève quitte l’école", screen.page.locator(".said").inner_text().partition(",")[0])
    yield "pupil is to leave"
    screen.open(f"{here}/leave")
    yield "another day to leave on"
    screen.open(f"{here}/return")
    yield "pupil stays"
    press(screen, "Oui, l’élève reste", screen.page.locator(".said").inner_text().partition(",")[0])
    screen.open("/office/children/new")
    yield "new pupil"
    screen.page.evaluate("document.querySelector('[name=once]').value = ''")
    press(screen, "Ajouter l’élève")
    yield "a form without its key"
    press(screen, "Ajouter l’élève")
    yield "new pupil refused"
    known = term.school.query("SELECT first_name, last_name, email FROM guardian WHERE id = ?", term.adults["in"])[0]
    child = term.school.query("SELECT first_name, last_name FROM child WHERE id = ?", term.child)[0]
    names = {"#first_name": child["first_name"], "#last_name": child["last_name"], "#parent1_email": known["email"]}
    names |= {"#parent1_first_name": known["first_name"], "#parent1_last_name": known["last_name"]}
    for entry, value in names.items():
        screen.page.locator(entry).fill(value)
    press(screen, "Ajouter l’élève")
    yield "is it the same pupil, and the same parent"
    yield from _each(
        screen,
        {"a brother or a sister": f"/office/children/new?sibling={term.child}", "new parent": f"{here}/parents/new"},
    )
    barred = term.school.query("SELECT first_name, last_name FROM guardian WHERE id = ?", term.adults["custody"])[0]
    for entry in ("first_name", "last_name"):
        screen.page.locator(f"#parent1_{entry}").fill(barred[entry])
    press(screen, "Ajouter ce parent")
    yield "a parent who was shut out"


def _imports(term: Term, screen: Screen) -> Iterator[str]:
    numbers = term.numbers
    yield from _each(screen, {"imports": "/office/imports"})
    screen.page.get_by_label("Fichier (5 Mo au plus)").set_input_files(SAMPLES / "broken.csv")
    press(screen, "Voir ce qui changerait", "Vérifiez, puis importez")
    yield "preview of bad rows"
    press(screen, "Importer")
    yield "bad rows not ticked"
    yield from _each(
        screen,
        {
            "preview": f"/office/imports/{numbers['next term']}",
            "whole list": f"/office/imports/{numbers['next term']}?all=1",
            "not understood": f"/office/imports/{numbers['columns']}",
            "columns": f"/office/imports/{numbers['columns']}/columns",
        },
    )
    press(screen, "Continuer")
    yield "columns refused"
    term.school.query("UPDATE upload SET lease = ? WHERE id = ?", now() + timedelta(hours=1), numbers["broken"])
    screen.open(f"/office/imports/{numbers['broken']}")
    yield "import under way"
    run = numbers["run"]
    term.school.query("UPDATE upload SET lease = NULL, import_run = ? WHERE id = ?", run, numbers["broken"])
    screen.open(f"/office/imports/{numbers['broken']}")
    yield "imported"
    screen.open(f"/office/imports/history/{run}")
    yield "one import"


def _invitations(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(
        screen,
        {
            "invitations": "/office/invitations",
            "choose": f"/office/invitations/choose?guardian={term.adults['in']}",
            "nobody ticked": "/office/invitations/preview?scope=some",
            "who gets what": "/office/invitations/preview",
            "sending done": f"/office/sendings/{term.numbers['sending']}",
        },
    )
    rows = term.school.query("SELECT class_name FROM child WHERE left_at IS NULL ORDER BY class_name LIMIT 1")
    term.school.sink.delay = 60  # seconds: the mail server takes its time
    screen.open(f"/office/invitations/preview?class={rows[0]['class_name']}&again=on")
    screen.page.get_by_role("button", name="Envoyer").click()
    arrive(screen, "Envoi en cours")
    yield "sending"
    press(screen, "Arrêter l’envoi", "Envoi arrêté")
    yield "sending stopped"
    term.school.sink.delay = 0


def _mails(term: Term, screen: Screen) -> Iterator[str]:
    waiting = term.school.query("SELECT MAX(id) AS id FROM mail WHERE state = 'held'")[0]["id"]
    yield from _each(
        screen,
        {
            "mail sent": f"/office/mails/{term.numbers['sent mail']}",
            "mail refused": f"/office/mails/{term.numbers['refused mail']}",
            "mail waiting": f"/office/mails/{waiting}",
            "mails of one state": "/office/mails?state=refused",
            "mails": "/office/mails",
        },
    )
    screen.fill("Adresse mail", "marie@")
    press(screen, "Envoyer l’essai")
    yield "test mail refused"


def _announcements(term: Term, screen: Screen) -> Iterator[str]:
    draft, asked = (f"/office/announcements/{term.numbers[name]}" for name in ("draft", "asked"))
    yield from _each(
        screen,
        {
            "announcements": "/office/announcements",
            "announcement to be written": "/office/announcements/new",
            "draft": draft,
            "draft as a parent": f"{draft}/preview",
            "recipients": f"{draft}/recipients?q=a",
            "text in another language": f"{draft}/text/nl",
            "announcement that was sent": asked,
            "announcement, each child": f"{asked}?class=",
            "announcement to be corrected": f"{asked}/edit",
        },
    )
    screen.open(asked)
    press(screen, "Feuilles à imprimer", "1 feuille à imprimer")
    yield "sheets of an announcement"
    screen.open("/office/announcements/new")
    press(screen, "Continuer : à qui")
    yield "announcement without a title"


def _letters(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(
        screen,
        {
            "letters": "/office/letters",
            "who gets a letter": "/office/letters/preview?who=not_in&again=yes",
            "sheets": f"/office/letters/{term.numbers['letters']}",
            "letters printed": f"/office/letters/{term.numbers['printed']}",
            "letters never printed": f"/office/letters/{term.numbers['lost']}",
        },
    )


def _audit(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(
        screen,
        {
            "audit": "/office/audit",
            "audit of nobody": "/office/audit?adult=personne",
            "audit to a file": "/office/audit/export",
        },
    )


def _admins(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(screen, {"first steps": "/office/welcome", "school": "/office/school"})
    screen.fill("Validité d’un jeton, en jours", "beaucoup")
    press(screen, "Enregistrer")
    yield "settings refused"
    yield from _each(
        screen,
        {"team": "/office/staff", "colleague": f"/office/staff/{term.staff}", "new colleague": "/office/staff/new"},
    )
    press(screen, "Ajouter")
    yield "new colleague refused"
    username = f"bea.office{next(term.school.numbers)}"
    screen.fill("Nom d'utilisateur", username)
    press(screen, "Ajouter", f"Le jeton de {username}")
    yield "token of a colleague"


def _own(term: Term, screen: Screen) -> Iterator[str]:
    yield from _each(
        screen,
        {
            "account": "/office/account",
            "trusted devices, none": "/office/staff/devices",
            "change of password": "/office/account/password",
            "new recovery codes": "/office/account/recovery-codes",
            "another phone": "/office/account/second-factor",
        },
    )
    screen.open("/office/account")
    screen.button("Faire confiance à cet appareil").click()
    screen.page.get_by_text("le code y est demandé une fois en 7 jours").wait_for()
    yield "account on a trusted device"
    screen.open("/office/staff/devices")
    yield "trusted devices"
    screen.button("Ne plus faire confiance").click()
    screen.page.get_by_text("Aucun appareil").wait_for()


def _not_allowed(term: Term, screen: Screen) -> Iterator[str]:
    screen.open(NOBODY)
    yield "not found"
    term.school.query("UPDATE staff SET role = 'secretary' WHERE username = ?", USERNAME)
    screen.open("/office/staff")
    yield "for admins only"
    term.school.query("UPDATE staff SET role = 'admin' WHERE username = ?", USERNAME)
    term.sign_in(screen, confirmed=False)
    yield from _each(screen, {"confirm": "/office/confirm?next=/office/audit/export"})
    press(screen, "Continuer")
    yield "confirm refused"
    screen.fill("Mot de passe", PASSWORD)
    press(screen, "Continuer", "Garder le journal dans un fichier")
    yield "confirmed"
