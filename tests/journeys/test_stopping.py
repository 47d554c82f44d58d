"""SIGTERM: the mail in hand is finished, nothing else is begun."""

import asyncio
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.imap import Mailbox, holding
from tests.support.journeys.people import address, settle
from tests.support.journeys.postbox import Postbox
from tests.support.journeys.town import Town
from tests.support.tls import certificate
from tests.support.waiting import wait_until


def test_a_server_told_to_stop_finishes_the_mail_in_hand(town: Town, postbox: Postbox) -> None:
    names = settle(town, "famille", 5)
    town.preau("invite", "--all")
    postbox.delay = 1
    server = town.serve()
    wait_until(lambda: postbox.connections, "the worker has a mail in hand")
    assert server.stop() == 0
    assert len(postbox.messages) == town.number("mail", "state = 'sent'") == 1
    assert town.number("mail", "state = 'queued' AND attempts = 0") == 4
    postbox.delay = 0
    town.serve()
    postbox.wait(5)
    wait_until(lambda: town.number("mail", "state = 'sent'") == 5, "all are noted as sent")
    assert Counter(postbox.addresses) == Counter(map(address, names))


def test_a_request_in_hand_is_answered_before_the_end(town: Town) -> None:
    server = town.serve(bcrypt_cost=12)
    with ThreadPoolExecutor(1) as pool, town.browser() as browser:
        answer = pool.submit(browser.post, "/sign-in", username="nobody.known", password="something long")
        time.sleep(0.1)  # half of what this bcrypt takes
        assert server.stop() == 0
        assert answer.result().status_code == 422


@pytest.mark.sqlite
@pytest.mark.parametrize("stage", ["handshake", "greeting", "LOGIN", "FETCH"])
async def test_a_mailbox_that_dribbles_does_not_keep_the_server_from_ending(
    town: Town, tmp_path: Path, stage: str
) -> None:
    tls, own = certificate(tmp_path)
    town.environ["SSL_CERT_FILE"] = str(own)
    box = Mailbox(b"Subject: hello\r\n\r\nhello")
    box.dribble = stage
    async with holding(box, tls) as store:
        address = f"imaps://bounces:{box.password}@{store.host}:{store.port}/INBOX"
        server = await asyncio.to_thread(town.serve, bounce_imap_url=address)
        await asyncio.to_thread(wait_until, lambda: box.thinking, "the mailbox is looked into")
        began = time.monotonic()
        assert await asyncio.to_thread(server.stop) == 0
        assert time.monotonic() - began < 10


@pytest.mark.sqlite
def test_a_mail_server_that_does_not_answer_is_not_waited_for(town: Town, postbox: Postbox) -> None:
    settle(town, "famille", 1)
    town.preau("invite", "--all")
    postbox.delay = 60
    server = town.serve()
    wait_until(lambda: postbox.connections, "the worker has a mail in hand")
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 10
    assert "without waiting any longer" in server.log.read_text()
