"""What is wrong with the mail server, in plain words, and what to do."""

from models import school
from models.office.post import mail_desk
from text import _


async def mail_warning() -> tuple[str, str]:
    """The sentence and the server's own words; both empty when mails leave."""
    settings = school.settings()
    if settings.smtp is None and not settings.demo:
        return _(
            "Aucun mail ne part : le serveur de mail n'est pas encore réglé. Les mails attendent ici. Demandez à la"
            " personne qui gère Préau de régler PREAU_SMTP_URL, puis de redémarrer Préau."
        ), ""
    if words := await mail_desk.trouble():
        return _(
            "Le serveur de mail n'a pas pris le dernier mail. Préau réessaie tout seul, rien n'est perdu. Si cela"
            " dure plus d'une heure, montrez cette phrase à la personne qui gère Préau :"
        ), words
    return "", ""
