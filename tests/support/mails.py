"""A mail of each kind, as its recipient gets it."""

from email.message import EmailMessage
from pathlib import Path

from mail import rendering
from models.access import token
from models.announcements import weekly
from models.announcements.announcement import ANSWER
from models.announcements.audience import CHILDREN, Audience
from models.core.clock import now
from models.database import transaction
from models.outbox import mail
from models.outbox.mail import MailAccount, OutboxMail
from tests.support.announced import published
from tests.support.sql import query

TEMPLATES = Path(__file__).parents[2] / "templates/mail"
KINDS = sorted(path.name for path in TEMPLATES.iterdir() if path.name != "layout")
LETTING_IN = {mail.INVITATION: token.INVITATION, mail.REMINDER: token.INVITATION, mail.RESET: token.RESET}
OF_THE_OFFICE = (*mail.STAFF_NOTICES, mail.COLLEAGUE_CHANGED, mail.TEST)

CHILD = "SELECT MIN(child) AS child FROM guardianship WHERE guardian = ?"
SENDINGS = {
    mail.ANNOUNCEMENT: "SELECT sending FROM announcement_sending WHERE announcement = ?",
    mail.WEEKLY: "SELECT sending FROM announcement_weekly WHERE announcement = ?",
}


async def written(kind: str, *guardians: int) -> EmailMessage:
    """The mail of this kind about these accounts."""
    accounts = []
    if kind in LETTING_IN:
        async with transaction():
            for guardian in guardians:
                seed, _ = await token.issue(guardian, LETTING_IN[kind])
                accounts.append(MailAccount(guardian=guardian, seed=seed))
    sending = None
    if kind in mail.OF_ANNOUNCEMENTS:
        await query("UPDATE guardian SET announcements_weekly = ? WHERE id = ?", kind == mail.WEEKLY, guardians[0])
        (child,) = await query(CHILD, guardians[0])
        number = await published(Audience(CHILDREN, children=(child["child"],)), asks=ANSWER)
        if kind == mail.WEEKLY:
            await weekly.send(now())
        (sending,) = [row["sending"] for row in await query(SENDINGS[kind], number)]
    (reader,) = await query("SELECT email FROM guardian WHERE id = ?", guardians[0])
    address = reader["email"] if kind in mail.OF_ANNOUNCEMENTS else "marie@example.org"
    entry = OutboxMail(
        id=1,
        kind=kind,
        address=address,
        guardian=None if kind in OF_THE_OFFICE else guardians[0],
        payload=mail.payload_of(accounts),
        message_id="<1@tilleul.example>",
        attempts=1,
        sending=sending,
        created_at=now(),
    )
    return (await rendering.render(entry)).read()


def part(message: EmailMessage, kind: str) -> str:
    """The text of this kind: `plain` or `html`."""
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")
