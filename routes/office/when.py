"""A moment as one says it at the desk."""

from datetime import datetime, timedelta

from babel.dates import format_date

from language import text
from language.text import _, hour, zone
from models.core.clock import now


def when(moment: datetime) -> str:
    """`aujourd'hui à 14:02`, `hier à 9:30`, `le 7 décembre à 14:02`; with the year when that is another one."""
    there, today = moment.astimezone(zone()), now().astimezone(zone()).date()
    if there.date() == today:
        return _("aujourd'hui à {hour}").format(hour=hour(moment))
    if there.date() == today - timedelta(days=1):
        return _("hier à {hour}").format(hour=hour(moment))
    form = "d MMMM" if there.year == today.year else "d MMMM y"
    return _("le {day} à {hour}").format(day=format_date(there, form, locale=text.language()), hour=hour(moment))
