"""What the office's own refusals look like; every other error has the same words as at the parents' door."""

from typing import Any
from urllib.parse import quote

from litestar import Request

from routes.office.page import OfficePage
from routes.office.sign_in import sign_in_page
from routes.web import office_cookie
from routes.web.page import Page
from routes.web.refusals import AdminOnly, NotConfirmed, NotStaff
from text import _


def refusal(request: Request[Any, Any, Any], error: Exception) -> Page | None:
    """The page of an error that only the office has, or None."""
    path = request.scope["path"] if request.scope["method"] in ("GET", "HEAD") else "/office"
    if isinstance(error, NotStaff):
        gone = request.scope.get("staff") is None and office_cookie.read(request.scope)
        at = f"/office/sign-in?next={quote(path)}" if path.rstrip("/") != "/office" else "/office/sign-in"
        return sign_in_page(onward=path, at=at, status=401, cookies=[office_cookie.forget()] if gone else None)
    if isinstance(error, AdminOnly):
        return error_page(403, _("Réservé à l'administrateur"), _("Demandez à la personne qui gère Préau à l'école."))
    if isinstance(error, NotConfirmed):
        return OfficePage("office/confirm.html", onward=path, at=f"/office/confirm?next={quote(path)}", status=401)
    return None


def error_page(status: int, title: str, sentence: str, headers: dict[str, str] | None = None) -> OfficePage:
    """Any error, in the office's house."""
    return OfficePage("office/error.html", status=status, title=title, sentence=sentence, headers=headers)
