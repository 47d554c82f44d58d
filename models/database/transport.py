"""TLS with a verified certificate to a PostgreSQL on another host, unless `PREAU_DATABASE_URL` says otherwise.

The driver's default (`prefer`) verifies nothing and falls back to clear text (docs/decisions/engine.md).
"""

import os
import ssl
from urllib.parse import parse_qsl, unquote, urlsplit

from models.database.errors import DatabaseUnavailable, DatabaseUntrusted
from settings.addresses import loopback


def _options(dsn: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(dsn).query))


def _hosts(dsn: str) -> list[str]:
    """The hosts that asyncpg would connect to, from the URL and the environment: names, addresses, socket folders.

    A service of libpq's service file counts as a host of that name: the file is not read here.
    """
    before, at, after = urlsplit(dsn).netloc.partition("@")
    given, options, environ = after if at else before, _options(dsn), os.environ
    named = given or options.get("host") or options.get("service") or environ.get("PGSERVICE") or environ.get("PGHOST")
    hosts = (named or "").split(",")
    return [unquote(host[1:].partition("]")[0] if host[:1] == "[" else host.partition(":")[0]) for host in hosts]


def elsewhere(dsn: str) -> bool:
    """Whether the URL of a PostgreSQL names another host: neither a unix socket nor this machine's loopback."""
    return any(host and not host.startswith("/") and not loopback(host.lower()) for host in _hosts(dsn))


def tls(dsn: str) -> ssl.SSLContext | str | None:
    """The value for asyncpg's `ssl`; None leaves the choice to asyncpg, such as where `sslmode` is given.

    Certificate and host name are verified, against the authorities that this machine trusts, or by `sslrootcert` and
    the other `ssl…` options. Raises `DatabaseUntrusted` when that file cannot be read.
    """
    options = _options(dsn)
    if "sslmode" in options or not elsewhere(dsn):
        return None
    if not any(name.startswith("ssl") for name in options):
        return ssl.create_default_context()
    file = options.get("sslrootcert")
    if file and not os.access(file, os.R_OK):
        raise DatabaseUntrusted(f"the file {file}, sslrootcert in PREAU_DATABASE_URL, cannot be read")
    return "verify-full"


def unverified(dsn: str) -> str | None:
    """The `sslmode` by which the certificate of a PostgreSQL on another host is not verified; None when it is."""
    options = _options(dsn)
    mode = options.get("sslmode")
    verifies = mode in (None, "verify-full", "verify-ca") or (mode == "require" and "sslrootcert" in options)
    return None if verifies or not elsewhere(dsn) else mode


def unavailable(error: BaseException) -> DatabaseUnavailable:
    """The error to raise for one of the driver: its message on one line, with what to do where TLS failed."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return DatabaseUntrusted(
            f"the certificate of PostgreSQL does not verify: {error.verify_message}: give the host as its certificate"
            " does, and the authority that signed it as sslrootcert=FILE in PREAU_DATABASE_URL"
        )
    if "rejected SSL upgrade" in str(error):
        return DatabaseUntrusted(
            "PostgreSQL does not offer TLS: set ssl = on there, or, in a network of its own, sslmode=disable in"
            " PREAU_DATABASE_URL"
        )
    return DatabaseUnavailable(" ".join(str(error).split()) or type(error).__name__)
