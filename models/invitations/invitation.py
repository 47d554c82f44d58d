"""Inviting guardians to their first connection: a token and a mail for each, thousands in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models.access import token
from models.access.token import UNUSED_SQL
from models.core.clock import now
from models.database import fetch, for_update, transaction
from models.families import event, standing
from models.families.child import Child, at_school
from models.families.guardian import LISTED_SQL, Guardian, holder
from models.invitations.invitee import GROUPS, SEES_CHILD, Condition, in_class
from models.invitations.invitee import Invited as Invited
from models.invitations.invitee import Invitee as Invitee
from models.outbox import mail, sending
from models.outbox.mail import MailAccount


class UnknownClass(LookupError):
    """No child is in this class; `classes` are those that there are."""

    def __init__(self, classes: list[str]) -> None:
        super().__init__()
        self.classes = classes


class UnknownUsername(LookupError):
    """No account has this username."""


@dataclass(frozen=True, slots=True)
class _CurrentInvitation:
    """A valid token. `state`: of the mail that was made with it, else how the token was handed over."""

    guardian: int
    state: str
    server_words: str


async def invite(
    *,
    everyone: bool = False,
    class_name: str | None = None,
    guardians: Collection[int] | None = None,
    username: str | None = None,
    again: bool = False,
    kind: str = mail.INVITATION,
    scope: str = "",
    form_key: str = "",
    actor: str = "cli",
    client: str = "",
) -> Invited:
    """Queue one mail per guardian who is not in yet: of every child, of one class, of a selection, or one by username.

    Of many, those whose invitation is still valid, or whose address was refused, are left out unless `again`; the
    mails to many are one `sending`, named by `scope`. Raises `UnknownClass`, `UnknownUsername`, or
    `sending.AlreadyBegun`: the form with this `form_key` was submitted before.
    """
    async with transaction():
        condition = await _condition(everyone, class_name, guardians, username)
        scope = scope or _scope(class_name, guardians)
        number = await sending.begin(scope, actor, form_key) if username is None else None
        groups = await _grouped(await _invitees(condition, lock=True), again or username is not None)
        people = groups["queued"]
        if people:
            await _queue(people, kind, number, actor, client)
        if people and number is not None:
            detail = sending.as_detail(number, scope=scope, mails=len(people))
            await event.record("sending begun", actor=actor, client=client, detail=detail)
        elif number is not None:
            await sending.forget(number)
        return _invited(groups, number if people else None)


async def preview(
    *,
    everyone: bool = False,
    class_name: str | None = None,
    guardians: Collection[int] | None = None,
    again: bool = False,
) -> Invited:
    """What `invite` would do at this moment; nothing is changed. Raises `UnknownClass`."""
    condition = await _condition(everyone, class_name, guardians, None)
    return _invited(await _grouped(await _invitees(condition), again), None)


async def classes() -> list[str]:
    """Every class that has a child at the school, by name."""
    in_a_class = at_school(Child.left_at) & (Child.class_name != "")
    return sorted(await fetch(str, Child.select(Child.class_name).where(in_a_class).distinct()))


def _scope(class_name: str | None, guardians: Collection[int] | None) -> str:
    if class_name is not None:
        return sending.CLASS + class_name
    return sending.SOME if guardians is not None else sending.ALL


async def _condition(
    everyone: bool, class_name: str | None, guardians: Collection[int] | None, username: str | None
) -> Condition:
    if [everyone, class_name is not None, guardians is not None, username is not None].count(True) != 1:
        raise ValueError("one of everyone, class_name, guardians and username")
    if username is not None:  # an adult of the office who tries a first connection is invited by username alone
        return Condition("g.id = ?", (await _id_of(username),))
    if guardians is not None:  # their numbers in the text: they may be more than PostgreSQL takes as arguments
        numbers = ", ".join(str(int(number)) for number in guardians) or "NULL"
        return Condition(f"{LISTED_SQL} AND g.id IN ({numbers})")
    if class_name is not None:
        condition = in_class(await _known(class_name))
        return Condition(f"{LISTED_SQL} AND {condition.sql}", condition.arguments)
    return Condition(f"{LISTED_SQL} AND {SEES_CHILD}", (now(),))


async def _id_of(username: str) -> int:
    person = await holder(username)
    if person is None:
        raise UnknownUsername(username)
    return person.id


async def _known(class_name: str) -> str:
    """The class as the school writes it; `p3b` finds `P3B`."""
    there, wanted = await classes(), class_name.strip()
    for name in (wanted, *(name for name in there if name.casefold() == wanted.casefold())):
        if name in there:
            return name
    raise UnknownClass(there)


async def _invitees(condition: Condition, *, lock: bool = False) -> list[Invitee]:
    """With `lock` their rows stay locked until the transaction ends: of two invitations at once the second waits, and
    queues no second mail."""
    locked = for_update(of="g") if lock else ""
    return await fetch(
        Invitee,
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.activated_at IS NOT NULL AS activated,"  # noqa: S608 constants and conditions made of constants and a lock
        f" g.disabled_at IS NOT NULL AS disabled, g.refused_words AS server_words, {SEES_CHILD} AS with_child"
        f" FROM guardian g WHERE {condition.sql} ORDER BY g.id{locked}",
        now(),
        *condition.arguments,
    )


async def _grouped(people: list[Invitee], again: bool) -> dict[str, list[Invitee]]:
    current = await _current_invitations()
    groups: dict[str, list[Invitee]] = {name: [] for name in GROUPS}
    for person in people:
        one = current.get(person.id)
        state = one.state if one else ""
        words = one.server_words if one and state == mail.REFUSED else person.server_words
        if person.disabled:
            groups["disabled"].append(person)
        elif person.activated:
            groups["already_in"].append(person)
        elif not person.with_child:
            groups["without_child"].append(person)
        elif not person.email:
            groups["without_address"].append(person)
        elif state == mail.QUEUED or (state == mail.HELD and not again):
            groups["already_waiting"].append(person)
        elif words and not again:
            groups["refused"].append(replace(person, server_words=words))
        elif state and not again:
            groups["already_invited"].append(person)
        else:
            groups["queued"].append(person)
    return groups


def _invited(groups: dict[str, list[Invitee]], number: int | None) -> Invited:
    return Invited(**{name: tuple(group) for name, group in groups.items()}, sending=number)


async def _current_invitations() -> dict[int, _CurrentInvitation]:
    """The valid invitation of each adult who has one.

    Its mail is the one made with the token; a letter and a phone code have none. A token whose mail was dropped is
    not counted: nobody has it.
    """
    found = await fetch(
        _CurrentInvitation,
        "SELECT t.guardian, COALESCE(m.state, t.carrier) AS state, COALESCE(m.server_words, '') AS server_words"  # noqa: S608 constants
        " FROM token t LEFT JOIN mail m ON m.guardian = t.guardian AND m.kind IN (?, ?)"
        f" AND m.created_at >= t.created_at WHERE t.kind = ? AND {UNUSED_SQL} AND t.expires_at > ?"
        " AND COALESCE(m.state, '') <> ? ORDER BY m.id",
        mail.INVITATION,
        mail.REMINDER,
        token.INVITATION,
        now(),
        mail.DROPPED,
    )
    return {one.guardian: one for one in found}  # of several mails the last


async def _queue(people: list[Invitee], kind: str, number: int | None, actor: str, client: str) -> None:
    """A token, a mail and an event for each: about a second for 5,000 adults."""
    ids = [person.id for person in people]
    seeds = await token.issue_each(ids, token.INVITATION, now() + token.validity(token.INVITATION))
    mails = ((person.email, person.id, [MailAccount(guardian=person.id, seed=seeds[person.id])]) for person in people)
    await mail.queue_each(kind, mails, number)
    await event.record_each("token issued", ids, result=token.INVITATION, actor=actor, client=client)
    if kind == mail.INVITATION:
        for some in standing.chunks(ids):
            reminded = Guardian.id.is_in(some) & (Guardian.reminders > 0)
            await Guardian.update({Guardian.reminders: 0}).where(reminded)
