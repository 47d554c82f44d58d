"""A question of an import and its answers in words, for the office's page."""

from language.text import _
from models.importing.reading.persons import Adult
from models.importing.reading.question import BARRED_ELSEWHERE, BARS, NEW, OPEN, PERSON, Option, Question


def who(question: Question) -> str:
    """Of whom, as the file has this person."""
    return _("Ligne {line} : {adult}, {contact}, parent de {children}").format(
        line=question.line,
        adult=question.adult.full_name,
        contact=_contact(question.adult),
        children=", ".join(question.children),
    )


def asks(question: Question) -> str:
    """What is to be decided."""
    before = question.options[0].adult
    return {
        "homonyms": _("Un autre parent a le même nom. Est-ce la même personne ?"),
        "two_accounts": _(
            "Plusieurs comptes ont ce nom. Le compte choisi voit les élèves ; les autres ne les voient plus."
        ),
        "renamed": _(
            "{before} s'appelle peut-être autrement : même enfant, même prénom, même adresse. Est-ce la même personne ?"
        ),
        "perhaps_renamed": _("C'est peut-être {before} sous un nouveau nom. Est-ce la même personne ?"),
        "barred_contact": _(
            "Cette personne a l'adresse ou le téléphone de {barred}, à qui l'école a retiré l'accès à {child}."
        ),
        "beside_barred": _(
            "L'école a retiré l'accès à {child} à {barred}. Cette personne est nouvelle à côté de cet enfant."
            " Est-ce {barred}, écrit autrement ?"
        ),
        "beside_lookalike": _(
            "{child} a le prénom d'un enfant qui n'est plus dans le fichier, et un parent en commun. L'école avait"
            " retiré à {barred} l'accès à cet enfant. Cette personne est nouvelle. Est-ce {barred}, écrit autrement ?"
        ),
        "barred_elsewhere": _(
            "L'école a retiré à cette personne l'accès à {barred}. Le fichier lui donne un enfant de plus : {child}."
        ),
    }[question.kind].format(
        before=before.full_name if before else "", barred=question.barred, child=", ".join(question.children)
    )


def answers(question: Question, option: Option) -> str:
    """One answer, with what it leads to."""
    if question.kind == BARRED_ELSEWHERE:
        words = {"child": ", ".join(question.children)}
        if option.value == OPEN:
            return _("Cette personne peut voir {child}.").format(**words)
        return _("Non, ou je ne sais pas : l'accès à {child} reste fermé.").format(**words)
    if question.kind in BARS:
        words = {"barred": question.barred, "child": ", ".join(question.children)}
        if option.value == OPEN:
            return _("Ce n'est pas {barred}, j'en suis sûr : cette personne pourra voir {child}.").format(**words)
        return _("C'est {barred}, ou je ne sais pas : l'accès à {child} reste fermé.").format(**words)
    if option.value == NEW or option.adult is None:
        return _("Une autre personne : elle a son propre compte.")
    words = {
        "username": option.adult.username,
        "adult": option.adult.full_name,
        "contact": _contact(option.adult),
        "children": ", ".join(option.children) or "—",
    }
    if option.value.startswith(PERSON):
        return _("La même personne que {adult}, {contact}, parent de {children} dans ce fichier.").format(**words)
    return _("La même personne : compte {username}, {contact}, parent de {children}.").format(**words)


def _contact(adult: Adult) -> str:
    return adult.email or adult.phone or _("sans adresse ni téléphone")
