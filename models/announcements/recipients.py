"""The adults whom an announcement reaches if it is sent now, and how."""

from dataclasses import dataclass

from models.announcements import audience
from models.announcements.audience import PUPILS
from models.core.clock import now
from models.database import fetch
from models.families.child import ACCESS_ACTIVE
from models.families.guardian import LISTED_SQL


@dataclass(frozen=True, slots=True)
class Recipient:
    """An adult who may see at least one of these children. `refused`: mail to the address does not arrive. `weekly`:
    chose one mail a week."""

    id: int
    email: str
    activated: bool
    disabled: bool
    refused: bool
    weekly: bool

    @property
    def by_mail(self) -> bool:
        return bool(self.email) and not self.disabled


@dataclass(frozen=True, slots=True)
class Reach:
    """How many children and adults, and of these who gets a mail, needs paper (no address, or a refused one), or gets
    nothing, because the account is closed. Of those with a mail, how many chose one a week."""

    children: int
    mail: int
    weekly: int
    paper: int
    nothing: int

    @property
    def adults(self) -> int:
        return self.mail + self.paper + self.nothing


async def of(number: int) -> list[Recipient]:
    """Every adult who may see one of the children at this moment, once."""
    moment = now()
    return await fetch(
        Recipient,
        # The children first: for each adult SQLite looks at every one of them otherwise, a minute in a big school.
        f"WITH addressed AS MATERIALIZED (SELECT c.id, c.left_at {PUPILS})"  # noqa: S608 constants
        " SELECT DISTINCT g.id, g.email, g.activated_at IS NOT NULL AS activated, g.refused_at IS NOT NULL AS refused,"
        " g.disabled_at IS NOT NULL AS disabled, g.announcements_weekly AS weekly"
        " FROM addressed c JOIN guardianship s ON s.child = c.id JOIN guardian g ON g.id = s.guardian"
        f" WHERE {LISTED_SQL} AND {ACCESS_ACTIVE} ORDER BY g.id",
        *(number, moment, moment),
    )


async def reach(number: int) -> Reach:
    """Whom it reaches if it is sent now."""
    people = await of(number)
    closed = sum(one.disabled for one in people)
    mails = [one for one in people if one.by_mail and not one.refused]
    weekly = sum(one.weekly for one in mails)
    return Reach(len(await audience.pupils(number)), len(mails), weekly, len(people) - closed - len(mails), closed)
