"""The questions of an import about who somebody is, and their answers in words, for the page and the command."""

from language.text import _
from models.importing.reading.questions import (
    BARRED_ELSEWHERE,
    BARS,
    NEW,
    OPEN,
    PERMITTED_AGAIN,
    SAME_PERSON,
    SENT_AWAY,
    Option,
    Question,
)
from models.importing.reading.records import AdultRecord


def who(question: Question) -> str:
    """The person of the question, as the file has it."""
    if question.adult is None:
        return _("Ligne {line} : {children}").format(line=question.line, children=", ".join(question.children))
    return _("Ligne {line} : {adult}, {contact}, parent de {children}").format(
        line=question.line,
        adult=question.adult.full_name,
        contact=_contact(question.adult),
        children=", ".join(question.children),
    )


def question_text(question: Question) -> str:
    """The question."""
    before = question.options[0].adult
    return {
        "homonyms": _("Un autre parent a le même nom. Est-ce la même personne ?"),
        "two_accounts": _(
            "Plusieurs comptes ont ce nom. Le compte choisi voit les élèves ; les autres ne les voient plus."
        ),
        "renamed": _(
            "{before} s’appelle peut-être autrement : même enfant, même prénom, même adresse. Est-ce la même personne ?"
        ),
        "perhaps_renamed": _("C’est peut-être {before} sous un nouveau nom. Est-ce la même personne ?"),
        "perhaps_moved": _("C’est peut-être une nouvelle adresse de {before}. Est-ce la même personne ?"),
        "barred_contact": _(
            "Cette personne a l’adresse ou le téléphone de {barred}, à qui l’école a retiré l’accès à {child}."
        ),
        "beside_barred": _(
            "L’école a retiré l’accès à {child} à {barred}. Cette personne est nouvelle à côté de cet enfant."
            " Est-ce {barred}, écrit autrement ?"
        ),
        "beside_lookalike": _(
            "{child} a le prénom d’un enfant qui n’est plus dans le fichier, et un parent en commun. L’école avait"
            " retiré à {barred} l’accès à cet enfant. Cette personne est nouvelle. Est-ce {barred}, écrit autrement ?"
        ),
        "permitted_again": _(
            "Un fichier d’avant a fermé l’accès à {child} (« {barred} »). Ce fichier dit maintenant : « {said} »."
            " Cette personne peut-elle voir {child} ?"
        ),
        "sent_away": _("L’école a noté que {child} a quitté l’école. Le fichier a encore cet élève."),
        "barred_elsewhere": _(
            "L’école a retiré à cette personne l’accès à {barred}. Le fichier lui donne un enfant de plus : {child}."
        ),
    }[question.kind].format(
        before=before.full_name if before else "",
        barred=question.barred,
        child=", ".join(question.children),
        said=question.said,
    )


def option_text(question: Question, option: Option) -> str:
    """One option, and its consequence."""
    if question.kind == SENT_AWAY:
        words = {"child": ", ".join(question.children)}
        if option.value == OPEN:
            return _("{child} est à l’école : ses parents voient de nouveau cet élève.").format(**words)
        return _("{child} a quitté l’école, ou je ne sais pas : ses parents ne voient plus cet élève.").format(**words)
    if question.kind in (BARRED_ELSEWHERE, PERMITTED_AGAIN):
        words = {"child": ", ".join(question.children)}
        if option.value == OPEN and question.kind == PERMITTED_AGAIN:
            return _("Oui : cette personne voit de nouveau {child}.").format(**words)
        if option.value == OPEN:
            return _("Cette personne peut voir {child}.").format(**words)
        return _("Non, ou je ne sais pas : l’accès à {child} reste fermé.").format(**words)
    if question.kind in BARS:
        words = {"barred": question.barred, "child": ", ".join(question.children)}
        if option.value == OPEN:
            return _("Ce n’est pas {barred}, j’en suis sûr : cette personne pourra voir {child}.").format(**words)
        return _("C’est {barred}, ou je ne sais pas : l’accès à {child} reste fermé.").format(**words)
    if option.value == NEW or option.adult is None:
        return _("Une autre personne : elle a son propre compte.")
    words = {
        "username": option.adult.username,
        "adult": option.adult.full_name,
        "contact": _contact(option.adult),
        "children": ", ".join(option.children) or "—",
    }
    if option.value.startswith(SAME_PERSON):
        return _("La même personne que {adult}, {contact}, parent de {children} dans ce fichier.").format(**words)
    return _("La même personne : compte {username}, {contact}, parent de {children}.").format(**words)


def _contact(adult: AdultRecord) -> str:
    return adult.email or adult.phone or _("sans adresse ni téléphone")
