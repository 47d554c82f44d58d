"""Many notices of one kind as one list under a title of its own, so that the others are still seen."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from language.text import _
from models.importing.reading.remark_words import sentence
from models.importing.reading.remarks import Remark

ALONE = 5  # notices of one kind stand among the others; more get a list


def grouped(notices: Sequence[Remark]) -> tuple[list[Remark], Iterator[tuple[str, Iterable[str]]]]:
    """The notices that stand alone, and for each kind of many a title and its lines."""
    titles, counts = _titles(), Counter(one.kind for one in notices)
    many = [kind for kind, count in counts.items() if count > ALONE and kind in titles]
    alone = [one for one in notices if one.kind not in many]
    return alone, ((titles[kind], [sentence(one) for one in notices if one.kind == kind]) for kind in many)


def _titles() -> dict[str, str]:
    return {
        "address_cleaned": _("À vérifier : adresses mail nettoyées"),
        "address_kept": _("À vérifier : parents sans adresse dans le fichier, l’adresse connue est gardée"),
        "file_address": _("À vérifier : adresses nouvelles, à la place de celles de l’école"),
        "file_child_name": _("À vérifier : noms d’élèves nouveaux, à la place de ceux de l’école"),
        "file_class": _("À vérifier : classes nouvelles, à la place de celles de l’école"),
        "file_name": _("À vérifier : noms nouveaux, à la place de ceux de l’école"),
        "file_phone": _("À vérifier : téléphones nouveaux, à la place de ceux de l’école"),
        "garbled": _("À vérifier : mots mal lus"),
        "homonyms": _("À vérifier : homonymes, chacun a son compte"),
        "lost_letters": _("À vérifier : noms qui ont perdu des lettres"),
        "no_adult_name": _("À vérifier : personnes sans nom ou sans prénom, pas importées"),
        "no_class": _("À vérifier : élèves sans classe"),
        "no_guardian": _("À vérifier : élèves sans parent"),
        "no_name_no_address": _("À vérifier : parents sans nom et sans bonne adresse mail, pas importés"),
        "nobody": _("À vérifier : cases qui ne nomment personne"),
        "nobodys_contact": _("À vérifier : lignes de parents dont le numéro n’est à aucun élève"),
        "office_address": _("À vérifier : anciennes adresses dans le fichier, celles de l’école sont gardées"),
        "office_child_name": _("À vérifier : anciens noms d’élèves dans le fichier, ceux de l’école sont gardés"),
        "office_class": _("À vérifier : anciennes classes dans le fichier, celles de l’école sont gardées"),
        "office_name": _("À vérifier : anciens noms dans le fichier, ceux de l’école sont gardés"),
        "office_phone": _("À vérifier : anciens téléphones dans le fichier, ceux de l’école sont gardés"),
        "perhaps_moved": _("À vérifier : adresses nouvelles, peut-être de parents connus"),
        "permitted_again": _("À vérifier : accès fermés par un fichier d’avant, que ce fichier permet"),
        "register_damaged": _("À vérifier : matricules abîmés"),
        "same_child": _("À vérifier : élèves qui ont peut-être deux matricules"),
        "sent_away": _("À vérifier : élèves partis pour l’école, et encore dans le fichier"),
        "skipped_row": _("À vérifier : lignes qui ne sont pas des familles"),
        "two_addresses": _("À vérifier : parents qui ont plusieurs adresses"),
        "two_classes": _("À vérifier : élèves dans deux classes"),
        "unknown_language": _("À vérifier : langues inconnues"),
    }
