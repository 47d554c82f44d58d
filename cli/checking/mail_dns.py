"""What the DNS says of the sender's domain: where answers go (MX), who may send (SPF, RFC 7208), what to do with the
rest (DMARC, RFC 7489). No finding is worse than `worth a look`: the host that accepts our mails rarely delivers them.

DKIM (RFC 6376) cannot be looked up: the mail host chooses the name of its record.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from email.utils import parseaddr
from ipaddress import ip_address

from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer

from cli.checking.finding import LOOK, OK, Finding
from models.core.server_words import one_line
from settings import Settings
from settings.addresses import loopback

PATIENCE = 5.0  # seconds for all questions together
PAGE = "docs/mail-delivery.md"


def resolver() -> Resolver:
    """The resolver of this machine. Raises `DNSException` where none is configured."""
    return Resolver()


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding about the domain that mails come from, and the one they come back to."""
    domain = _domain(settings.mail_from)
    if settings.smtp is None or "." not in domain:
        return
    returns = _domain(settings.bounce_address) or domain
    try:
        async with asyncio.timeout(PATIENCE):
            asked = resolver()
            found = [
                *[await _mx(asked, name) for name in dict.fromkeys((domain, returns))],
                await _spf(asked, returns, settings.smtp.host),
                await _dmarc(asked, domain),
            ]
    except NXDOMAIN:
        yield Finding(
            LOOK, f"DNS: {' or '.join(dict.fromkeys((domain, returns)))} does not exist: no host believes mails from it"
        )
        return
    except (DNSException, OSError, TimeoutError):
        yield Finding(LOOK, f"DNS: could not be asked for MX, SPF and DMARC of {domain}: is this machine offline?")
        return
    for finding in found:
        yield finding


def _domain(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2].lower()


async def _mx(asked: Resolver, domain: str) -> Finding:
    try:
        answer = await asked.resolve(f"{domain}.", "MX")
    except NoAnswer:
        return Finding(
            LOOK, f"DNS: {domain} has no MX: answers do not arrive. To publish: {domain}. MX 10 (mail host)."
        )
    hosts = [host for _, host in sorted((record.preference, str(record.exchange)) for record in answer)]
    if hosts == ["."]:
        return Finding(LOOK, f"DNS: {domain} says that it takes no mail (MX 0 .): answers do not arrive")
    return Finding(OK, f"DNS: MX of {domain}: {', '.join(host.rstrip('.') for host in hosts)}")


async def _spf(asked: Resolver, domain: str, host: str) -> Finding:
    records = [text for text in await _texts(asked, domain) if re.match(r"v=spf1( |$)", text, re.I)]
    if not records:
        return Finding(
            LOOK,
            f'DNS: {domain} has no SPF. To publish: {domain}. TXT "v=spf1 mx{_sending(host)} ~all", or with the'
            f" include: that your mail host names ({PAGE})",
        )
    if len(records) > 1:
        return Finding(LOOK, f"DNS: {domain} has {len(records)} SPF records, which counts as none: make them one")
    if re.search(r"(^| )[+?]?all( |$)", records[0], re.I):
        return Finding(LOOK, f"DNS: SPF of {domain} lets everybody send ({records[0]}): let it end with ~all")
    return Finding(OK, f"DNS: SPF of {domain}: {records[0]} (does it name the host that delivers your mails?)")


def _sending(host: str) -> str:
    """The mail server as an SPF mechanism; empty for this machine, whose DNS name is unknown."""
    if loopback(host):
        return ""
    try:
        return f" ip{ip_address(host).version}:{host}"
    except ValueError:
        return f" a:{host}"


async def _dmarc(asked: Resolver, domain: str) -> Finding:
    """The DMARC record of the domain, else of its parent domain."""
    labels = domain.split(".")
    for name in (".".join(labels[start:]) for start in range(len(labels) - 1)):
        records = [text for text in await _texts(asked, f"_dmarc.{name}") if re.match(r"v=DMARC1\s*(;|$)", text, re.I)]
        if len(records) == 1:
            return Finding(OK, f"DNS: DMARC of {name}: {records[0]}")
    return Finding(
        LOOK,
        f"DNS: {domain} has no DMARC, which large hosts ask for. To publish, once SPF or DKIM works:"
        f' _dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}" ({PAGE})',
    )


async def _texts(asked: Resolver, name: str) -> list[str]:
    """The TXT records of a name, the strings of each joined."""
    try:
        answer = await asked.resolve(f"{name}.", "TXT")
    except (NXDOMAIN, NoAnswer):
        return []
    return [one_line(b"".join(record.strings).decode("ascii", "replace")) for record in answer]
