"""The audit page's names of actors, groups of events and columns."""

from language.text import _
from models.office.audit import OFFICE, OPERATOR, PARENTS, STRANGERS, SYSTEM


def kinds(staff: list[str]) -> dict[str, str]:
    """The choices of the filter by actor; staff members by name."""
    return {
        PARENTS: _("Les parents"),
        STRANGERS: _("Des inconnus"),
        OFFICE: _("Le secrétariat"),
        **{actor: f"— {person(actor)}" for actor in staff},
        SYSTEM: _("Préau lui-même"),
        OPERATOR: _("Sur le serveur"),
    }


def groups() -> dict[str, str]:
    """Labels of `models.office.audit.GROUPS`."""
    return {
        "sign-ins": _("Connexions des parents"),
        "tokens": _("Jetons et mots de passe"),
        "mails": _("Mails"),
        "families": _("Changements chez une famille"),
        "announcements": _("Avis"),
        "reads": _("Pages regardées par le secrétariat"),
        "refusals": _("Demandes refusées"),
        "imports": _("Imports"),
        "staff": _("Comptes et réglages du secrétariat"),
    }


def person(actor: str) -> str:
    """The name of an event's actor."""
    kind, _colon, name = actor.partition(":")
    if kind == "office":
        return name
    if kind.startswith("cli"):
        return _("serveur")
    return {SYSTEM: _("Préau"), STRANGERS: _("inconnu")}.get(kind, _("parent"))


def header() -> tuple[str, ...]:
    """Headings of the CSV file."""
    return (
        *(_("Moment (UTC)"), _("Par qui"), _("Quoi"), _("Parent"), _("Nom d'utilisateur"), _("Adresse Internet")),
        *("action", "result", "detail"),
    )
