"""A batch of printed letters: made at once, printed within a day, kept in the history.

As of a mail, no token is stored, only the seed that makes it, and only until the office confirms that the batch is
printed, one day at most: a failed print can be repeated. After that a new letter is needed, which ends the older one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import token
from models.access.code_shown import record_shown
from models.access.token import UNUSED_SQL
from models.core import crockford, school
from models.core.clock import now
from models.database import execute_many, fetch, fetch_one, transaction
from models.families import event
from models.families.child import Pupil, children_of
from models.invitations.letter import HAS_SEED, LetterBatch, PrintedLetter
from models.invitations.letter_choice import CLASS, Addressees, LetterChoice, find, in_letter_order

KEPT = timedelta(days=1)  # how long the seeds of a batch are kept that nobody confirms as printed
LETTERS_SHOWN = 200  # on one page of the browser: more would make it slow
BATCHES_SHOWN = 50  # on one page


class NoRecipients(Exception):
    """No adult of the choice needs a letter; `found` says why not."""

    def __init__(self, found: Addressees) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class Batch:
    """`letters` were made, `arrived` of their adults have signed in since, `waiting` can still be printed. `names` is
    the adult's name where there is one letter, else empty."""

    id: int
    at: datetime
    actor: str
    scope: str
    letters: int
    arrived: int
    waiting: int
    names: str

    @property
    def printable(self) -> bool:
        return self.waiting > 0 and now() - self.at < KEPT


