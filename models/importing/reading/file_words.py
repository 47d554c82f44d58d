"""Sentences of why a whole file is refused."""

from language.text import _


def file_sentences() -> dict[str, str]:
    """By the kind of the remark."""
    return {
        "empty": _("Le fichier est vide."),
        "no_rows": _("Le fichier a des titres de colonnes, mais aucune ligne en dessous."),
        "too_large": _("Le fichier est trop grand ({size} Mo). Le maximum est de {most} Mo."),
        "reader_failed": _(
            "Préau n’a pas réussi à lire ce fichier : c’est une erreur de Préau. Ouvrez-le dans Excel ou LibreOffice,"
            " enregistrez-le en .xlsx, puis essayez avec celui-là."
        ),
        "too_much": _("Ce fichier demande trop de travail pour une liste d’élèves. Exportez-le de nouveau en CSV."),
        "too_many_rows": _(
            "Ce fichier est trop grand : il a {count} lignes. Le maximum est de {most}."
            " Exportez seulement les élèves de cette année."
        ),
        "too_many_sheets": _(
            "Ce fichier a {count} feuilles. Le maximum est de {most}. Gardez seulement les feuilles des élèves."
        ),
        "too_much_text": _(
            "Ce fichier est trop grand : il a trop de cases et de texte."
            " Exportez seulement les colonnes des élèves et de leurs parents."
        ),
        "not_text": _("Ce fichier n’est ni du texte (CSV) ni un tableau Excel. Exportez-le de nouveau en CSV."),
        "workbook_damaged": _("Le tableau Excel ne peut pas être ouvert : il est abîmé. Enregistrez-le en CSV."),
        "workbook_protected": _("Le tableau Excel est protégé par un mot de passe. Enregistrez-le sans mot de passe."),
        "workbook_bomb": _("Le tableau Excel devient beaucoup trop grand quand on l’ouvre. Enregistrez-le en CSV."),
        "other_format": _(
            "C’est un fichier {format}, pas un tableau. Dans votre programme, choisissez l’export Excel ou CSV."
        ),
        "archive": _("C’est un fichier ZIP. Ouvrez-le, puis choisissez ici le fichier Excel ou CSV qu’il contient."),
        "no_table": _("C’est une page web sans tableau. Dans votre programme, choisissez l’export Excel ou CSV."),
        "hidden_sheets_alone": _(
            "Toutes les feuilles remplies sont masquées : {found}. Affichez-les dans Excel, puis enregistrez."
        ),
        "open_quote": _('un guillemet (") ouvert à cette ligne n’est pas bien fermé. Corrigez la ligne.'),
        "no_headings": _(
            "Les titres des colonnes ne sont pas reconnus. Il manque : {missing}."
            " Titres trouvés à la ligne {heading_line} : {found}. Mettez tous les titres sur une seule ligne."
        ),
        "too_many_columns": _("Ce tableau a {count} colonnes. Le maximum est de {most}."),
        "too_many_beside": _(
            "Ce tableau a des colonnes pour {count} parents à côté d’un élève. Le maximum est de {most}."
        ),
        "double_heading": _("Deux colonnes disent la même chose : « {first} » et « {second} ». Gardez-en une."),
    }
