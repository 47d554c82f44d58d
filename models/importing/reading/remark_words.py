"""Each remark on a file in words: the office page and the command show the same sentence, in the reader's language."""

from language.text import _
from models.importing.reading.doubt_words import doubt_sentences
from models.importing.reading.file_words import file_sentences
from models.importing.reading.office_remark_words import office_sentences
from models.importing.reading.remarks import Remark, quoted
from models.importing.reading.unnamed_words import unnamed_sentences


def sentence(about: Remark) -> str:
    """`Ligne 3 : l’adresse mail « … » …`, in the language in use; with the sheet where several are read."""
    others = {**file_sentences(), **office_sentences(), **doubt_sentences(), **unnamed_sentences()}
    words = {**_columns(), **_faults(), **_notices(), **others}[about.kind].format(**dict(about.values))
    if sheet := about.line.sheet:
        return _("Feuille {sheet}, ligne {line} : {words}").format(
            sheet=quoted(sheet), line=int(about.line), words=words
        )
    return _("Ligne {line} : {words}").format(line=about.line, words=words) if about.line else words


def _columns() -> dict[str, str]:
    return {
        "columns_missing": _("Choisissez encore une colonne pour {fields}."),
        "column_doubled": _("Plusieurs colonnes sont « {field} ». Gardez-en une."),
        "columns_by_hand": _("Les colonnes sont lues comme quelqu’un de l’école l’a indiqué."),
    }


def _faults() -> dict[str, str]:
    return {
        "few_cells": _("{who} : il y a {count} cases au lieu de {width}. Une partie de la ligne manque."),
        "many_cells": _("{who} : il y a {count} cases au lieu de {width}. Un séparateur est de trop dans une case."),
        "no_register": _("{child} : le numéro de matricule manque."),
        "namesakes": _(
            "deux élèves s’appellent peut-être {child}, dans la même classe, avec d’autres parents. Ajoutez le"
            " matricule ou la date de naissance : sans cela, Préau ne sait pas qui est parent de qui."
        ),
        "coloured_rights": _(
            "« {value} » parle de l’autorité parentale, par une couleur ou des noms barrés que Préau ne voit pas."
            " Ajoutez une colonne"
            " « Autorité parentale », avec « non » pour ces parents, et enlevez cette ligne."
        ),
        "several_children": _("plusieurs élèves dans une case, pour un seul matricule : « {value} »."),
        "no_child_name": _("le nom ou le prénom de l’élève manque : « {value} »."),
        "formula": _("« {value} » est une formule, pas du texte. Case : {field}."),
        "control": _("la case « {field} » contient un caractère invisible. Tapez-la de nouveau : {value}."),
        "too_long": _("la case « {field} » est trop longue ({length} caractères, {most} au plus)."),
        "not_a_name": _("« {value} » n’est pas un nom. Case : {field}."),
        "two_children": _(
            "le matricule {register} est celui de {here}, mais de {there} à la ligne {other}. Un seul peut l’avoir."
        ),
        "too_many_adults": _(
            "{child} a déjà {most} parents dans le fichier : c’est le maximum. Les colonnes sont-elles justes ?"
        ),
    }


