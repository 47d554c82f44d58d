"""What tests of the command may ask for."""

from pathlib import Path

import pytest
from dns.asyncresolver import Resolver
from dns.resolver import NoResolverConfiguration

from cli.checking import mail_dns
from tests.support.command import Command


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """The command makes the database itself."""
    return empty_database_url


@pytest.fixture
def command(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`preau`, with nothing but a database set, on a machine without a DNS."""

    def no_resolver() -> Resolver:
        raise NoResolverConfiguration

    monkeypatch.setattr(mail_dns, "resolver", no_resolver)
    return Command(database_url, tmp_path, monkeypatch)
