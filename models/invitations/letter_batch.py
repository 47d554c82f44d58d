"""A batch of printed letters: made at once, printed within a day (`letter_parts.py`), kept in the history."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access import token
from models.core import school
from models.core.clock import now
from models.database import execute_many, fetch, fetch_one, transaction
from models.families import event
from models.invitations.letter import LetterBatch, PrintedLetter
from models.invitations.letter_choice import Addressees, LetterChoice, find

KEPT = timedelta(days=1)  # how long the seeds of a batch are kept that nobody confirms as printed
LETTERS_SHOWN = 200  # in a part, one page of the browser: more would make it slow
BATCHES_SHOWN = 50  # on one page


class NoRecipients(Exception):
    """No adult of the choice needs a letter; `found` says why not."""

    def __init__(self, found: Addressees) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class Batch:
    """`letters` were made, `arrived` of their adults have signed in since, `waiting` can still be printed, `lost` were
    never on a screen and never will be. `names` is the adult's name where there is one letter, else empty."""

    id: int
    at: datetime
    actor: str
    scope: str
    letters: int
    arrived: int
    waiting: int
    lost: int
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
    seed: str
    shown_at: datetime | None

    @property
    def arrived(self) -> bool:
        return self.activated_at is not None

    @property
    def replaced(self) -> bool:
        """Whether the letter is not valid any more, and the adult has not come in."""
        return not self.arrived and self.revoked_at is not None

    @property
    def lost(self) -> bool:
        """Whether the letter was never on a screen, so never printed, and never will be."""
        return not self.arrived and not self.seed and self.shown_at is None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


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
            "INSERT INTO letter (batch, guardian, token, seed, replaces_at, part)"
            " VALUES (?, ?, (SELECT id FROM token WHERE digest = ?), ?, ?, ?)",
            [
                (batch, one.id, digests[one.id], seeds[one.id], one.replaces_at, 1 + place // LETTERS_SHOWN)
                for place, one in enumerate(found.letters)
            ],
        )
        for adult in adults:
            await event.record("letter printed", guardian=adult, client=client, actor=actor)
    return batch


COUNTED = (
    "SELECT b.id, b.at, b.actor, b.scope, COUNT(l.id) AS letters, COUNT(g.activated_at) AS arrived,"
    " COUNT(NULLIF(l.seed, '')) AS waiting,"
    " COUNT(CASE WHEN l.seed = '' AND l.shown_at IS NULL AND g.activated_at IS NULL THEN 1 END) AS lost,"
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
        *(PrintedLetter.seed, PrintedLetter.shown_at),
    )
    theirs = PrintedLetter.select(*columns).where(PrintedLetter.batch == number)
    return await fetch(Recipient, theirs.order_by(PrintedLetter.id))