def _notices() -> dict[str, str]:
    return {
        "mixed_encoding": _(
            "Le fichier mélange deux encodages. Regardez si les accents sont justes à ces lignes : {lines}."
        ),
        "old_encoding": _(
            "Le fichier a un encodage ancien (Mac, DOS ou autre). Regardez si les accents sont justes : « {word} »."
        ),
        "double_encoding": _(
            "Le fichier a été converti deux fois en UTF-8. Regardez si les accents sont justes : « {word} »."
        ),
        "hidden_rows": _("Lignes masquées dans Excel : elles sont lues aussi. Lignes : {lines}."),
        "hidden_pupils": _("Lignes masquées dans Excel : elles sont lues aussi, avec {found}. Lignes : {lines}."),
        "hidden_sheets": _("Feuilles masquées dans Excel : elles ne sont pas lues. Feuilles : {found}."),
        "error_cells": _("Excel y montre une erreur. Ces cases sont lues comme vides : {cells}."),
        "struck_cells": _("Ces cases sont barrées. Préau les lit comme les autres : {cells}."),
        "uncalculated_cells": _(
            "Ces cases ont une formule sans résultat. Elles sont lues comme vides : {cells}."
            " Ouvrez le fichier dans Excel et enregistrez-le."
        ),
        "decimals": _("Les nombres de cette colonne sont lus sans décimale : « {found} » est « {meant} »."),
        "quote_read": _('un guillemet (") n’est pas fermé. Il est lu comme une lettre. Regardez cette ligne.'),
        "no_adult_name": _(
            "« {value} », à côté de {child} : il faut un prénom et un nom. Cette personne n’est pas importée."
        ),
        "listed_cells": _(
            "Des cases nomment plusieurs personnes : {found}. Chacune a ce qui est à sa place, ou à son nom, ailleurs."
        ),
        "pupils_above": _(
            "Ces lignes n’ont pas d’élève : elles sont lues pour l’élève de la ligne au-dessus : {lines}."
        ),
        "class_above": _(
            "Chaque classe n’est écrite qu’à son premier élève : elle vaut pour les suivants. Ce sont : {value}."
        ),
        "family_rows": _(
            "Les familles sont en blocs de lignes. Dans {count} d’entre elles, chaque parent est celui de chaque enfant"
            " du bloc."
        ),
        "parents_above": _(
            "Un parent de ces lignes est indiqué comme le même qu’au-dessus (« idem ») : c’est celui du frère ou de la "
            "sœur de la ligne au-dessus : {lines}."
        ),
        "test_pupil": _("« {value} » est un élève d’essai : la ligne n’est pas importée."),
        "nobody": _("« {value} », à côté de {child}, n’est pas une personne. Personne n’est importé."),
        "address_cleaned": _("« {value} » est lu {kept}, pour {adult}."),
        "two_classes": _("{child} est aussi dans la classe {other}. La classe gardée est {kept} (ligne {at})."),
        "colours": _(
            "« {value} » parle de couleurs ou de noms barrés. Préau n’en tient pas compte : tous ces élèves sont"
            " importés. Enlevez d’abord du fichier ceux qui sont partis."
        ),
        "skipped_row": _("ce n’est pas une famille : « {value} »."),
        "nobodys_contact": _("aucun élève du fichier n’a ce numéro, la ligne n’est pas lue : « {value} »."),
        "class_from_sheet": _("La classe est le nom de la feuille : {value}."),
        "class_from_other_sheet": _("La classe est lue, par le nom de l’élève, sur la feuille {value}."),
        "class_from_title": _("La classe est lue dans les titres entre les lignes : {value}."),
        "outsiders": _("Colonnes de personnes qui ne sont pas des parents, laissées de côté : {found}."),
        "pupils_contacts": _("Colonnes de l’élève lui-même, laissées de côté : {found}."),
        "no_registers": _(
            "Le fichier n’a pas de matricule ni de date de naissance. Préau reconnaît un élève à son nom. Si le nom"
            " change dans le prochain fichier, l’élève est retrouvé par ses parents, ou compte comme nouveau."
        ),
        "no_registers_birth": _(
            "Le fichier n’a pas de matricule. Préau reconnaît un élève à son nom et à sa date de naissance. Si l’un"
            " des deux change, l’élève est retrouvé par ses parents, ou compte comme nouveau."
        ),
        "registers_damaged": _(
            "Excel a abîmé les matricules (« {value} »). Ils ne sont pas lus : exportez le fichier avec la colonne en"
            " format texte. Préau reconnaît un élève à son nom."
        ),
        "sheets_joined": _("Les feuilles {one} et {other} sont lues ensemble, par le matricule."),
        "sheets_joined_by_family": _("Les feuilles {one} et {other} sont lues ensemble, par le code de la famille."),
        "sheets_of_years": _(
            "Feuilles d’autres années ou d’anciens élèves, laissées de côté : {found}. La feuille lue est {kept}."
        ),
        "sheets_aside": _(
            "Feuilles laissées de côté, à cause de leur nom : {found}. La feuille lue est {kept}. Si leurs élèves sont"
            " dans l’école, donnez un autre nom à ces feuilles."
        ),
        "no_classes": _("Le fichier n’a pas de classes."),
        "no_addresses": _("Le fichier n’a pas d’adresses mail : ces parents auront besoin d’une lettre."),
        "unknown_language": _(
            "la langue « {value} » n’est pas connue. Le parent est importé, d’abord dans la langue de l’école."
        ),
        "no_guardian": _("l’élève {child} n’a aucun parent. Personne ne pourra voir cet élève."),
        "lost_letters": _(
            "« {value} » a perdu des lettres (« ? »). Exportez le fichier en UTF-8 pour avoir le nom juste."
        ),
        "no_class": _("l’élève {child} n’a pas de classe."),
        "register_damaged": _(
            "le matricule « {value} » de {child} semble abîmé par Excel. Mettez la colonne en format texte."
        ),
        "class_is_date": _("la classe « {value} » est une date : Excel l’a changée. Tapez la classe comme du texte."),
        "garbled": _("« {value} » est mal lu, sans doute « {meant} ». Exportez le fichier en UTF-8."),
        "same_child": _(
            "{child} a le matricule {other}, et le matricule {one} à la ligne {at}, avec un même parent."
            " Est-ce un seul élève ?"
        ),
        "ignored_sheets": _("Feuilles non lues, car leurs titres ne sont pas reconnus : {found}."),
        "ignored_columns": _("Colonnes non utilisées : {found}."),
        "homonyms": _(
            "{adult} : plusieurs parents ont ce nom, sans adresse, téléphone ou enfant en commun."
            " Ils ont chacun leur compte : {accounts}."
        ),
        "two_accounts": _(
            "{adult} correspond à plusieurs comptes : {accounts}. Le premier est gardé, les autres perdent"
            " les élèves de ce fichier."
        ),
        "two_addresses": _("{adult} a plusieurs adresses dans le fichier : {found}. Adresse gardée : {kept}."),
        "address_kept": _("{adult} n’a plus d’adresse dans le fichier. L’adresse connue est gardée : {kept}."),
        "child_replaced": _("Le matricule {register} change de personne : {before} devient {after}. Est-ce voulu ?"),
        "renamed": _(
            "{before} s’appelle maintenant {after} : même enfant, même prénom, même adresse."
            " Le compte {username} est gardé."
        ),
        "perhaps_renamed": _(
            "{after} est peut-être {before} ({username}) sous un nouveau nom. Ce n’est pas sûr :"
            " {after} a un autre compte."
        ),
        "renumbered_unclear": _(
            "{child} ({after}) a peut-être changé de matricule : ce nom et un de ses parents sont connus sous {before}."
            " Ce n’est pas clair : l’élève est importé comme nouveau."
        ),
        "answers_unfit": _(
            "Des réponses données plus tôt ({count}) ne correspondent plus au fichier ou à l’école."
            " Elles ne sont pas suivies."
        ),
        "beside_barred": _(
            "{adult} est à côté de {child}, dont l’école a retiré l’accès à {barred}."
            " L’accès reste fermé : est-ce la même personne ?"
        ),
        "beside_lookalike": _(
            "{adult} est à côté de {child}, qui a le prénom et un parent d’un enfant parti. L’école avait retiré à"
            " {barred} l’accès à cet enfant. L’accès reste fermé : est-ce la même personne ?"
        ),
        "barred_elsewhere": _(
            "L’école a retiré à {adult} l’accès à {barred}. L’accès à {child} reste fermé aussi, sauf avis de l’école."
        ),
        "barred_contact": _(
            "{adult} a l’adresse ou le téléphone de {barred}, dont l’école a retiré l’accès à {child}."
            " L’accès reste fermé : est-ce la même personne ?"
        ),
    }
