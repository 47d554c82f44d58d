"""The office gives adults access to pupils, between two imports: accounts that there are, or new ones.

What is given stays until a file has named it once (docs/decisions/import.md).
"""

from collections.abc import Collection, Mapping, Sequence

from models.access import notice
from models.core.address import address_key
from models.core.clock import now
from models.core.username import make_username
from models.database import Values, fetch, transaction
from models.desk import custody, newcomers, other_family, sent_forms
from models.desk.editing import lock_guardian
from models.desk.entries import AdultEntry, BadEntries
from models.desk.newcomers import Newcomer, ShutOut, WhoIsIt
from models.desk.other_family import OtherFamily
from models.desk.pupils import EditableChild, lock_child, told
from models.families import directory, event
from models.families.event import Actor
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.importing.applying.import_run import take_turn
from models.importing.comparing.stored import StoredFamilies

Fields = Mapping[str, str]  # of one adult, as `newcomers.newcomer` reads them; `shared`, the answer to `OtherFamily`
Problem = BadEntries | WhoIsIt | ShutOut | OtherFamily


class PupilLeft(Exception):
    """Nobody was added: `child` has left the school."""

    def __init__(self, child: EditableChild) -> None:
        super().__init__(child.id)
        self.child = child


class Unsettled(Exception):
    """Nobody was added. `adults` has what is wrong or must be answered first, by the adult's place."""

    def __init__(self, adults: dict[int, Problem]) -> None:
        super().__init__(adults)
        self.adults = adults


async def add_parent(typed: Mapping[str, str], children: Sequence[EditableChild], form_key: str, by: Actor) -> int:
    """Give an adult access to these children, once for each form; returns the adult's id, or 0 the second time. An
    access that is open stays as it is. Raises `PupilLeft`, `Unsettled`, or `LookupError`."""
    async with transaction():
        await take_turn()
        if not await sent_forms.claim(form_key):
            return 0
        for child in sorted(children, key=lambda one: one.id):
            if (await lock_child(child.id)).left:
                raise PupilLeft(child)
        stored = await StoredFamilies.load()
        numbers = newcomers.called_alike(stored, [child.register_number for child in children])
        (one,) = await people([typed], stored, numbers, [child.id for child in children])
        guardian = await account(one, by)
        try:
            begun = [child for child in children if await grant(guardian, child, one.relation)]
        except ShutOut as meanwhile:
            raise Unsettled({0: meanwhile}) from None
        for child in begun:
            for who, detail in told(child, [guardian]):
                await event.record("access given", guardian=who, actor=by.name, client=by.client, detail=detail)
        await finish([guardian] if begun else [])
        return guardian


async def people(
    adults: Sequence[Fields], stored: StoredFamilies, children: Collection[str], seen: Collection[int] = ()
) -> list[Newcomer]:
    """Who these adults are, as in `newcomers.newcomer`. Those of whom nothing was typed are left out; one is needed.
    `seen` are the ids of the children whom they will see, where there are any yet. Raises `Unsettled`.
    """
    found: list[Newcomer] = []
    new: dict[int, tuple[AdultEntry, Newcomer]] = {}
    wrong: dict[int, Problem] = {}
    some = [(place, fields) for place, fields in enumerate(adults) if newcomers.typed(fields)]
    for place, fields in some or [(0, adults[0])]:
        try:
            one = await newcomers.newcomer(fields, stored, children)
            if any(one.same_as(other) for other in found):
                raise BadEntries({"first_name": "twice"})
            found.append(one)
            if one.entry:
                new[place] = one.entry, one
        except (BadEntries, WhoIsIt, ShutOut) as problem:
            wrong[place] = problem
    together = [one.account.id for one in found if one.account and one.account.id is not None]
    for place, (entry, one) in new.items():
        answer = adults[place].get("shared", "")
        try:
            await other_family.refuse_unsure(
                entry.email, answer, adults=together, children=seen, told_apart=one.apart, whom=entry.key
            )
        except OtherFamily as problem:
            wrong[place] = problem
    if wrong:
        raise Unsettled(wrong)
    return found


async def account(one: Newcomer, by: Actor) -> int:
    """The id of the adult's account, which is made where there is none."""
    if one.account is not None and one.account.id is not None:
        return (await lock_guardian(one.account.id)).id
    assert one.entry is not None  # noqa: S101  an adult without an account was typed
    entry, taken = one.entry, set(await fetch(str, Guardian.select(Guardian.username)))
    new = Guardian(
        username=make_username(entry.first_name, entry.last_name, taken),
        first_name=entry.first_name,
        last_name=entry.last_name,
        email=entry.email,
        email_key=address_key(entry.email),
        phone=entry.phone,
        language="",  # nobody said one: the school's
    )
    (guardian,) = await fetch(int, Guardian.insert(new).returning(Guardian.id))
    await event.record("account added", guardian=guardian, actor=by.name, client=by.client)
    return guardian


async def grant(guardian: int, child: EditableChild, relation: str) -> bool:
    """Whether the access begins; False where it is open already. Raises `ShutOut` where the office ended it."""
    try:
        before = await custody.access(guardian, child.id)
    except LookupError:
        begun = Guardianship(guardian=guardian, child=child.id, relation=relation, added_by_hand_at=now())
        await Guardianship.insert(begun)
        return True
    if before.state == custody.OPEN:
        return False
    if before.state != custody.DROPPED:
        name = (await lock_guardian(guardian)).name
        raise ShutOut(guardian, name, child.id, child.full_name)
    again: Values = {
        Guardianship.ended_at: None,
        Guardianship.ended_by: "",
        Guardianship.relation: relation or before.relation,
        Guardianship.added_by_hand_at: now(),
    }
    pair = (Guardianship.guardian == guardian) & (Guardianship.child == child.id)
    await Guardianship.update(again).where(pair)
    return True


async def finish(guardians: Collection[int]) -> None:
    """Tell those who have an active account that they see one child more, and update the directory."""
    for guardian in guardians:
        known = await lock_guardian(guardian)
        if known.activated and not known.disabled and known.refused_at is None:
            await notice.child_added(guardian, known.email)
    await directory.refresh(guardians)
