"""An adult as the office corrects one."""

from dataclasses import dataclass

from models.database import query
from models.families.guardian import Person, guardian


class ChangedMeanwhile(Exception):
    """Somebody else has changed this adult since the page was made; nothing was written."""


@dataclass(frozen=True, slots=True)
class Adult:
    """`person`, and the `version` that whoever changes the adult has to name."""

    person: Person
    version: int

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.full_name or self.person.username


async def adult(guardian_id: int) -> Adult:
    """The adult with this number; `LookupError` when there is none."""
    person = await guardian(guardian_id)
    rows = await query("SELECT version FROM guardian WHERE id = ?", guardian_id)
    if not rows:
        raise LookupError(guardian_id)
    return Adult(person, rows[0]["version"])


async def hold(guardian_id: int) -> Adult:
    """The adult, whom nobody else changes until the transaction ends. Raises `LookupError`."""
    await query("UPDATE guardian SET version = version WHERE id = ?", guardian_id)
    return await adult(guardian_id)


async def take(guardian_id: int, version: int) -> None:
    """Change the adult as it was at `version`, inside a transaction: of two at once, one. Raises `ChangedMeanwhile`."""
    taken = await query(
        "UPDATE guardian SET version = version + 1 WHERE id = ? AND version = ? RETURNING id", guardian_id, version
    )
    if not taken:
        raise ChangedMeanwhile
