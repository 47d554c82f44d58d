"""Sentences of the remarks on what the office wrote, where the file has something else (comparing/adults.py)."""

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
        "office_phone": _(
            "{adult} a encore le téléphone « {file} » dans le fichier. Celui que l’école a écrit est gardé : {kept}."
            " Corrigez-le aussi dans votre programme."
        ),
        "file_phone": _(
            "{adult} a un nouveau téléphone dans le fichier : {file}."
            " Il remplace celui que l’école avait écrit : {before}."
        ),
    }
