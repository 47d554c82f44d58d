"""What is wrong with a setting that an admin typed, in words."""

from language.text import _
from models.office import school_setting
from routes.web.form import Fault
from settings.links import BadLink
from settings.values import LONGEST


def setting_faults(values: dict[str, str]) -> tuple[Fault, ...]:
    """The fault of each of these values that cannot be kept."""
    found = []
    for name, value in values.items():
        try:
            if value:
                school_setting.read(name, value)
        except BadLink as error:
            sentence = _(
                "Ce lien n’est pas bon : « {link} ». Exemple : Cantine = https://cantine.ecole.be | Menus | repas"
            )
            found.append(Fault(name, sentence.format(link=error.written[:60])))
        except ValueError:
            found.append(Fault(name, _sentence(name)))
    return tuple(found)


def _sentence(name: str) -> str:
    return {
        "school_email": _("Cette adresse mail n’est pas bonne. Exemple : secretariat@ecole.be"),
        "links": _("Ces liens ont plus de 2000 signes, ou un signe que nous ne pouvons pas garder."),
        "invitation_days": _("Écrivez un nombre de jours de 1 à 90."),
        "reset_hours": _("Écrivez un nombre d’heures de 1 à 168."),
        **dict.fromkeys(("colour", "roof_colour"), _("Choisissez une couleur.")),
        "reminders": _("Choisissez oui ou non."),
        "weekly_mail_day": _("Choisissez un jour."),
    }.get(name, _("Ce texte a plus de {most} caractères, ou un signe que nous ne pouvons pas garder.")).format(
        most=LONGEST
    )
