"""Inviting guardians to their first connection: a token and a mail for each, thousands in one transaction."""

from dataclasses import dataclass, replace
from typing import Any

from models import event, mail, token
from models.child import SEEN
from models.clock import now
from models.database import Postgres, engine, query, transaction
from models.guardian import named


class UnknownClass(LookupError):
    """No child is in this class; `classes` are those that there are."""

    def __init__(self, classes: list[str]) -> None:
        super().__init__()
        self.classes = classes


class UnknownUsername(LookupError):
    """No account has this username."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """A guardian as an invitation sees one."""

    id: int
    username: str
    name: str
    email: str
    activated: bool
    disabled: bool
    with_child: bool
    server_words: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of each guardian who was meant."""

    queued: tuple[Invitee, ...]
    without_address: tuple[Invitee, ...]  # these need the printed letter
    already_waiting: tuple[Invitee, ...]  # their invitation is still in the outbox
    already_invited: tuple[Invitee, ...]  # their invitation has left and is still good
    refused: tuple[Invitee, ...]  # the mail server refused it; `server_words` says why
    already_in: tuple[Invitee, ...]  # who chose a password; the reset is for them
    disabled: tuple[Invitee, ...]
    without_child: tuple[Invitee, ...]  # who may see no child, or none any more


ACCESS = (
    "EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE s.guardian = g.id AND {SEEN}%s)"  # the moment goes in first
)


async def invite(
    *,
    everyone: bool = False,
    class_name: str | None = None,
    username: str | None = None,
    again: bool = False,
    actor: str = "cli",
) -> Invited:
    """Queue one mail per guardian who is not in yet: of every child, of one class, or one adult by username.

    Of many, those whose invitation is still good are left alone unless `again`: a new one would end it.
    Raises `UnknownClass` or `UnknownUsername`.
    """
    if [everyone, class_name is not None, username is not None].count(True) != 1:
        raise ValueError("one of everyone, class_name and username")
    async with transaction():
        if username is not None:
            return await _invite(await _people("g.id = {}", await _id_of(username)), actor, again=True)
        if class_name is not None:
            return await _invite(
                await _people(ACCESS % " AND c.class_name = {}", now(), await _known(class_name)), actor, again
            )
        return await _invite(await _people(ACCESS % "", now()), actor, again)


async def _id_of(username: str) -> int:
    person = await named(username)
    if person is None:
        raise UnknownUsername(username)
    return person.id


async def _known(class_name: str) -> str:
    """The class as the school writes it; `p3b` finds `P3B`."""
    rows = await query("SELECT DISTINCT class_name FROM child WHERE left_at IS NULL AND class_name <> ''")
    classes: list[str] = sorted(row["class_name"] for row in rows)
    wanted = class_name.strip()
    for name in (wanted, *(name for name in classes if name.casefold() == wanted.casefold())):
        if name in classes:
            return name
    raise UnknownClass(classes)


async def _people(where: str, *values: Any) -> list[Invitee]:
    """The guardians meant, their rows locked: two invitations at once queue one mail, not two."""
    lock = " FOR UPDATE OF g" if isinstance(engine(), Postgres) else ""
    rows = await query(
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.activated_at, g.disabled_at,"
        f" {ACCESS % ''} AS with_child FROM guardian g WHERE {where} ORDER BY g.id{lock}",
        now(),
        *values,
    )
    return [
        Invitee(
            row["id"],
            row["username"],
            f"{row['first_name']} {row['last_name']}".strip(),
            row["email"],
            row["activated_at"] is not None,
            row["disabled_at"] is not None,
            bool(row["with_child"]),
        )
        for row in rows
    ]


async def _invite(people: list[Invitee], actor: str, again: bool) -> Invited:
    living = await _living()
    groups: dict[str, list[Invitee]] = {name: [] for name in Invited.__slots__}
    for person in people:
        state, words = living.get(person.id, ("", ""))
        if person.disabled:
            groups["disabled"].append(person)
        elif person.activated:
            groups["already_in"].append(person)
        elif not person.with_child:
            groups["without_child"].append(person)
        elif not person.email:
            groups["without_address"].append(person)
        elif state == mail.QUEUED:
            groups["already_waiting"].append(person)
        elif state == mail.REFUSED and not again:
            groups["refused"].append(replace(person, server_words=words))
        elif state and not again:
            groups["already_invited"].append(person)
        else:
            groups["queued"].append(person)
    await _queue(groups["queued"], actor)
    return Invited(**{name: tuple(group) for name, group in groups.items()})


async def _living() -> dict[int, tuple[str, str]]:
    """Guardians whose invitation is still good: what became of its mail, and the mail server's words."""
    rows = await query(
        "SELECT t.guardian, m.state, m.server_words FROM token t JOIN mail m ON m.guardian = t.guardian"
        " WHERE t.kind = {} AND t.spent_at IS NULL AND t.revoked_at IS NULL AND t.expires_at > {}"
        " AND m.kind = {} ORDER BY m.id",
        token.INVITATION,
        now(),
        mail.INVITATION,
    )
    return {row["guardian"]: (row["state"], row["server_words"]) for row in rows}  # of several mails the last


async def _queue(people: list[Invitee], actor: str) -> None:
    """For each a token, a mail and an event: 5,000 parents are a second's work."""
    expires_at = now() + token.validity(token.INVITATION)
    seeds = await token.issue_each([person.id for person in people], token.INVITATION, expires_at)
    await mail.queue_each(
        mail.INVITATION,
        ((person.email, person.id, {"accounts": [mail.to_account(person.id, seeds[person.id])]}) for person in people),
    )
    for person in people:
        await event.record("token issued", guardian=person.id, result=token.INVITATION, actor=actor)
