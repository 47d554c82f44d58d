"""The pages of errors that only the office has. Others share their sentences with the parents' pages."""

from language.text import _
from models.staff.sessions import IN, SessionEnded
from routes.office.common.page import OfficePage
from routes.office.staff.sign_in import STEPS, notices, sign_in_page
from routes.web.onward import Onward, came_from, with_next
from routes.web.page import Page
from routes.web.refusals import AdminOnly, ClassNotGiven, NotConfirmed, NotStaff, OfficeOnly
from routes.web.request import Request


def refusal(request: Request, error: Exception) -> Page | None:
    """The page of an error that only the office has; None for others."""
    looking = request.scope["method"] in ("GET", "HEAD")
    path = request.scope["path"] if looking else came_from(request.scope)
    if isinstance(error, NotStaff) and error.stage:  # in the middle of a sign-in, or signed in: to the next step
        return Onward("/office" if error.stage == IN else with_next(STEPS[error.stage], path))
    if isinstance(error, NotStaff | SessionEnded):
        # The invalid cookie stays: a concurrent request of this browser may have got a new one.
        at = with_next("/office/sign-in", path)
        if looking:
            return sign_in_page(onward=path, at=at, status=401)
        at += f"{'&' if '?' in at else '?'}notice=ended"
        return sign_in_page(onward=path, at=at, notice_text=notices()["ended"], status=401)
    if isinstance(error, AdminOnly):
        return error_page(403, _("Réservé à l’administrateur"), _("Demandez à la personne qui gère Préau à l’école."))
    if isinstance(error, OfficeOnly):
        return error_page(403, _("Réservé au secrétariat"), _("Votre compte sert à écrire des avis à vos classes."))
    if isinstance(error, ClassNotGiven):
        sentence = _("Cet avis va à une classe qui ne vous est pas donnée cette année. Rien n’a changé.")
        ask = _("Demandez au secrétariat.")
        return error_page(403, _("Ce n’est plus votre classe"), f"{sentence} {ask}")
    if isinstance(error, NotConfirmed):
        path = error.onward or path
        return OfficePage("office/confirm.html", onward=path, at=with_next("/office/confirm", path), status=401)
    return None


def error_page(status: int, title: str, sentence: str, headers: dict[str, str] | None = None) -> OfficePage:
    """Any error, in the office's layout."""
    return OfficePage("office/error.html", status=status, title=title, sentence=sentence, headers=headers)
