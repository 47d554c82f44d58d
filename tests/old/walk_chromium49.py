"""The journey in Chromium 49: the last for Windows XP and Vista, and the engine of many a phone of 2016."""

import json

from language import text
from tests.support.browser.roads import CHOOSE, ENTRANCE, FIRST, LATER
from tests.support.browser.school import PASSWORD, ROOT, School
from tests.support.engines.chromium49 import Chromium49
from tests.support.engines.stylesheet import Stylesheet

ENGINE = "Chromium 49"
STYLESHEETS = sorted((ROOT / "static").glob("*.css"))
TAKES_VALUE = "one => CSS.supports(one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1))"
TAKES_SELECTOR = "one => { try { document.querySelector(one); return true; } catch (e) { return false; } }"

BAD = """data:text/html;charset=utf-8,<!doctype html><style>
.under{position:relative} .under::before{content:'';position:absolute;height:30px;background:linear-gradient(red,red)}
.flat::before{background:red}
header{display:flex} a,button{min-width:44px;min-height:44px}
</style><body><header><a href='/a'>Mon compte</a><button>Se déconnecter</button></header><h1>Bad</h1>
<div style='margin-bottom:-1em'>One</div><div>Other</div><p style='margin:0'>Low</p><div class=under></div>
<p>Far below<div class='under flat'></div><p class=face style='width:9px'>A</p>
<button style='min-height:0;height:20px'>Small</button><div style='width:2000px'>Wide</div>"""
HELP = "02 345 67 89"
SHUT = (FIRST, LATER, "Mot de passe oublié ?", HELP)
DOORS = (FIRST, "Jeton de connexion", LATER, "Nom d'utilisateur", "Mot de passe", "Mot de passe oublié ?", HELP)


def test_first_connection_of_a_parent_of_three(school: School, chromium: Chromium49) -> None:
    parent = school.parent(children=3)
    chromium.open("/")
    chromium.shows(ENTRANCE, *DOORS)
    chromium.open(parent.link)
    chromium.shows(ENTRANCE, *SHUT, "Jeton de connexion")
    assert chromium.value("Jeton de connexion") == parent.token
    chromium.unfold(LATER)
    chromium.shows(ENTRANCE, *DOORS)
    chromium.press("Connexion", FIRST)
    chromium.shows(CHOOSE, parent.username, "Mot de passe", "Modifier", HELP)
    chromium.fill("Mot de passe", PASSWORD)
    chromium.press("Modifier")
    chromium.shows("Bonjour Camille", "Adam Fontaine", "Inès Fontaine", "Zoé Fontaine", "Se connecter avec ce compte")
    chromium.press("Se connecter avec ce compte")
    chromium.shows("Adam Fontaine", "P3B", "Cantine", "Bulletins", "Mon compte", "Se déconnecter", HELP)
    chromium.press("Se déconnecter")
    chromium.shows(ENTRANCE, *SHUT, "Vous êtes déconnecté.")


def test_first_connection_in_arabic_from_right_to_left(school: School, chromium: Chromium49) -> None:
    def said(sentence: str) -> str:
        with text.speaking("ar"):
            return text._(sentence)

    parent = school.parent(children=3)
    school.query("UPDATE guardian SET language = 'ar' WHERE id = ?", parent.id)
    chromium.open("/ar")
    chromium.shows(said(ENTRANCE), said(LATER))
    chromium.fill(f"{said('Jeton de connexion')} Jeton de connexion", parent.token)
    chromium.press(said("Connexion"), said(FIRST))
    chromium.shows(said(CHOOSE), parent.username)
    chromium.fill(said("Mot de passe"), PASSWORD)
    chromium.press(said("Modifier"))
    chromium.shows(said("Bonjour %(name)s") % {"name": "Camille"}, "Adam Fontaine")
    chromium.press(said("Se connecter avec ce compte"))
    chromium.shows("Adam Fontaine", "Cantine", "Bulletins")
    assert chromium.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]


def test_later_connections_with_a_wrong_password_first(school: School, chromium: Chromium49) -> None:
    parent = school.parent(password=True)
    chromium.open("/")
    for password in ("pas le bon du tout", PASSWORD):
        chromium.fill("Nom d'utilisateur", parent.username, LATER)
        chromium.fill("Mot de passe", password, LATER)
        chromium.press("Connexion", LATER)
        if password != PASSWORD:
            chromium.shows(ENTRANCE, *SHUT, "Le nom d’utilisateur ou le mot de passe n’est pas bon.")
            chromium.unfold(FIRST)
            chromium.shows(ENTRANCE, *DOORS)
    chromium.shows("Zoé Fontaine", "P3B", "Mon compte", "Se déconnecter")
    chromium.press("Mon compte")
    chromium.shows("Mon compte", parent.username, "Se déconnecter", HELP)


def test_a_forgotten_password(school: School, chromium: Chromium49) -> None:
    parent = school.parent(password=True)
    chromium.open("/")
    chromium.press("cliquez ici pour redéfinir")
    chromium.shows("Mot de passe oublié", "Adresse mail", "Soumettre", HELP)
    chromium.fill("Adresse mail", parent.email)
    chromium.press("Soumettre")
    chromium.shows("Regardez vos mails", HELP)
    (link,) = school.links_to(parent.email)
    chromium.open(link.removeprefix(school.base))
    chromium.press("Connexion", FIRST)
    chromium.shows(CHOOSE, parent.username)


def test_the_measures_see_each_fault(chromium: Chromium49) -> None:
    chromium.base = ""
    chromium.open(BAD)
    found = "\n".join(chromium.faults())
    for fault in (
        *("Mon compte touches Se déconnecter", "One lies on Other", "Low lies on the roof", "no roof"),
        *("Small</button> ", "width:2000px", 'class="face"'),
    ):
        assert fault in found


def test_the_data_of_the_stylesheets_test_say_what_it_does(chromium: Chromium49) -> None:
    """Each selector and value of our stylesheets: taken exactly where compat.json has it (tests/test_stylesheets.py).

    A value with `var()` is taken in any case.
    """
    chromium.base = ""
    chromium.open("data:text/html,<h1>")
    for path in STYLESHEETS:
        sheet = Stylesheet(path.name, path.read_text())
        values = {
            value: lacking for value, lacking in sheet.values.items() if "var(" not in value and value[:2] != "--"
        }
        for script, asked in ((TAKES_VALUE, values), (TAKES_SELECTOR, sheet.selectors)):
            takes = chromium.evaluate(f"{json.dumps(list(asked))}.map({script})")
            said = [ENGINE not in lacking for lacking in asked.values()]
            assert [what for what, one, other in zip(asked, takes, said, strict=True) if one != other] == []
