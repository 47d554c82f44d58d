"""The blocking questions of an import and their answers in words, for the office's page and the command."""

from language.text import _, ngettext
from models.families import end_reason
from models.importing.reading.questions import (
    APART,
    CLOSED,
    CONTACT,
    EACH,
    FIRST_LAST,
    GONE,
    LAST_FIRST,
    LEFT,
    MANY,
    OPEN,
    ORDER,
    PARENT,
    PERSON,
    PUPIL,
    RIGHTS,
    ROLE,
    SHIFTED,
    STAFF,
    STAYS,
    AnswerChoice,
    BlockingQuestion,
)
from models.importing.reading.rights.cell_questions import OTHERS
from models.importing.reading.rights.restricting import PASSED


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
