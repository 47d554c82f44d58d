"""A plan in words: counts, and each list under a title; for the command and the office's pages."""

from collections.abc import Iterable, Iterator

from language.punctuation import named
from language.text import _, ngettext
from models.importing.comparing import blocking_words
from models.importing.comparing.notice_groups import grouped
from models.importing.comparing.plan import Change, Plan
from models.importing.comparing.plan_words import (
    access_text,
    adult_text,
    child_text,
    closed_text,
    same_name_text,
    shared_text,
    withheld_text,
)
from models.importing.comparing.section import Section
from models.importing.reading.mail.mends import Mend
from models.importing.reading.questions import ASKED, LEFT, ROLE
from models.importing.reading.remark_words import sentence


def headline(plan: Plan) -> list[str]:
    """The counts of the plan, one sentence a line."""
    new, changed, same = len(plan.new_children), len(plan.changed_children), len(plan.unchanged_children)
    gone, back = len(plan.gone_children), len(plan.returned_children)
    children = [
        ngettext("{n} nouveau", "{n} nouveaux", new).format(n=new),
        ngettext("{n} change", "{n} changent", changed).format(n=changed),
        _("{n} sans changement").format(n=same),
        ngettext("{n} n’est plus dans le fichier", "{n} ne sont plus dans le fichier", gone).format(n=gone),
        ngettext("{n} revient", "{n} reviennent", back).format(n=back),
    ]
    new, changed, same = len(plan.new_adults), len(plan.changed_adults), len(plan.unchanged_adults)
    adults = [
        ngettext("{n} nouveau compte", "{n} nouveaux comptes", new).format(n=new),
        ngettext("{n} change", "{n} changent", changed).format(n=changed),
        _("{n} sans changement").format(n=same),
        _("{n} sans adresse mail").format(n=len(plan.without_address)),
    ]
    begun, ended, closed = len(plan.begun), len(plan.ended), len(plan.withheld)
    accesses = [
        ngettext("{n} commence", "{n} commencent", begun).format(n=begun),
        ngettext("{n} se termine", "{n} se terminent", ended).format(n=ended),
        ngettext("{n} reste fermé par l’école", "{n} restent fermés par l’école", closed).format(n=closed),
    ]
    lines = [
        _("Lignes lues : {n}").format(n=plan.rows),
        _("Élèves : {counts}").format(counts=", ".join(children)),
        _("Parents : {counts}").format(counts=", ".join(adults)),
        _("Accès : {counts}").format(counts=", ".join(accesses)),
        _("Lignes refusées : {n}").format(n=len({fault.line for fault in plan.faults})),
    ]
    if not plan.changes_nothing:
        return lines
    if plan.open_questions:
        return [*lines, _("Sans réponse aux questions, le fichier ne change rien.")]
    return [*lines, _("Le fichier ne change rien.")]


def sections(plan: Plan, *, asked: bool = False) -> list[Section]:
    """Every list of the plan that is not empty, the most urgent first. `asked`: leave out what the page shows as
    questions."""
    notices = [one for one in plan.notices if not (asked and one.kind in (*ASKED, "columns_by_hand"))]
    alone, many = grouped(notices)
    unrelated = set(plan.shared_by_unrelated)
    families = (some for some in plan.shared_addresses if some not in unrelated)
    urgent = [
        (_("Lignes refusées"), map(sentence, plan.faults)),
        (
            _("Adresses mail à corriger : ces parents sont importés sans adresse"),
            () if asked else (mend_text(mend) for mend in plan.mends if not mend.unnamed),
        ),
        (
            _("Adresses mail à corriger : sans elles, ces parents ne sont pas importés"),
            () if asked else (mend_text(mend) for mend in plan.mends if mend.unnamed),
        ),
        (_("À vérifier"), map(sentence, alone)),
        (_("Une adresse mail pour deux familles : est-ce juste ?"), map(shared_text, plan.shared_by_unrelated)),
        (_("Élèves qui ne sont plus dans le fichier"), map(child_text, plan.gone_children)),
        (
            _("Élèves d’une ligne refusée : leurs accès restent comme ils sont"),
            map(child_text, plan.protected_children),
        ),
        (_("Accès qui se terminent"), map(access_text, plan.ended)),
        (_("Accès fermés : le fichier le dit"), map(closed_text, plan.closed)),
        (_("Accès rouverts : l’école l’a décidé"), map(closed_text, plan.reopened)),
        (_("Élèves partis : le fichier le dit"), _by_file(plan, LEFT)),
        (_("Ce ne sont pas des parents : laissés de côté"), _by_file(plan, ROLE)),
        (_("Accès retirés par l’école : ils ne reviennent pas"), map(withheld_text, plan.withheld)),
    ]
    others = [
        (
            _("Ce que l’école a répondu"),
            (
                blocking_words.answered_text(one)
                for one in plan.blocking_questions
                if one.answer and not (asked or one.by_file)
            ),
        ),
        (_("Élèves qui reviennent"), map(child_text, plan.returned_children)),
        (_("Nouveaux élèves"), map(child_text, plan.new_children)),
        (
            _("Élèves qui changent"),
            (f"{child_text(one.child)}, {changes_text(one.changes)}" for one in plan.changed_children),
        ),
        (_("Nouveaux comptes de parents"), map(adult_text, plan.new_adults)),
        (
            _("Parents qui changent"),
            (f"{adult_text(one.adult)}, {changes_text(one.changes)}" for one in plan.changed_adults),
        ),
        (_("Nouveaux accès"), map(access_text, plan.begun)),
        (_("Liens de parenté qui changent"), map(access_text, plan.changed_relations)),
        (_("Parents sans adresse mail : donnez-leur une lettre"), map(adult_text, plan.without_address)),
        (_("Adresses mail que plusieurs parents d’une famille partagent"), map(shared_text, families)),
    ]
    return [
        *(Section(title, tuple(lines), urgent=True) for title, lines in _filled(urgent)),
        *_kept(plan),
        *(Section(title, tuple(lines), urgent=True, folded=True) for title, lines in many),
        *(Section(title, tuple(lines)) for title, lines in _filled(others)),
    ]


