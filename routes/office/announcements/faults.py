"""What is wrong with an announcement, in words."""

from language.text import _
from models.announcements.audience import CHILDREN_MOST
from models.announcements.correcting import MOST_A_DAY
from models.announcements.wording import CHOICE_MOST, CHOICES_MOST, TEXT_MOST, TITLE_MOST, BadAnnouncement
from models.announcements.writing import SIGNED_MOST
from routes.web.form import Fault

DAYS = ("answers_on", "ends_on", "event_on", "event_until")  # fields of days


def fault(bad: BadAnnouncement) -> Fault:
    """What is wrong, at its field."""
    return Fault(bad.field, _sentence(bad))


def _sentence(bad: BadAnnouncement) -> str:
    if bad.problem == "long":
        most = {"title": TITLE_MOST, "text": TEXT_MOST, "signed": SIGNED_MOST}.get(bad.field, CHOICE_MOST)
        return _("C’est trop long : {length} caractères. Le plus est {most}.").format(length=bad.length, most=most)
    days = {
        "unreadable": _("Cette date n’existe pas. Exemple : 31/12/2026"),
        "past": _("Ce jour est passé."),
        "far": _("Cette date est très loin. Vérifiez l’année."),
    }
    if bad.field in DAYS and bad.problem in days:
        return days[bad.problem]
    return {
        ("title", "empty"): _("Écrivez un titre."),
        ("text", "empty"): _("Écrivez le texte."),
        ("text", "answered"): _("Des parents ont déjà répondu : ce texte reste. Vous pouvez le corriger."),
        ("text", "unreadable"): _("Ce texte ne peut pas être mis en page. Enlevez les signes * et [ qui sont de trop."),
        ("signed", "empty"): _("Écrivez de la part de qui."),
        ("asks", "unknown"): _("Choisissez ce que vous demandez."),
        ("asks", "sent"): _("L’avis est envoyé : ce qu’il demande ne change plus. Retirez-le et écrivez-en un autre."),
        ("choices", "sent"): _("L’avis est envoyé : gardez le même nombre de réponses."),
        ("choices", "answered"): _(
            "Des parents ont déjà répondu : gardez les mêmes réponses, dans le même ordre, avec les mêmes mots."
        ),
        ("choices", "number"): _("Écrivez de deux à {most} réponses, une par ligne.").format(most=CHOICES_MOST),
        ("choices", "languages"): _(
            "Les réponses possibles ne sont pas en même nombre dans chaque langue. Corrigez les autres langues."
        ),
        ("choices", "twice"): _("Deux réponses sont les mêmes."),
        ("event_on", "empty"): _("Écrivez aussi le premier jour."),
        ("event_until", "before"): _("Le dernier jour est avant le premier."),
        ("event_until", "months"): _("Cela dure plus de trois mois. Vérifiez le dernier jour."),
        ("ends_on", "before"): _("L’avis doit rester au moins jusqu’au dernier jour pour répondre."),
        ("again", "often"): _(
            "Aujourd’hui, {most} mails de correction sont déjà partis. Gardez sans nouveau mail."
        ).format(most=MOST_A_DAY),
        ("kind", "nobody"): _("Choisissez à qui."),
        ("kind", "foreign"): _("Une de ces classes n’est plus à vous. Choisissez à qui."),
        ("classes", "nobody"): _("Cochez au moins une classe."),
        ("children", "nobody"): _("Ajoutez au moins un enfant."),
        ("children", "many"): _("Au plus {most} enfants un par un. Choisissez des classes.").format(most=CHILDREN_MOST),
    }[bad.field, bad.problem]
