"""Inviting guardians to their first connection: a token and a mail for each, thousands in one transaction."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from models.access import token
from models.core.clock import now
from models.database import execute_many, for_update, query, transaction
from models.families import event
from models.families.child import SEEN
from models.families.guardian import named
from models.invitations.invitee import GROUPS, invitee
from models.invitations.invitee import Invited as Invited
from models.invitations.invitee import Invitee as Invitee
from models.outbox import mail, sending

REAL = "g.trial_of IS NULL"  # somebody of the office who tries a first connection is invited by username alone


class UnknownClass(LookupError):
    """No child is in this class; `classes` are those that there are."""

    def __init__(self, classes: list[str]) -> None:
        super().__init__()
        self.classes = classes


class UnknownUsername(LookupError):
    """No account has this username."""


ACCESS = (
    "EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE s.guardian = g.id AND {SEEN}%s)"  # the moment goes in first
)


async def invite(
    *,
    everyone: bool = False,
    class_name: str | None = None,
    guardians: Collection[int] | None = None,
    username: str | None = None,
    again: bool = False,
    kind: str = mail.INVITATION,
    scope: str = "",
    once: str = "",
    actor: str = "cli",
    client: str = "",
) -> Invited:
    """Queue one mail per guardian who is not in yet: of every child, of one class, of a selection, or one by username.

    Of many, those whose invitation is still good, or whose address was refused, are left alone unless `again`; their
    mails make a `sending`, named by `scope`. Raises `UnknownClass`, `UnknownUsername`, or `sending.AlreadyBegun`: the
    form with the mark `once` was sent before.
    """
    async with transaction():
        where = await _where(everyone, class_name, guardians, username)
        scope = scope or _scope(class_name, guardians)
        number = await sending.begin(scope, actor, once) if username is None else None
        groups = await _grouped(await _people(*where, lock=True), again or username is not None)
        people = groups["queued"]
        if people:
            await _queue(people, kind, number, actor, client)
        if people and number is not None:
            told = sending.told(number, scope=scope, mails=len(people))
            await event.record("sending begun", actor=actor, client=client, detail=told)
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
    where = await _where(everyone, class_name, guardians, None)
    return _invited(await _grouped(await _people(*where), again), None)


async def classes() -> list[str]:
    """Every class that has a child at the school, by name."""
    rows = await query("SELECT DISTINCT class_name FROM child WHERE left_at IS NULL AND class_name <> ''")
    return sorted(row["class_name"] for row in rows)


def _scope(class_name: str | None, guardians: Collection[int] | None) -> str:
    if class_name is not None:
        return sending.CLASS + class_name
    return sending.SOME if guardians is not None else sending.ALL


async def _where(
    everyone: bool, class_name: str | None, guardians: Collection[int] | None, username: str | None
) -> tuple[Any, ...]:
    """Who is meant, as a condition on `guardian g` and its values."""
    if [everyone, class_name is not None, guardians is not None, username is not None].count(True) != 1:
        raise ValueError("one of everyone, class_name, guardians and username")
    if username is not None:
        return "g.id = ?", await _id_of(username)
    if guardians is not None:
        return (f"{REAL} AND g.id IN ({', '.join(str(int(number)) for number in guardians) or 'NULL'})",)
    if class_name is not None:
        return f"{REAL} AND {ACCESS % ' AND c.class_name = ?'}", now(), await _known(class_name)
    return f"{REAL} AND {ACCESS % ''}", now()


async def _id_of(username: str) -> int:
    person = await named(username)
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


async def _people(where: str, *values: Any, lock: bool = False) -> list[Invitee]:
    """The guardians meant; with their rows locked, two invitations at once queue one mail, not two."""
    locked = for_update(of="g") if lock else ""
    rows = await query(
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.activated_at, g.disabled_at, g.refused_words,"
        f" {ACCESS % ''} AS with_child FROM guardian g WHERE {where} ORDER BY g.id{locked}",
        now(),
        *values,
    )
    return [invitee(row) for row in rows]


async def _grouped(people: list[Invitee], again: bool) -> dict[str, list[Invitee]]:
    living = await _living()
    groups: dict[str, list[Invitee]] = {name: [] for name in GROUPS}
    for person in people:
        state, words = living.get(person.id, ("", ""))
        words = words if state == mail.REFUSED else person.server_words
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


async def _living() -> dict[int, tuple[str, str]]:
    """Guardians whose invitation is still good: what became of its mail, and the mail server's words.

    The mail is the one made with the token; a letter's or a phone code's has none, and its state is how it was given.
    A token whose mail was dropped is not counted: nobody has it.
    """
    rows = await query(
        "SELECT t.guardian, COALESCE(m.state, t.carrier) AS state, COALESCE(m.server_words, '') AS server_words"
        " FROM token t LEFT JOIN mail m ON m.guardian = t.guardian AND m.kind IN (?, ?)"
        " AND m.created_at >= t.created_at"
        " WHERE t.kind = ? AND t.spent_at IS NULL AND t.revoked_at IS NULL AND t.expires_at > ?"
        " AND COALESCE(m.state, '') <> ? ORDER BY m.id",
        mail.INVITATION,
        mail.REMINDER,
        token.INVITATION,
        now(),
        mail.DROPPED,
    )
    return {row["guardian"]: (row["state"], row["server_words"]) for row in rows}  # of several mails the last


async def _queue(people: list[Invitee], kind: str, number: int | None, actor: str, client: str) -> None:
    """For each a token, a mail and an event: 5,000 parents are a second's work."""
    ids = [person.id for person in people]
    seeds = await token.issue_each(ids, token.INVITATION, now() + token.validity(token.INVITATION))
    await mail.queue_each(
        kind,
        ((person.email, person.id, {"accounts": [mail.to_account(person.id, seeds[person.id])]}) for person in people),
        number,
    )
    await event.record_each("token issued", ids, result=token.INVITATION, actor=actor, client=client)
    if kind == mail.INVITATION:
        await execute_many("UPDATE guardian SET reminders = 0 WHERE id = ? AND reminders > 0", [(i,) for i in ids])
