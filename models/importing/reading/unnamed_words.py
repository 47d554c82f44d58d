"""Sentences of the remarks on parents of whom a file has an address and no name."""

from language.text import _


def unnamed_sentences() -> dict[str, str]:
    """By the kind of the remark."""
    return {
        "unnamed_adults": _(
            "Le fichier n’a pas les noms des parents, seulement leurs adresses mail. Un parent dont Préau ne connaît"
            " pas le nom est appelé d’après l’élève, par exemple « {name} ». Un nom connu reste. Pour avoir les noms :"
            " choisissez aussi ces colonnes dans votre programme et importez de nouveau, ou écrivez le nom sur la page"
            " de la famille. Les parents sans adresse mail gardent leur accès."
        ),
        "no_name_no_address": _(
            "« {value} », à côté de {child} : ce parent n’a ni nom ni bonne adresse mail. Il n’est pas importé."
        ),
        "perhaps_moved": _(
            "{address} est peut-être la nouvelle adresse de {before} ({username}). Ce n’est pas sûr : c’est l’adresse"
            " d’un autre compte, {after}."
        ),
        "names_given": _(
            "Ces parents n’avaient pas de nom dans Préau. Le fichier le donne, leur compte reste le même : {names}."
        ),
    }
