"""The advice for an adult with an unused token."""

from dataclasses import dataclass

from language.text import _, hour, stored
from models.access import token
from models.core.server_words import is_full
from models.desk.family import FamilyMember, UnusedToken
from models.outbox import mail
from routes.office.common.page import when
from routes.office.outbox.words import meaning

MAIL, PHONE, LETTER, ADDRESS, ENABLE = "mail", "phone", "letter", "address", "enable"


@dataclass(frozen=True, slots=True)
class Advice:
    """What happened, what to do, and the page's action for it."""

    happened: str
    todo: str
    action: str = ""


def under_way(adult: FamilyMember) -> Advice | None:
    """The advice for an unused token, or for the mail that carries it; None if there is neither."""
    living = adult.token if adult.token and adult.token.good else None
    if living and living.failed_at:
        return _failed(adult)
    if living and living.opened_at:
        happened = _("Le lien ou le code a été ouvert {when}, mais le mot de passe n’est pas encore choisi.")
        todo = _(
            "Dites d’ouvrir le même lien ou le même code, puis de choisir un mot de passe de 12 caractères au moins."
        )
        return Advice(happened.format(when=when(living.opened_at)), todo, PHONE)
    if living and living.carrier == token.PHONE:
        happened = _("Un code a été donné au téléphone. Il marche jusqu’à {hour}.").format(hour=hour(living.expires_at))
        return Advice(happened, _("Attendez, ou donnez-en un autre."), PHONE)
    if living and living.carrier == token.LETTER:
        happened = _("Une lettre a été imprimée {when}. Son jeton n’a pas encore servi.")
        todo = _("La lettre est perdue ? Donnez un code au téléphone, ou imprimez-en une autre.")
        return Advice(happened.format(when=when(living.made_at)), todo, PHONE)
    return _mailed(adult, living)


def _failed(adult: FamilyMember) -> Advice:
    reasons = {
        "short": _("Le mot de passe essayé était trop court."),
        "common": _("Le mot de passe essayé était trop facile à deviner."),
        "name": _("Le mot de passe essayé ressemblait à un nom."),
    }
    happened = reasons.get(adult.logins.reason, _("Le mot de passe essayé n’a pas été accepté."))
    return Advice(happened, _("Proposez quatre mots au hasard. Le même lien ou le même code marche encore."), PHONE)


def _mailed(adult: FamilyMember, living: UnusedToken | None) -> Advice | None:
    sent = adult.mail
    if sent and sent.state == mail.HELD and living:
        return Advice(
            _("Le mail est prêt, mais l’envoi est arrêté."),
            _("Reprenez l’envoi sur la page Inviter, ou donnez un code au téléphone."),
            PHONE,
        )
    if sent and sent.state == mail.QUEUED:
        happened = _("Le mail attend son tour. Il part tout seul.")
        if is_full(sent.words):
            happened = _("Le mail attend : la boîte mail de ce parent est pleine. Nous réessayons tout seuls.")
        elif sent.words:
            happened = _("Le mail attend : le serveur de mail dit « {words} ».").format(words=stored(sent.words))
        return Advice(happened, _("La personne est au téléphone ? Donnez-lui un code."), PHONE)
    if not living:
        return None
    if adult.refused_words:
        return refused(adult)
    if sent and sent.state == mail.REFUSED:
        happened = _("Le dernier mail n’est pas arrivé. Le serveur dit « {words} ». L’adresse n’est pas en cause.")
        return Advice(happened.format(words=stored(sent.words)), _("Renvoyez l’invitation, ou donnez un code."), MAIL)
    happened = _("Le mail est parti {when}, mais son lien n’a pas encore été ouvert.")
    todo = _("Dites de regarder aussi dans le courrier indésirable (spam). Sinon, donnez un code.")
    at = sent.finished_at if sent and sent.finished_at else living.made_at
    return Advice(happened.format(when=when(at)), todo, PHONE)


def _full(adult: FamilyMember) -> Advice:
    """The address is right: nothing is to be corrected."""
    return Advice(
        _("Les mails n’arrivent pas : la boîte mail de ce parent est pleine. L’adresse est juste."),
        _("Donnez un code au téléphone. Ou demandez de faire de la place dans la boîte, puis renvoyez le mail."),
        PHONE,
    )


def refused(adult: FamilyMember) -> Advice:
    """The advice where mail to this address is refused."""
    if is_full(adult.refused_words):
        return _full(adult)
    plain = meaning(adult.refused_words)
    if plain:
        happened = _("Les mails n’arrivent pas : {meaning}.").format(meaning=plain)
    else:
        happened = _("Les mails n’arrivent pas. Le serveur dit « {words} ».").format(words=stored(adult.refused_words))
    return Advice(happened, _("Demandez la bonne adresse et corrigez-la."), ADDRESS)
