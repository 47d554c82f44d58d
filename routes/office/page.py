"""A screen of the office: a `Page` that knows who is signed in, and the rooms of the office above it."""

from dataclasses import dataclass
from typing import Any

from litestar.types import Scope

from language.text import _
from models.staff.sessions import StaffVisit
from routes.web.page import Page
from routes.web.request import context


@dataclass(frozen=True)
class Room:
    """One entry of the office's navigation. `name` is what a page gives as its `section`."""

    name: str
    path: str
    label: str


def rooms(staff: StaffVisit) -> list[Room]:
    """The rooms that are open to this person."""
    found = [
        Room("families", "/office/families", _("Familles")),
        Room("classes", "/office/classes", _("Classes")),
        Room("imports", "/office/imports", _("Importer")),
        Room("invitations", "/office/invitations", _("Inviter")),
        Room("letters", "/office/letters", _("Lettres")),
        Room("mails", "/office/mails", _("Mails")),
        Room("audit", "/office/audit", _("Journal")),
    ]
    return [*found, *_admin_rooms()] if staff.admin else found


def _admin_rooms() -> list[Room]:
    return [
        Room("school", "/office/school", _("L'école")),
        Room("staff", "/office/staff", _("Équipe")),
    ]


class OfficePage(Page):
    """`section` is the `Room.name` that the page stands in."""

    def __init__(self, template: str, *, section: str = "", **options: Any) -> None:
        super().__init__(template, section=section, **options)

    def body(self, scope: Scope, block: str, encoding: str) -> bytes:
        self.context = {"staff": context(scope).staff, "rooms": rooms, **self.context}
        return super().body(scope, block, encoding)
