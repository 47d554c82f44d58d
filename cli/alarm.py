"""`preau alarm`: a mail to the office's admins when a unit of the service manager has failed."""

import asyncio
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

import click

from cli.opening import as_it_is, load_settings, must_be_there
from language import text
from language.text import _
from mail.mailer import SMTP, Deferred, Outgoing, Refused, Unreachable
from models.core import school
from models.core.clock import now
from models.database import fetch, migrate
from models.staff.accounts import ADMINS, Staff
from settings import Settings

BACKUP = "preau-backup.service"
LONGEST = 90  # seconds, for one mail


@click.command()
@click.argument("unit")
def alarm(unit: str) -> None:
    """Tell the office's admins by mail that UNIT has failed. deploy/preau-failed@.service calls it.

    Sent at once, since the server may be what failed. It needs no secret key: that may be what is wrong.
    """
    settings = load_settings()
    school.open_school(settings)
    if settings.smtp is None:
        raise click.ClickException("PREAU_SMTP_URL is not set: nobody can be told.")
    if not asyncio.run(_tell(settings, SMTP(settings.smtp, sender=settings.bounce_address), unit)):
        raise SystemExit(1)


async def _tell(settings: Settings, transport: SMTP, unit: str) -> bool:
    """Send the mails; whether the mail server accepted at least one."""
    sent = False
    for address, language in (await _addresses(settings)).items():
        try:
            async with asyncio.timeout(LONGEST):
                with text.speaking(language):
                    message = _message(settings, address, unit)
                await transport.send(Outgoing.of(message))
            click.echo(f"Told {address} that {unit} has failed.")
            sent = True
        except (Refused, Deferred, Unreachable, TimeoutError) as error:
            click.echo(f"{address} could not be told: {str(error) or 'no answer in time'}", err=True)
    await transport.close()
    return sent


@dataclass(frozen=True, slots=True)
class _Admin:
    email: str
    language: str = ""


async def _addresses(settings: Settings) -> dict[str, str]:
    """The admins' addresses, each with its language; the school's where no admin has one or the database is not
    available."""
    try:
        must_be_there(settings)
        async with as_it_is():
            admins = await _admins() if "staff" in await migrate.tables() else []
        found = {who.email: text.office_language(who.language) for who in admins}
    except click.ClickException as error:
        click.echo(error.message, err=True)
        found = {}
    addresses = found or ({settings.school_email: text.office_language()} if settings.school_email else {})
    if not addresses:
        click.echo("Neither an admin nor PREAU_SCHOOL_EMAIL has a mail address: nobody can be told.", err=True)
    return addresses


async def _admins() -> list[_Admin]:
    """Those with an address. A database that is not migrated yet may have no languages."""
    columns = [Staff.email] if await migrate.pending() else [Staff.email, Staff.language]
    return await fetch(_Admin, Staff.select(*columns).where(ADMINS & (Staff.email != "")).order_by(Staff.username))


def _message(settings: Settings, address: str, unit: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = address
    message["Subject"] = _("Préau : {unit} ne marche pas").format(unit=unit)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=parseaddr(settings.mail_from)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    what = (
        _("La sauvegarde de cette nuit n’a pas été faite.")
        if unit == BACKUP
        else _("Préau ne démarre plus : les parents ne peuvent plus entrer.")
    )
    who = _("Dites-le à la personne qui gère Préau. Ces commandes lui montrent pourquoi :")
    message.set_content(f"{what}\n\n{who}\n\n    journalctl -u {unit} -n 50\n    preau check\n")
    return message
