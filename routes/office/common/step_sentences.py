"""Sentences of what became of announcements with one adult, which the audit does not record."""

import functools

from language.text import _


@functools.cache
def step_sentences(_language: str) -> dict[str, str]:
    """Sentences in the current language, as `sentences`, for the steps of models/announcements/history.py."""
    return {
        "announcement waiting": _("Avis « {title} » : un mail attend de partir"),
        "announcement waiting: weekly": _("Avis « {title} » : attend le mail de la semaine"),
        "announcement mailed": _("Avis « {title} » : mail envoyé"),
        "announcement mailed: corrected": _("Avis « {title} » : mail de la correction envoyé"),
        "announcement mailed: reminded": _("Avis « {title} » : rappel envoyé par mail"),
        "announcement mailed: weekly": _("Avis « {title} » : dans le mail de la semaine"),
        "announcement seen": _("Avis « {title} » : ouvert"),
        "announcement read": _("Avis « {title} » : « J’ai lu »"),
        "announcement answered": _("Avis « {title} » : réponse pour {child} : {answer}"),
        "announcement answered: yes": _("Avis « {title} » : réponse pour {child} : Oui"),
        "announcement answered: no": _("Avis « {title} » : réponse pour {child} : Non"),
    }
