"""`preau bounce`, as an alias of the mail server runs it."""

import asyncio
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from cli.checking import bounces
from models.outbox import mail
from settings import MailStore, Settings
from tests.support.command import Command
from tests.support.imap import Mailbox, holding
from tests.support.invited import sent
from tests.support.reports import report
from tests.support.sql import query
from tests.support.tls import certificate

ROOT = Path(__file__).parents[2]


def run(command: Command, raw: bytes) -> subprocess.CompletedProcess[bytes]:
    """The real command, in a process of its own, with the settings of the test's folder."""
    return subprocess.run(
        [sys.executable, "-m", "cli", "bounce"],
        input=raw,
        capture_output=True,
        cwd=command.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        timeout=60,
    )


def test_a_piped_report_is_recorded(command: Command) -> None:
    _, message_id = command.in_school(sent)
    done = run(command, report(message_id))
    assert (done.returncode, done.stdout) == (0, b"Noted.\n"), done.stderr
    assert command.in_school(lambda: query("SELECT state FROM mail")) == [{"state": mail.REFUSED}]


@pytest.mark.parametrize(
    "raw", [b"", b"Subject: hello\r\n\r\nhello\r\n", b"\0\xff" * 500_000], ids=["none", "mail", "huge"]
)
def test_any_other_mail_is_no_failure(command: Command, raw: bytes) -> None:
    done = run(command, raw)
    assert (done.returncode, done.stdout) == (0, b"No report about a mail of ours.\n"), done.stderr


def test_while_the_database_is_away_the_mail_server_is_told_to_try_again(command: Command) -> None:
    command.set("database_url", "postgresql://nobody@127.0.0.1:9/none")
    done = run(command, b"Subject: hello\r\n\r\n")
    assert done.returncode == 75
    assert b"does not answer" in done.stderr
    command.set("port", "many")
    assert run(command, b"").returncode == 75


async def found(settings: Settings) -> list[tuple[str, str]]:
    return [(one.state, one.words) async for one in bounces.findings(settings)]


def test_check_looks_into_the_mailbox_and_marks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, own = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(own))
    box = Mailbox(b"Subject: one\r\n\r\n")

    async def story() -> None:
        async with holding(box, server) as store:
            ((state, words),) = await found(Settings(bounce_imap=store, bounce_address="b@tilleul.example"))
            assert (state, "certificate" in words) == ("to mend", True)
            with monkeypatch.context() as patch:
                patch.setattr(ssl, "create_default_context", lambda: trusting)
                ((state, words),) = await found(Settings(bounce_imap=store, bounce_address="b@tilleul.example"))
                assert (state, "1 mails in INBOX" in words) == ("ok", True)
                wrong = MailStore(store.host, store.port, "implicit", "bounces", "canary")
                (worth, mend) = await found(Settings(bounce_imap=wrong))
                assert worth[0] == "worth setting"
                assert (mend[0], "refuses user name or password" in mend[1]) == ("to mend", True)
                assert "canary" not in mend[1]
        ((_, _), (state, words)) = await found(Settings(bounce_imap=store))
        assert (state, "does not answer" in words) == ("to mend", True)

    asyncio.run(story())
    assert box.flags() == [set()]
