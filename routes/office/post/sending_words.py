"""What sendings, mails and their states are called on a page."""

from language.text import _
from models.invitations.invitation import Invited
from models.outbox import mail, sending
from routes.office.event_words import person


def scope_words(scope: str) -> str:
    """For whom a sending is."""
    if scope.startswith(sending.CLASS):
        return _("Classe {name}").format(name=scope.removeprefix(sending.CLASS))
    return {
        sending.ALL: _("Toute l'école"),
        sending.RETRY: _("Mails refusés, de nouveau"),
        sending.REMINDER: _("Rappels"),
    }.get(scope, _("Un choix de parents"))


def actor_words(actor: str) -> str:
    """Who began it."""
    return person(actor) or "Préau"


def kind_words(kind: str) -> str:
    """What a mail is."""
    return {
        mail.INVITATION: _("invitation"),
        mail.REMINDER: _("rappel"),
        mail.RESET: _("nouveau mot de passe"),
        mail.RESET_ASKED: _("demande de mot de passe"),
        mail.PASSWORD_CHANGED: _("mot de passe changé"),
        mail.ADDRESS_CHANGED: _("adresse changée, à l'ancienne"),
        mail.ADDRESS_NEW: _("adresse changée, à la nouvelle"),
        mail.FIRST_PASSWORD: _("premier mot de passe"),
        **dict.fromkeys(mail.STAFF_NOTICES, _("compte du secrétariat changé")),
        mail.COLLEAGUE_CHANGED: _("compte d'un collègue changé"),
        mail.TEST: _("mail d'essai"),
    }.get(kind, kind)


def state_words(state: str) -> str:
    """Where a mail is; also what a filter is called."""
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
        "already_in": _("Aucun mail n'est parti : ce parent a déjà choisi son mot de passe."),
        "disabled": _("Aucun mail n'est parti : ce compte est fermé."),
        "without_child": _("Aucun mail n'est parti : ce parent n'a plus d'enfant à l'école."),
        "without_address": _("Aucun mail n'est parti : ce parent n'a plus d'adresse mail. Imprimez une lettre."),
        "already_waiting": _("Un autre mail attend déjà de partir."),
    }
    found = (words for group, words in reasons.items() if invited and getattr(invited, group))
    return next(found, _("Ce mail n'est plus à envoyer : un autre est parti depuis, ou il est trop ancien."))
