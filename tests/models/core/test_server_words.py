"""Answers of real servers (Postfix, Exchange, Gmail, Yahoo, Orange, La Poste, SFR, OVH, Proofpoint, Mimecast…)."""

import pytest

from models.core.server_words import gist, of_one_address

OF_ADDRESS = (
    "550 5.1.1 <marie@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
    "550 5.1.1 <marie@example.org>: Recipient address rejected: User unknown in relay recipient table",
    "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's",
    "550 5.2.1 The email account that you tried to reach is disabled. g5-20020a - gsmtp",
    "552 5.2.2 The recipient's inbox is out of storage space and inactive.",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "550 5.4.1 Recipient address rejected: Access denied. [AM6EUR05FT012.eop-eur05.prod.protection.outlook.com]",
    "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).",
    "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]",
    "550 5.5.0 Adresse destinataire invalide. Invalid recipient. LPN007_416",
    "554 delivery error: dd This user doesn't have a yahoo.com account (marie@yahoo.com) [0] - mta107.yahoo.com",
    "550 #5.1.0 Address rejected.",
    "550 Requested action not taken: mailbox unavailable",
    "550 <marie@example.org>: User unknown",
    "550 Unknown user marie@example.org",
    "553 Invalid recipient marie@example.org (Mode: normal)",
    "551 not our customer",
    "550 Unrouteable address",
    "552 Mailbox full",
    "550 5.4.4 Invalid domain",
    "450 4.2.1 The user you are trying to contact is receiving mail too quickly.",
)
OF_OURS = (
    "554 5.7.1 Access denied",
    "554 5.7.1 <marie@example.org>: Relay access denied",
    "554 5.7.1 <marie@example.org>: Recipient address rejected: Access denied",
    "554 <marie@example.org>: Recipient address rejected: Relay access denied",
    "553 5.7.1 <ecole@tilleul.example>: Sender address rejected: not owned by user ecole",
    "501 5.1.8 Sender address rejected",
    "553 5.1.8 <www@host.example>... Domain of sender address www@host.example does not exist",
    "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
    "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
    "553 http://www.spamhaus.org/query/bl?ip=192.0.2.222",
    "550-5.1.0 MXIN506 MailFrom domain is listed in Spamhaus. To request removal from this list see https:",
    "550 5.7.64 TenantAttribution; Relay Access Denied [DB3FFO11FD036.protection.gbl]",
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender [BY2PR1001MB1094.outlook.com]",
    "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
    "550 5.7.606 Access denied, banned sending IP [198.51.100.222]. To request removal from this list please visit",
    "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.",
    "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
    "550 5.7.509 Access denied, sending domain [EXAMPLE.JP] does not pass DMARC verification",
    "550 5.7.26 This mail has been blocked because the sender is unauthenticated.",
    "550 5.7.1 [192.0.2.22 18] Our system has detected that this message is likely suspicious",
    "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits",
    "550 5.7.0 Local Policy Violation",
    "554 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.225",
    "554 email rejected due to security policies - MCSpamSignature.sa.2.2",
    "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.verizonmedia.com/error-codes",
    "550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. Client host blocked. OFR006_102",
    "550 5.2.0 Message Filtered",
    "550-Please turn on SMTP Authentication in your mail client.",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "550 relay not permitted",
    "535 5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/",
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
    "552 5.3.4 Message too large",
    "554 Transaction failed",
    "550 Rejected",
    "Connection refused",
    "",
)


@pytest.mark.parametrize("words", OF_ADDRESS)
def test_a_refusal_of_the_address_is_recognised(words: str) -> None:
    assert of_one_address(words)


@pytest.mark.parametrize("words", OF_OURS)
def test_a_refusal_of_the_sender_or_of_the_mail_blames_no_address(words: str) -> None:
    assert not of_one_address(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("554 5.7.1 <marie@gmail.com>: Relay access denied", "554 5.7.1 <jean@skynet.be>: Relay access denied"),
        (
            "550 5.7.1 [192.0.2.22 18] Our system has detected 4-5b1f17b1804b1si12345 - gsmtp",
            "550 5.7.1 [192.0.2.22 19] Our system has detected a14-2002a17si993 - gsmtp",
        ),
        (
            "550 5.7.708 Access denied [AM6EUR05FT012.eop-eur05.outlook.com 2026-11-24T10:00:01Z 08DA1]",
            "550 5.7.708 Access denied [DB3FFO11FD036.eop-eur03.outlook.com 2026-11-24T10:00:02Z 08DA2]",
        ),
    ],
)
def test_the_gist_is_the_same_for_every_recipient(one: str, other: str) -> None:
    assert gist(one) == gist(other)


def test_other_words_or_another_code_have_another_gist() -> None:
    found = {gist(words) for words in OF_OURS if "Relay" not in words and words}
    assert len(found) == sum("Relay" not in words and bool(words) for words in OF_OURS)
