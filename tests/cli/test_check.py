"""`preau check` names each thing that is wrong and how to mend it, and never shows a secret."""

import asyncio
import os
import sqlite3
import ssl
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.checking import mail as mail_check
from models.core.clock import now
from models.office import school_setting
from models.outbox import delivery, mail
from settings import MailServer
from tests.support.announced import written
from tests.support.attached import attached
from tests.support.command import Command
from tests.support.ical import calendar
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.waiting import PATIENCE


async def nothing() -> None:
    """For `in_school`: makes the database, and leaves it empty."""


def lines(command: Command, state: str, *arguments: str) -> list[str]:
    """What `preau check` says of one state; its exit code is held to what it says."""
    result = command("check", *arguments)
    assert result.exit_code == int("\nto mend " in "\n" + result.output)
    assert "Traceback" not in result.output
    return [line[15:] for line in result.output.splitlines() if line.startswith(state.ljust(15))]


def only(command: Command) -> str:
    """The one thing to mend."""
    (line,) = lines(command, "to mend")
    return line


def on_sqlite(command: Command) -> Path:
    """The database's file; the test is skipped on PostgreSQL."""
    if not command.url.startswith("sqlite"):
        pytest.skip("of SQLite alone")
    return Path(command.url.removeprefix("sqlite:///"))


def test_a_healthy_school_has_nothing_to_mend(command: Command) -> None:
    command.in_school(nothing)
    assert lines(command, "to mend") == []
    assert any(line.startswith("database:") for line in lines(command, "ok"))
    assert "schema: up to date" in lines(command, "ok")
    assert any(line.startswith("PREAU_SMTP_URL") for line in lines(command, "worth setting"))


def test_a_refused_mail_is_shown_with_the_servers_words(command: Command) -> None:
    async def refused() -> None:
        await mail.queue(mail.INVITATION, "marie@example.org")
        (letter,) = await delivery.claim(1)
        await delivery.refuse(letter, "550 no such user here")

    command.in_school(refused)
    (line,) = lines(command, "worth a look")
    assert "marie@example.org" in line
    assert "550 no such user here" in line


def test_a_refused_mail_after_which_another_was_taken_is_not_shown(command: Command) -> None:
    async def refused_then_taken() -> None:
        await mail.queue(mail.INVITATION, "marie@example.org")
        (letter,) = await delivery.claim(1)
        await delivery.refuse(letter, "554 5.7.1 Access denied")
        await mail.queue(mail.INVITATION, "marie@example.org")
        await delivery.sent(*await delivery.claim(1))

    command.in_school(refused_then_taken)
    assert lines(command, "worth a look") == []


def test_more_refused_mails_than_are_listed_are_counted(command: Command) -> None:
    async def refused() -> None:
        for number in range(23):
            await mail.queue(mail.INVITATION, f"parent{number}@example.org")
            (letter,) = await delivery.claim(1)
            await delivery.refuse(letter, "550 no such user here")

    command.in_school(refused)
    assert lines(command, "worth a look")[20:] == ["mail refused: 3 more, on the office's page of mails"]


def test_what_an_admin_set_on_a_page_is_not_called_unset(command: Command) -> None:
    async def named() -> None:
        await school_setting.save({"school_email": "office@school.example"}, {}, actor="office:ada")

    def said(name: str) -> bool:
        return any(line.startswith(name) for line in lines(command, "worth setting"))

    command.set("school_email", "")
    command.in_school(nothing)
    assert said("PREAU_SCHOOL_EMAIL")
    command.in_school(named)
    assert not said("PREAU_SCHOOL_EMAIL")


def test_an_office_without_an_admin_or_a_second_factor_is_reported(command: Command) -> None:
    command.in_school(nothing)
    assert any("preau staff add NAME --role admin" in line for line in lines(command, "worth setting"))
    command("staff", "add", "ada.office", "--role", "admin")
    assert not any("nobody manages" in line for line in lines(command, "worth setting"))
    assert any("no admin has a password yet" in line for line in lines(command, "worth setting"))
    assert not any("SECOND_FACTOR" in line for line in lines(command, "worth setting"))
    command.set("office_second_factor", "optional")
    assert any("SECOND_FACTOR" in line for line in lines(command, "worth setting"))


def test_the_room_of_files_is_shown_and_reported_before_it_is_full(command: Command) -> None:
    async def attaches() -> None:
        await attached((await written()).id)

    command.in_school(attaches)
    assert [line for line in lines(command, "ok") if line.startswith("files ")] == [
        "files of announcements: 1 of 1000 MB"
    ]

    async def fills() -> None:
        await query("UPDATE announcement_file SET size = 899999999")

    command.in_school(fills)
    assert not [line for line in lines(command, "worth a look") if line.startswith("files ")]

    async def overflows() -> None:
        await query("UPDATE announcement_file SET size = 900000000")

    command.in_school(overflows)
    (line,) = [line for line in lines(command, "worth a look") if line.startswith("files ")]
    assert line.startswith("files of announcements: 901 of 1000 MB: soon no more can be attached")


