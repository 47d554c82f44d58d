"""To whom an announcement goes: the school, classes, or single children.

It is asked at the sending, for the mails, and again at each reading: who may see a child sees what goes to it now.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from piccolo.custom_types import Combinable

from models.announcements.announcement import AnnouncementAudience
from models.announcements.reading import DRAFT, AnnouncementChanged, Written
from models.announcements.wording import BadAnnouncement
from models.announcements.writing import claim
from models.core.clock import now
from models.database import fetch, transaction
from models.families import classes
from models.families.child import TRIAL_CHILDREN, Child, at_school
from models.families.directory import fold

SCHOOL, CLASSES, CHILDREN = "school", "classes", "children"
CHILDREN_MOST = 60  # single children: a class and a half; more are classes

# SQL condition: announcement `a` goes to child `c`.
ADDRESSED = (
    "EXISTS (SELECT 1 FROM announcement_audience u WHERE u.announcement = a.id"
    " AND (u.child = c.id OR (u.child IS NULL AND (u.class_name = '' OR u.class_name = c.class_name))))"
)
# SQL: the children whom the announcement of the bound number goes to; the bound time after it.
PUPILS = (
    f"FROM announcement a JOIN child c ON {ADDRESSED} WHERE a.id = ? AND (c.left_at IS NULL OR c.left_at > ?)"
    f" AND c.id NOT IN ({TRIAL_CHILDREN})"
)


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom: `kind` is `SCHOOL`, `CLASSES`, `CHILDREN`, or empty while nobody is chosen."""

    kind: str
    classes: tuple[str, ...] = ()
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    announcement: int
    class_name: str
    child: int | None


async def of(number: int) -> Audience:
    """To whom this announcement goes."""
    return (await of_each([number])).get(number, Audience(""))


async def of_each(numbers: Collection[int]) -> dict[int, Audience]:
    """To whom each of these goes; without those that go to nobody yet."""
    these = AnnouncementAudience.announcement.is_in([*numbers, 0])
    rows = await fetch(_Row, AnnouncementAudience.select().where(these).order_by(AnnouncementAudience.id))
    grouped: dict[int, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(row.announcement, []).append(row)
    return {number: _audience(some) for number, some in grouped.items()}


def _audience(rows: list[_Row]) -> Audience:
    named = tuple(sorted({row.class_name for row in rows if row.class_name}, key=classes.sort_key))
    children = tuple(row.child for row in rows if row.child is not None)
    kind = CHILDREN if children else CLASSES if named else SCHOOL
    return Audience(kind, named, children)


Within = Collection[str] | None  # the classes that somebody may write to; None: the whole school


async def choose(before: Written, chosen: Audience, within: Within = None) -> None:
    """Say to whom a draft goes. Raises `BadAnnouncement` (nobody, too many, gone), or `AnnouncementChanged`."""
    if before.state != DRAFT:
        raise AnnouncementChanged
    rows = await _rows(before.id, chosen, within)
    async with transaction():
        await claim(before, {})
        await AnnouncementAudience.delete().where(AnnouncementAudience.announcement == before.id)
        await AnnouncementAudience.insert(*rows)


async def _rows(number: int, chosen: Audience, within: Within) -> list[AnnouncementAudience]:
    if chosen.kind == SCHOOL:
        if within is not None:
            raise BadAnnouncement("kind", "nobody")
        return [AnnouncementAudience(announcement=number)]
    if chosen.kind == CLASSES:
        there = set(await names(within))
        rows = [AnnouncementAudience(announcement=number, class_name=name) for name in chosen.classes if name in there]
    else:
        if len(chosen.children) > CHILDREN_MOST:
            raise BadAnnouncement("children", "many", len(chosen.children))
        of_these = Child.id.is_in([*chosen.children, 0]) & _pupil(within)
        ids = await fetch(int, Child.select(Child.id).where(of_these).order_by(Child.id))
        rows = [AnnouncementAudience(announcement=number, child=one) for one in ids]
    if not rows:
        raise BadAnnouncement(chosen.kind or "kind", "nobody")
    return rows


async def names(within: Within) -> list[str]:
    """The classes that may be chosen, in order."""
    return [name for name in await classes.names() if within is None or name in within]


def _pupil(within: Within) -> Combinable:
    there = at_school(Child.left_at)
    return there if within is None else there & _in_one_of(within)


def _in_one_of(names: Collection[str]) -> Combinable:
    return Child.class_name.is_in([*names, "\n"])  # the list is never empty, and no class has that name


async def is_within(number: int, within: Within) -> bool:
    """Whether it goes to these classes alone, and to children who are in them now."""
    if within is None:
        return True
    chosen = await of(number)
    inside = Child.id.is_in([*chosen.children, 0]) & _in_one_of(within)
    there = await fetch(int, Child.select(Child.id).where(inside))
    return chosen.kind != SCHOOL and set(chosen.classes) <= set(within) and set(chosen.children) == set(there)


@dataclass(frozen=True, slots=True)
class AddressedChild:
    """A child whom an announcement goes to."""

    id: int
    first_name: str
    last_name: str
    class_name: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


async def pupils(number: int) -> list[AddressedChild]:
    """The children at the school whom it goes to, by class and name."""
    found = await fetch(AddressedChild, f"SELECT c.id, c.first_name, c.last_name, c.class_name {PUPILS}", number, now())
    return sorted(found, key=lambda child: (classes.sort_key(child.class_name), child.last_name, child.first_name))


async def named(children: Collection[int], within: Within = None) -> list[AddressedChild]:
    """Those of these children who may be chosen, by name."""
    these = Child.select(Child.id, Child.first_name, Child.last_name, Child.class_name)
    there = Child.id.is_in([*children, 0]) & _pupil(within)
    return await fetch(AddressedChild, these.where(there).order_by(Child.last_name, Child.first_name))


async def search(typed: str, most: int, within: Within = None) -> list[AddressedChild]:
    """The children who may be chosen, with each of these words in name or class, by name; at most so many."""
    wanted = fold(typed).split()
    these = Child.select(Child.id, Child.first_name, Child.last_name, Child.class_name).where(_pupil(within))
    pupils = await fetch(AddressedChild, these.order_by(Child.last_name, Child.first_name))
    fits = (child for child in pupils if all(word in fold(f"{child.name} {child.class_name}") for word in wanted))
    return list(islice(fits, most))
