"""A mail server that is dead, slow or refuses delays mails and changes nothing for the person at the page."""

from tests.support.journeys.people import address, password_of, settle
from tests.support.journeys.postbox import Postbox, token_in
from tests.support.journeys.town import Town
from tests.support.waiting import wait_until

DUE = "UPDATE mail SET due_at = created_at WHERE state = 'queued'"  # what a minute's wait does


def ask(town: Town, email: str) -> None:
    """A parent asks for a new link, and gets an answer."""
    with town.browser() as browser:
        browser.client.timeout = 5  # the mail server would take longer
        browser.open("/reset")
        browser.press("/reset", email=email)
        assert browser.at == "/reset/sent"


def test_mails_wait_for_a_dead_server_and_leave_when_it_is_back(town: Town, shut_postbox: Postbox) -> None:
    names = settle(town, "marie", 3)
    town.serve()
    for name in names:
        ask(town, address(name))
    wait_until(lambda: town.number("mail", "attempts > 0 AND server_words <> ''"), "a try that failed")
    assert town.number("mail", "state = 'queued'") == 3
    shut_postbox.open()
    town.rows(DUE)
    shut_postbox.wait(3)
    wait_until(lambda: town.number("mail", "state = 'sent'") == 3, "they are noted as sent")
    with town.browser() as browser:
        browser.open(f"/first-connection?token={token_in(shut_postbox.last(address(names[0])))}")
        browser.press("/first-connection")
        browser.press("/password", password=password_of(names[0]))
        assert "Zoé" in browser.page.text


def test_pages_answer_while_a_mail_server_keeps_silent(town: Town, postbox: Postbox) -> None:
    (name,) = settle(town, "marie", 1)
    postbox.delay = 2
    town.serve()
    ask(town, address(name))
    wait_until(lambda: postbox.connections, "the worker talks to the mail server")
    for _ in range(2):
        ask(town, address(name))
    assert not postbox.messages
    postbox.wait(1)
    postbox.delay = 0
    postbox.wait(3)


def test_a_refused_mail_is_shown_with_the_servers_words_and_holds_nobody_up(town: Town, postbox: Postbox) -> None:
    gone, here = settle(town, "marie", 2)
    postbox.to[address(gone)] = "550 5.1.1 no such mailbox here"
    town.preau("invite", "--all")
    town.serve()
    assert postbox.last(address(here))
    wait_until(lambda: not town.number("mail", "state = 'queued'"), "both are settled")
    (row,) = town.rows("SELECT * FROM mail WHERE address = ?", address(gone))
    assert row["state"] == "refused"
    assert "no such mailbox here" in row["server_words"]
    assert "seed" not in row["payload"]
