"""A class by child, for its teacher: each child with the adults who see it, their state and telephone."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from models.core.clock import now
from models.database import fetch
from models.families.child import Child, at_school
from models.families.directory import Directory, fold
from models.families.guardianship import Guardianship
from models.families.standing import EXPIRED


@dataclass(frozen=True, slots=True)
class ListedAdult:
    """An adult who sees the child at this moment; `standing` as in models.families.standing."""

    id: int
    child: int
    first_name: str
    last_name: str
    phone: str
    email: str
    standing: str = ""

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A child of the class, with its adults by name."""

    id: int
    first_name: str
    last_name: str
    adults: tuple[ListedAdult, ...]

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class _ChildRow:
    id: int
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class _StandingRow:
    guardian: int
    standing: str
    until: datetime | None


async def of_class(class_name: str) -> list[ListedChild]:
    """The children of this class who are at the school, by name."""
    trial = Guardianship.select(Guardianship.child).where(Guardianship.guardian._.trial_of.is_not_null())
    here = at_school(Child.left_at) & (Child.class_name == class_name) & Child.id.not_in(trial)
    children = await fetch(_ChildRow, Child.select(Child.id, Child.first_name, Child.last_name).where(here))
    adults: defaultdict[int, list[ListedAdult]] = defaultdict(list)
    for adult in await _adults(class_name):
        adults[adult.child].append(adult)
    listed = [
        ListedChild(one.id, one.first_name, one.last_name, tuple(sorted(adults[one.id], key=lambda a: fold(a.name))))
        for one in children
    ]
    return sorted(listed, key=lambda child: (fold(child.name), child.id))


async def _adults(class_name: str) -> list[ListedAdult]:
    adult, child, moment = Guardianship.guardian._, Guardianship.child._, now()
    sees = Guardianship.ended_at.is_null() | (Guardianship.ended_at > moment)
    columns = (
        *(adult.id.as_alias("id"), child.id.as_alias("child")),
        *(adult.first_name.as_alias("first_name"), adult.last_name.as_alias("last_name")),
        *(adult.phone.as_alias("phone"), adult.email.as_alias("email")),
    )
    here = at_school(child.left_at) & (child.class_name == class_name) & adult.trial_of.is_null()
    here = here & adult.merged_into.is_null()
    rows = await fetch(ListedAdult, Guardianship.select(*columns).where(here & sees))
    standings = await _standings([row.id for row in rows], moment)
    return [replace(row, standing=standings.get(row.id, "")) for row in rows]


async def _standings(adults: list[int], moment: datetime) -> dict[int, str]:
    if not adults:
        return {}
    theirs = Directory.select(Directory.guardian, Directory.standing, Directory.until)
    rows = await fetch(_StandingRow, theirs.where(Directory.guardian.is_in(sorted(set(adults)))))
    return {row.guardian: EXPIRED if row.until and row.until <= moment else row.standing for row in rows}
