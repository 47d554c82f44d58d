"""Sentences about the nightly backups, for admins."""

from language.text import _
from models.core import school
from models.office import nightly
from models.staff.sessions import StaffVisit
from routes.office.common.page import when


def backup_words() -> str:
    """When the newest backup was made."""
    found = nightly.look()
    if found is None:
        return _("Aucune sauvegarde n’est faite la nuit. Demandez-la à la personne qui gère Préau.")
    if found.at is None:
        return _("Aucune sauvegarde n’a encore réussi.")
    return _("Dernière sauvegarde : {when}.").format(when=when(found.at))


def backup_warning(staff: StaffVisit) -> tuple[str, str]:
    """A warning when last night's backup failed, as a pair like `mail_warning`'s.

    Empty otherwise, for secretaries, and in a demonstration.
    """
    if not staff.admin or school.settings().demo or not (found := nightly.look()) or not found.late:
        return "", ""
    sentence = _(
        "La sauvegarde de cette nuit n’a pas été faite. Dites-le à la personne qui gère Préau : sans sauvegarde, une"
        " panne du disque efface tout."
    )
    return f"{sentence} {backup_words()}", ""
