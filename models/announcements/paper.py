"""An announcement on paper: for the children with an adult whom no mail reaches, and who has not opened it."""

from dataclasses import dataclass

from models.announcements.reached import DONE, REFUSED, SEEN, AdultReached, ChildReached, Reached
from models.families import event
from models.families.event import Actor
from models.outbox import sending

ALL = "all"
CLASS = "class:"  # and its name
MOST = 300  # sheets of one page of the browser; a class has fewer


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, to be handed to this child. `language` is that of the first adult who needs it, empty for none."""

    name: str
    class_name: str
    language: str


def sheets(found: Reached, asks: str, scope: str = ALL) -> list[Sheet]:
    """The sheets of `scope`, `ALL` or a class, by class and name; a child who has nobody gets one too."""
    return [
        Sheet(child.name, child.class_name, _language(child, asks))
        for child in found.children
        if scope in (ALL, CLASS + child.class_name) and _needed(child, asks)
    ]


def _needed(child: ChildReached, asks: str) -> bool:
    nobody = not child.adults and not child.closed
    return nobody or any(_on_paper(adult, asks) for adult in child.adults)


def _language(child: ChildReached, asks: str) -> str:
    return next((adult.language for adult in child.adults if _on_paper(adult, asks)), "")


def _on_paper(adult: AdultReached, asks: str) -> bool:
    state = adult.state(asks)
    return state not in (SEEN, DONE) and (not adult.email or adult.refused or state == REFUSED)


async def record(announcement: int, printed: int, by: Actor) -> None:
    """The audit has who printed sheets, and how many."""
    detail = sending.as_detail(0, announcement=announcement, sheets=printed)
    await event.record("announcement sheets printed", actor=by.name, client=by.client, detail=detail)
