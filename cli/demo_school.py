"""Fills the demonstration's school and says which parent shows what."""

import asyncio
import itertools
from datetime import timedelta

import worker
from cli.demo_families import ALL, EXPIRED, IN, LEFT, Family
from mailer import Mailbox
from models import database, hashing, invitation, migrate, school
from models.child import Child
from models.clock import now
from models.database import query
from models.guardian import Guardian
from models.guardianship import Guardianship
from models.tables import TABLES
from models.username import make_username
from settings import Settings

PASSWORD = "quatre mots sans lien"  # noqa: S105 the demonstration's, printed on the terminal


async def open_doors(settings: Settings, mailbox: Mailbox) -> str:
    """Make the school, send its invitations to `mailbox`; returns what to print."""
    school.open_school(settings)
    await database.open_database(settings, TABLES)
    try:
        await migrate.migrate()
        digest = await hashing.digest(PASSWORD)
        numbers, taken = itertools.count(260001), dict[str, None]()
        usernames = [await _enrol(family, digest, numbers, taken) for family in ALL]
        await invitation.invite(everyone=True)
        stop = asyncio.Event()
        while await worker.deliver(mailbox, stop):
            pass
        await _settle(usernames)
    finally:
        await database.close_database()
    return _guide(settings, usernames)


async def _enrol(family: Family, digest: str, numbers: "itertools.count[int]", taken: dict[str, None]) -> list[str]:
    adults, usernames = [], []
    for first, last, address in family.adults:
        username = make_username(first, last, taken)
        taken[username] = None
        usernames.append(username)
        adult = Guardian(username=username, first_name=first, last_name=last, email=address, email_key=address)
        if family.state in (IN, LEFT):
            adult.password_digest, adult.activated_at = digest, now()
        await adult.save()
        adults.append(adult)
    for first, last, class_name in family.children:
        child = Child(register_number=str(next(numbers)), first_name=first, last_name=last, class_name=class_name)
        await child.save()
        for adult in adults:
            await Guardianship(guardian=adult.id, child=child.id, relation="parent").save()
    return usernames


async def _settle(usernames: list[list[str]]) -> None:
    """What could only happen after the mails had left: a token runs out, a child leaves."""
    for family, names in zip(ALL, usernames, strict=True):
        if family.state == EXPIRED:
            await query(
                "UPDATE token SET expires_at = {} WHERE guardian = (SELECT id FROM guardian WHERE username = {})",
                now() - timedelta(days=2),
                names[0],
            )
        elif family.state == LEFT:
            await query(
                "UPDATE guardianship SET ended_at = {}, ended_by = 'import'"
                " WHERE guardian = (SELECT id FROM guardian WHERE username = {})",
                now(),
                names[0],
            )


def _guide(settings: Settings, usernames: list[list[str]]) -> str:
    lines = [
        "",
        f"  Parents' entrance   {settings.base_url}/",
        f"  Mails they got      {settings.base_url}/demo/mailbox",
        "",
        f"  Password of every parent who is already in: {PASSWORD}",
        "",
        "  Which parent shows what (usernames):",
    ]
    for family, names in zip(ALL, usernames, strict=True):
        if family.shows:
            lines.append(f"    {' + '.join(names):<34} {family.shows}")
    lines += ["", f"  {len(ALL)} families in all. Ctrl-C ends the demonstration and leaves nothing behind.", ""]
    return "\n".join(lines)
