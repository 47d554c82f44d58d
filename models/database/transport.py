"""To a PostgreSQL on another host: TLS, its certificate verified, unless `PREAU_DATABASE_URL` says otherwise.

PostgreSQL's own default (`prefer`) verifies nothing, and goes on in clear where TLS fails (docs/decisions/engine.md).
"""

import os
import ssl
from urllib.parse import parse_qsl, unquote, urlsplit

from models.database.trouble import DatabaseUnavailable, DatabaseUntrusted
from settings.addresses import loopback


def _options(dsn: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(dsn).query))


def _hosts(dsn: str) -> list[str]:
    """Whom asyncpg would connect to, as far as the URL and the environment tell: names, addresses, socket folders.

    A service of libpq's service file stands for its own name: what that file says is not known here.
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
    """What asyncpg takes as `ssl`; None leaves it to asyncpg, as where `sslmode` is given.

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


def told(error: BaseException) -> DatabaseUnavailable:
    """An error of the driver in one line, which says what to do where TLS is what failed."""
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
