"""A screen of the office: a `Page` with the office's menu and the signed-in staff member."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar.types import Scope

from language import text
from language.text import _, hour, zone
from models.core.clock import now
from models.staff.sessions import StaffVisit
from routes.web.page import Page
from routes.web.request import context


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the office's menu. A page selects it by `name`, as its `section`."""

    name: str
    path: str
    label: str


def tabs(staff: StaffVisit) -> list[Tab]:
    """The entries that this person may open."""
    if staff.teacher:
        return [Tab("announcements", "/office/announcements", _("Avis"))]
    found = [
        Tab("families", "/office/families", _("Familles")),
        Tab("classes", "/office/classes", _("Classes")),
        Tab("announcements", "/office/announcements", _("Avis")),
        Tab("imports", "/office/imports", _("Importer")),
        Tab("invitations", "/office/invitations", _("Inviter")),
        Tab("letters", "/office/letters", _("Lettres")),
        Tab("mails", "/office/mails", _("Mails")),
        Tab("audit", "/office/audit", _("Journal")),
    ]
    if staff.admin:
        found += [Tab("school", "/office/school", _("L’école")), Tab("staff", "/office/staff", _("Équipe"))]
    return found


def when(moment: datetime) -> str:
    """`aujourd'hui à 14:02`, `hier à 9:30`, `le 7 décembre à 14:02`; with the year if it is not the current one."""
    there, today = moment.astimezone(zone()), now().astimezone(zone()).date()
    if there.date() == today:
        return _("aujourd’hui à {hour}").format(hour=hour(moment))
    if there.date() == today - timedelta(days=1):
        return _("hier à {hour}").format(hour=hour(moment))
    written = text.written(there.date(), "d MMMM" if there.year == today.year else "long")
    return _("le {day} à {hour}").format(day=written, hour=hour(moment))


class OfficePage(Page):
    """`section` is the name of the `Tab` that the page belongs to. Each template has `staff`, `tabs` and `when`."""

    def __init__(self, template: str, *, section: str = "", **options: Any) -> None:
        super().__init__(template, section=section, **options)

    def body(self, scope: Scope, block: str, encoding: str) -> bytes:
        self.context = {"staff": context(scope).staff, "tabs": tabs, "when": when, **self.context}
        return super().body(scope, block, encoding)
