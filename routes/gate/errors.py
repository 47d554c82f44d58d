"""Turns exceptions into pages in plain words, with a next step (catalogue 42).

Faults of one form's fields (a wrong password, a mistyped token) are shown by that form's screen instead.
"""

import logging
import re

from litestar.exceptions import HTTPException

from language.text import _, ngettext
from models.access.hashing import TooBusy
from models.access.throttle import TooManyAttempts
from models.database import DatabaseUnavailable, RowGone
from routes.entrance import LEADS_BACK, entrance, usual_door
from routes.office.staff.refusals import error_page, refusal
from routes.web import cookie
from routes.web.onward import parents_page
from routes.web.page import Page
from routes.web.refusals import (
    AddressTooLong,
    AdminOnly,
    BadForm,
    BodyTooLarge,
    ClassNotGiven,
    CrossSite,
    HeadersTooLarge,
    NotSignedIn,
    OfficeOnly,
    Stopping,
    Superseded,
    TooSlow,
    WrongHost,
)
from routes.web.request import Request, context

log = logging.getLogger("preau")
# Refusals that the audit records, up to a limit (routes/gate/refusal_log.py): exception → result.
NOTED: dict[type[Exception], str] = {
    CrossSite: "cross-site",
    WrongHost: "host",
    **dict.fromkeys((AdminOnly, OfficeOnly, ClassNotGiven), "role"),
    TooManyAttempts: "throttled",
}


def page(request: Request, error: Exception) -> Page:
    """The page of any exception that a route or the gate raised."""
    if isinstance(error, RowGone):
        log.warning("deleted meanwhile, in %s %r: %s", request.method, request.scope["path"], error)
        if context(request.scope).visit:  # the parent's account was erased, and this session with it
            context(request.scope).visit, error = None, NotSignedIn("ended")
    if kind := NOTED.get(type(error)):
        context(request.scope).refused = kind
    if isinstance(error, NotSignedIn):
        gone = context(request.scope).visit is None and cookie.PARENTS.read(request.scope)
        return entrance(
            usual_door(request.scope, error.notice),
            notice=error.notice,
            onward=parents_page(request.scope) if error.notice in LEADS_BACK else "",
            status=401,
            cookies=[cookie.PARENTS.forget()] if gone else None,
        )
    if refused := refusal(request, error):
        return refused
    status, title, sentence, retry_after = _words(error)
    if status == 500:
        log.error("fault in %s %r", request.method, request.scope["path"], exc_info=error)
    headers = {"Retry-After": str(retry_after)} if retry_after else _allowed(error)
    if context(request.scope).staff:
        return error_page(status, title, sentence, headers)
    visit = context(request.scope).visit  # every page of a signed-in parent has the sign-out
    return Page("errors/index.html", status=status, title=title, sentence=sentence, headers=headers, visit=visit)


def _allowed(error: Exception) -> dict[str, str] | None:
    """The methods that a 405 names (RFC 9110 §15.5.6); HEAD is answered like GET."""
    methods = ((error.headers or {}) if isinstance(error, HTTPException) else {}).get("allow", "")
    return {"Allow": re.sub(r"\bGET\b", "GET, HEAD", methods)} if methods else None


def _words(error: Exception) -> tuple[int, str, str, int]:
    """Status, title, what happened and what to do, and seconds to wait (0: no `Retry-After`)."""
    if isinstance(error, TooManyAttempts):
        sentence = _("Il y a eu beaucoup d’essais. Pour protéger les familles, il faut attendre un peu.")
        return 429, _("Attendez un peu"), f"{sentence} {_wait(error.retry_after)}", error.retry_after
    if isinstance(error, TooBusy):
        return 503, _("Beaucoup de monde"), _busy(error.retry_after), error.retry_after
    if isinstance(error, (DatabaseUnavailable, Stopping)):
        if isinstance(error, DatabaseUnavailable):
            log.error("database unavailable: %s", error)
        sentence = _(
            "Le service ne peut pas répondre pour le moment. Rien n’a changé. Attendez un peu, puis réessayez."
        )
        return 503, _("Un instant"), sentence, 10
    if isinstance(error, CrossSite):
        sentence = _(
            "Cette demande ne vient pas d’une page de l’école. Rien n’a changé. "
            "Ouvrez la page d’accueil et recommencez. Si cela ne marche pas, essayez un autre navigateur."
        )
        return 403, _("Demande refusée"), sentence, 0
    if isinstance(error, BodyTooLarge):
        return 413, _("C’est trop long"), _("Le texte envoyé est trop long. Rien n’a changé. Revenez en arrière."), 0
    if isinstance(error, Superseded):
        sentence = _("Vous avez envoyé un autre fichier entre-temps. Pour voir celui-ci, rechargez la page.")
        return 409, _("Un autre fichier"), sentence, 0
    if isinstance(error, AddressTooLong):
        sentence = _("Cette adresse est trop longue. Rien n’a changé. Ouvrez de nouveau le lien, ou la page d’accueil.")
        return 414, _("C’est trop long"), sentence, 0
    if isinstance(error, HeadersTooLarge):
        sentence = _("Votre navigateur envoie trop de choses. Rien n’a changé. Essayez un autre navigateur.")
        return 431, _("C’est trop long"), sentence, 0
    if isinstance(error, TooSlow):
        sentence = _("La connexion est trop lente. Rien n’a changé. Revenez en arrière, puis réessayez.")
        return 408, _("C’est trop lent"), sentence, 0
    if isinstance(error, WrongHost):
        sentence = _("Cette adresse n’est pas celle de l’école. Ouvrez le lien qui est sur le site de l’école.")
        return 400, _("Adresse inconnue"), sentence, 0
    statuses = {BadForm: 400, RowGone: 404}
    return _plain_words(error.status_code if isinstance(error, HTTPException) else statuses.get(type(error), 500))


def _wait(seconds: int) -> str:
    """In minutes; in hours from two of them on."""
    minutes, hours = -(-seconds // 60), -(-seconds // 3600)
    if minutes >= 120:
        wait = ngettext("Attendez {n} heure, puis réessayez.", "Attendez {n} heures, puis réessayez.", hours)
        return wait.format(n=hours)
    wait = ngettext("Attendez {n} minute, puis réessayez.", "Attendez {n} minutes, puis réessayez.", minutes)
    return wait.format(n=minutes)


def _busy(seconds: int) -> str:
    sentence = _("Beaucoup de parents se connectent en ce moment. Rien n’est perdu.")
    again = ngettext("Réessayez dans {n} seconde.", "Réessayez dans {n} secondes.", seconds)
    return f"{sentence} {again.format(n=seconds)}"


def _plain_words(status: int) -> tuple[int, str, str, int]:
    if status == 404:
        return 404, _("Page introuvable"), _("Cette page n’existe pas, ou elle n’est pas pour vous."), 0
    if status == 405:
        return (
            405,
            _("Page introuvable"),
            _("Cette page ne s’ouvre pas de cette façon. Allez à l’accueil et recommencez."),
            0,
        )
    if 400 <= status < 500:
        sentence = _("Nous n’avons pas compris cette demande. Rien n’a changé. Recommencez depuis l’accueil.")
        return 400, _("Demande incomplète"), sentence, 0
    sentence = _("Quelque chose ne va pas chez nous. Réessayez plus tard. Si cela continue, appelez l’école.")
    return 500, _("Erreur de notre côté"), sentence, 0
