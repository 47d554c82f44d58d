"""The secret key that the database belongs to: it stores the key's fingerprint, and no other key is accepted.

With another key no password and no token works, and the worker would drop every waiting invitation (catalogue 64). The
key itself is never in the database. There is no rotation; for a key that is lost for good there is lost_key.py.
"""

import logging
from datetime import timedelta

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.access import token
from models.access.token import Token
from models.core import school
from models.core.clock import now
from models.database import fetch, fetch_one, migrate, transaction
from models.families.guardian import Guardian
from models.invitations.letter import HAS_SEED, PrintedLetter
from models.outbox.mail import OUTBOX_COLUMNS, WAITING, Mail, OutboxMail
from models.staff.accounts import Staff
from settings import SettingsError
from settings.files import make_key, read_key

NEWEST = 50  # waiting mails, and letters, that are tried with a key, where no fingerprint is stored yet
YOUNG = timedelta(days=80)  # before models/office/sweep.py deletes their tokens
PROVED = "it made the tokens of the mails or letters that wait there."
UNPROVED = (
    "nothing in it shows whether that is the right one. Sign in now. No password is accepted? Stop the server:"
    " “The key is lost” in docs/operating.md says how to go back."
)

log = logging.getLogger("preau")


class SchoolKey(Table, tablename="school_key"):
    """One row at most. `mark`: the fingerprint of the key that this database belongs to; `at`: since when."""

    id = BigSerial(primary_key=True)
    mark = Varchar(16)
    at = Timestamptz(default=now)


class NoKey(SettingsError):
    """The key's file is missing, and the database needs the key that was in it."""

    def __init__(self) -> None:
        super().__init__(
            [
                f"PREAU_SECRET_KEY_FILE ({school.settings().secret_key_file}) is not there, but the database is in use:"
                " put back the key that was kept apart, for without it nobody can sign in"
                " (lost for good? see “The key is lost” in docs/operating.md)"
            ]
        )


class WrongKey(SettingsError):
    """The database belongs to another key than the configured one."""

    def __init__(self) -> None:
        path = school.settings().secret_key_file
        super().__init__(
            [
                (f"PREAU_SECRET_KEY_FILE ({path})" if path else "PREAU_SECRET_KEY")
                + " holds another key than the one that this database belongs to: put back the key that was kept"
                " apart, or set the PREAU_DATABASE_URL that goes with this one"
                " (lost for good? see “The key is lost” in docs/operating.md)"
            ]
        )


def fingerprint() -> str:
    """Of today's key: tells whether two keys are the same, and nothing else about them."""
    return school.keyed("backup", b"which key").hex()[:16]


async def stored_fingerprint() -> str | None:
    """Of the key that the database belongs to; None where none is stored yet."""
    if "school_key" not in await migrate.tables():
        return None
    return await fetch_one(str, SchoolKey.select(SchoolKey.mark))


async def verify() -> None:
    """Raises `WrongKey` or `NoKey` where today's key cannot be that of the database. Changes nothing."""
    known = await stored_fingerprint()
    _reload_key()
    if not school.settings().secret_key:
        if known or await _in_use():
            raise NoKey
    elif known is None:
        if await _right() is False:
            raise WrongKey
    elif known != fingerprint():
        raise WrongKey


async def hold() -> None:
    """Refuse what `verify` refuses; a database without a fingerprint belongs to today's key from now on, which the log
    says where somebody has an account.

    A new school gets its key here. Processes that start at once take turns, so that one key is made. The schema must
    be up to date. Raises `SettingsError`.
    """
    if school.settings().secret_key and await stored_fingerprint() == fingerprint():
        return
    async with transaction():
        await migrate.alone()
        await verify()
        if adopted := await stored_fingerprint() is None and await _in_use():
            proof = PROVED if await _right() else UNPROVED
        await take()
    if adopted:
        log.warning("This database, of an earlier version, belongs to the present secret key from now on: %s", proof)


async def take() -> None:
    """Make the database belong to today's key, which is made where there is none. Inside a transaction."""
    if not school.settings().secret_key:
        _make_key()
    row = SchoolKey(id=1, mark=fingerprint())
    await SchoolKey.insert(row).on_conflict(SchoolKey.id, "DO UPDATE", [SchoolKey.mark, SchoolKey.at])


async def _in_use() -> bool:
    """Whether somebody has an account: their passwords and tokens need the key."""
    return "staff" in await migrate.tables() and (await Guardian.exists() or await Staff.exists())


async def _right() -> bool | None:
    """Whether today's key makes a token of this database from any of the seeds in waiting mails and in letters that can
    be printed; None where there is none of those: nothing else tells keys apart."""
    tables = await migrate.tables()
    if "token" not in tables:
        return None
    with_a_seed = Mail.state.is_in(list(WAITING)) & Mail.payload.like('%"seed"%') & (Mail.created_at > now() - YOUNG)
    newest = Mail.select(*OUTBOX_COLUMNS).where(with_a_seed).order_by(Mail.id, ascending=False).limit(NEWEST)
    seeds = [seed for mail in await fetch(OutboxMail, newest) for _, seed in mail.accounts]
    if "letter" in tables:
        letters = PrintedLetter.select(PrintedLetter.seed).where(HAS_SEED & PrintedLetter.token.is_not_null())
        seeds += await fetch(str, letters.order_by(PrintedLetter.id, ascending=False).limit(NEWEST))
    digests = [token.digest_of(token.code_of(seed)) for seed in seeds]
    return await Token.exists().where(Token.digest.is_in(digests)) if digests else None


def _reload_key() -> None:
    """Read the key's file again: another process may have made it since this one read its settings."""
    path = school.settings().secret_key_file
    if not school.settings().secret_key and path and path.exists():
        school.use_key(read_key(path))


def _make_key() -> None:
    path = school.settings().secret_key_file
    if path is None:
        raise SettingsError(["PREAU_SECRET_KEY is not set"])
    try:
        make_key(path)
        school.use_key(read_key(path))
    except OSError as error:
        raise SettingsError([f"PREAU_SECRET_KEY_FILE ({path}) cannot be made: {error.strerror}"]) from None
