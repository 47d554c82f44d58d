"""One sentence of what an import changes, for the head of its preview, its result and its line in the history."""

from collections.abc import Mapping

from text import _, ngettext


def brief(counts: Mapping[str, int]) -> str:
    """`12 nouveaux élèves, 3 élèves changés, 2 élèves partis`; `counts` as `Plan.counts` has them."""

    def n(name: str) -> int:
        return counts.get(name, 0)

    parts = {
        "new_children": ngettext("{n} nouvel élève", "{n} nouveaux élèves", n("new_children")),
        "changed_children": ngettext("{n} élève changé", "{n} élèves changés", n("changed_children")),
        "gone_children": ngettext("{n} élève parti", "{n} élèves partis", n("gone_children")),
        "returned_children": ngettext("{n} élève revenu", "{n} élèves revenus", n("returned_children")),
        "new_adults": ngettext("{n} nouveau parent", "{n} nouveaux parents", n("new_adults")),
        "changed_adults": ngettext("{n} parent changé", "{n} parents changés", n("changed_adults")),
        "begun": ngettext("{n} nouvel accès", "{n} nouveaux accès", n("begun")),
        "ended": ngettext("{n} accès terminé", "{n} accès terminés", n("ended")),
        "changed_relations": ngettext("{n} lien changé", "{n} liens changés", n("changed_relations")),
    }
    said = [words.format(n=n(name)) for name, words in parts.items() if n(name)]
    return ", ".join(said) if said else _("Rien ne change")
