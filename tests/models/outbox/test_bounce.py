import asyncio
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.invitations import invitation
from models.outbox import bounce, delivery, delivery_report, mail
from models.outbox.mail import MailAccount
from settings import Settings
from tests.support.families import parent
from tests.support.invited import sent
from tests.support.reports import EXCHANGE, POSTFIX, report
from tests.support.sql import query

FORMS = pytest.mark.parametrize("form", [POSTFIX, EXCHANGE], ids=["postfix", "exchange"])


async def facts() -> list[Any]:
    """The rows that a bounce may change."""
    tables = ("mail", "guardian", "event", "directory")
    return [await query(f"SELECT * FROM {table} ORDER BY id") for table in tables]


@FORMS
async def test_a_returned_mail_shows_as_refused(opened: Settings, form: str) -> None:
    guardian, message_id = await sent()
    assert await bounce.take(report(message_id, form=form))
    (row,) = await query("SELECT state, server_words FROM mail")
    assert row == {"state": mail.REFUSED, "server_words": "550 5.1.1 no such user here"}
    (adult,) = await query("SELECT refused_at, refused_words FROM guardian")
    assert adult["refused_at"] is not None
    assert adult["refused_words"] == "550 5.1.1 no such user here"
    assert await query("SELECT guardian, result, actor, detail FROM event WHERE action = 'mail bounced'") == [
        {"guardian": guardian, "result": mail.INVITATION, "actor": "system", "detail": "550 5.1.1 no such user here"}
    ]
    assert await query("SELECT standing FROM directory") == [{"standing": "refused"}]


async def test_the_same_report_twice_at_once_is_one_bounce(opened: Settings) -> None:
    _, message_id = await sent()
    raw = report(message_id)
    assert all(await asyncio.gather(bounce.take(raw), bounce.take(raw)))
    assert await bounce.take(raw)
    assert len(await query("SELECT id FROM event WHERE action = 'mail bounced'")) == 1


async def test_a_bounce_of_a_shared_address_marks_both_parents(opened: Settings) -> None:
    first, second = await parent("marie.dupont"), await parent("jean.petit")
    accounts = [MailAccount(guardian=number, seed="00" * 16) for number in (first, second)]
    await mail.queue(mail.RESET, "marie@example.org", None, accounts=accounts)
    (entry,) = await delivery.claim(1)
    await delivery.sent(entry)
    assert await bounce.take(report(entry.message_id))
    rows = await query("SELECT guardian FROM event WHERE action = 'mail bounced' ORDER BY guardian")
    assert [row["guardian"] for row in rows] == [first, second]
    assert len(await query("SELECT id FROM guardian WHERE refused_at IS NOT NULL")) == 2


async def test_a_forwarded_address_counts_by_its_original_name(opened: Settings) -> None:
    _, message_id = await sent()
    assert await bounce.take(report(message_id, "elsewhere@far.example", original="MARIE@example.org"))
    assert await query("SELECT state FROM mail") == [{"state": mail.REFUSED}]


async def test_an_address_corrected_since_is_not_marked(opened: Settings) -> None:
    _, message_id = await sent()
    await query("UPDATE guardian SET email = 'new@example.org', email_key = 'new@example.org'")
    assert await bounce.take(report(message_id))
    assert await query("SELECT state FROM mail") == [{"state": mail.REFUSED}]
    assert await query("SELECT refused_at FROM guardian") == [{"refused_at": None}]


@FORMS
@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("delayed", "4.4.1"),
        ("delayed", "5.1.1"),
        ("failed", "4.2.2"),
        ("relayed", "2.0.0"),
        ("expanded", "2.0.0"),
        ("delivered", "2.0.0"),
        ("failed", "5"),
        ("failed", "5.1"),
        ("failed", "55.1.1"),
        ("failed", "5.1.1.1"),
        ("failed", "5.x.1"),
        ("failed", ""),
    ],
)
async def test_a_report_of_a_temporary_failure_changes_nothing(
    opened: Settings, form: str, action: str, status: str
) -> None:
    _, message_id = await sent()
    before = await facts()
    await bounce.take(report(message_id, form=form, action=action, status=status))
    assert await facts() == before


