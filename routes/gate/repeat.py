"""Confirms a form that comes without `Sec-Fetch-Site`, `Origin` and `Referer` (catalogue 67).

lynx and some proxies send none of them. An old browser may send none with a form of another site either. Our page shows
what the form does; the form is carried out when it is sent from that page.
"""

import re

from language import text
from language.text import _
from routes.gate import repeat_token
from routes.web.form import read_form
from routes.web.page import Page
from routes.web.request import Request, context

FIELD = "repeat"  # the form field with the token of our page
PASSWORDS = ("current_password", "password")  # typed again: no page contains them
# Every form of the parents' pages, each number in a path as 1 (`known`); none of the office's.
PATHS = frozenset(
    {
        *("/first-connection", "/first-connection/renew", "/sign-in", "/sign-out", "/password", "/reset"),
        *("/account/devices/end", "/account/mails", "/announcement-mails", "/language"),
        *("/children/1/announcements/1/read", "/children/1/announcements/1/answer"),
        *("/children/1/calendar", "/account/calendars/stop"),
    }
)
NUMBER = re.compile("/[0-9]{1,18}(?=/)")
# A form in which one of these is empty does nothing.
NEEDED = {
    "/first-connection": ("token",),
    "/sign-in": ("username", "password"),
    "/reset": ("email",),
}


def known(path: str) -> str:
    """Which of `PATHS` this path is, or the empty string."""
    kind = NUMBER.sub("/1", path)
    return kind if kind in PATHS else ""


async def repeat_form(request: Request) -> Page | None:
    """Litestar's `before_request`: the page that asks for confirmation, or None to run the handler."""
    if not context(request.scope).unsaid:
        return None
    typed = await read_form(request)
    pressed = typed.pop(FIELD, None)
    if any(not typed.get(name, "").strip() for name in NEEDED.get(request.scope["path"], ())):
        return None  # the handler says which field is empty, and does nothing
    if pressed is not None and repeat_token.fits(request.scope, pressed):
        return None
    token, kept = repeat_token.make(request.scope)
    path = request.scope["path"]
    visit = context(request.scope).visit
    sentence, button = _action(path, typed, visit.username if visit else "")
    return Page(
        "repeat/index.html",
        path=path,
        sentence=sentence,
        button_label=button,
        again=pressed is not None,
        hidden={FIELD: token, **{name: value for name, value in typed.items() if name not in PASSWORDS}},
        passwords=[name for name in PASSWORDS if name in typed and path != "/language"],
        cookies=[kept],
        visit=visit,
    )


def _action(path: str, typed: dict[str, str], account: str) -> tuple[str, str]:
    """A sentence that says what the form does, with what was typed, and the label of its button."""
    everywhere = _("Vous voulez déconnecter tous vos appareils."), _("Déconnecter tous les appareils")
    here = _("Vous voulez vous déconnecter."), _("Se déconnecter")
    token = _("Vous voulez vous connecter avec ce jeton : {token}")
    username = _("Vous voulez vous connecter avec ce nom d’utilisateur : {username}")
    password = _("Vous voulez un nouveau mot de passe pour ce compte : {account}")
    email = _("Vous voulez un mail pour redéfinir votre mot de passe, à cette adresse : {email}")
    sentence, button = {
        "/first-connection": (token, _("Connexion")),
        "/first-connection/renew": (_("Vous voulez un nouveau jeton par mail."), _("Recevoir un nouveau jeton")),
        "/sign-in": (username, _("Connexion")),
        "/sign-out": everywhere if typed.get("everywhere") else here,
        "/password": (password, _("Modifier")),
        "/account/devices/end": (_("Vous voulez déconnecter un autre appareil."), _("Déconnecter")),
        **dict.fromkeys(("/account/mails", "/announcement-mails"), _mails()),
        "/reset": (email, _("Soumettre")),
        "/children/1/announcements/1/read": (
            _("Vous voulez dire à l’école que vous avez lu cet avis."),
            _("J’ai lu"),
        ),
        "/children/1/calendar": (_("Vous voulez une adresse pour votre agenda."), _("Créer une adresse")),
        "/account/calendars/stop": (_("Vous voulez arrêter une adresse de votre agenda."), _("Arrêter")),
        "/children/1/announcements/1/answer": (_("Vous voulez répondre à cet avis."), _("Répondre")),
        "/language": (_("Vous voulez lire les pages dans cette langue : {language}"), _("OK")),
    }[known(path)]
    empty = dict.fromkeys(("token", "username", "email"), "")
    language = text.NAMES.get(typed.get("language", ""), "")
    return sentence.format_map({**empty, **typed, "account": account, "language": language}), button


def _mails() -> tuple[str, str]:
    return _("Vous voulez choisir quand les mails de l’école viennent."), _("Garder ce choix")