def test_check_makes_neither_key_nor_database(command: Command) -> None:
    on_sqlite(command)
    command.set("secret_key", "")
    assert lines(command, "to mend") == []
    assert [path.name for path in command.folder.iterdir()] == [".env"]


def test_every_wrong_setting_is_listed(command: Command) -> None:
    command.set("port", "many")
    command.set("base_url", "parents")
    command.set("smtp_url", "smtp://u:geheim@mail.example:x")
    found = lines(command, "to mend")
    assert [line.split()[0] for line in found] == ["PREAU_PORT", "PREAU_BASE_URL", "PREAU_SMTP_URL"]
    assert "geheim" not in str(found)


def test_a_misspelt_setting_is_reported(command: Command) -> None:
    command.set("smpt_url", "smtp://mail.example")
    assert "did you mean PREAU_SMTP_URL" in only(command)


def test_files_that_others_can_read_are_named(command: Command) -> None:
    command.set("secret_key", "")
    command.in_school(nothing)
    keys = [*command.folder.glob("*.key")]
    for path in (command.folder / ".env", *keys):
        path.chmod(0o640)
        assert f"chmod 600 {path.name}" in only(command).replace(f"{command.folder}/", "")
        path.chmod(0o600)


def test_http_on_a_public_address_is_reported(command: Command) -> None:
    command.set("base_url", "http://parents.school.example")
    assert "https" in only(command)
    for address in ("http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000", "https://parents.school.example"):
        command.set("base_url", address)
        assert lines(command, "to mend") == []
    assert any("PREAU_TRUSTED_PROXIES" in line for line in lines(command, "worth setting"))


def test_a_low_bcrypt_cost_is_reported(command: Command) -> None:
    command.set("bcrypt_cost", "9")
    assert any("PREAU_BCRYPT_COST" in line for line in lines(command, "worth setting"))


# The place


def test_a_folder_that_cannot_be_written_is_reported_before_there_is_a_key_or_a_database(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite(command)
    command.set("secret_key", "")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, who may run the tests, writes everywhere
    assert [line.split()[0] for line in lines(command, "to mend")] == ["folder:", "secret"]


def test_a_key_that_would_have_no_folder_is_reported(command: Command) -> None:
    command.set("secret_key", "")
    command.set("secret_key_file", f"{command.folder}/nowhere/preau.key")
    assert "cannot be made" in only(command)


def test_the_schools_clock_is_shown_with_its_zone(command: Command) -> None:
    (command.folder / ".env").open("a").write("TZ=Asia/Tokyo\n")
    (line,) = [line for line in lines(command, "ok") if line.startswith("clock:")]
    assert f"{now().astimezone(ZoneInfo('Asia/Tokyo')):%H:%M} in Asia/Tokyo" in line


def backup(command: Command, name: str, hours: float) -> None:
    """A file of the nightly unit, so old."""
    folder = command.folder / "backups"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"")
    moment = now().timestamp() - hours * 3600
    os.utime(folder / name, (moment, moment))


def test_the_newest_backup_and_its_age_are_shown(command: Command) -> None:
    assert any(line.startswith("backup: none is made at night") for line in lines(command, "worth setting"))
    backup(command, "preau-2026-11-21.backup", 60.5)
    assert only(command).startswith("backup: the newest, backups/preau-2026-11-21.backup, is 2 days old")
    backup(command, "preau-2026-11-24.backup", 9.5)
    backup(command, ".preau-2026-11-25.backup.1234", 0)  # one that is being made
    assert "backup: backups/preau-2026-11-24.backup, 9 hours old" in lines(command, "ok")


def test_that_every_backup_failed_so_far_is_reported(command: Command) -> None:
    (command.folder / "backups").mkdir()
    assert "there is none in" in only(command)


# The database


def test_a_file_that_is_no_database_is_reported(command: Command) -> None:
    path = on_sqlite(command)
    path.write_bytes(b"no database" * 1000)
    path.chmod(0o600)
    found = only(command)
    assert "is not a database: look at PREAU_DATABASE_URL, or restore a backup" in found
    assert "owns" not in found


def test_a_damaged_database_is_reported(command: Command) -> None:
    path = on_sqlite(command)
    command.in_school(nothing)
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event_at'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert "damaged" in only(command) or "malformed" in only(command)


def test_a_database_held_by_another_program_is_reported(command: Command) -> None:
    path = on_sqlite(command)
    command.in_school(nothing)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "locked" in only(command)
    finally:
        other.close()