async def test_a_forged_report_changes_nothing(opened: Settings) -> None:
    _, message_id = await sent()
    await sent("luc.autre", "luc@example.org")
    before = await facts()
    for raw in (
        report("<0123456789abcdef0123456789abcdef@tilleul.example>"),  # an unknown Message-ID
        report(message_id.strip("<>")),
        report(message_id, "luc@example.org"),  # another parent's address
        report(message_id, "marie@example.org.evil.example"),
        report(message_id).replace(b"multipart/report", b"multipart/mixed"),
        report(message_id).replace(b"message/delivery-status", b"text/plain"),
        report(message_id).replace(b"message/rfc822", b"text/plain"),
        report(message_id).replace(b"rfc822; marie", b"x400; marie").replace(b"rfc822;marie", b"x400;marie"),
        b"Subject: no report\r\n\r\nMessage-ID: " + message_id.encode(),
        nested(report(message_id), 1),
        nested(report(message_id), 3000),
        report(message_id) + b"x" * delivery_report.MOST,
        b"",
    ):
        await bounce.take(raw)
    assert await facts() == before


def nested(inner: bytes, deep: int) -> bytes:
    """A mail with so many levels of nested mails."""
    for _ in range(deep):
        inner = b"Content-Type: message/rfc822\r\n\r\n" + inner
    return inner


async def test_a_mail_not_yet_sent_is_not_refused_by_a_report(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    (row,) = await query("SELECT message_id FROM mail")
    before = await facts()
    await bounce.take(report(row["message_id"]))
    assert await facts() == before


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("smtp; 550 5.1.1\n  no such\n\tuser", "550 5.1.1 no such user"),
        ("smtp; 550 http://x/first-connection?token=7KQ2-M4TR-9XWF", "550 http://x/first-connection?token=…"),
        ("smtp; 550 \x1b[31mred\x07", "550 ?[31mred?"),
        ("smtp; " + "x" * 900, "x" * 500),
        ("", "5.1.1"),
    ],
)
async def test_the_servers_words_are_fit_to_be_shown(opened: Settings, said: str, shown: str) -> None:
    _, message_id = await sent()
    assert await bounce.take(report(message_id, words=said))
    assert await query("SELECT server_words FROM mail") == [{"server_words": shown}]


async def test_neither_address_nor_words_reach_the_log(opened: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    _, message_id = await sent()
    await bounce.take(report(message_id, words="smtp; canary"))
    await bounce.take(report(message_id, action="delayed"))
    assert "marie@" not in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("raw", [b"\0", b"\xff" * 1000, b":" * 5000, b"Content-Type: multipart/report\r\n\r\n"])
def test_bytes_that_are_not_a_mail_give_no_report(raw: bytes) -> None:
    assert delivery_report.read(raw) is None


def test_a_mail_made_to_keep_the_parser_busy_is_refused_quickly() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%x\n\n--%x\n" % (n, n) for n in range(900))
    for raw in (deep + b"x\n" * 100_000, report("<a@tilleul.example>") + b"\n" * 200_000, deep):
        begun = process_time()
        assert delivery_report.read(raw[: delivery_report.MOST]) is None
        assert process_time() - begun < 0.1  # seconds; it took seven


WHOLE = report("<0123@tilleul.example>")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=40)), max_size=6),
)
def test_a_damaged_report_never_crashes(cuts: list[tuple[int, int, bytes]]) -> None:
    raw = WHOLE
    for start, length, put in cuts:
        raw = raw[:start] + put + raw[start + length :]
    found = delivery_report.read(raw)
    assert found is None or isinstance(found, delivery_report.Report)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_no_bytes_crash_the_parser(raw: bytes) -> None:
    assert delivery_report.read(b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n" + raw) is None or raw
