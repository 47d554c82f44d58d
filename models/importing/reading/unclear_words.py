"""What is unclear in a file, in words, for the office's page and the command alike."""

from language.text import _, ngettext
from models.importing.reading.question import CLOSED, OPEN
from models.importing.reading.rights import OTHERS
from models.importing.reading.unclear import (
    CONTACT,
    GONE,
    LEFT,
    MANY,
    PARENT,
    PERSON,
    PUPIL,
    RIGHTS,
    ROLE,
    STAFF,
    STAYS,
    Choice,
    Unclear,
)
from models.importing.reading.watching import PASSED


def asks(one: Unclear) -> str:
    """The question."""
    n = len(one.marks)
    words = {"heading": one.heading, "value": _value(one), "n": n}
    return {
        PERSON: _("« {heading} » : est-ce un parent, ou quelqu’un de l’école ?"),
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
        LEFT: ngettext(
            "« {heading} » : {value}, pour {n} élève. A-t-il quitté l’école ?",
            "« {heading} » : {value}, pour {n} élèves. Ont-ils quitté l’école ?",
            n,
        ),
        MANY: _("{heading} est parent de {n} élèves. Est-ce juste ?"),
    }[one.kind].format(**words)


def answer(one: Unclear, choice: Choice) -> str:
    """One answer, with what it leads to."""
    if one.kind == CONTACT:
        if choice.value == PUPIL:
            return _("À l’élève, ou je ne sais pas : la colonne n’est pas utilisée.")
        return _("Au parent de la colonne « {name} ».").format(name=choice.name)
    return {
        (PERSON, PARENT): _("Un parent : cette personne aura un compte et verra l’élève."),
        (PERSON, STAFF): _("Quelqu’un de l’école, ou je ne sais pas : les colonnes ne sont pas utilisées."),
        (RIGHTS, CLOSED): _(
            "Non. L’accès est fermé, et aucun import ne le rouvre. Le secrétariat peut le rendre, un par un."
        ),
        (RIGHTS, OPEN): _("Oui, quand même : ces personnes voient l’élève."),
        (ROLE, CLOSED): _("Quelqu’un de l’école, ou je ne sais pas : ces personnes ne sont pas importées."),
        (ROLE, OPEN): _(
            "Un parent : il voit l’élève. Le mot est peut-être son nom de famille, ou il travaille à l’école."
        ),
        (LEFT, GONE): _("Oui : comme s’ils n’étaient pas dans le fichier. Leurs parents ne voient plus rien d’eux."),
        (LEFT, STAYS): _("Non : ils sont à l’école."),
        (MANY, OPEN): _("Oui : c’est bien leur parent. Préau ne le demandera plus pour ce compte."),
        (MANY, CLOSED): _("Non, ou je ne sais pas : cette personne ne voit aucun élève."),
    }[one.kind, choice.value]


def answered(one: Unclear) -> str:
    """The question and its answer on one line."""
    chosen = next(choice for choice in one.choices if choice.value == one.answer)
    said = f"{asks(one)} {answer(one, chosen)}"
    return _("{said} (répondu à un import d’avant)").format(said=said) if one.remembered else said


def people_title(one: Unclear) -> str:
    """What stands over the list of those concerned."""
    if one.kind in (PERSON, CONTACT):
        return _("Par exemple")
    return _("Les élèves") if one.kind in (LEFT, MANY) else _("Qui")


def _value(one: Unclear) -> str:
    if one.value == PASSED:
        return _("une date passée")
    if one.value == OTHERS:
        return _("d’autres mots")
    return _("« {value} »").format(value=one.value) if one.value else _("rien d’écrit")
