"""The counts of an import in words, for its preview, its result and the history."""

from collections.abc import Mapping

from language.text import _, ngettext


def parts(counts: Mapping[str, int]) -> list[str]:
    """The counts that are not zero (`Plan.counts`), as `12 nouveaux élèves`, `3 élèves changés`."""

    def n(name: str) -> int:
        return counts.get(name, 0)

    words = {
        "new_children": ngettext("{n} nouvel élève", "{n} nouveaux élèves", n("new_children")),
        "changed_children": ngettext("{n} élève changé", "{n} élèves changés", n("changed_children")),
        "gone_children": ngettext("{n} élève parti", "{n} élèves partis", n("gone_children")),
        "returned_children": ngettext("{n} élève revenu", "{n} élèves revenus", n("returned_children")),
        "new_adults": ngettext("{n} nouveau parent", "{n} nouveaux parents", n("new_adults")),
        "changed_adults": ngettext("{n} parent changé", "{n} parents changés", n("changed_adults")),
        "begun": ngettext("{n} nouvel accès", "{n} nouveaux accès", n("begun")),
        "ended": ngettext("{n} accès terminé", "{n} accès terminés", n("ended")),
        "closed": ngettext("{n} accès fermé d’après le fichier", "{n} accès fermés d’après le fichier", n("closed")),
        "reopened": ngettext("{n} accès rouvert", "{n} accès rouverts", n("reopened")),
        "kept_closed": ngettext("{n} accès reste fermé", "{n} accès restent fermés", n("kept_closed")),
        "changed_relations": ngettext(
            "{n} lien de parenté changé", "{n} liens de parenté changés", n("changed_relations")
        ),
        "confirmed_children": ngettext(
            "{n} élève changé à la main, et maintenant dans le fichier aussi",
            "{n} élèves changés à la main, et maintenant dans le fichier aussi",
            n("confirmed_children"),
        ),
        "confirmed_accesses": ngettext(
            "{n} accès donné à la main, et maintenant dans le fichier aussi",
            "{n} accès donnés à la main, et maintenant dans le fichier aussi",
            n("confirmed_accesses"),
        ),
    }
    return [phrase.format(n=n(name)) for name, phrase in words.items() if n(name)]


def brief(counts: Mapping[str, int]) -> str:
    """All counts on one line. New accesses only where nothing else is new: a new child or parent always has some."""
    phrases = parts({**counts, "begun": 0}) or parts(counts)
    return ", ".join(phrases) or _("Rien ne change")