def test_a_server_that_does_not_answer_is_said_without_the_password(command: Command) -> None:
    command.set("database_url", "postgresql://preau:geheim@127.0.0.1:1/preau")
    found = only(command)
    assert "does not answer" in found
    assert "geheim" not in found


def test_a_database_that_is_not_there_is_reported(command: Command) -> None:
    if command.url.startswith("sqlite"):
        pytest.skip("of PostgreSQL alone")
    command.set("database_url", command.url.replace("/test_", "/nowhere_"))
    assert "does not exist" in only(command)


def test_a_database_of_a_later_version_is_reported(command: Command) -> None:
    async def later() -> None:
        await query("INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999_later', 'preau', ?)", now())

    command.in_school(later)
    assert "m9999_later" in only(command)


def test_mails_that_nobody_sends_are_reported(command: Command) -> None:
    async def wait() -> None:
        await mail.queue(mail.INVITATION, "marie@example.org")
        await query("UPDATE mail SET created_at = ?", now() - timedelta(hours=2))

    command.in_school(wait)
    command.set("smtp_url", "smtp://127.0.0.1:1")
    command.set("mail_from", "ecole@tilleul.example")
    assert any("outbox: 1 mails" in line for line in lines(command, "to mend"))


def test_the_schools_own_mail_at_fault_is_said_and_no_address_is_to_be_corrected(command: Command) -> None:
    async def fault() -> None:
        await mail.queue(mail.INVITATION, "marie@example.org")
        await mail.queue(mail.INVITATION, "jean@example.org")
        marie, jean = await delivery.claim(2)
        await delivery.wait(marie, "554 5.7.1 Access denied")
        await delivery.refuse(jean, "550 5.7.1 spam")

    command.in_school(fault)
    assert any(
        "554 5.7.1 Access denied" in line and "no address is wrong" in line for line in lines(command, "to mend")
    )
    (line,) = [line for line in lines(command, "worth a look") if "jean@example.org" in line]
    assert line.endswith("550 5.7.1 spam: the address is not at fault")


# The mail server


async def looked(command: Command, server: MailServer, *arguments: str) -> tuple[list[str], list[str]]:
    """What is right and what is to mend, with this mail server."""
    scheme = {"none": "smtp", "starttls": "smtp+starttls", "implicit": "smtps"}[server.tls]
    login = f"{server.username}:{server.password}@" if server.username else ""
    command.set("smtp_url", f"{scheme}://{login}{server.host}:{server.port}")
    command.set("mail_from", "École <ecole@tilleul.example>")
    result = await asyncio.to_thread(command, "check", *arguments)
    assert "geheim" not in result.output
    found = [(line[:15].strip(), line[15:]) for line in result.output.splitlines() if "mail:" in line]
    return [words for state, words in found if state == "ok"], [words for state, words in found if state == "to mend"]


async def test_a_mail_server_that_answers_is_ok_and_gets_no_mail(command: Command) -> None:
    sink = Sink()
    async with listening(sink) as server:
        right, wrong = await looked(command, server)
    assert (len(right), wrong, sink.messages) == (1, [], [])


async def test_a_test_mail_is_sent_when_asked(command: Command) -> None:
    sink = Sink()
    async with listening(sink) as server:
        right, wrong = await looked(command, server, "--mail-to", "Admin@tilleul.example")
        assert (len(right), wrong, sink.addresses) == (2, [], ["admin@tilleul.example"])
        sink.to["no@tilleul.example"] = "550 no such person"
        _, wrong = await looked(command, server, "--mail-to", "no@tilleul.example")
        assert "550 no such person" in wrong[0]
        _, wrong = await looked(command, server, "--mail-to", "no address")
        assert "is no mail address" in wrong[0]


async def test_a_wrong_mail_password_is_reported(command: Command) -> None:
    sink = Sink()
    sink.password = b"right"
    async with listening(sink, username="ecole", password="geheim") as server:
        _, wrong = await looked(command, server)
    assert "refuses user name or password" in wrong[0]


async def test_a_sender_or_recipient_that_is_refused_is_reported(command: Command) -> None:
    sink = Sink()
    async with listening(sink) as server:
        sink.sender = "553 5.7.1 not your address"
        _, (line,) = await looked(command, server)
        assert "553 5.7.1 not your address" in line
        sink.sender = "250 OK"
        sink.to["ecole@tilleul.example"] = "554 5.7.1 Client host blocked\a"
        _, (line,) = await looked(command, server)
        assert "554 5.7.1 Client host blocked?" in line, "a bell is not rung on the admin's terminal"
        sink.to["ecole@tilleul.example"] = "550 5.1.1 no such user"
        assert await looked(command, server) == ([], [])
        assert any("would not arrive" in line for line in await asyncio.to_thread(lines, command, "worth a look"))
    assert sink.messages == []


