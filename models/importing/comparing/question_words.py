"""The questions of an import and their answers in words, for the office's page and the command."""

from language.text import _, ngettext
from models.families import end_reason
from models.importing.reading.cell_questions import OTHERS
from models.importing.reading.questions import (
    APART,
    BARRED_ELSEWHERE,
    BARS,
    CLOSED,
    CONTACT,
    EACH,
    FIRST_LAST,
    GONE,
    LAST_FIRST,
    LEFT,
    MANY,
    NEW,
    OPEN,
    ORDER,
    PARENT,
    PERMITTED_AGAIN,
    PERSON,
    PUPIL,
    RIGHTS,
    ROLE,
    SAME_PERSON,
    SENT_AWAY,
    SHIFTED,
    STAFF,
    STAYS,
    AnswerChoice,
    BlockingQuestion,
    Option,
    Question,
)
from models.importing.reading.records import AdultRecord
from models.importing.reading.restricting import PASSED


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


def blocking_text(one: BlockingQuestion) -> str:
    """The question."""
    n = len(one.people_keys)
    words = {"heading": one.heading, "value": one.value if one.kind == ORDER else _value(one), "n": n}
    return {
        PERSON: _("« {heading} » : est-ce un parent, ou quelqu’un de l’école ?"),
        ORDER: _("« {heading} » : dans « {value} », quel mot est le nom de famille ?"),
        CONTACT: _("« {heading} » : à qui est-ce ? Le titre ne le dit pas."),
        RIGHTS: ngettext(
            "« {heading} » : {value}, pour {n} personne. Peut-elle voir l’élève ?",
            "« {heading} » : {value}, pour {n} personnes. Peuvent-elles voir l’élève ?",
            n,
        ),
        ROLE: ngettext(
            "« {heading} » : {value}, pour {n} personne. Est-ce un parent, ou quelqu’un de l’école ?",
            "« {heading} » : {value}, pour {n} personnes. Des parents, ou des personnes de l’école ?",
            n,
        ),
        SHIFTED: ngettext(
            "« {heading} » : cette case semble décalée d’une ligne. {n} personne est-elle à côté du bon élève ?",
            "« {heading} » : ces cases semblent décalées d’une ligne. {n} personnes sont-elles à côté du bon élève ?",
            n,
        ),
        LEFT: ngettext(
            "« {heading} » : {value}, pour {n} élève. A-t-il quitté l’école ?",
            "« {heading} » : {value}, pour {n} élèves. Ont-ils quitté l’école ?",
            n,
        ),
        APART: ngettext(
            "Sous le titre « {heading} » : {n} élève. Est-il à l’école, avec ses parents ?",
            "Sous le titre « {heading} » : {n} élèves. Sont-ils à l’école, avec leurs parents ?",
            n,
        ),
        MANY: _("{heading} est parent de {n} élèves. Est-ce juste ?"),
    }[one.kind].format(**words)


def choice_text(one: BlockingQuestion, choice: AnswerChoice) -> str:
    """One answer, and its consequence."""
    if one.kind == CONTACT:
        if choice.value == PUPIL:
            return _("À l’élève, ou je ne sais pas : la colonne n’est pas utilisée.")
        if choice.value == EACH:
            return _("À tous les deux : ils partagent cette adresse.")
        return _("Au parent de la colonne « {name} ».").format(name=choice.name)
    return {
        (ORDER, LAST_FIRST): _("D’abord le nom de famille, puis le prénom."),
        (ORDER, FIRST_LAST): _("D’abord le prénom, puis le nom de famille."),
        (PERSON, PARENT): _("Un parent : cette personne aura un compte et verra l’élève."),
        (PERSON, STAFF): _("Quelqu’un de l’école, ou je ne sais pas : les colonnes ne sont pas utilisées."),
        (RIGHTS, CLOSED): _(
            "Non. L’accès est fermé, et aucun import ne le rouvre sans le demander. Le secrétariat peut le rendre, un"
            " par un."
        ),
        (RIGHTS, OPEN): _("Oui, quand même : ces personnes voient l’élève."),
        (ROLE, CLOSED): _("Quelqu’un de l’école, ou je ne sais pas : ces personnes ne sont pas importées."),
        (ROLE, OPEN): _(
            "Un parent : il voit l’élève. Le mot est peut-être son nom de famille, ou il travaille à l’école."
        ),
        (SHIFTED, CLOSED): _(
            "Non, ou je ne sais pas : ces personnes ne sont pas importées. Corrigez le fichier, puis importez-le."
        ),
        (SHIFTED, OPEN): _("Oui : elles voient l’élève."),
        (LEFT, GONE): _("Oui : comme s’ils n’étaient pas dans le fichier. Leurs parents ne voient plus rien d’eux."),
        (LEFT, STAYS): _("Non : ils sont à l’école."),
        (APART, GONE): _("Non, ou je ne sais pas : les lignes sous ce titre ne sont pas lues."),
        (APART, STAYS): _("Oui : ces lignes sont lues comme les autres."),
        (MANY, OPEN): _("Oui : c’est bien leur parent. Préau ne le demandera plus pour ce compte."),
        (MANY, CLOSED): _("Non, ou je ne sais pas : cette personne ne voit aucun élève."),
    }[one.kind, choice.value]


def answered_text(one: BlockingQuestion) -> str:
    """The question and its answer on one line."""
    chosen = next(choice for choice in one.choices if choice.value == one.answer)
    both = f"{blocking_text(one)} {choice_text(one, chosen)}"
    return _("{said} (répondu à un import d’avant)").format(said=both) if one.remembered else both


def people_title(one: BlockingQuestion) -> str:
    """The title of the list of `people`."""
    if one.kind in (PERSON, CONTACT, ORDER):
        return _("Par exemple")
    return _("Les élèves") if one.kind in (APART, LEFT, MANY) else _("Qui")


def _value(one: BlockingQuestion) -> str:
    if one.value == PASSED:
        return _("une date passée")
    if one.value == OTHERS:
        return _("d’autres mots")
    if shown := end_reason.shown_words(one.value):
        return shown
    return _("« {value} »").format(value=one.value) if one.value else _("rien d’écrit")
