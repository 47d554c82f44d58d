"""Sentences of the remarks on what the office wrote, where the file has something else (comparing/)."""

from language.text import _


def office_sentences() -> dict[str, str]:
    """By the kind of the remark."""
    return {
        "office_address": _(
            "{adult} a encore « {file} » dans le fichier. L’adresse écrite par l’école est gardée : {kept}."
            " Corrigez-la aussi dans votre programme."
        ),
        "file_address": _(
            "{adult} a une nouvelle adresse dans le fichier : {file}."
            " Elle remplace celle que l’école avait écrite : {before}."
        ),
        "office_name": _(
            "{adult} s’appelle encore « {file} » dans le fichier. Le nom écrit par l’école est gardé."
            " Corrigez-le aussi dans votre programme."
        ),
        "file_name": _(
            "{adult} : ce nom est nouveau dans le fichier. Il remplace celui que l’école avait écrit : {before}."
        ),
        "office_child_name": _(
            "{child} s’appelle encore « {file} » dans le fichier. Le nom écrit par l’école est gardé."
            " Corrigez-le aussi dans votre programme."
        ),
        "file_child_name": _(
            "{child} : ce nom est nouveau dans le fichier. Il remplace celui que l’école avait écrit : {before}."
        ),
        "office_class": _(
            "{child} a encore la classe {file} dans le fichier. Celle que l’école a écrite est gardée : {kept}."
            " Corrigez-la aussi dans votre programme."
        ),
        "file_class": _(
            "{child} a une nouvelle classe dans le fichier : {file}."
            " Elle remplace celle que l’école avait écrite : {before}."
        ),
        "sent_away": _(
            "{child} est encore dans le fichier. L’école a noté que cet élève a quitté l’école : il reste parti, et"
            " rien ne change pour lui."
        ),
        "insisted": _(
            "{adult} : l’école a répondu que cette personne peut voir {child} (« {said} »). Mais son accès a été fermé"
            " avant : il reste fermé. Le secrétariat peut le rendre sur la page de la famille."
        ),
        "permitted_again": _(
            "Un fichier d’avant a fermé l’accès de {adult} à {child} (« {barred} »). Ce fichier dit : « {said} »."
            " L’accès reste fermé, sauf avis de l’école."
        ),
        "office_phone": _(
            "{adult} a encore le téléphone « {file} » dans le fichier. Celui que l’école a écrit est gardé : {kept}."
            " Corrigez-le aussi dans votre programme."
        ),
        "file_phone": _(
            "{adult} a un nouveau téléphone dans le fichier : {file}."
            " Il remplace celui que l’école avait écrit : {before}."
        ),
    }
