"""A start that cannot be: one clear line for each mistake, exit 1, no traceback."""

import re
import signal
import socket
from datetime import datetime, timedelta

import httpx
import pytest

from settings.version import VERSION
from tests.support.journeys.town import KEY, Town
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.sqlite


def test_every_wrong_setting_is_one_clear_line(town: Town) -> None:
    wrong = {"port": "eighty", "bcrypt_cost": 99, "base_url": "parents.example", "smtp_url": "smtp://u:geheim@@h:x"}
    done = town.preau("serve", **wrong)
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == len(wrong)
    for name in wrong:
        assert sum(f"PREAU_{name.upper()} " in line for line in lines) == 1
    assert "geheim" not in done.stderr


def test_a_port_in_use_is_one_clear_line(town: Town) -> None:
    with socket.create_server(("127.0.0.1", town.port)):
        done = town.preau("serve", smtp_url="smtp://127.0.0.1:1")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"port {town.port}: Address already in use" in done.stderr.strip().splitlines()[-1]


def test_a_database_that_is_not_there_is_one_clear_line(town: Town) -> None:
    url = f"postgresql://preau:geheim@127.0.0.1:{free_port()}/preau"
    for verb in ("serve", "migrate"):
        done = town.preau(verb, database_url=url)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "The database does not answer" in done.stderr.strip().splitlines()[-1]
        assert "geheim" not in done.stderr


def test_a_file_that_is_no_database_is_one_clear_line(town: Town) -> None:
    (town.folder / "photo.sqlite").write_bytes(b"\x89PNG\r\n" * 500)
    done = town.preau("serve", database_url=f"sqlite:///{town.folder / 'photo.sqlite'}")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "not a database" in done.stderr.strip().splitlines()[-1]


def test_the_service_manager_is_told_when_the_server_answers_and_not_before(town: Town) -> None:
    name = f"@preau-test-{town.port}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:])
        town.environ["NOTIFY_SOCKET"] = name
        assert town.preau("serve", secret_key="short").returncode == 1
        assert town.preau("check").returncode == 0
        manager.setblocking(False)
        with pytest.raises(BlockingIOError):  # neither a start that fails nor another command is a server that answers
            manager.recv(100)
        manager.settimeout(PATIENCE)
        process = town.start("serve")
        assert manager.recv(100) == b"READY=1"
        assert httpx.get(f"http://127.0.0.1:{town.port}/health", trust_env=False).status_code == 200
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_the_first_lines_name_the_version_and_where_the_server_listens(town: Town) -> None:
    said = town.serve().log.read_text()
    assert f"Préau {VERSION}" in said
    assert f"serves École du Tilleul at {town.base_url}, listening on 127.0.0.1:{town.port}" in said


def test_a_server_without_any_setting_starts_and_says_what_is_unset(town: Town) -> None:
    town.environ = {name: value for name, value in town.environ.items() if not name.startswith("PREAU_")}
    server = town.serve()
    assert (town.folder / "preau.sqlite").exists()
    assert (town.folder / "preau.key").stat().st_mode & 0o777 == 0o600
    said = server.log.read_text()
    assert all(f"PREAU_{name} is not set" in said for name in ("BASE_URL", "SMTP_URL", "MAIL_FROM", "SCHOOL_NAME"))
    assert "preau staff add NAME --role admin" in said
    assert KEY not in said
    with town.browser() as browser:
        assert browser.open("/").status_code == 200
        assert browser.open("/demo/mailbox").status_code == 404
    key = (town.folder / "preau.key").read_text()
    assert server.stop(signal.SIGINT) == 0
    assert "Traceback" not in server.log.read_text()
    assert town.preau("staff", "add", "ada", "--role", "admin").returncode == 0
    again = town.serve()
    assert "preau staff add" not in again.log.read_text()
    assert again.stop() == 0
    assert town.preau("check").returncode == 0
    assert (town.folder / "preau.key").read_text() == key


def test_each_line_of_the_log_has_its_time_with_the_offset(town: Town) -> None:
    town.environ["TZ"] = "Asia/Kolkata"
    said = town.serve().log.read_text()
    times = re.findall(r"^(\S+) (?:INFO|WARNING) preau", said, re.MULTILINE)
    assert times
    assert all(datetime.fromisoformat(time).utcoffset() == timedelta(hours=5, minutes=30) for time in times)