async def test_for_a_plain_setting_starttls_is_advised_where_it_is_offered(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_check, "loopback", lambda _: False)
    sink = Sink()
    sink.tls = certificate(command.folder)
    async with listening(sink) as server:
        right, wrong = await looked(command, server)
        assert (len(right), wrong) == (1, [])
        assert any("offers STARTTLS" in line for line in await asyncio.to_thread(lines, command, "worth setting"))


@pytest.mark.parametrize("tls", ["none", "starttls"])
async def test_for_a_port_that_begins_with_tls_smtps_is_advised(
    command: Command, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    monkeypatch.setattr(mail_check, "PATIENCE", 1)
    silent = await asyncio.start_server(
        lambda _, writer: asyncio.sleep(3), "127.0.0.1", 0, ssl=certificate(command.folder)
    )
    async with silent:
        _, wrong = await looked(command, MailServer("127.0.0.1", silent.sockets[0].getsockname()[1], tls))
    assert "speaks TLS at once on this port: smtps://" in wrong[0]


async def test_for_smtps_on_a_starttls_port_starttls_is_advised(command: Command) -> None:
    sink = Sink()
    sink.tls = certificate(command.folder)
    async with listening(sink, "implicit") as server:
        _, wrong = await looked(command, server)
    assert "does not speak TLS at once on this port: smtp+starttls:// in PREAU_SMTP_URL?" in wrong[0]


async def test_an_unknown_host_is_reported(command: Command) -> None:
    _, wrong = await looked(command, MailServer("mail.invalid", 25, "none"))
    assert "mail.invalid:25 is not found" in wrong[0]


async def test_a_server_without_starttls_is_reported(command: Command) -> None:
    async with listening(Sink(), "starttls") as server:
        _, wrong = await looked(command, server)
    assert "offers no STARTTLS" in wrong[0]


async def test_for_a_login_offered_after_starttls_alone_starttls_is_advised(command: Command) -> None:
    sink = Sink()
    sink.login_in_clear = False
    async with listening(sink) as server:
        server = replace(server, username="preau", password="geheim")
        _, wrong = await looked(command, server)
        assert "takes no user name and password on this port as it is: smtp+starttls:// (587) or smtps://" in wrong[0]
        sink.tls = certificate(command.folder)
        _, wrong = await looked(command, server)
        assert "takes no user name and password on this port as it is: smtp+starttls:// in PREAU_SMTP_URL" in wrong[0]


async def test_tls_on_a_plain_port_is_reported(command: Command) -> None:
    async with listening(Sink(), "implicit") as server:
        _, wrong = await looked(command, server)
    assert "does not speak TLS" in wrong[0]


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's context that nobody vouches for."""
    key, own = folder / "tls.key", folder / "tls.pem"
    wanted = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=m.example",
    ]
    subprocess.run(["openssl", *wanted, "-days", "2", "-keyout", key, "-out", own], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    return context


async def test_an_untrusted_certificate_is_reported(command: Command) -> None:
    sink = Sink()
    sink.tls = certificate(command.folder)
    async with listening(sink, "starttls") as server:
        _, wrong = await looked(command, server)
    assert "certificate" in wrong[0]


async def test_a_silent_server_is_reported_after_a_timeout(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_check, "PATIENCE", 1)

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    silent = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with silent:
        server = MailServer("127.0.0.1", silent.sockets[0].getsockname()[1], "none")
        _, wrong = await asyncio.wait_for(looked(command, server), PATIENCE)
    assert "does not answer" in wrong[0]


async def test_a_closed_mail_port_is_reported(command: Command) -> None:
    _, wrong = await looked(command, MailServer("127.0.0.1", 1, "none"))
    assert "does not answer" in wrong[0]


def test_a_test_mail_without_a_server_is_refused(command: Command) -> None:
    assert any("PREAU_SMTP_URL is not set" in line for line in lines(command, "to mend", "--mail-to", "a@b.example"))


def test_the_calendar_is_read(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ecole.ics"
    monkeypatch.setenv("PREAU_CALENDAR", str(file))
    for content, state, said in (
        (b"<html>", "to mend", "PREAU_CALENDAR: it is no iCalendar file"),
        (calendar(f"DTSTART;VALUE=DATE:{now():%Y%m%d}"), "ok", "calendar: 1 days or holidays without school, of 1 ev"),
        (calendar("DTSTART:20261203T190000Z"), "worth a look", "PREAU_CALENDAR: none of 1 events lasts whole days"),
    ):
        file.write_bytes(content)
        assert [line for line in lines(command, state) if line.startswith(said)], said
