"""Renders the mails of the outbox."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from language import text, typography
from language.templating import environment
from mail import account_block, mime
from mail.mime import Outgoing
from models.access import token
from models.access.token_refused import TokenRefused
from models.announcements import mail_choice
from models.announcements.mailed import mailed, weekly_mailed
from models.core import crockford, school
from models.core.clock import now
from models.families.child import children_of
from models.families.guardian import Person, guardian
from models.office import mail_logo
from models.outbox import mail
from models.outbox.mail import OutboxMail
from settings import Settings

LETTING_NOBODY_IN = (*mail.NOTICES, mail.TEST, *mail.OF_ANNOUNCEMENTS)


class Outdated(Exception):
    """The mail is out of date: its tokens are spent, replaced or expired, the account is disabled, it has no child
    left, or may not see the announcement any more."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account in a mail."""

    person: Person
    code: str
    link: str
    expires_at: datetime
    children: tuple[str, ...]  # first names, with PREAU_MAIL_CHILD_NAME


async def render(entry: OutboxMail) -> Outgoing:
    """The mail, in its reader's language, or else in the school's. Raises `Outdated`."""
    accounts = await _accounts(entry)
    if entry.kind not in LETTING_NOBODY_IN and not accounts:
        raise Outdated
    person = accounts[0].person if accounts else await guardian(entry.guardian) if entry.guardian else None
    logo = await mail_logo.picture()
    with text.speaking(entry.language(person.language if person else "")):
        facts = await _announced(entry, person) if entry.kind in mail.OF_ANNOUNCEMENTS else {}
        return _message(entry, logo, person=person, accounts=accounts, at=entry.created_at, **facts)


async def _announced(entry: OutboxMail, person: Person | None) -> dict[str, Any]:
    """What a mail about announcements says, and the link by which its reader chooses when such mails come."""
    if person is None or person.disabled or person.merged or person.email != entry.address:
        raise Outdated
    facts = {"choice": mail_choice.link(person.id)}
    if entry.kind == mail.WEEKLY:
        if not (listed := await weekly_mailed(entry)):
            raise Outdated
        return {"announcements": listed, **facts}
    try:
        return {"announcement": await mailed(entry), **facts}
    except LookupError:
        raise Outdated from None


async def _accounts(entry: OutboxMail) -> list[Account]:
    """The accounts whose token is still valid."""
    found = []
    for owner, seed in entry.accounts:
        code = token.code_of(seed)
        children = await children_of(owner)
        if entry.kind in (mail.INVITATION, mail.REMINDER) and not children:
            continue  # the access has ended: nothing about the child may leave
        with suppress(TokenRefused):
            expires_at = (await token.find(code)).expires_at
            person, shown = await guardian(owner), crockford.show(code)
            names = tuple(child.first_name for child in children) if school.settings().mail_child_name else ()
            found.append(Account(person, shown, school.token_link(shown, person.language), expires_at, names))
    return found


def _message(entry: OutboxMail, logo: bytes | None, **facts: Any) -> Outgoing:
    settings = school.settings()
    shown = {**account_block.blocks(), **facts, "picture": f"cid:{mime.PICTURE}" if logo else ""}

    def part(name: str) -> str:
        made = environment().get_template(f"mail/{entry.kind}/{name}").render(school=_school(settings), **shown)
        return typography.set_spaces_of_mail(made, html=name.endswith(".html"))

    sender = mime.address(settings.mail_from, settings.school_name)
    headers = {
        "From": str(sender),
        "To": entry.address,
        **({"Reply-To": str(mime.address(settings.school_email))} if settings.school_email else {}),
        "Subject": " ".join(part("subject.txt").split()),  # with ordinary spaces: language/typography.py
        "Date": format_datetime(now()),
        "Message-ID": entry.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice comes back
        "X-Auto-Response-Suppress": "All",  # the same for Exchange
        "Content-Language": text.language(),
        # RFC 2369: the page with the choice. Not RFC 8058: nothing changes without the reader's press.
        **({"List-Unsubscribe": f"<{facts['choice']}>"} if "choice" in facts else {}),
    }
    plain = re.sub(r"\n{3,}", "\n\n", part("text.txt")).strip() + "\n"
    return Outgoing(sender.addr_spec, entry.address, mime.message(headers, plain, part("html.html"), logo))


def _school(settings: Settings) -> dict[str, str]:
    """The school's contact; templates leave out what is empty."""
    return {
        "name": settings.school_name,
        "phone": settings.school_phone,
        "email": mime.address(settings.school_email).addr_spec if settings.school_email else "",
        "address": settings.school_address,
        "hours": settings.school_hours,
    }
