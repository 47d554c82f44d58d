"""What was just done with an announcement, in words."""

from language.text import _, ngettext, weekday
from models.announcements.publishing import Published
from models.core import school


def notices() -> dict[str, str]:
    """What was just done, by the name that the address has: for a browser without scripts, which is led there."""
    return {
        "sent": _("L’avis est envoyé."),
        "reminded": _("Rappel envoyé."),
        "reminded-today": _("Un rappel est déjà parti aujourd’hui. Réessayez demain."),
        "too-late": _("Il est trop tard pour un rappel : l’avis ne demande plus rien."),
    }


def sent(done: Published) -> str:
    """It was sent, and to how many."""
    said = ngettext("L’avis est envoyé. {mails} mail part.", "L’avis est envoyé. {mails} mails partent.", done.mails)
    later = ngettext(
        "{number} parent l’aura avec le mail de la semaine ({weekday}).",
        "{number} parents l’auront avec le mail de la semaine ({weekday}).",
        done.weekly,
    )
    more = ngettext(
        "{invited} parent qui n’est pas encore entré est invité de nouveau.",
        "{invited} parents qui ne sont pas encore entrés sont invités de nouveau.",
        done.invitations,
    )
    day = weekday(school.settings().weekly_mail_day)
    sentences = [said.format(mails=done.mails)]
    sentences += [later.format(number=done.weekly, weekday=day)] if done.weekly else []
    sentences += [more.format(invited=done.invitations)] if done.invitations else []
    return " ".join(sentences)
