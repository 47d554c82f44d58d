"""The children, adults and accesses of a plan in words, one line each."""

from language.text import _, day
from models.families import end_reason
from models.families.child import has_no_number
from models.importing.comparing.plan import PlannedAccess
from models.importing.reading.records import AdultRecord, ChildRecord


def child_text(child: ChildRecord) -> str:
    """Name, register number and class."""
    place = f", {child.class_name}" if child.class_name else ""
    number = _("sans matricule") if has_no_number(child.register_number) else child.register_number
    return f"{child.full_name} ({number}{place})"


def adult_text(adult: AdultRecord) -> str:
    """Name, username, and how the adult is reached."""
    return f"{adult.full_name} ({adult.username}), {adult.email or adult.phone or '—'}"


def access_text(access: PlannedAccess) -> str:
    """Who sees whom."""
    return f"{access.adult.full_name} ({access.adult.username}) → {child_text(access.child)}"


def closed_text(access: PlannedAccess) -> str:
    """Whose access to whom is closed, and why."""
    return f"{access.adult.full_name} → {child_text(access.child)}, {end_reason.words(access.because)}"


def withheld_text(access: PlannedAccess) -> str:
    """Without the username: there may be no account."""
    both = f"{access.adult.full_name} → {child_text(access.child)}"
    return _("{access}, à partir du {day}").format(access=both, day=day(access.until)) if access.until else both


def shared_text(adults: tuple[AdultRecord, ...]) -> str:
    """An address, and whose it is."""
    names = ", ".join(f"{adult.full_name} ({adult.username})" for adult in adults)
    return _("{address} : {names}").format(address=adults[0].email, names=names)


def same_name_text(child: ChildRecord) -> str:
    """The child, whom the office added by hand, and that a new one of the file has its name."""
    return _(
        "{child}. Un nouvel élève du fichier a le même nom : est-ce le même ? Donnez-lui d’abord le matricule du"
        " fichier, sur sa page."
    ).format(child=child_text(child))
