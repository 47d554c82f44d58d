"""Who was reached, on the page of what was sent."""

import asyncio
from collections import Counter
from typing import Any

from language.text import _
from models.announcements import paper, reached, reminding
from models.announcements.announcement import ANSWER, READ
from models.announcements.reached import DONE, PAPER, REFUSED, SEEN, SENT, WAITING, WEEKLY, ChildReached, Reached
from models.announcements.reading import CURRENT, Written
from models.staff.sessions import StaffVisit
from routes import announcement_choices
from routes.office.announcements.common import within

SHOWN = 60  # children without a class chosen: those who are not reached


async def reached_facts(one: Written, class_name: str | None) -> dict[str, Any]:
    """What the template shows. `class_name`: each child of this class, else those of whom something is missing."""
    return await asyncio.to_thread(_facts, await reached.of(one), one, class_name)


def _facts(found: Reached, one: Written, class_name: str | None) -> dict[str, Any]:
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
        "choices": announcement_choices.in_words(one.choices),
        "word_of": announcement_choices.word_of,
        "remindable": len(reminding.due(found, one.asks)) if reminding.possible(one) else 0,
        "on_paper": _on_paper(found, one),
    }


def _on_paper(found: Reached, one: Written) -> list[tuple[str, str, int]]:
    """The choices of sheets to print: field, label, how many. The whole only where it is one page of the browser."""
    needed = paper.sheets(found, one.asks) if one.state == CURRENT else []
    by_class = Counter(sheet.class_name for sheet in needed)
    whole = [(paper.ALL, _("Toutes"), len(needed))] if 0 < len(needed) <= paper.MOST else []
    return [*whole, *((f"{paper.CLASS}{name}", name or _("sans classe"), number) for name, number in by_class.items())]


async def theirs(one: Written, staff: StaffVisit) -> list[ChildReached]:
    """The children of a teacher's classes whom it goes to."""
    classes = await within(staff) or []
    return [child for child in (await reached.of(one)).children if child.class_name in classes]


async def pupils_facts(one: Written, staff: StaffVisit) -> dict[str, Any]:
    """What a teacher sees of who was reached: by child, never by adult, and nothing of addresses."""
    pupils = await theirs(one, staff)
    return {
        "pupils": pupil_rows(one, pupils),
        "remindable": reminding.possible(one) and any(child.state != DONE for child in pupils),
    }


def pupil_rows(one: Written, pupils: list[ChildReached]) -> list[tuple[str, str, str, str, str]]:
    """Class, name, state and answers of each child, and whether its adults answered differently, in words.

    The answers come in the order of the choices: that of the adults would tell who gave which.
    """
    choices, words = announcement_choices.in_words(one.choices), {DONE: child_state(one.asks)[DONE], SEEN: _("vu")}
    return [
        (
            child.class_name,
            child.name,
            words.get(child.state, _("pas encore")),
            " / ".join(announcement_choices.word_of(choice, choices) for choice in sorted(set(child.choices))),
            _("deux réponses différentes") if child.differ else "",
        )
        for child in pupils
    ]


def child_state(asks: str) -> dict[str, str]:
    """The names of `reached.STATES`."""
    return {
        DONE: _("a répondu") if asks == ANSWER else _("lu"),
        SEEN: _("vu"),
        SENT: _("mail parti"),
        WAITING: _("mail en attente"),
        WEEKLY: _("attend le mail de la semaine"),
        REFUSED: _("mail refusé"),
        PAPER: _("pas de mail"),
    }
