"""Erasing one guardian for good (GDPR art. 17)."""

import json
from dataclasses import dataclass

from models.announcements.announcement import Announcement, AnnouncementAudience
from models.core.address import address_key
from models.database import Values, fetch, transaction
from models.desk.editing import EditableGuardian, lock_guardian
from models.families import event
from models.families.child import Child
from models.families.event import Actor, Event
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.importing.applying.import_run import UNDOABLE, ImportRun, take_turn
from models.importing.applying.undoing import VIEWS
from models.importing.applying.upload import Upload
from models.outbox.mail import Mail


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted. `children` is how many whom no other guardian had, where that was asked for."""

    username: str
    children: int


@dataclass(frozen=True, slots=True)
class NamedChild:
    """A child, to be named on the page."""

    id: int
    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


async def only_children(guardian_id: int) -> list[NamedChild]:
    """The children to whom no other guardian has an access, ended ones counted."""
    return await fetch(
        NamedChild,
        "SELECT c.id, c.first_name, c.last_name FROM guardianship s JOIN child c ON c.id = s.child"
        " WHERE s.guardian = ? AND NOT EXISTS"
        " (SELECT 1 FROM guardianship o WHERE o.child = s.child AND o.guardian <> s.guardian) ORDER BY c.id",
        guardian_id,
    )


async def shut_out_of(guardian_id: int) -> list[str]:
    """The children to whom the office ended this guardian's access. Erasure deletes that too, so that an import would
    give the access again."""
    child, ended = Guardianship.child._, Guardianship.ended_by == "office"
    named = (child.id.as_alias("id"), child.first_name.as_alias("first_name"), child.last_name.as_alias("last_name"))
    theirs = Guardianship.select(*named).where((Guardianship.guardian == guardian_id) & ended)
    return [child.name for child in await fetch(NamedChild, theirs.order_by(Guardianship.child))]


async def erase(guardian_id: int, by: Actor, *, with_children: bool = False) -> Erased:
    """Delete the account and all that belongs to it: accounts merged into it, tokens, sessions, accesses, mails,
    letters, notes, its owner's events; with children, also what was announced to them alone.

    Copies elsewhere go too: uploaded files, the journal that could undo the last import, the account in mails to an
    address that two guardians share. The audit keeps what the office did, by whom and when, but not on whom. Raises
    `LookupError`.
    """
    async with transaction():
        await take_turn()  # an import under way has this adult in its journal
        person = await lock_guardian(guardian_id)
        children = await only_children(guardian_id) if with_children else []
        for account in [person, *await _merged_into(person)]:
            await _erase_in_mails(account)
            await _erase_in_audit(account)
        await ImportRun.update({ImportRun.changes: ""}).where(UNDOABLE)
        await Upload.delete(force=True)
        await Guardian.delete().where(Guardian.id == guardian_id)  # and with it what was merged into it
        if children:
            await _erase_announcements([child.id for child in children])
            await Child.delete().where(Child.id.is_in([child.id for child in children]))
        await event.record("account erased", actor=by.name, client=by.client)
    return Erased(person.username, len(children))


async def _erase_announcements(children: list[int]) -> None:
    """What was written to these children alone, with its files, answers and marks."""
    to = AnnouncementAudience
    theirs = to.select(to.announcement).where(to.child.is_in(children))
    others = to.select(to.announcement).where(to.child.is_null() | to.child.not_in(children))
    await Announcement.delete().where(Announcement.id.is_in(theirs) & Announcement.id.not_in(others))


async def _merged_into(person: EditableGuardian) -> list[EditableGuardian]:
    return await fetch(EditableGuardian, Guardian.select().where(Guardian.merged_into == person.id))


@dataclass(frozen=True, slots=True)
class _Payload:
    id: int
    payload: str


async def _erase_in_mails(person: EditableGuardian) -> None:
    """Mails to an address belong to no account, but their payload may name this account beside others."""
    mails = await fetch(  # raw: the address in any case
        _Payload,
        "SELECT id, payload FROM mail WHERE guardian IS NULL AND (LOWER(address) = LOWER(?) OR payload LIKE ?)",
        *(person.email, f'%"guardian": {person.id}%'),
    )
    for mail in mails:
        payload = json.loads(mail.payload)
        accounts = payload.get("accounts", [])
        others = [account for account in accounts if account["guardian"] != person.id]
        if others and len(others) < len(accounts):
            without = json.dumps({**payload, "accounts": others})
            await Mail.update({Mail.payload: without}).where(Mail.id == mail.id)
        elif not others and (accounts or await _has_own_address(person)):
            await Mail.delete().where(Mail.id == mail.id)


async def _erase_in_audit(person: EditableGuardian) -> None:
    """Events of the office keep action, actor and time, and lose what identifies the person (catalogue 68)."""
    anonymous: Values = {Event.guardian: None, Event.detail: ""}
    by_office = (Event.guardian == person.id) & Event.actor.not_in(["parent", "system"])
    await Event.update(anonymous).where(by_office)
    # An undone import left the username in the events of views.
    views = Event.guardian.is_null() & (Event.detail == person.username) & Event.action.is_in(list(VIEWS))
    await Event.update({Event.detail: ""}).where(views)
    # The other account's events of a merge that was undone name this one.
    merges = Event.action.is_in(["accounts merged", "accounts parted"])
    await Event.update({Event.detail: ""}).where(merges & Event.detail.like(f'%"account": "{person.username}"%'))


async def _has_own_address(person: EditableGuardian) -> bool:
    """Whether no other guardian has this address: mails to it then concern this one alone."""
    shared = (Guardian.email_key == address_key(person.email)) & (Guardian.id != person.id)
    shared = shared & (Guardian.merged_into.is_null() | (Guardian.merged_into != person.id))
    return not await Guardian.exists().where(shared)
