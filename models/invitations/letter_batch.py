"""A batch of printed letters: made at once, printed within a day, remembered.

A letter's token is nowhere at rest, as a mail's is not: its seed is kept until somebody says that it is printed, a day
at most, so that a jammed printer costs nothing. After that only a new letter helps, which ends the older one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import token
from models.access.code_shown import record_shown
from models.core import crockford, school
from models.core.clock import now
from models.database import Rows, execute_many, query, transaction
from models.families import event
from models.families.child import Pupil, children_of
from models.invitations.letter_choice import CLASS, Addressees, Choice, desk, find

KEPT = timedelta(days=1)  # the seeds of a batch that nobody says is printed
SHEETS = 200  # on one page of the browser: more would make it slow
LIST = 50  # batches on one page


class NobodyLeft(Exception):
    """Nobody who was meant needs a letter; `found` says why not."""

    def __init__(self, found: Addressees) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class Batch:
    """`letters` were made, `arrived` of these adults are in since; `waiting` can still be printed."""

    id: int
    at: datetime
    actor: str
    scope: str
    letters: int
    arrived: int
    waiting: int
    names: str  # the adult's, when there is one letter

    @property
    def printable(self) -> bool:
        return self.waiting > 0 and now() - self.at < KEPT


@dataclass(frozen=True, slots=True)
class Recipient:
    """An adult who got a letter. `replaced`: it does not open any more, and the adult is not in."""

    guardian: int
    name: str
    username: str
    arrived: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one letter says."""

    name: str
    username: str
    email: str  # empty when mail to it does not arrive
    language: str
    children: tuple[Pupil, ...]
    code: str
    link: str
    expires_at: datetime
    replaces_at: datetime | None


async def make(choice: Choice, once: str, *, actor: str, client: str = "") -> int:
    """Make the letters, each with a token that ends the adult's older ones; returns the batch's number.

    The same form again, `once` being its mark, gives the same batch. Raises `NobodyLeft`, `LookupError`.
    """
    mark = school.keyed("letters", once.encode()).hex()
    async with transaction():
        rows = await query(
            "INSERT INTO letter_batch (at, actor, scope, once) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (once) DO NOTHING RETURNING id",
            *(now(), actor, choice.name, mark),
        )
        if not rows:
            return int((await query("SELECT id FROM letter_batch WHERE once = ?", mark))[0]["id"])
        batch = int(rows[0]["id"])
        found = await find(choice, lock=True)
        if not found.letters:
            raise NobodyLeft(found)
        expires_at = now() + token.validity(token.INVITATION)
        people = [person.id for person in found.letters]
        seeds = await token.issue_each(people, token.INVITATION, expires_at, token.LETTER)
        digests = {person: token.digest_of(token.code_of(seed)) for person, seed in seeds.items()}
        await execute_many(
            "INSERT INTO letter (batch, guardian, token, seed, replaces_at)"
            " VALUES (?, ?, (SELECT id FROM token WHERE digest = ?), ?, ?)",
            [(batch, one.id, digests[one.id], seeds[one.id], one.replaces_at) for one in found.letters],
        )
        for person in people:
            await event.record("letter printed", guardian=person, client=client, actor=actor)
    return batch


COUNTED = (
    "SELECT b.id, b.at, b.actor, b.scope, COUNT(l.id) AS letters, COUNT(g.activated_at) AS arrived,"
    " COUNT(NULLIF(l.seed, '')) AS waiting,"
    " CASE WHEN COUNT(l.id) = 1 THEN MAX(g.first_name || ' ' || g.last_name) ELSE '' END AS names"
    " FROM letter_batch b LEFT JOIN letter l ON l.batch = b.id LEFT JOIN guardian g ON g.id = l.guardian"
    " WHERE {} GROUP BY b.id, b.at, b.actor, b.scope ORDER BY b.id DESC LIMIT {}"
)


def _batches(rows: Rows) -> list[Batch]:
    return [Batch(**{**row, "names": row["names"].strip()}) for row in rows]


async def batches(before: int) -> list[Batch]:
    """The batches made before the one with this number, the latest first, and one more than a page shows."""
    return _batches(await query(COUNTED.format("b.id < ?", LIST + 1), before))


async def batch(number: int) -> Batch:
    """`LookupError` when there is none with this number."""
    if not (found := _batches(await query(COUNTED.format("b.id = ?", 1), number))):
        raise LookupError(number)
    return found[0]


async def recipients(number: int) -> list[Recipient]:
    """Who got a letter of this batch, in the order of the heap."""
    rows = await query(
        "SELECT l.guardian, g.first_name, g.last_name, g.username, g.activated_at, t.revoked_at, t.spent_at"
        " FROM letter l JOIN guardian g ON g.id = l.guardian LEFT JOIN token t ON t.id = l.token"
        " WHERE l.batch = ? ORDER BY l.id",
        number,
    )
    return [
        Recipient(
            row["guardian"],
            f"{row['first_name']} {row['last_name']}".strip(),
            row["username"],
            row["activated_at"] is not None,
            row["activated_at"] is None and row["revoked_at"] is not None,
        )
        for row in rows
    ]


async def sheets(of: Batch, part: int, *, actor: str, client: str = "") -> list[Sheet]:
    """The letters to print, so many at a time, `part` counting from 1. What no longer opens is not among them.

    That `actor` was shown these codes is recorded.
    """
    rows = await query(
        "SELECT l.guardian, l.seed, l.replaces_at, g.first_name, g.last_name, g.username, g.language,"
        " CASE WHEN g.refused_at IS NULL THEN g.email ELSE '' END AS email, t.expires_at"
        " FROM letter l JOIN guardian g ON g.id = l.guardian JOIN token t ON t.id = l.token"
        " WHERE l.batch = ? AND l.seed <> '' AND t.spent_at IS NULL AND t.revoked_at IS NULL AND t.expires_at > ?"
        f" AND g.disabled_at IS NULL ORDER BY l.id LIMIT {SHEETS} OFFSET ?",
        *(of.id, now(), (part - 1) * SHEETS),
    )
    room = of.scope.removeprefix(f"{CLASS}:") if of.scope.startswith(f"{CLASS}:") else ""
    found: dict[int, Sheet] = {}
    for row in rows:
        children = await children_of(row["guardian"])
        if children:  # an access that ended since the batch was made
            first = sorted(children, key=lambda child: (bool(room) and child.class_name != room, desk(child)))
            code = crockford.show(token.code_of(row["seed"]))
            link = f"{school.settings().base_url}/first-connection?token={code}"
            name = f"{row['first_name']} {row['last_name']}".strip()
            about = (name, row["username"], row["email"], row["language"])
            sheet = Sheet(*about, tuple(first), code, link, row["expires_at"], row["replaces_at"])
            found[row["guardian"]] = sheet
    await record_shown(found, actor=actor, client=client)
    return list(found.values())


async def printed(number: int) -> None:
    """They are on paper: their codes can be made no more."""
    await query("UPDATE letter SET seed = '' WHERE batch = ? AND seed <> ''", number)


async def forget() -> None:
    """The same for every batch that is a day old."""
    await query(
        "UPDATE letter SET seed = '' WHERE seed <> '' AND batch IN (SELECT id FROM letter_batch WHERE at <= ?)",
        now() - KEPT,
    )
