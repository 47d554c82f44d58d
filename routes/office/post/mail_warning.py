"""What is wrong with the school's mail, in plain words, and what to do."""

from language.text import _
from models.core import school
from models.office import mail_fault, mails


async def mail_warning() -> tuple[str, str]:
    """The sentence and the server's own words; both empty when mails leave."""
    settings = school.settings()
    if settings.smtp is None and not settings.demo:
        return _(
            "Aucun mail ne part : le serveur de mail n'est pas encore réglé. Les mails attendent ici. Demandez à la"
            " personne qui gère Préau de régler PREAU_SMTP_URL, puis de redémarrer Préau."
        ), ""
    if (fault := await fault_warning())[0]:
        return fault
    if words := await mails.trouble():
        return _(
            "Le serveur de mail n'a pas pris le dernier mail. Préau réessaie tout seul, rien n'est perdu. Si cela"
            " dure plus d'une heure, montrez cette phrase à la personne qui gère Préau :"
        ), words
    return "", ""


async def fault_warning() -> tuple[str, str]:
    """The same, only where it is the school's mail that is refused, and somebody has to mend it."""
    if words := await mail_fault.refusal():
        return _(
            "Aucun mail ne part : le serveur refuse les mails de l'école. Les adresses des parents sont bonnes, ne les"
            " corrigez pas. Les mails attendent ici et partiront tout seuls quand ce sera réparé. Montrez cette phrase"
            " à la personne qui gère Préau :"
        ), words
    if words := await mail_fault.returned():
        return _(
            "Des mails de l'école reviennent : plusieurs serveurs les refusent. Les adresses des parents sont bonnes,"
            " ne les corrigez pas. Attendez avant d'inviter d'autres parents, et montrez cette phrase à la personne qui"
            " gère Préau :"
        ), words
    return "", ""
