"""An address that the office types and another family has: the office must say that it is right before it is stored.

Two adults who see one child may share an address, and nobody is asked. Otherwise it is mostly a mistake, and one
family's mail would go to another.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from models.core.address import address_key
from models.core.clock import now
from models.database import fetch
from models.families.guardian import LISTED, Guardian
from models.families.guardianship import Guardianship
from models.importing.reading.questions import key_of

NAMED = 5  # accounts that the question names


@dataclass(frozen=True, slots=True)
class HolderAccount:
    """An account with the address, and the names of the children whom it sees."""

    username: str
    name: str
    children: tuple[str, ...]


class OtherFamily(Exception):
    """The address is that of these accounts, `more` others not named, who see no child of those whom it is for. `sure`
    is the answer that it is right: it holds for this address, these accounts and the adult asked about alone."""

    def __init__(self, known: list[HolderAccount], more: int, sure: str) -> None:
        super().__init__(len(known) + more)
        self.known, self.more, self.sure = known, more, sure


@dataclass(frozen=True, slots=True)
class _Account:
    id: int
    username: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class _Access:
    guardian: int
    child: int
    first_name: str
    last_name: str
    ended_at: datetime | None
    ended_by: str


async def refuse_unsure(
    address: str,
    answer: str,
    *,
    adults: Collection[int] = (),
    children: Collection[int] = (),
    told_apart: Collection[str] = (),
    whom: str = "",
) -> None:
    """Raises `OtherFamily` where accounts have the address that share none of these `children` and no child of these
    `adults`, unless `answer` is its `sure`. The usernames `told_apart` were asked about already; `whom` says who
    is to have the address."""
    if not address:
        return
    having = LISTED & (Guardian.email_key == address_key(address))
    columns = (Guardian.id, Guardian.username, Guardian.first_name, Guardian.last_name)
    holders = await fetch(_Account, Guardian.select(*columns).where(having).order_by(Guardian.id))
    holders = [one for one in holders if one.id not in adults and one.username not in told_apart]
    if not holders:
        return
    beside: defaultdict[int, list[_Access]] = defaultdict(list)
    for access in await _accesses(Guardianship.guardian.is_in([*adults, *(one.id for one in holders)])):
        beside[access.guardian].append(access)
    family = {*children, *(access.child for adult in adults for access in beside[adult])}
    others = [one for one in holders if family.isdisjoint(access.child for access in beside[one.id])]
    sure = key_of(address_key(address), whom, *(one.username for one in others))
    if others and answer != sure:
        named = [
            HolderAccount(
                one.username,
                f"{one.first_name} {one.last_name}".strip(),
                tuple(
                    f"{each.first_name} {each.last_name}".strip()
                    for each in beside[one.id]
                    if each.ended_by != "import"
                ),
            )
            for one in others[:NAMED]
        ]
        raise OtherFamily(named, len(others) - len(named), sure)


async def _accesses(condition: Combinable) -> list[_Access]:
    """Those that the office has not ended: who was shut out of a child is no longer of its family."""
    child = Guardianship.child._
    columns = (
        *(Guardianship.guardian, Guardianship.child, Guardianship.ended_at, Guardianship.ended_by),
        *(child.first_name.as_alias("first_name"), child.last_name.as_alias("last_name")),
    )
    found = await fetch(_Access, Guardianship.select(*columns).where(condition).order_by(Guardianship.id))
    moment = now()
    return [one for one in found if one.ended_by != "office" or (one.ended_at and one.ended_at > moment)]
