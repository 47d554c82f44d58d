"""Delivery reports (RFC 3464) as mail servers write them."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@tilleul.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="A6F3.1/mx.example"

This is a MIME-encapsulated message.

--A6F3.1/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--A6F3.1/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: A6F3
X-Postfix-Sender: rfc822; bounces@tilleul.example
Arrival-Date: Mon, 23 Nov 2026 14:02:00 +0100 (CET)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{original}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.far.example
Diagnostic-Code: {words}

--A6F3.1/mx.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <bounces@tilleul.example>
Message-ID: {message_id}
To: {address}
Subject: Votre =?utf-8?q?premi=C3=A8re?= connexion
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

Bonjour
--inner--

--A6F3.1/mx.example--
"""

EXCHANGE = """\
From: postmaster@far.example
To: bounces@tilleul.example
Subject: Undeliverable: connexion
Content-Type: multipart/report; report-type=delivery-status;
	boundary="_0AC8_"
MIME-Version: 1.0

--_0AC8_
Content-Type: multipart/alternative; boundary="_inner_"

--_inner_
Content-Type: text/plain; charset="utf-8"

Delivery has failed.
--_inner_--

--_0AC8_
Content-Type: message/delivery-status

Reporting-MTA: dns;far.example
Received-From-MTA: dns;mx.tilleul.example

Original-Recipient: rfc822;{original}
Final-Recipient: RFC822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: {words}

--_0AC8_
Content-Type: text/rfc822-headers

Received: from mx.tilleul.example by far.example
Message-ID: {message_id}
To: {address}

--_0AC8_--
"""


def report(
    message_id: str,
    address: str = "marie@example.org",
    *,
    form: str = POSTFIX,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = "smtp; 550 5.1.1 no such user here",
    original: str = "",
) -> bytes:
    """One report with CRLF line ends."""
    filled = form.format(
        message_id=message_id, address=address, original=original or address, action=action, status=status, words=words
    )
    return filled.replace("\n", "\r\n").encode("utf-8", "surrogateescape")
