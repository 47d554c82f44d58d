"""The office adds a pupil with its parents, between two imports (docs/decisions/import.md)."""

from collections.abc import Mapping, Sequence

from models.core.clock import now
from models.database import fetch, transaction
from models.desk import entries, granting, newcomers, sent_forms
from models.desk.entries import BadEntries, PupilEntry
from models.desk.granting import Fields, Unsettled
from models.desk.pupil_changes import NumberTaken, holder_of
from models.desk.pupils import EditableChild, told
from models.families import event
from models.families.child import Child
from models.families.event import Actor
from models.families.marks import NO_NUMBER
from models.importing.applying.import_run import take_turn
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.names import name_key
from models.importing.reading.questions import key_of


class SamePupil(Exception):
    """There are pupils of this name already: the office must say that this is another one, by the answer `another`."""

    def __init__(self, known: list[EditableChild]) -> None:
        super().__init__(len(known))
        self.known, self.another = known, "+".join(str(child.id) for child in known)


class NotAdded(Exception):
    """Nothing was added. `pupil` is what is wrong or must be answered first of the pupil, `adults` of each adult."""

    def __init__(self, pupil: BadEntries | NumberTaken | SamePupil | None, adults: Unsettled | None) -> None:
        super().__init__(pupil, adults)
        self.pupil, self.adults = pupil, adults


async def add_pupil(typed: Mapping[str, str], adults: Sequence[Fields], form_key: str, by: Actor) -> int:
    """Add a pupil with these adults, of whom one is needed, once for each form.

    Returns its id. `typed` has the fields of `PupilEntry`, and `another`, the answer to `SamePupil`. Raises `NotAdded`,
    or `LookupError` for the key of another form.
    """
    async with transaction():
        await take_turn()  # an import would take the new rows for its own
        if not await sent_forms.claim(form_key):
            return await sent_forms.child_of(form_key)
        stored = await StoredFamilies.load()
        namesakes = newcomers.named(stored, typed.get("first_name", ""), typed.get("last_name", ""))
        wrong_pupil, wrong_adults = None, None
        try:
            entry = await _entry(typed, stored)
        except (BadEntries, NumberTaken, SamePupil) as problem:
            wrong_pupil = problem
        try:
            people = await granting.people(adults, stored, namesakes)
        except Unsettled as problem:
            wrong_adults = problem
        if wrong_pupil or wrong_adults:
            raise NotAdded(wrong_pupil, wrong_adults)
        child = await _insert(entry, stored)
        await sent_forms.settle(form_key, child.id)
        ids = [await granting.account(one, by) for one in people]
        for guardian, one in zip(ids, people, strict=True):
            await granting.grant(guardian, child, one.relation)
        for who, detail in told(child, ids):
            await event.record("pupil added", guardian=who, actor=by.name, client=by.client, detail=detail)
        await granting.finish(ids)
        return child.id


async def _entry(typed: Mapping[str, str], stored: StoredFamilies) -> PupilEntry:
    """Raises `BadEntries`, `NumberTaken` or `SamePupil`."""
    entry = entries.pupil(typed)
    if entry.register_number and (known := await holder_of(entry.register_number)):
        raise NumberTaken(known)
    if numbers := newcomers.named(stored, entry.first_name, entry.last_name):
        there = Child.select().where(Child.register_number.is_in(numbers)).order_by(Child.id)
        same = SamePupil(await fetch(EditableChild, there))
        if typed.get("another") != same.another:
            raise same
    return entry


def _made_number(entry: PupilEntry, stored: StoredFamilies) -> str:
    """A register number as models/importing/reading/people/identity.py makes them; of a namesake with the class, and
    then another one."""
    key, parts = name_key(entry.first_name, entry.last_name), tuple[str, ...]()
    while (made := NO_NUMBER + key_of(key, *parts)) in stored.children:
        parts = (*parts, entry.class_name)
    return made


async def _insert(entry: PupilEntry, stored: StoredFamilies) -> EditableChild:
    new = Child(
        register_number=entry.register_number or _made_number(entry, stored),
        first_name=entry.first_name,
        last_name=entry.last_name,
        class_name=entry.class_name,
        added_by_hand_at=now(),
    )
    (child,) = await fetch(EditableChild, Child.insert(new).returning(*Child.all_columns()))
    return child
