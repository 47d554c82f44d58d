"""A PostgreSQL on another host is reached by TLS and its certificate is verified, unless the URL says otherwise."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import database
from models.database import DatabaseUntrusted, transport
from settings import Settings
from tests.support.postgres import Cluster
from tests.support.sql import query
from tests.support.tls import Front, certificate, standing

HERE = [
    "postgresql:///preau",
    "postgresql:///preau?host=/run/postgresql",
    "postgresql://preau:x@%2Frun%2Fpostgresql/preau",
    "postgresql://preau:x@localhost/preau",
    "postgresql://preau:x@LocalHost:5433/preau",
    "postgresql://preau:x@127.0.0.1:5433/preau",
    "postgresql://preau:x@[::1]:5432/preau",
    "postgres://127.8.9.10,localhost:5433/preau",
    "postgresql:///preau?host=localhost",
]
ELSEWHERE = [
    "postgresql://db.example/preau",
    "postgresql://preau:x@db.example:5433/preau",
    "postgresql://localhost:x@db.example/localhost",
    "postgresql://preau:x@10.0.0.5/preau",
    "postgresql://preau:x@[2001:db8::1]:5432/preau",
    "postgresql://preau:x@localhost,db.example:5433/preau",
    "postgresql:///preau?host=db.example&application_name=preau",
    "postgresql://localhost.example/preau",
    "postgresql:///preau?service=school",
]


@pytest.fixture(autouse=True)
def no_libpq(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PGHOST", "PGSERVICE", "PGSSLMODE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))  # without ~/.postgresql/root.crt


@pytest.mark.parametrize("url", HERE)
def test_tls_to_this_machine_is_left_to_the_driver(url: str) -> None:
    assert not transport.elsewhere(url)
    assert transport.tls(url) is None
    assert transport.unverified(url + ("&" if "?" in url else "?") + "sslmode=disable") is None


@pytest.mark.parametrize("url", ELSEWHERE)
def test_another_host_is_verified_by_name_and_authority(url: str) -> None:
    context = transport.tls(url)
    assert isinstance(context, ssl.SSLContext)
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED


@pytest.mark.parametrize("name", ["PGHOST", "PGSERVICE"])
def test_another_host_named_by_the_environment_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "db.example")
    assert transport.elsewhere("postgresql:///preau")
    assert not transport.elsewhere("postgresql://localhost/preau")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"])
def test_an_explicit_sslmode_is_left_to_the_driver(mode: str) -> None:
    url = f"postgresql://db.example/preau?sslmode={mode}"
    assert transport.tls(url) is None
    assert transport.unverified(url) == (None if mode.startswith("verify") else mode)


def test_a_root_certificate_file_is_read_by_the_driver(tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    url = f"postgresql://db.example/preau?sslrootcert={file}"
    with pytest.raises(DatabaseUntrusted, match=r"authority\.pem.* cannot be read"):
        transport.tls(url)
    file.touch()
    assert transport.tls(url) == "verify-full"
    assert transport.unverified(f"{url}&sslmode=require") is None


# Against a server


class School:
    """A database behind TLS, at an address that counts as another host's."""

    def __init__(self, port: int, name: str, front: Front, own: Path) -> None:
        self.port, self.name, self.front, self.own = port, name, front, own

    def url(self, options: str = "", host: str = "127.0.0.1") -> str:
        return f"postgresql://postgres@{host}:{self.port}/{self.name}{options and '?' + options}"

    async def began(self, options: str = "", host: str = "127.0.0.1") -> set[str]:
        """Run one query; returns how the connections began."""
        self.front.seen.clear()
        try:
            await database.open_database(Settings(database_url=self.url(options, host), secret_key="k" * 48), [])
            assert await query("SELECT 1 AS one") == [{"one": 1}]
        finally:
            await database.close_database()
        return set(self.front.seen)


@pytest.fixture
def tls(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    return certificate(tmp_path)


@pytest.fixture
def school(
    cluster: Cluster | None, tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[School]:
    if cluster is None:
        pytest.skip("of PostgreSQL alone")
    monkeypatch.setattr(transport, "loopback", lambda host: False)
    url = cluster.new_database()
    front = Front(url, tls[0])
    with standing(front) as port:
        yield School(port, url.partition("?")[0].rpartition("/")[2], front, tls[1])
    cluster.drop_database(url)


async def test_an_untrusted_certificate_is_refused_and_the_message_names_the_remedy(school: School) -> None:
    with pytest.raises(DatabaseUntrusted, match=r"does not verify: self-signed.*sslrootcert=FILE") as raised:
        await school.began()
    assert "\n" not in str(raised.value)
    assert set(school.front.seen) == {"refused"}  # it said nothing else


async def test_an_authority_that_the_machine_trusts_is_enough(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(school.own))
    assert await school.began() == {"tls"}


async def test_an_authority_named_in_the_url_is_enough_for_the_host_it_names(school: School) -> None:
    named = f"sslrootcert={school.own}"
    assert await school.began(named) == {"tls"}
    with pytest.raises(DatabaseUntrusted, match="Hostname mismatch"):
        await school.began(named, host="localhost")


async def test_require_encrypts_and_disable_does_not(school: School) -> None:
    assert await school.began("sslmode=require") == {"tls"}
    assert await school.began("sslmode=disable") == {"clear"}


async def test_loopback_needs_no_tls(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert await school.began() == {"tls"}  # `prefer`: the certificate is not looked at


async def test_a_server_without_tls_is_refused_and_nothing_is_sent_in_clear(school: School) -> None:
    school.front.context = None
    with pytest.raises(DatabaseUntrusted, match=r"does not offer TLS: set ssl = on"):
        await school.began()
    assert school.front.seen == []
