"""An adult with an account. Shown to people as a parent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigInt, BigSerial, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.address import address_key
from models.core.clock import now
from models.core.username import username_key
from models.database import RowGone, fetch, on_postgres
from models.families.marks import FROM_PUPIL


class Guardian(Table, tablename="guardian"):
    """One account per adult, whatever the number of children. The username never changes.

    `version` counts changes, for optimistic locking. `file_…` is the school's file's value where the office entered
    another; None where it did not. `refused_…`: mail to this address does not arrive. `former_contact` has former
    addresses and phones, one on each line, of a parent whom the office cut off from a child; an import lets nobody in
    by them either. `trial_of` is the staff id of the owner of a trial account (models/office/trial.py); `merged_into`
    is the account that was kept when the office merged this one into it (models/desk/merging.py). Every list, count,
    letter, bulk invitation and import leaves both out. `language` is that of the school's file; `chosen_language`, if
    not empty, what the parent chose. `announcements_weekly`: the parent chose one mail a week. `name_from` is
    `FROM_PUPIL` while no file and nobody at the office has given a name: first and last name are made of the word for a
    parent and the pupil's last name (docs/decisions/import.md).
    """

    id = BigSerial(primary_key=True)
    username = Varchar(64, unique=True)
    first_name = Varchar(200)
    last_name = Varchar(200)
    email = Varchar(254, default="")
    email_key = Varchar(254, default="")
    phone = Varchar(60, default="")
    language = Varchar(8, default="fr")
    chosen_language = Varchar(8, default="")
    password_digest = Varchar(200, null=True, default=None)
    activated_at = Timestamptz(null=True, default=None)
    disabled_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=now)
    version = Integer(default=0)
    file_first_name = Varchar(200, null=True, default=None)
    file_last_name = Varchar(200, null=True, default=None)
    file_email = Varchar(254, null=True, default=None)
    file_phone = Varchar(60, null=True, default=None)
    former_contact = Text(default="")
    refused_at = Timestamptz(null=True, default=None)
    refused_words = Text(default="")
    reminders = Integer(default=0)
    trial_of = BigInt(null=True, default=None, unique=True)
    merged_into: "ForeignKey[Guardian]" = ForeignKey(references="self", null=True, default=None)
    merged_at = Timestamptz(null=True, default=None)
    name_from = Varchar(16, default="")
    announcements_weekly = Boolean(default=False)


LISTED = Guardian.trial_of.is_null() & Guardian.merged_into.is_null()
LISTED_SQL = "g.trial_of IS NULL AND g.merged_into IS NULL"  # the same in raw SQL, of a guardian `g`


# SQL: the language to write to an account in.
LANGUAGE = "COALESCE(NULLIF(chosen_language, ''), language)"


@dataclass(frozen=True, slots=True)
class Person:
    """A guardian, as sign-in, first connection and mails read one. `disabled_at` of an account that was merged into
    another is that of the other, where its own is empty."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    language: str
    password_digest: str | None
    activated_at: datetime | None
    disabled_at: datetime | None
    merged_into: int | None = None
    name_from: str = ""

    @property
    def unnamed(self) -> bool:
        """Whether the name is made up: nobody is greeted by it."""
        return self.name_from == FROM_PUPIL

    @property
    def activated(self) -> bool:
        """Whether a password was ever chosen."""
        return self.activated_at is not None

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def merged(self) -> bool:
        """Whether the office merged this account into another one: it opens nothing."""
        return self.merged_into is not None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def names(self) -> list[str]:
        """Words that the password must not consist of."""
        return [self.username, self.first_name, self.last_name, self.full_name, self.email]


async def choose_language(guardian_id: int, language: str) -> bool:
    """Keep what the parent chose: for pages, mails and letters; no import changes it. False where it is the same."""
    other = (Guardian.id == guardian_id) & (Guardian.chosen_language != language)
    return bool(await Guardian.update({Guardian.chosen_language: language}).where(other).returning(Guardian.id))


async def _people(where: str, *values: object) -> list[Person]:
    # Raw: read for each mail and each sign-in; Piccolo's builder takes ten times as long.
    return await fetch(
        Person,
        f"SELECT id, username, first_name, last_name, email, {LANGUAGE} AS language, password_digest, activated_at,"  # noqa: S608 conditions made of constants
        " COALESCE(disabled_at, (SELECT k.disabled_at FROM guardian k WHERE k.id = guardian.merged_into))"
        f" AS disabled_at, merged_into, name_from FROM guardian WHERE {where} ORDER BY id",
        *values,
    )


async def guardian(guardian_id: int) -> Person:
    """The guardian with this id; `RowGone` when there is none."""
    if not (found := await _people("id = ?", guardian_id)):
        raise RowGone(guardian_id)
    return found[0]


async def not_erased(guardians: Collection[int]) -> set[int]:
    """Those whose account is still there; an erasure waits until the transaction ends.

    Call it before the transaction changes a row of theirs: an erasure locks the account first too.
    """
    if not guardians:
        return set()
    there = Guardian.select(Guardian.id).where(Guardian.id.is_in(list(guardians)))
    return set(await fetch(int, there.lock_rows("KEY SHARE") if on_postgres() else there))


async def lock(guardian_id: int) -> None:
    """Lock the account's row until the transaction ends. The office's edits lock it before tokens and sessions: who
    changes those first, and the account then, waits for an edit that waits for them."""
    if on_postgres():
        this = Guardian.select(Guardian.id).where(Guardian.id == guardian_id)
        await fetch(int, this.lock_rows("NO KEY UPDATE"))


async def unchanged(person: Person) -> bool:
    """Whether the account is still as it was read: the same password, not disabled, not merged into another.

    While bcrypt runs the password may be changed; the old one must not sign in after that. The row stays locked until
    the transaction ends, so on PostgreSQL too a change waits, and then ends the new session.
    """
    if person.password_digest is None:
        return False
    same = (Guardian.id == person.id) & (Guardian.password_digest == person.password_digest)
    locked = Guardian.update({Guardian.password_digest: Guardian.password_digest})
    opens = Guardian.disabled_at.is_null() & Guardian.merged_into.is_null()
    return bool(await locked.where(same & opens).returning(Guardian.id))


async def named(text: str) -> Person | None:
    """The account that was typed as username: by username, or by an address that only one account has (PRODUCT 5).

    Of accounts that were merged into another, one is found by its address where no other account has it.
    """
    if "\0" in text:  # PostgreSQL refuses it, and no account has one
        return None
    if "@" in text:
        found = await with_address(text, merged=True)
        found = [one for one in found if not one.merged] or found
        return found[0] if len(found) == 1 else None
    found = await _people("username = ?", username_key(text))
    return found[0] if found else None


async def holder(text: str) -> Person | None:
    """The account that `named` leads the office to: of one that was merged, the one that was kept."""
    person = await named(text)
    return await guardian(person.merged_into) if person and person.merged_into else person


async def with_address(address: str, *, merged: bool = False) -> list[Person]:
    """Every account that has this address, disabled ones included; with `merged`, those merged into another too."""
    people = await _people("email_key = ? AND email_key <> ''", address_key(address))
    return [person for person in people if merged or not person.merged]
