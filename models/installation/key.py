"""Which secret key the database belongs to: it keeps a mark of it, and no other key is taken (catalogue 64).

With another key no password and no token works, and the worker would drop every waiting invitation. The key itself is
never in the database. There is no rotation: a key that is lost for good is given up in models/installation/lost_key.py.
"""

from datetime import timedelta

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.access import token
from models.core import school
from models.core.clock import now
from models.database import migrate, placeholders, query, transaction
from models.outbox.mail import WAITING
from models.outbox.mail_row import LETTER, letters
from settings import SettingsError
from settings.files import make_key, read_key

NEWEST = 50  # waiting mails that are asked about a key that nobody has noted yet
YOUNG = timedelta(days=80)  # before models/office/sweep.py forgets their tokens


class SchoolKey(Table, tablename="school_key"):
    """One row at most: the mark of the key that this database belongs to, and since when."""

    id = BigSerial(primary_key=True)
    mark = Varchar(16)
    at = Timestamptz(default=now)


class NoKey(SettingsError):
    """The key's file is not there, and the database needs the key that it held."""

    def __init__(self) -> None:
        super().__init__(
            [
                f"PREAU_SECRET_KEY_FILE ({school.settings().secret_key_file}) is not there, but the database is in use:"
                " put back the key that was kept apart, for without it nobody can sign in"
                " (lost for good? see “The key is lost” in docs/operating.md)"
            ]
        )


class WrongKey(SettingsError):
    """The database belongs to another key than the one that is set."""

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


def mark() -> str:
    """Tells whether two schools have the same secret key, and nothing else about it."""
    return school.keyed("backup", b"which key").hex()[:16]


async def noted() -> str | None:
    """The mark of the key that the database belongs to; None where nobody has noted it yet."""
    rows = await query("SELECT mark FROM school_key") if "school_key" in await migrate.tables() else []
    return str(rows[0]["mark"]) if rows else None


async def verify() -> None:
    """Raises `WrongKey` or `NoKey` where today's key cannot be that of the database. Changes nothing."""
    known = await noted()
    _look_again()
    if not school.settings().secret_key:
        if known or await _in_use():
            raise NoKey
    elif known is None:
        if await _disproved():
            raise WrongKey
    elif known != mark():
        raise WrongKey


async def hold() -> None:
    """Refuse what `verify` refuses; a database without a mark belongs to today's key from now on.

    A new school gets its key here. Processes that start at once take turns, so that one key is made. The schema must
    be up to date. Raises `SettingsError`.
    """
    if school.settings().secret_key and await noted() == mark():
        return
    async with transaction():
        await migrate.alone()
        await verify()
        await take()


async def take() -> None:
    """The database belongs to today's key from now on; it is made where there is none. Inside a transaction."""
    if not school.settings().secret_key:
        _make()
    await query(
        "INSERT INTO school_key (id, mark, at) VALUES (1, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, at = excluded.at",
        mark(),
        now(),
    )


async def _in_use() -> bool:
    """Whether somebody has an account: their passwords and tokens need the key."""
    return "staff" in await migrate.tables() and bool(
        await query("SELECT 1 AS n FROM guardian UNION ALL SELECT 1 FROM staff LIMIT 1")
    )


async def _disproved() -> bool:
    """Whether waiting mails hold seeds, and today's key makes none of them a token of this database."""
    if "token" not in await migrate.tables():
        return False
    rows = await query(
        f"SELECT {LETTER} FROM mail WHERE state IN (?, ?) AND payload LIKE ? AND created_at > ?"
        f" ORDER BY id DESC LIMIT {NEWEST}",
        *(*WAITING, '%"seed"%', now() - YOUNG),
    )
    seeds = [seed for letter in letters(rows) for _, seed in letter.accounts]
    marks = placeholders(seeds)
    return bool(seeds) and not await query(
        f"SELECT 1 AS n FROM token WHERE digest IN ({marks}) LIMIT 1",
        *(token.digest_of(token.code_of(seed)) for seed in seeds),
    )


def _look_again() -> None:
    """Another process may have made the key since this one read its settings."""
    path = school.settings().secret_key_file
    if not school.settings().secret_key and path and path.exists():
        school.use_key(read_key(path))


def _make() -> None:
    path = school.settings().secret_key_file
    if path is None:
        raise SettingsError(["PREAU_SECRET_KEY is not set"])
    try:
        make_key(path)
        school.use_key(read_key(path))
    except OSError as error:
        raise SettingsError([f"PREAU_SECRET_KEY_FILE ({path}) cannot be made: {error.strerror}"]) from None
