"""A sentence for each action of the audit, or for an action with one result."""

import functools

from language.text import _
from routes.office.common.family_sentences import family_sentences
from routes.office.common.staff_sentences import staff_sentences


@functools.cache
def sentences(_language: str) -> dict[str, str]:
    """Sentences in the current language, by `action` or `action: result`. `{…}` is replaced from the event's detail."""
    return {**_parents(), **_mails(), **_announcements(), **family_sentences(), **_office(), **staff_sentences()}


def _parents() -> dict[str, str]:
    return {
        "token issued": _("Nouveau jeton"),
        "token issued: invitation": _("Invitation préparée"),
        "token issued: reset": _("Lien pour un nouveau mot de passe préparé"),
        "token issued: letter": _("Jeton d’une lettre préparé"),
        "token issued: phone": _("Code pour le téléphone préparé"),
        "token opened": _("Jeton accepté : la page du mot de passe est ouverte"),
        "token refused": _("Jeton refusé : personne ne l’a reçu de nous"),
        "token refused: expired": _("Jeton refusé : il est trop vieux"),
        "token refused: replaced": _("Jeton refusé : un plus récent l’a remplacé"),
        "token refused: merged": _("Jeton refusé : ce compte est réuni avec un autre"),
        "token refused: spent": _("Jeton refusé : il a déjà servi"),
        "password lost": _("Mot de passe effacé : l’école a perdu sa clé secrète. Il faut une nouvelle invitation"),
        "password lost: parted": _("Mot de passe effacé : choisi avec un lien du compte réuni. Il faut une invitation"),
        "token spent": _("Mot de passe choisi : la personne est connectée"),
        "password refused": _("Mot de passe refusé"),
        "password refused: short": _("Mot de passe refusé : trop court"),
        "password refused: nul": _("Mot de passe refusé : un caractère que nous ne pouvons pas garder"),
        "password refused: common": _("Mot de passe refusé : trop facile à deviner"),
        "password refused: name": _("Mot de passe refusé : il ressemble à un nom"),
        "password refused: same": _("Mot de passe refusé : c’était déjà le même"),
        "password change": _("Mot de passe changé"),
        "password change: refused": _("Changement de mot de passe refusé : l’ancien n’était pas le bon"),
        "signed in": _("Connexion réussie"),
        "sign-in refused": _("Connexion refusée : ce n’était pas le bon mot de passe"),
        "sign-in refused: throttled": _("Connexion refusée : trop d’essais, il faut attendre"),
        "sign-in refused: merged": _(
            "Connexion refusée : bon mot de passe, mais avec le nom d’utilisateur d’un compte réuni avec celui-ci"
        ),
        "signed out": _("Déconnexion"),
        "language chosen": _("Langue choisie : {detail}"),
        "announcement mails chosen": _("Mails des avis : choix changé"),
        "announcement mails chosen: at once": _("Mails des avis : tout de suite, choisi sur la page du compte"),
        "announcement mails chosen: weekly": _("Mails des avis : un par semaine, choisi sur la page du compte"),
        "announcement mails chosen: at once by link": _("Mails des avis : tout de suite, choisi par le lien d’un mail"),
        "announcement mails chosen: weekly by link": _("Mails des avis : un par semaine, choisi par le lien d’un mail"),
        "calendar address made": _("Adresse pour un agenda créée : {detail}"),
        "calendar address stopped": _("Adresse pour un agenda arrêtée : {detail}"),
        "signed out: device": _("Un autre appareil déconnecté"),
        "signed out: everywhere": _("Déconnexion de tous les appareils"),
        "request refused": _("Demande refusée, sans autre précision"),
        "request refused: cross-site": _("Demande refusée : elle ne venait pas d’une page de l’école"),
        "request refused: host": _("Demande refusée : elle était pour une autre adresse que celle de l’école"),
        "request refused: role": _("Page refusée : elle n’est pas pour ce rôle"),
        "request refused: throttled": _("Demande refusée : trop d’essais, il faut attendre"),
        "request refused: more": _("D’autres demandes refusées : les suivantes de cette heure ne sont pas notées"),
        "invitation asked": _("Nouveau jeton demandé : l’ancien avait expiré"),
        "invitation asked: throttled": _("Nouveau jeton demandé encore une fois : aucun mail, trois sont déjà partis"),
        "reset asked": _("Nouveau mot de passe demandé"),
        "reset asked: throttled": _(
            "Nouveau mot de passe demandé encore une fois : aucun mail, trois sont déjà partis"
        ),
    }


