"""Printing a batch of letters: a part at a time, again for a day, and what becomes of a letter nobody printed.

As of a mail, no token is stored, only the seed that makes it, and only until the office confirms that the part is
printed, one day at most: a failed print can be repeated. After that a new letter is needed, which ends the older one.
The token of a letter that was never on a screen ends with the seed: nobody can have it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from models.access import token
from models.access.code_shown import record_shown
from models.access.token import UNUSED_SQL
from models.core import crockford, school
from models.core.clock import now
from models.database import Values, fetch, transaction
from models.families import event, standing
from models.families.child import Pupil, children_of
from models.families.event import Actor
from models.families.guardian import LANGUAGE
from models.invitations.invitee import SEES_CHILD
from models.invitations.letter import HAS_SEED, LetterBatch, PrintedLetter
from models.invitations.letter_batch import KEPT, Batch
from models.invitations.letter_choice import class_asked, in_letter_order


class NeverShown(Exception):
    """`letters` of what was to end were never on a screen, so never printed."""

    def __init__(self, letters: int) -> None:
        super().__init__()
        self.letters = letters


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a batch. `waiting` of its letters can still be shown."""

    number: int
    letters: int
    waiting: int


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
    id: int
    guardian: int
    first_name: str
    last_name: str
    username: str
    email: str
    language: str
    seed: str
    expires_at: datetime
    replaces_at: datetime | None
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class _EndedLetter:
    guardian: int
    token: int | None
    shown_at: datetime | None


async def parts(batch: int) -> list[Part]:
    """The parts of this batch, in order."""
    return await fetch(
        Part,
        "SELECT part AS number, COUNT(*) AS letters, COUNT(NULLIF(seed, '')) AS waiting FROM letter WHERE batch = ?"
        " GROUP BY part ORDER BY part",
        batch,
    )


async def contents(of: Batch, part: int, by: Actor) -> list[LetterContent]:
    """The letters of this part, for printing; those whose token is no longer valid are left out.

    The audit records that `by` was shown these codes.
    """
    letters = await _printable(of.id, part)
    class_name = await class_asked(of.scope)
    found = [await _content(letter, class_name) for letter in letters]
    if new := [letter.id for letter in letters if letter.shown_at is None]:
        async with transaction():
            for some in standing.chunks(new):
                shown = PrintedLetter.id.is_in(some) & PrintedLetter.shown_at.is_null()
                await PrintedLetter.update({PrintedLetter.shown_at: now()}).where(shown)
    await record_shown([letter.guardian for letter in letters], actor=by.name, client=by.client)
    return found


async def _printable(batch: int, part: int | None) -> list[_PrintableLetter]:
    """The letters of this part, or of every part, that a screen can show at this moment."""
    moment = now()
    return await fetch(
        _PrintableLetter,
        f"SELECT l.id, l.guardian, g.first_name, g.last_name, g.username, {LANGUAGE} AS language, l.seed,"  # noqa: S608 constants
        " t.expires_at,"
        " l.replaces_at, l.shown_at, CASE WHEN g.refused_at IS NULL THEN g.email ELSE '' END AS email"
        " FROM letter l JOIN guardian g ON g.id = l.guardian JOIN token t ON t.id = l.token"
        f" WHERE l.batch = ? AND l.part = COALESCE(?, l.part) AND l.seed <> '' AND {UNUSED_SQL} AND t.expires_at > ?"
        f" AND g.disabled_at IS NULL AND {SEES_CHILD} ORDER BY l.id",
        *(batch, part, moment, moment),
    )


async def _content(letter: _PrintableLetter, class_name: str) -> LetterContent:
    code = crockford.show(token.code_of(letter.seed))
    return LetterContent(
        name=f"{letter.first_name} {letter.last_name}".strip(),
        username=letter.username,
        email=letter.email,
        language=letter.language,
        children=tuple(in_letter_order(await children_of(letter.guardian), class_name)),
        code=code,
        link=school.token_link(code, letter.language),
        expires_at=letter.expires_at,
        replaces_at=letter.replaces_at,
    )


async def printed(batch: int, part: int | None, by: Actor, *, also_never_shown: bool = False) -> None:
    """Forget the seeds of this part, or of every part, which is on paper: its codes cannot be made again.

    Raises `NeverShown` where a letter that could be printed was never on a screen, unless `also_never_shown`.
    """
    async with transaction():
        never = sum(letter.shown_at is None for letter in await _printable(batch, part))
        if never and not also_never_shown:
            raise NeverShown(never)
        theirs = PrintedLetter.batch == batch
        await _forget(theirs if part is None else theirs & (PrintedLetter.part == part), by)


async def forget() -> None:
    """Forget the seeds of every batch older than `KEPT`."""
    old = LetterBatch.select(LetterBatch.id).where(LetterBatch.at <= now() - KEPT)
    async with transaction():
        await _forget(PrintedLetter.batch.is_in(old), Actor("system"))


async def _forget(which: Combinable, by: Actor) -> None:
    gone: Values = {PrintedLetter.seed: ""}
    columns = (PrintedLetter.guardian, PrintedLetter.token, PrintedLetter.shown_at)
    ended = await fetch(_EndedLetter, PrintedLetter.update(gone).where(HAS_SEED & which).returning(*columns))
    lost = [letter.token for letter in ended if letter.shown_at is None and letter.token is not None]
    await _end(lost, by)


async def _end(tokens: Collection[int], by: Actor) -> None:
    adults = await token.revoke_each(tokens)
    await event.record_each("letter lost", adults, result="ok", client=by.client, actor=by.name)
