"""The mail server of the demonstration: it accepts most mails, refuses some, and returns some."""

import re
from email.message import EmailMessage

from mail.mailer import Mailbox, Outgoing, Refused

REPORT = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ecole@tilleul.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {words}

--report
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {address}

--report--
"""


class DemoMailServer(Mailbox):
    """A transport that refuses the addresses in `refused`, each with its own answer, and accepts all others."""

    def __init__(self, refused: dict[str, str]) -> None:
        super().__init__()
        self.refused = refused

    async def send(self, outgoing: Outgoing) -> None:
        if words := self.refused.get(outgoing.recipient):
            raise Refused(words)
        await super().send(outgoing)

    def last(self, address: str) -> EmailMessage:
        """The latest mail to this address. Raises `IndexError` if there is none."""
        return [message for message in self.messages if message["To"] == address][-1]

    def code(self, address: str) -> str:
        """The token of the latest mail to this address that has one. Raises `LookupError`."""
        for message in reversed([message for message in self.messages if message["To"] == address]):
            body = message.get_body(("plain",))
            if found := re.search(r"\?token=([\w-]+)", body.get_content() if body else ""):
                return found[1]
        raise LookupError(address)

    def returned(self, address: str, words: str) -> bytes:
        """The delivery report (RFC 3464) with which the latest mail to this address comes back."""
        message_id = self.last(address)["Message-ID"]
        return REPORT.format(address=address, words=words, message_id=message_id).replace("\n", "\r\n").encode()
