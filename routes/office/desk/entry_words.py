"""What is wrong with what was typed of a pupil or an adult, in words."""

from language.punctuation import between
from language.text import _
from models.desk.entries import BadEntries
from models.desk.other_family import OtherFamily
from routes.web.form import Fault


def faults(bad: BadEntries, prefix: str = "") -> tuple[Fault, ...]:
    """A fault for each wrong field of a form, whose names begin with `prefix`."""
    return tuple(Fault(f"{prefix}{field}", _sentence(field, problem)) for field, problem in bad.problems.items())


def other_family(problem: OtherFamily) -> str:
    """Whose address it is, and what to do."""
    accounts = [
        _("{name} ({username}), parent de {children}").format(
            name=one.name or one.username, username=one.username, children=", ".join(one.children) or "—"
        )
        for one in problem.known
    ]
    return _(
        "Une autre famille a déjà cette adresse : {accounts}. Vérifiez l’adresse, et l’enfant."
        " C’est juste ? Cochez la case, puis appuyez encore une fois."
    ).format(accounts=between(accounts).join([*accounts, *(["…"] if problem.more else [])]))


def _sentence(field: str, problem: str) -> str:
    if problem == "missing":
        return _("Écrivez le prénom.") if field == "first_name" else _("Écrivez le nom.")
    return {
        "address": _("Cette adresse mail n’est pas complète. Exemple : nom@exemple.be"),
        "no_number": _("Ce n’est pas un numéro de téléphone. Exemple : 0478 12 34 56"),
        "unknown": _("Personne n’a ce nom d’utilisateur. Cherchez le parent sur la page Familles."),
        "twice": _("Ce parent est déjà sur cette page. Laissez ces cases vides."),
        "number": _("Un matricule ne commence pas par « ~ ». Laissez vide si l’élève n’en a pas."),
        "too_long": _("C’est trop long."),
        "control": _("Il y a un caractère invisible. Tapez le texte de nouveau."),
        "formula": _("Cela commence comme une formule. Enlevez le premier signe."),
        "not_a_name": _("Ce n’est pas un nom."),
    }[problem]
