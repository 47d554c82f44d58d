"""What happened to this adult, and what to do now, in one sentence each."""

from language.text import _, ngettext
from models.access import token
from models.desk.custody import ENDED
from models.desk.family import FamilyMember, UnusedToken
from routes.office.common.page import when
from routes.office.desk.advice_under_way import ENABLE, LETTER, MAIL, PHONE, Advice, refused, under_way


def advice(adult: FamilyMember) -> Advice:
    """The next step for this adult."""
    if adult.disabled_at:
        happened = _("Le compte est fermé depuis {when}. Personne ne peut se connecter avec.")
        return Advice(
            happened.format(when=when(adult.disabled_at)), _("Rouvrez-le si la personne doit entrer."), ENABLE
        )
    if not adult.with_child:
        return _without_child(adult)
    if adult.activated:
        return under_way(adult) or _with_password(adult)
    if adult.token and not adult.token.good:
        return _expired(adult, adult.token)
    return under_way(adult) or _not_invited(adult)


def _without_child(adult: FamilyMember) -> Advice:
    todo = _("Si elle doit voir un enfant, rendez-lui l’accès.")
    if any(access.state == ENDED for access in adult.accesses):
        return Advice(_("L’école a mis fin à l’accès de cette personne."), todo)
    return Advice(
        _("Cette personne n’a plus d’enfant à l’école."),
        _("Si c’est une erreur, corrigez le fichier, puis importez-le."),
    )


def _not_invited(adult: FamilyMember) -> Advice:
    if adult.email and adult.refused_words:
        return refused(adult)
    if adult.email:
        return Advice(_("Cette personne n’a pas encore d’invitation qui marche."), _("Envoyez l’invitation."), MAIL)
    return Advice(
        _("Cette personne n’a pas d’adresse mail, et pas encore de lettre."),
        _("Imprimez la lettre, ou donnez un code au téléphone."),
        LETTER,
    )


def _expired(adult: FamilyMember, dead: UnusedToken) -> Advice:
    if dead.carrier == token.MAIL and adult.refused_words:
        return refused(adult)
    sentences = {
        token.PHONE: _("Le code donné au téléphone ne marche plus : il a expiré {when}."),
        token.LETTER: _("La lettre ne marche plus : son jeton a expiré {when}."),
    }
    happened = sentences.get(dead.carrier, _("L’invitation ne marche plus : elle a expiré {when}."))
    happened = happened.format(when=when(dead.expires_at))
    if adult.email and not adult.refused_words:
        return Advice(happened, _("Envoyez une nouvelle invitation, ou donnez un code au téléphone."), MAIL)
    return Advice(happened, _("Donnez un code au téléphone, ou imprimez une lettre."), PHONE)


def _with_password(adult: FamilyMember) -> Advice:
    """The advice for an adult who has a password."""
    last = adult.logins.last_in or adult.activated_at
    if adult.pause:
        minutes = -(-adult.pause // 60)
        happened = ngettext(
            "Trop d’essais avec un mauvais mot de passe : il faut attendre encore {n} minute.",
            "Trop d’essais avec un mauvais mot de passe : il faut attendre encore {n} minutes.",
            minutes,
        ).format(n=minutes)
        return Advice(happened, _("Donnez un code au téléphone : il laisse entrer tout de suite."), PHONE)
    if adult.logins.refused:
        happened = ngettext(
            "La dernière connexion a été refusée.",
            "Les {n} dernières connexions ont été refusées.",
            adult.logins.refused,
        ).format(n=adult.logins.refused)
        todo = _("Le nom d’utilisateur est {username}. Mot de passe oublié ? Donnez un code au téléphone.")
        return Advice(happened, todo.format(username=adult.username), PHONE)
    if adult.refused_words:
        return refused(adult)
    happened = _("Tout va bien. Dernière connexion : {when}.").format(when=when(last)) if last else _("Tout va bien.")
    if not adult.email:
        return Advice(happened, _("Mot de passe oublié ? Donnez un code au téléphone."))
    return Advice(happened, _("Mot de passe oublié ? Donnez un code au téléphone, ou envoyez un mail."))