def _kept(plan: Plan) -> Iterator[Section]:
    """What the office added by hand and the file lacks, so that the office decides."""
    new = {child.key for child in plan.new_children}
    about = [(child, same_name_text(child) if child.key in new else child_text(child)) for child in plan.kept_children]
    about += [(access.child, access_text(access)) for access in plan.kept_accesses]
    if about:
        title, ids = _("Ajoutés à la main et absents du fichier : gardés"), (child.id or 0 for child, _line in about)
        yield Section(title, tuple(line for _child, line in about), urgent=True, children=tuple(ids))


def doubt(plan: Plan) -> str:
    """Why an import needs a confirmation that would empty the school, or exchange its children."""
    if plan.too_many_others:
        return _(
            "{others} matricules sur {present} sont maintenant ceux d’un autre élève : c’est beaucoup."
            " Les matricules ont peut-être été donnés de nouveau, ou ce fichier est celui d’une autre école."
            " Des parents verraient d’autres enfants que les leurs."
        ).format(others=len(plan.replaced_children), present=plan.present)
    gone = len(plan.gone_children)
    return ngettext(
        "{gone} élève sur {present} n’est plus dans le fichier : c’est beaucoup."
        " Le fichier contient peut-être une partie de l’école : exportez toute l’école."
        " Ou les matricules ont changé : comparez-les avec ceux d’avant.",
        "{gone} élèves sur {present} ne sont plus dans le fichier : c’est beaucoup."
        " Le fichier contient peut-être une partie de l’école : exportez toute l’école."
        " Ou les matricules ont changé : comparez-les avec ceux d’avant.",
        gone,
    ).format(gone=gone, present=plan.present)


def mend_text(mend: Mend) -> str:
    """An address that is not stored: whose it is, what the file says, and what may be meant."""
    words = {"adult": mend.adult, "child": mend.child, "value": mend.value}
    said = _("Ligne {line} : {adult}, parent de {child} : « {value} »").format(line=mend.line, **words)
    if mend.kind == "whose_address":
        return _("{said}. La case nomme deux personnes : à qui est cette adresse ?").format(said=said)
    if mend.kind == "pupils_address":
        return _("{said}. C’est une adresse d’élève, pas de parent.").format(said=said)
    if mend.kind == "school_address":
        return _("{said}. C’est une adresse de l’école : l’invitation irait-elle bien à ce parent ?").format(said=said)
    if mend.kind == "anothers_address":
        return _("{said}. C’est le nom d’un autre adulte du fichier : à qui est cette adresse ?").format(said=said)
    if mend.kind == "shared_address":
        return _("{said}. Plusieurs familles ont cette adresse : est-elle bien à ce parent ?").format(said=said)
    if mend.kind == "noted_address":
        return _("{said}. Une note est à côté de cette adresse : est-elle bien à ce parent ?").format(said=said)
    if mend.kind == "crossed_address":
        return _("{said}. Cette adresse est barrée dans le fichier : est-elle encore à ce parent ?").format(said=said)
    if mend.kind == "several_addresses":
        return _("{said}. Il y a plusieurs adresses dans la case : gardez-en une.").format(said=said)
    if mend.proposals:
        return _("{said}. Peut-être {proposal} ?").format(said=said, proposal=mend.proposals[0])
    return _("{said} n’est pas une adresse mail.").format(said=said)


def _by_file(plan: Plan, kind: str) -> Iterator[str]:
    """The people of questions that the file answers plainly."""
    for one in plan.blocking_questions:
        if one.kind == kind and one.by_file:
            yield from one.people


def _filled(found: Iterable[tuple[str, Iterable[str]]]) -> Iterable[tuple[str, list[str]]]:
    return ((title, list_) for title, lines in found if (list_ := list(lines)))


def changes_text(changes: Iterable[Change]) -> str:
    """Each changed field, with what it was and is; alone where neither is known."""
    names = {
        "register_number": _("nouveau matricule"),
        "first_name": _("prénom"),
        "last_name": _("nom"),
        "class_name": _("classe"),
        "email": _("adresse mail"),
        "phone": _("téléphone"),
        "language": _("langue"),
    }
    return ", ".join(
        named(names[one.field], f"{one.before or '—'} → {one.after or '—'}")
        if one.before or one.after
        else names[one.field]
        for one in changes
    )
