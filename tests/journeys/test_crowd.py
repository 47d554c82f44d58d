"""A crowd at the door: bcrypt is slow, other pages are not held up (catalogue 53)."""

import select
import socket

from tests.support.journeys.people import PASSWORD, settle
from tests.support.journeys.town import Town
from tests.support.waiting import wait_until

CROWD = 200


def test_other_pages_answer_while_200_sign_ins_wait(town: Town) -> None:
    (name,) = settle(town, "marie", 1, activated=True)
    server = town.serve(bcrypt_cost=12)
    body = b"username=nobody.known&password=something+long"
    request = (
        f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{town.port}\r\nOrigin: {town.base_url}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with town.browser() as browser:
        assert browser.sign_in(name, PASSWORD)
        crowd = [socket.create_connection(("127.0.0.1", town.port)) for _ in range(CROWD)]
        try:
            for one in crowd:
                one.sendall(request + body)
            assert browser.open("/children").status_code == 200
            assert browser.open("/").status_code == 200
            assert browser.open("/nowhere").status_code == 404
            assert browser.open("/reset").status_code == 200
            browser.press("/reset", email="somebody@example.org")
            assert browser.at == "/reset/sent"
            waiting = CROWD - len(select.select(crowd, [], [], 0)[0])
            assert waiting > CROWD / 2
            wait_until(lambda: select.select(crowd, [], [], 0)[0], "the first of the crowd is answered")
        finally:
            for one in crowd:
                one.close()
    server.kill()
