"""`preau check` asks the DNS for MX, SPF and DMARC; here a DNS server of the test's own on 127.0.0.1."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest
from dns.asyncresolver import Resolver
from dns.resolver import NoResolverConfiguration

from cli.checking import mail_dns
from cli.checking.finding import LOOK, OK
from settings import MailServer, Settings

SCHOOL = Settings(mail_from="École <ecole@tilleul.example>", smtp=MailServer("smtp.host.example", 587, "starttls"))
GOOD = {
    ("tilleul.example.", "MX"): ["10 mx1.host.example.", "20 mx2.host.example."],
    ("tilleul.example.", "TXT"): ['"google-site-verification=x"', '"v=spf1 include:host.example" " ~all"'],
    ("_dmarc.tilleul.example.", "TXT"): ['"v=DMARC1; p=none"'],
}
Records = dict[tuple[str, str], list[str]]


class Zone(asyncio.DatagramProtocol):
    """Answers with these records; a name without any does not exist."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, address: Any) -> None:
        asked = dns.message.from_wire(data)
        question = asked.question[0]
        name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        if found := self.records.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, dns.rdataclass.IN, kind, *found))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), address)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`use(port)`: that is the machine's DNS server."""

    def at(port: int) -> None:
        asked = Resolver(configure=False)
        asked.nameservers, asked.port = ["127.0.0.1"], port
        monkeypatch.setattr(mail_dns, "resolver", lambda: asked)

    return at


@asynccontextmanager
async def zone(records: Records, use: Callable[[int], None]) -> AsyncIterator[None]:
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Zone(records), local_addr=("127.0.0.1", 0)
    )
    use(transport.get_extra_info("sockname")[1])
    try:
        yield
    finally:
        transport.close()


async def look(settings: Settings = SCHOOL) -> list[tuple[str, str]]:
    return [(finding.state, finding.words) async for finding in mail_dns.findings(settings)]


async def test_published_records_are_reported(use: Callable[[int], None]) -> None:
    async with zone(GOOD, use):
        assert await look() == [
            (OK, "DNS: MX of tilleul.example: mx1.host.example, mx2.host.example"),
            (
                OK,
                "DNS: SPF of tilleul.example: v=spf1 include:host.example ~all"
                " (does it name the host that delivers your mails?)",
            ),
            (OK, "DNS: DMARC of tilleul.example: v=DMARC1; p=none"),
        ]


async def test_missing_records_are_reported_with_what_to_publish(use: Callable[[int], None]) -> None:
    async with zone({("tilleul.example.", "A"): ["192.0.2.1"]}, use):
        found = await look()
    assert {state for state, _ in found} == {LOOK}
    said = " ".join(words for _, words in found)
    assert "tilleul.example. MX 10" in said
    assert 'tilleul.example. TXT "v=spf1 mx a:smtp.host.example ~all"' in said
    assert '_dmarc.tilleul.example. TXT "v=DMARC1; p=none; rua=mailto:postmaster@tilleul.example"' in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({("tilleul.example.", "TXT"): ['"v=spf1 mx ~all"', '"v=spf1 a -all"']}, "2 SPF records"),
        ({("tilleul.example.", "TXT"): ['"v=spf1 mx +all"']}, "lets everybody send"),
        ({("tilleul.example.", "TXT"): ['"v=spf10 mx -all"']}, "has no SPF"),
        ({("tilleul.example.", "MX"): ["0 ."]}, "takes no mail"),
        ({("_dmarc.tilleul.example.", "TXT"): ['"v=DMARC1; p=none"', '"v=DMARC1; p=reject"']}, "has no DMARC"),
    ],
)
async def test_records_without_effect_are_reported(use: Callable[[int], None], changed: Records, said: str) -> None:
    async with zone({**GOOD, **changed}, use):
        looks = [words for state, words in await look() if state == LOOK]
    assert len(looks) == 1
    assert said in looks[0]


async def test_for_a_domain_that_does_not_exist_only_that_is_reported(use: Callable[[int], None]) -> None:
    async with zone({}, use):
        ((state, words),) = await look()
    assert state == LOOK
    assert "tilleul.example does not exist" in words


@pytest.mark.parametrize(
    ("host", "record"),
    [
        ("127.0.0.1", '"v=spf1 mx ~all"'),
        ("192.0.2.7", '"v=spf1 mx ip4:192.0.2.7 ~all"'),
        ("2001:db8::7", '"v=spf1 mx ip6:2001:db8::7 ~all"'),
    ],
)
async def test_the_record_names_the_machine_as_spf_does(use: Callable[[int], None], host: str, record: str) -> None:
    school = dataclasses.replace(SCHOOL, smtp=MailServer(host, 25, "none"))
    async with zone({("tilleul.example.", "MX"): ["10 mx1.host.example."]}, use):
        assert any(record in words for _, words in await look(school))


async def test_a_lower_domain_has_the_dmarc_of_the_one_above_it(use: Callable[[int], None]) -> None:
    school = dataclasses.replace(SCHOOL, mail_from="ecole@mail.tilleul.example")
    async with zone({**GOOD, ("mail.tilleul.example.", "MX"): ["10 mx1.host.example."]}, use):
        assert (OK, "DNS: DMARC of tilleul.example: v=DMARC1; p=none") in await look(school)


async def test_spf_is_asked_of_the_domain_that_mails_come_back_to(use: Callable[[int], None]) -> None:
    school = dataclasses.replace(SCHOOL, bounce_address="bounces@returns.example")
    more = {("returns.example.", "TXT"): ['"v=spf1 mx -all"'], ("returns.example.", "MX"): ["10 mx.returns.example."]}
    async with zone({**GOOD, **more}, use):
        said = [words for _, words in await look(school)]
    assert "DNS: MX of returns.example: mx.returns.example" in said
    assert any(words.startswith("DNS: SPF of returns.example: v=spf1 mx -all") for words in said)


async def test_without_a_network_it_says_that_it_could_not_look(
    use: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_dns, "PATIENCE", 0.3)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
    )
    use(transport.get_extra_info("sockname")[1])  # hears, and says nothing
    silent = await look()
    transport.close()

    def no_resolver() -> Resolver:
        raise NoResolverConfiguration

    monkeypatch.setattr(mail_dns, "resolver", no_resolver)
    assert silent == await look()
    ((state, words),) = silent
    assert state == LOOK
    assert "could not be asked" in words


@pytest.mark.parametrize("changed", [{"smtp": None}, {"mail_from": "preau@localhost"}])
async def test_a_school_that_sends_no_mail_yet_is_not_looked_up(
    changed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_dns, "resolver", lambda: pytest.fail("asked"))
    assert await look(dataclasses.replace(SCHOOL, **changed)) == []
