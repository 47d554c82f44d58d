"""Who was reached, on the page of what was sent."""

from typing import Any

from language.text import _
from models.announcements import reached, reminding
from models.announcements.announcement import ANSWER, READ
from models.announcements.reached import DONE, PAPER, REFUSED, SEEN, SENT, WAITING
from models.announcements.reading import Written

SHOWN = 60  # children without a class chosen: those who are not reached


async def reached_facts(one: Written, class_name: str | None) -> dict[str, Any]:
    """What the template shows. `class_name`: each child of this class, else those of whom something is missing."""
    found = await reached.of(one)
    wanted = (SEEN, DONE) if one.asks not in (READ, ANSWER) else (DONE,)
    if class_name is None:
        children = [child for child in found.children if child.state not in wanted]
    else:
        children = [child for child in found.children if child.class_name == class_name]
    return {
        "found": found,
        "listed": children[:SHOWN] if class_name is None else children,
        "more": max(0, len(children) - SHOWN) if class_name is None else 0,
        "class_name": class_name,
        "child_state": child_state(one.asks),
        "choices": choices_of(one),
        "remindable": len(reminding.due(found, one.asks)) if reminding.possible(one) else 0,
    }


def choices_of(one: Written) -> list[str]:
    """The choices in words."""
    return one.choices.splitlines() or [_("Oui"), _("Non")]


def child_state(asks: str) -> dict[str, str]:
    """The names of `reached.STATES`."""
    return {
        DONE: _("a répondu") if asks == ANSWER else _("lu"),
        SEEN: _("vu"),
        SENT: _("mail parti"),
        WAITING: _("mail en attente"),
        REFUSED: _("mail refusé"),
        PAPER: _("pas de mail"),
    }
