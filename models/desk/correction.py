"""The office corrects a guardian's address, phone or name. The file's value is kept beside it, so that the next import
of the same file does not undo the correction (docs/decisions/import.md)."""

from models.access import notice
from models.access.notice import Move
from models.core.address import address_key, clean_address, masked
from models.core.phone import masked_phone, phone_key
from models.database import Values, execute, transaction
from models.desk import other_family
from models.desk.editing import claim_edit, lock_guardian, withdraw
from models.families import directory, event
from models.families.event import Actor
from models.families.guardian import Guardian
from models.importing.reading import cells
from models.importing.reading.remarks import Remark

# Another address or phone. The former one of a guardian whose access the office ended is kept: it must let nobody in
# either. Raw: each value is computed from the row as it was.
CONTACT = (
    "UPDATE guardian SET {contact} = ?, file_{contact} = NULLIF(COALESCE(file_{contact}, {contact}), ?),"
    " former_contact = CASE WHEN {contact} <> '' AND EXISTS (SELECT 1 FROM guardianship s"
    " WHERE s.guardian = guardian.id AND s.ended_by = 'office') THEN former_contact || {contact} || ?"
    " ELSE former_contact END WHERE id = ?"
)


class BadName(ValueError):
    """Not a name that can be stored. `field` is `first_name` or `last_name`; `problem` is `missing`, or what an
    import calls it: `formula`, `control`, `too_long`, `not_a_name`."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


class BadPhone(ValueError):
    """Not a phone that can be stored. `problem` is `control`, `too_long`, or `no_number`: under six digits."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


async def correct_address(guardian_id: int, typed: str, version: int, by: Actor, *, sure: str = "") -> None:
    """Store another address; an empty one removes it. Links sent to the old one are no longer valid (catalogue 7). Both
    addresses get a notice, the old one unless mail to it does not arrive (catalogue 63).

    The same address again changes nothing. `sure` is the answer to `OtherFamily`. Raises that, `BadAddress`,
    `GuardianChanged`, or `LookupError`.
    """
    address = clean_address(typed) if typed.strip() else ""
    async with transaction():
        before = await lock_guardian(guardian_id)
        if before.email == address:
            return
        await other_family.refuse_unsure(address, sure, adults=[guardian_id], whom=str(guardian_id))
        await claim_edit(guardian_id, version)
        await execute(CONTACT.format(contact="email"), address, address, "\n", guardian_id)
        reached: Values = {
            Guardian.email_key: address_key(address),
            Guardian.refused_at: None,
            Guardian.refused_words: "",
        }
        await Guardian.update(reached).where(Guardian.id == guardian_id)
        await withdraw(guardian_id, "address")
        reachable = before.email if before.refused_at is None else ""
        await notice.addresses_moved([Move(guardian_id, reachable, address)])
        detail = f"{masked(before.email) or '—'} → {masked(address) or '—'}"
        await event.record("address corrected", guardian=guardian_id, client=by.client, actor=by.name, detail=detail)
        await directory.refresh([guardian_id])


async def correct_phone(guardian_id: int, typed: str, version: int, by: Actor) -> None:
    """Store another phone; an empty one removes it. The same phone again changes nothing.

    Raises `BadPhone`, `GuardianChanged`, or `LookupError`.
    """
    phone = clean_phone(typed)
    async with transaction():
        before = await lock_guardian(guardian_id)
        if before.phone == phone:
            return
        await claim_edit(guardian_id, version)
        await execute(CONTACT.format(contact="phone"), phone, phone, "\n", guardian_id)
        detail = f"{masked_phone(before.phone) or '—'} → {masked_phone(phone) or '—'}"
        await event.record("phone corrected", guardian=guardian_id, client=by.client, actor=by.name, detail=detail)
        await directory.refresh([guardian_id])


def clean_phone(typed: str) -> str:
    """A phone as an import would take it; empty for an empty text. Raises `BadPhone`."""
    wrong: list[Remark] = []
    phone = cells.text(typed, "adult phone", 0, wrong.append)
    if wrong:
        raise BadPhone(wrong[0].kind)
    if phone and not phone_key(phone):
        raise BadPhone("no_number")
    return phone


async def correct_name(guardian_id: int, first_name: str, last_name: str, version: int, by: Actor) -> None:
    """Store another name; the username never changes. The same name again changes nothing.

    Raises `BadName`, `GuardianChanged`, or `LookupError`.
    """
    first_name, last_name = clean_name(first_name, "first_name"), clean_name(last_name, "last_name")
    async with transaction():
        before = await lock_guardian(guardian_id)
        if (before.first_name, before.last_name) == (first_name, last_name):
            return
        await claim_edit(guardian_id, version)
        await execute(  # raw: as in `CONTACT`
            "UPDATE guardian SET first_name = ?, file_first_name = NULLIF(COALESCE(file_first_name, first_name), ?),"
            " last_name = ?, file_last_name = NULLIF(COALESCE(file_last_name, last_name), ?), name_from = ''"
            " WHERE id = ?",
            *(first_name, first_name, last_name, last_name, guardian_id),
        )
        detail = f"{before.full_name} → {first_name} {last_name}"
        await event.record("name corrected", guardian=guardian_id, client=by.client, actor=by.name, detail=detail)
        await directory.refresh([guardian_id])


def clean_name(typed: str, field: str) -> str:
    """A first or last name (`field`) as an import would take it. Raises `BadName`."""
    wrong: list[Remark] = []
    column = {"first_name": "adult first", "last_name": "adult last"}[field]
    name = cells.text(typed, column, 0, wrong.append)
    if not name or wrong:
        raise BadName(field, wrong[0].kind if wrong else "missing")
    return name
