"""Two servers on one database: nothing that matters lives in one process's memory."""

from collections import Counter

from tests.support.journeys.people import PASSWORD, address, settle
from tests.support.journeys.postbox import Postbox
from tests.support.journeys.town import Town
from tests.support.ports import free_port
from tests.support.waiting import wait_until


def test_two_servers_share_sessions_and_failures(town: Town) -> None:
    (name,) = settle(town, "marie", 1, activated=True)
    one, other = town.serve(), town.serve(port=free_port())
    with town.browser(one) as browser, town.browser(other) as elsewhere:
        assert browser.sign_in(name, PASSWORD)
        elsewhere.client.cookies = browser.client.cookies
        assert "Zoé" in elsewhere.open("/children").text
        elsewhere.press("/sign-out")
        browser.open("/children")
        assert browser.at == "/"

        for turn in range(6):  # five are free
            assert not (browser, elsewhere)[turn % 2].sign_in(name, "a wrong password")
        assert not browser.sign_in(name, PASSWORD)
        assert not elsewhere.sign_in(name, PASSWORD)
        assert "Après plusieurs erreurs" in elsewhere.page.text


def test_two_workers_send_300_mails_exactly_once_each(town: Town, postbox: Postbox) -> None:
    names = settle(town, "famille", 300)
    assert "300 invitations queued" in town.preau("invite", "--all").stdout
    town.serve()
    town.serve(port=free_port())
    postbox.wait(300)
    wait_until(lambda: town.number("mail", "state = 'sent'") == 300, "every mail is noted as sent")
    assert Counter(postbox.addresses) == Counter(address(name) for name in names)
    assert town.number("mail", "attempts = 1") == 300
