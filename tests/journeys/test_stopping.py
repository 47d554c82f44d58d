"""SIGTERM: the mail in hand is finished, nothing else is begun."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.journeys.people import address, settle
from tests.journeys.postbox import Postbox
from tests.journeys.town import Town, wait_until


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
    server = town.serve(bcrypt_cost=13)
    with ThreadPoolExecutor(1) as pool, town.browser() as browser:
        answer = pool.submit(browser.post, "/sign-in", username="nobody.known", password="something long")
        time.sleep(0.2)  # half of what this bcrypt takes
        assert server.stop() == 0
        assert answer.result().status_code == 422
