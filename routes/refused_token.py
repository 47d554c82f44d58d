"""The pages of refused tokens: the reason, and what to do."""

from language.text import _
from models.access.session import Visit
from models.access.token_refused import TokenExpired, TokenMerged, TokenRefused, TokenReplaced, TokenSpent
from routes.entrance import FIRST, entrance
from routes.web.form import Fault
from routes.web.page import Page


def refused_page(refused: TokenRefused, token: str, visit: Visit | None) -> Page:
    """`token` is the typed text: it stays in the field, and the page for expired tokens sends it with its button.

    With a `visit` the page has a sign-out button.
    """
    if isinstance(refused, TokenExpired):
        return Page("entrance/expired.html", status=422, token=token, expired_at=refused.expired_at, visit=visit)
    if isinstance(refused, TokenSpent):
        return Page("entrance/spent.html", status=422, visit=visit)
    if isinstance(refused, TokenMerged):
        return merged_page(visit)
    if isinstance(refused, TokenReplaced):
        sentence = _(
            "Ce jeton ne marche plus. Cherchez un mail ou un papier plus récent de l’école."
            " Vous n’en avez pas ? Appelez l’école."
        )
    else:
        sentence = _(
            "Nous ne connaissons pas ce jeton. Comparez-le avec le dernier mail ou le dernier papier de l’école."
        )
    return entrance(FIRST, token=token, status=422, visit=visit, faults=(Fault("token", sentence),))


def merged_page(visit: Visit | None) -> Page:
    """For who comes with an account that the school merged into another; it does not name the other."""
    return Page("entrance/merged.html", status=422, visit=visit)