@dataclass(frozen=True, slots=True)
class Recipient:
    """An adult who got a letter. `revoked_at` is that of the letter's token."""

    guardian: int
    first_name: str
    last_name: str
    username: str
    activated_at: datetime | None
    revoked_at: datetime | None

    @property
    def arrived(self) -> bool:
        return self.activated_at is not None

    @property
    def replaced(self) -> bool:
        """Whether the letter is not valid any more, and the adult has not come in."""
        return not self.arrived and self.revoked_at is not None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What one letter says. `email` is empty when mail to it does not arrive."""

    name: str
    username: str
    email: str
    language: str
    children: tuple[Pupil, ...]
    code: str
    link: str
    expires_at: datetime
    replaces_at: datetime | None


@dataclass(frozen=True, slots=True)
class _PrintableLetter:
    guardian: int
    first_name: str
    last_name: str
    username: str
    email: str
    language: str
    seed: str
    expires_at: datetime
    replaces_at: datetime | None


async def make(choice: LetterChoice, form_key: str, *, actor: str, client: str = "") -> int:
    """Make the letters, each with a token that ends the adult's older ones; returns the batch's number.

    The same form submitted again, by its `form_key`, gives the same batch. Raises `NoRecipients`, `LookupError`.
    """
    key = school.keyed_digest("letters", form_key)
    new = LetterBatch(actor=actor, scope=choice.name, once=key)
    async with transaction():
        batch = await fetch_one(int, LetterBatch.insert(new).on_conflict(LetterBatch.once).returning(LetterBatch.id))
        if batch is None:
            (made_before,) = await fetch(int, LetterBatch.select(LetterBatch.id).where(LetterBatch.once == key))
            return made_before
        found = await find(choice, lock=True)
        if not found.letters:
            raise NoRecipients(found)
        expires_at = now() + token.validity(token.INVITATION)
        adults = [person.id for person in found.letters]
        seeds = await token.issue_each(adults, token.INVITATION, expires_at, token.LETTER)
        digests = {adult: token.digest_of(token.code_of(seed)) for adult, seed in seeds.items()}
        await execute_many(
            "INSERT INTO letter (batch, guardian, token, seed, replaces_at)"
            " VALUES (?, ?, (SELECT id FROM token WHERE digest = ?), ?, ?)",
            [(batch, one.id, digests[one.id], seeds[one.id], one.replaces_at) for one in found.letters],
        )
        for adult in adults:
            await event.record("letter printed", guardian=adult, client=client, actor=actor)
    return batch


COUNTED = (
    "SELECT b.id, b.at, b.actor, b.scope, COUNT(l.id) AS letters, COUNT(g.activated_at) AS arrived,"
    " COUNT(NULLIF(l.seed, '')) AS waiting,"
    " CASE WHEN COUNT(l.id) = 1 THEN TRIM(MAX(g.first_name || ' ' || g.last_name)) ELSE '' END AS names"
    " FROM letter_batch b LEFT JOIN letter l ON l.batch = b.id LEFT JOIN guardian g ON g.id = l.guardian"
    " WHERE {} GROUP BY b.id, b.at, b.actor, b.scope ORDER BY b.id DESC LIMIT {}"
)


async def batches(before: int) -> list[Batch]:
    """The batches made before the one with this number, the latest first, and one more than a page shows."""
    return await fetch(Batch, COUNTED.format("b.id < ?", BATCHES_SHOWN + 1), before)


async def batch(number: int) -> Batch:
    """`LookupError` when there is none with this number."""
    if (found := await fetch_one(Batch, COUNTED.format("b.id = ?", 1), number)) is None:
        raise LookupError(number)
    return found


async def recipients(number: int) -> list[Recipient]:
    """Who got a letter of this batch, in the order of printing."""
    adult = PrintedLetter.guardian._
    columns = (
        *(PrintedLetter.guardian, adult.first_name.as_alias("first_name"), adult.last_name.as_alias("last_name")),
        *(adult.username.as_alias("username"), adult.activated_at.as_alias("activated_at")),
        PrintedLetter.token._.revoked_at.as_alias("revoked_at"),
    )
    theirs = PrintedLetter.select(*columns).where(PrintedLetter.batch == number)
    return await fetch(Recipient, theirs.order_by(PrintedLetter.id))


async def contents(of: Batch, page: int, *, actor: str, client: str = "") -> list[LetterContent]:
    """The letters of one page, counted from 1, for printing; those whose token is no longer valid are left out.

    The audit records that `actor` was shown these codes.
    """
    letters = await fetch(
        _PrintableLetter,
        "SELECT l.guardian, g.first_name, g.last_name, g.username, g.language, l.seed, t.expires_at, l.replaces_at,"  # noqa: S608 constants
        " CASE WHEN g.refused_at IS NULL THEN g.email ELSE '' END AS email"
        " FROM letter l JOIN guardian g ON g.id = l.guardian JOIN token t ON t.id = l.token"
        f" WHERE l.batch = ? AND l.seed <> '' AND {UNUSED_SQL} AND t.expires_at > ? AND g.disabled_at IS NULL"
        f" ORDER BY l.id LIMIT {LETTERS_SHOWN} OFFSET ?",
        *(of.id, now(), (page - 1) * LETTERS_SHOWN),
    )
    scope, _colon, rest = of.scope.partition(":")
    class_name = rest if scope == CLASS else ""
    found: dict[int, LetterContent] = {}
    for letter in letters:
        children = await children_of(letter.guardian)
        if not children:  # an access that ended since the batch was made
            continue
        code = crockford.show(token.code_of(letter.seed))
        found[letter.guardian] = LetterContent(
            name=f"{letter.first_name} {letter.last_name}".strip(),
            username=letter.username,
            email=letter.email,
            language=letter.language,
            children=tuple(in_letter_order(children, class_name)),
            code=code,
            link=f"{school.settings().base_url}/first-connection?token={code}",
            expires_at=letter.expires_at,
            replaces_at=letter.replaces_at,
        )
    await record_shown(found, actor=actor, client=client)
    return list(found.values())


async def printed(number: int) -> None:
    """Forget the seeds of this batch, which is on paper: its codes cannot be made again."""
    await PrintedLetter.update({PrintedLetter.seed: ""}).where((PrintedLetter.batch == number) & HAS_SEED)


async def forget() -> None:
    """Forget the seeds of every batch older than `KEPT`."""
    old = LetterBatch.select(LetterBatch.id).where(LetterBatch.at <= now() - KEPT)
    await PrintedLetter.update({PrintedLetter.seed: ""}).where(HAS_SEED & PrintedLetter.batch.is_in(old))