def _announcements() -> dict[str, str]:
    return {
        "announcement written": _("Avis {announcement} : brouillon gardé"),
        "announcement sent": _("Avis {announcement} : envoyé, {mails} par mail"),
        "announcement corrected": _("Avis {announcement} : corrigé"),
        "announcement corrected: mailed": _("Avis {announcement} : correction envoyée, {mails} par mail"),
        "announcement sheets printed": _("Avis {announcement} : imprimé, feuilles : {sheets}"),
        "announcement withdrawn": _("Avis {announcement} : retiré"),
        "announcement reminded": _("Avis {announcement} : rappelé, {mails} par mail"),
        "announcement exported": _("Avis {announcement} : liste enregistrée dans un fichier"),
        "announcement removed": _("Avis {announcement} : brouillon effacé"),
        "announcement file added": _("Avis {announcement} : fichier joint, {file}"),
        "announcement file removed": _("Avis {announcement} : fichier enlevé, {file}"),
    }


def _mails() -> dict[str, str]:
    """Mails and their delivery."""
    return {
        "mail sent": _("Mail envoyé à {detail}"),
        "mail sent: invitation": _("Invitation envoyée à {detail}"),
        "mail sent: reminder": _("Rappel envoyé à {detail}"),
        "mail sent: reset": _("Mail pour un nouveau mot de passe envoyé à {detail}"),
        "mail sent: password_changed": _("Confirmation du nouveau mot de passe envoyée à {detail}"),
        "mail sent: first_password": _("Premier mot de passe annoncé par mail à {detail}"),
        "mail sent: address_new": _("Nouvelle adresse prévenue du changement : {detail}"),
        "mail sent: child_added": _("Enfant ajouté, annoncé par mail à {detail}"),
        "mail sent: address_changed": _("Ancienne adresse prévenue du changement : {detail}"),
        "mail sent: accounts_merged": _("Réunion des comptes annoncée à {detail}"),
        "mail sent: account_absorbed": _("Réunion des comptes annoncée à l’autre adresse : {detail}"),
        "mail sent: accounts_parted": _("Séparation des comptes annoncée à {detail}"),
        "mail sent: password_deleted": _("Séparation des comptes et mot de passe effacé annoncés à {detail}"),
        "mail refused": _("Mail refusé par le serveur : {detail}"),
        "mail bounced": _("Mail revenu, il n’est pas arrivé : {detail}"),
        "mail retried": _("Mail remis dans la file"),
        "mail cancelled": _("Mail annulé avant son départ"),
        "reminder queued": _("Rappel préparé"),
        "sending begun": _("Envoi commencé, {mails} par mail"),
        "sending stopped": _("Envoi arrêté"),
        "sending resumed": _("Envoi repris"),
        "test mail": _("Mail d’essai"),
    }


def _office() -> dict[str, str]:
    """Changes to the whole school."""
    return {
        "import": _("Fichier importé : {file}"),
        "import undone": _("Import annulé"),
        "settings changed": _("Réglage changé : {detail}"),
        "trial begun": _("Compte d’essai créé"),
        "trial removed": _("Compte d’essai effacé"),
        "audit exported": _("Journal copié dans un fichier"),
        "school restored": _("École remise comme dans une sauvegarde"),
        "key replaced": _(
            "Clé secrète perdue et remplacée : tous les mots de passe et les jetons d’avant ne marchent plus"
        ),
    }
