"""Sentences about mails, sendings and mail servers' answers, and the warnings about the school's mail."""

from language.text import _
from models.core import school
from models.core.server_words import FULL, STATUS, of_one_address
from models.invitations.invitation import Invited
from models.office import mail_fault, mails
from models.outbox import mail, sending
from routes.office.common.event_words import person


def scope_words(scope: str) -> str:
    """The recipients of a sending."""
    if scope.startswith(sending.CLASS):
        return _("Classe {name}").format(name=scope.removeprefix(sending.CLASS))
    if scope.startswith(sending.ANNOUNCEMENT):
        return _("Avis")
    return {
        sending.ALL: _("Toute l’école"),
        sending.RETRY: _("Mails refusés, de nouveau"),
        sending.REMINDER: _("Rappels"),
        sending.WEEKLY: _("Avis de la semaine"),
    }.get(scope, _("Un choix de parents"))


def actor_words(actor: str) -> str:
    """Who started a sending."""
    return person(actor) or "Préau"


def kind_words(kind: str) -> str:
    """The name of a kind of mail."""
    return {
        mail.INVITATION: _("invitation"),
        mail.REMINDER: _("rappel"),
        mail.RESET: _("nouveau mot de passe"),
        mail.RESET_ASKED: _("demande de mot de passe"),
        mail.PASSWORD_CHANGED: _("mot de passe changé"),
        mail.ADDRESS_CHANGED: _("adresse changée, à l’ancienne"),
        mail.ADDRESS_NEW: _("adresse changée, à la nouvelle"),
        mail.FIRST_PASSWORD: _("premier mot de passe"),
        mail.CHILD_ADDED: _("enfant ajouté"),
        mail.ANNOUNCEMENT: _("avis"),
        mail.WEEKLY: _("avis de la semaine"),
        **dict.fromkeys(mail.MERGES, _("comptes réunis ou séparés")),
        **dict.fromkeys(mail.STAFF_NOTICES, _("compte du secrétariat changé")),
        mail.COLLEAGUE_CHANGED: _("compte d’un collègue changé"),
        mail.TEST: _("mail d’essai"),
    }.get(kind, kind)


def state_words(state: str) -> str:
    """The name of a mail's state, and of the filter for it."""
    return {
        mail.QUEUED: _("en attente"),
        mail.HELD: _("arrêté"),
        mail.SENT: _("parti"),
        mail.REFUSED: _("refusé"),
        mail.DROPPED: _("annulé"),
    }.get(state, state)


def why_not(invited: Invited | None) -> str:
    """Why a refused mail is not sent again."""
    reasons = {
        "already_in": _("Aucun mail n’est parti : ce parent a déjà choisi son mot de passe."),
        "disabled": _("Aucun mail n’est parti : ce compte est fermé."),
        "without_child": _("Aucun mail n’est parti : ce parent n’a plus d’enfant à l’école."),
        "without_address": _("Aucun mail n’est parti : ce parent n’a plus d’adresse mail. Imprimez une lettre."),
        "already_waiting": _("Un autre mail attend déjà de partir."),
    }
    found = (words for group, words in reasons.items() if invited and getattr(invited, group))
    return next(found, _("Ce mail n’est plus à envoyer : un autre est parti depuis, ou il est trop ancien."))


def meaning(words: str) -> str:
    """The meaning of a mail server's answer, by its RFC 3463 status code; empty if unknown."""
    found = STATUS.search(words)
    known = _meanings()
    plain = known.get(found[1]) or known.get(found[1].partition(".")[0], "") if found else ""
    if not plain and of_one_address(words):
        return known["2.2"] if FULL.search(words) else known["1.1"]
    return plain


def _meanings() -> dict[str, str]:
    """Meanings by the subject and detail of the status code, or only by its subject."""
    no_such, no_domain = _("cette adresse n’existe pas"), _("ce qui suit @ dans l’adresse n’existe pas")
    return {
        "1.0": no_such,
        "1.1": no_such,
        "1.2": no_domain,
        "1.3": _("cette adresse est mal écrite"),
        "1.10": no_domain,
        "2.1": _("cette boîte mail est fermée"),
        "2.2": _("cette boîte mail est pleine"),
        "4.4": no_domain,
        "7": _("ce serveur ne veut pas des mails de l’école"),
    }


async def mail_warning() -> tuple[str, str]:
    """Why no mail leaves, and the server's own words; both empty when mails leave."""
    settings = school.settings()
    if settings.smtp is None and not settings.demo:
        return _(
            "Aucun mail ne part : le serveur de mail n’est pas encore réglé. Les mails attendent ici. Demandez à la"
            " personne qui gère Préau de régler le serveur de mail, puis de redémarrer Préau."
        ), ""
    if (fault := await fault_warning())[0]:
        return fault
    if words := await mails.server_refusal():
        return _(
            "Le serveur de mail n’a pas pris le dernier mail. Préau réessaie tout seul, rien n’est perdu. Si cela"
            " dure plus d’une heure, montrez cette phrase à la personne qui gère Préau :"
        ), words
    return "", ""


async def fault_warning() -> tuple[str, str]:
    """The same, only if all of the school's mail is refused, until an operator repairs it."""
    if words := await mail_fault.refusal():
        return _(
            "Aucun mail ne part : le serveur refuse les mails de l’école. Les adresses des parents sont bonnes, ne les"
            " corrigez pas. Les mails attendent ici et partiront tout seuls quand ce sera réparé. Montrez cette phrase"
            " à la personne qui gère Préau :"
        ), words
    if words := await mail_fault.returned():
        return _(
            "Des mails de l’école reviennent : plusieurs serveurs les refusent. Les adresses des parents sont bonnes,"
            " ne les corrigez pas. Attendez avant d’inviter d’autres parents, et montrez cette phrase à la personne qui"
            " gère Préau :"
        ), words
    return "", ""
