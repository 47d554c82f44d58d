"""Sentences of the audit about one family: what the office did, and what it looked at."""

from language.text import _


def family_sentences() -> dict[str, str]:
    """By `action` or `action: result`, in the current language."""
    return {
        "letter printed": _("Lettre imprimée : les jetons d’avant ne marchent plus"),
        "letter lost": _("Lettre jamais imprimée : son jeton ne marche plus"),
        "phone code made": _("Code donné au téléphone : les jetons d’avant ne marchent plus"),
        "address corrected": _("Adresse mail corrigée : {detail}"),
        "phone corrected": _("Téléphone corrigé : {detail}"),
        "name corrected": _("Nom corrigé : {detail}"),
        "account added": _("Compte ajouté à la main"),
        "access given": _("Accès à {child} donné à la main"),
        "pupil added": _("{child} ajouté à la main, avec cet accès"),
        "pupil corrected": _("Élève corrigé : {child}, {change}"),
        "pupil left": _("{child} a quitté l’école"),
        "pupil left: earlier": _("{child} a quitté l’école le {on}"),
        "pupil left: later": _("{child} quitte l’école le {from}"),
        "departure cancelled": _("{child} reste à l’école : le départ noté est effacé"),
        "pupil returned": _("{child} revient à l’école"),
        "note written": _("Note écrite"),
        "note removed": _("Note effacée"),
        "accounts merged": _("Réuni avec le compte {account}, qui ne s’ouvre plus : {because}"),
        "accounts merged: absorbed": _("Réuni avec le compte {account}, qui reste : {because}"),
        "accounts parted": _("Séparé de nouveau du compte {account}"),
        "account disabled": _("Compte fermé"),
        "account enabled": _("Compte ouvert de nouveau"),
        "sessions ended": _("Déconnexion de tous les appareils par le secrétariat"),
        "access ended": _("Accès à {child} terminé : {because}"),
        "access ended: later": _("Accès à {child} terminé à partir du {from} : {because}"),
        "access restored": _("Accès à {child} rendu : {because}"),
        "family read": _("Fiche regardée"),
        "code shown": _("Code ou lettre montrés à l’écran"),
        "seen as parent": _("Pages du parent regardées"),
        "class list read": _("Liste de classe regardée : {detail}"),
        "class list exported": _("Liste de classe copiée dans un fichier : {detail}"),
        "data exported": _("Données de la personne copiées dans un fichier"),
        "account erased": _("Compte et données effacés"),
    }
