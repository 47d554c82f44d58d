"""The office corrects an adult's address or name. What the file said is kept beside it, so that the next import of the
same file does not undo the correction (docs/decisions/import.md)."""

from models.access import notice
from models.access.notice import Move
from models.core.address import address_key, clean_address, masked
from models.database import query, transaction
from models.desk.adult import hold, take
from models.desk.withdrawal import withdraw
from models.families import directory, event
from models.importing.reading import cells
from models.importing.reading.remarks import Remark

# Whoever the office shut out of a child is not let in by an address of before either.
REMEMBER = (
    "former_contact = CASE WHEN email <> '' AND EXISTS (SELECT 1 FROM guardianship s WHERE s.guardian = guardian.id"
    " AND s.ended_by = 'office') THEN former_contact || email || ? ELSE former_contact END"
)


class BadName(ValueError):
    """Not a name that can be stored. `field` is `first_name` or `last_name`; `problem` is `missing`, or what an import
    would say of it: `formula`, `control`, `too_long`, `not_a_name`."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


async def correct_address(guardian_id: int, typed: str, version: int, *, actor: str, client: str = "") -> None:
    """Write another address; nothing typed: none, and a letter will do. What was sent to the old one opens nothing any
    more (catalogue 7). Both addresses are told, the old one unless no mail arrives there (catalogue 63).

    The same address once more changes nothing. Raises `BadAddress`, `ChangedMeanwhile`, or `LookupError`.
    """
    address = clean_address(typed) if typed.strip() else ""
    async with transaction():
        before = (await hold(guardian_id)).person
        if before.email == address:
            return
        await take(guardian_id, version)
        arriving = await query("SELECT id FROM guardian WHERE id = ? AND refused_at IS NULL", guardian_id)
        await query(
            "UPDATE guardian SET email = ?, email_key = ?, file_email = NULLIF(COALESCE(file_email, email), ?),"
            f" refused_at = NULL, refused_words = '', {REMEMBER} WHERE id = ?",
            *(address, address_key(address), address, "\n", guardian_id),
        )
        await withdraw(guardian_id, "address")
        await notice.addresses_moved([Move(guardian_id, before.email if arriving else "", address)])
        detail = f"{masked(before.email) or '—'} → {masked(address) or '—'}"
        await event.record("address corrected", guardian=guardian_id, client=client, actor=actor, detail=detail)
        await directory.refresh([guardian_id])


async def correct_name(
    guardian_id: int, first_name: str, last_name: str, version: int, *, actor: str, client: str = ""
) -> None:
    """Write another name; the username never changes. The same name once more changes nothing.

    Raises `BadName`, `ChangedMeanwhile`, or `LookupError`.
    """
    first_name, last_name = _name(first_name, "first_name"), _name(last_name, "last_name")
    async with transaction():
        before = (await hold(guardian_id)).person
        if (before.first_name, before.last_name) == (first_name, last_name):
            return
        await take(guardian_id, version)
        await query(
            "UPDATE guardian SET first_name = ?, file_first_name = NULLIF(COALESCE(file_first_name, first_name), ?),"
            " last_name = ?, file_last_name = NULLIF(COALESCE(file_last_name, last_name), ?) WHERE id = ?",
            *(first_name, first_name, last_name, last_name, guardian_id),
        )
        detail = f"{before.full_name} → {first_name} {last_name}"
        await event.record("name corrected", guardian=guardian_id, client=client, actor=actor, detail=detail)
        await directory.refresh([guardian_id])


def _name(typed: str, field: str) -> str:
    """A name as an import would take it. Raises `BadName`."""
    wrong: list[Remark] = []
    column = {"first_name": "adult first", "last_name": "adult last"}[field]
    name = cells.text(typed, column, 0, wrong.append)
    if not name or wrong:
        raise BadName(field, wrong[0].kind if wrong else "missing")
    return name
