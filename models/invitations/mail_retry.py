"""Sending a refused mail again, as long as what it says is true; calling back a mail that has not left.

A refused mail has lost its token (catalogue 4): a new invitation is made, for the address that the school has now.
"""

from datetime import timedelta

from models.access import token
from models.access.token import UNUSED_SQL
from models.core import school
from models.core.address import masked
from models.core.clock import now
from models.database import Values, fetch, fetch_one, placeholders, transaction
from models.families import event, standing
from models.families.guardian import guardian, not_erased
from models.invitations import invitation
from models.invitations.invitation import Invited
from models.outbox import mail, pace, sending
from models.outbox.mail import OUTBOX_COLUMNS, Mail, OutboxMail

INVITATIONS = f"('{mail.INVITATION}', '{mail.REMINDER}')"
# The adults whose last invitation was refused.
REFUSED_INVITATIONS = (
    f"SELECT m.guardian FROM mail m WHERE m.state = '{mail.REFUSED}' AND m.kind IN {INVITATIONS}"  # noqa: S608 constants
    f" AND NOT EXISTS (SELECT 1 FROM mail n WHERE n.guardian = m.guardian AND n.id > m.id AND n.kind IN {INVITATIONS})"
)
# Without those who have a valid letter or phone code, which a new mail would end.
WITHOUT_OTHER_TOKEN = (
    f" AND NOT EXISTS (SELECT 1 FROM token t WHERE t.guardian = m.guardian AND t.carrier <> '{token.MAIL}'"  # noqa: S608 constants
    f" AND {UNUSED_SQL} AND t.expires_at > ?)"
)
# A mail about an account's password is for the account's present address; other notices stay true at any address.
OF_THE_ADDRESS = (mail.PASSWORD_CHANGED, mail.FIRST_PASSWORD)
STILL_TRUE = tuple(kind for kind in mail.NOTICES if kind not in OF_THE_ADDRESS)
KEPT = (mail.RESET_ASKED, *mail.NOTICES)  # notices of a change cannot be called back
# Other mails are queued as they are; a reset becomes a request again, and gets its token when it leaves.
REQUEUE = (
    f"UPDATE mail SET state = '{mail.QUEUED}', attempts = 0, due_at = ?, finished_at = NULL, server_words = '',"  # noqa: S608 constants
    f" kind = CASE WHEN kind = '{mail.RESET}' THEN '{mail.RESET_ASKED}' ELSE kind END"
    f" WHERE state = '{mail.REFUSED}' AND (kind IN {(mail.TEST, *STILL_TRUE)}"
    f" OR (kind IN ('{mail.RESET}', '{mail.RESET_ASKED}') AND created_at > ?)"
    f" OR (kind IN {OF_THE_ADDRESS} AND EXISTS (SELECT 1 FROM guardian g"
    " WHERE g.id = mail.guardian AND g.email = mail.address)))"
)


class NoLongerTrue(Exception):
    """What the mail said is no longer true, or the mail is not refused: nothing was sent.

    Of an invitation, `invited` says why its adult gets none.
    """

    def __init__(self, invited: Invited | None = None) -> None:
        super().__init__()
        self.invited = invited


async def retry(number: int, *, actor: str, client: str) -> int:
    """Send one refused mail again; returns the number of the mail that leaves. Raises `NoLongerTrue`."""
    async with transaction():
        if await _requeue(actor, client, " AND id = ?", number):
            return number
        refused = f"SELECT guardian FROM mail WHERE id = ? AND guardian IN ({REFUSED_INVITATIONS})"  # noqa: S608 constants
        adult = await fetch_one(int, refused, number)
        if adult is None:
            raise NoLongerTrue
        person = await guardian(adult)
        if person.merged:
            raise NoLongerTrue
        invited = await invitation.invite(username=person.username, actor=actor, client=client)
        if not invited.queued:
            raise NoLongerTrue(invited)
        await event.record(
            "mail retried",
            guardian=person.id,
            result=mail.INVITATION,
            actor=actor,
            client=client,
            detail=masked(person.email),
        )
        theirs = Mail.select(Mail.id).where(Mail.guardian == person.id).order_by(Mail.id, ascending=False).limit(1)
        (newest,) = await fetch(int, theirs)
        return newest


async def retry_all(form_key: str, *, actor: str, client: str) -> tuple[int, Invited]:
    """Send every refused mail again that is still true: how many were queued as they were, and what became of the
    invitations.

    An adult who has got a letter or a phone code since keeps it, and gets no mail. Raises `sending.AlreadyBegun` when
    the form with this `form_key` was submitted before.
    """
    return await _several("", form_key=form_key, actor=actor, client=client)


async def take_back(numbers: list[int]) -> None:
    """The same for these mails alone, refused before it was clear that the school's own mail was at fault."""
    if numbers:
        await _several(f"id IN ({placeholders(numbers)})", *numbers, form_key="", actor="system", client="")


async def _several(only: str, *numbers: int, form_key: str, actor: str, client: str) -> tuple[int, Invited]:
    async with transaction():
        chosen = f" AND m.{only}" if only else ""
        adults = await fetch(int, REFUSED_INVITATIONS + WITHOUT_OTHER_TOKEN + chosen, now(), *numbers)
        invited = await invitation.invite(
            guardians=adults, again=True, scope=sending.RETRY, form_key=form_key, actor=actor, client=client
        )
        again = [person.id for person in invited.queued]
        await event.record_each("mail retried", again, result=mail.INVITATION, client=client, actor=actor)
        return await _requeue(actor, client, f" AND {only}" if only else "", *numbers), invited


async def _requeue(actor: str, client: str, more: str, *values: int) -> int:
    moment = now()
    oldest = moment - timedelta(hours=school.settings().reset_hours)
    retried = await fetch(OutboxMail, f"{REQUEUE}{more} RETURNING {', '.join(OUTBOX_COLUMNS)}", moment, oldest, *values)
    for one in retried:
        people: list[int | None] = [*sorted(await not_erased(one.guardians))]
        for person in people or [None]:
            await event.record(
                "mail retried",
                guardian=person,
                result=one.kind,
                actor=actor,
                client=client,
                detail=masked(one.address),
            )
    return len(retried)


async def cancel(number: int, *, actor: str, client: str) -> bool:
    """Drop a mail that has not left, and end its token, which nobody has. False when it is too late."""
    moment = now()
    async with transaction():
        found = await fetch_one(OutboxMail, Mail.select(*OUTBOX_COLUMNS).where(Mail.id == number))
        if found is None:
            return False
        waiting = Mail.state.is_in(list(mail.WAITING)) & Mail.kind.not_in(list(KEPT)) & (Mail.payload == found.payload)
        dropped: Values = {Mail.state: mail.DROPPED, Mail.finished_at: moment, Mail.payload: "{}"}
        cancelled = Mail.update(dropped).where((Mail.id == number) & waiting & pace.unclaimed(moment))
        if not await cancelled.returning(Mail.id):
            return False
        await token.withdraw(seed for _, seed in found.accounts)
        await standing.refresh(found.guardians)
        await event.record(
            "mail cancelled",
            guardian=found.guardian,
            result=found.kind,
            actor=actor,
            client=client,
            detail=masked(found.address),
        )
    return True
