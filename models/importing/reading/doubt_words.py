"""Sentences of the remarks on rows that are about another year, or that only the school can place."""

from language.text import _


def doubt_sentences() -> dict[str, str]:
    """By the kind of the remark."""
    return {
        "leaves_later": _(
            "la classe de {child} est « {value} » : cet élève part plus tard. Jusque-là, ses parents le voient."
        ),
        "rows_of_years": _(
            "« {column} » a plusieurs années : seules les lignes de {kept} sont lues. Ces élèves n’ont pas de ligne de"
            " cette année et sont laissés de côté : {found}."
        ),
        "rows_of_years_all": _("« {column} » a plusieurs années : seules les lignes de {kept} sont lues."),
        "ignored_list": _(
            "une autre liste commence ici. Ses titres ne sont pas reconnus, et elle n’est pas lue : {found}."
        ),
        "club_sheet": _(
            "La feuille « {found} » est lue comme les autres (lignes : {count}) : ses adultes sont des parents. Si ce"
            " sont des personnes qui viennent chercher les élèves, enlevez cette feuille du fichier."
        ),
        "sorted_apart": _(
            "{count} élèves sur {total} n’ont pas le nom de leurs parents, mais celui de parents d’autres élèves. Les"
            " élèves ont peut-être été triés sans leurs parents. Regardez par exemple : {found}. Faites l’export de"
            " nouveau, sans trier."
        ),
        "past_year": _(
            "Ce fichier est d’une année scolaire finie : {found}. Faites l’export de cette année. Si les élèves sont"
            " ceux de cette année, corrigez l’année dans le fichier."
        ),
        "school_years": _(
            "« {column} » a plusieurs années : {found}. Gardez seulement les lignes de cette année scolaire."
        ),
    }
