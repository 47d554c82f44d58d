"""A sentence for each action of the audit that concerns the office's own accounts."""

from language.text import _


def staff_sentences() -> dict[str, str]:
    """By `action` or `action: result`, as in `event_sentences`."""
    return {
        "staff signed in": _("Connexion au secrétariat"),
        "staff signed in: trusted device": _("Connexion au secrétariat, sur un appareil de confiance"),
        "device trusted": _("Appareil de confiance : {detail}"),
        "device not trusted": _("Ce n’est plus un appareil de confiance : {detail}"),
        "staff sign-in refused": _("Connexion au secrétariat refusée"),
        "staff sign-in refused: throttled": _("Connexion au secrétariat refusée : trop d’essais, il faut attendre"),
        "staff sign-in refused: token": _("Jeton du secrétariat refusé"),
        "staff sign-in refused: code": _("Connexion au secrétariat refusée : ce n’était pas le bon code"),
        "staff sign-in refused: confirmation": _("Mot de passe du secrétariat refusé avant une action"),
        "staff signed out": _("Déconnexion du secrétariat"),
        "staff added": _("Personne ajoutée au secrétariat : {detail}"),
        "staff disabled": _("Compte du secrétariat fermé : {detail}"),
        "staff enabled": _("Compte du secrétariat ouvert de nouveau : {detail}"),
        "staff role changed": _("Rôle changé : {detail}"),
        "staff role changed: admin": _("Rôle changé en administration : {detail}"),
        "staff role changed: secretary": _("Rôle changé en secrétariat : {detail}"),
        "staff role changed: teacher": _("Rôle changé en enseignant : {detail}"),
        "staff classes given": _("Classes données à un enseignant : {detail}"),
        "staff token issued: second factor reset": _("Jeton du secrétariat préparé, téléphone oublié : {detail}"),
        "staff token issued": _("Jeton du secrétariat préparé : {detail}"),
        "staff password set": _("Mot de passe du secrétariat choisi"),
        "staff session ended": _("Session du secrétariat terminée : {detail}"),
        "staff language chosen": _("Langue du secrétariat choisie : {detail}"),
        "staff notice seen": _("Changements de son propre compte lus"),
        "second factor set": _("Double connexion réglée"),
        "second factor set: recovery codes": _("Nouveaux codes de secours"),
        "recovery code used": _("Code de secours utilisé, il en reste {detail}"),
    }
