"""The metrics of a real server: off unless asked for, on an address of their own, and telling of nobody."""

import socket
import urllib.request

import httpx
import pytest

from models.access import token
from models.database import transaction
from models.families.guardian import named
from tests.support.journeys.people import PASSWORD, settle
from tests.support.journeys.town import Town
from tests.support.ports import free_port
from tests.support.sql import query


def scrape(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return str(answer.read().decode())


async def a_token(username: str) -> str:
    person = await named(username)
    assert person
    async with transaction():
        seed, _ = await token.issue(person.id, token.RESET)
    return token.code_of(seed)


def test_a_day_of_a_parent_is_numbers_without_a_name(town: Town) -> None:
    (username,) = settle(town, "xanthippe", 1, activated=True)
    code = town.in_school(lambda: a_token(username))
    (child,) = town.in_school(lambda: query("SELECT id FROM child"))
    port = free_port()
    town.serve(metrics=port)
    with town.browser() as browser:
        browser.get(f"/first-connection?token={code}")
        browser.get(f"/nowhere/{username}?x={code}")
        browser.open("/")
        browser.press("/sign-in", username=username, password="wrong horse")
        browser.press("/sign-in", username=username, password=PASSWORD)
        assert browser.get(f"/children/{child['id']}").status_code == 200
        browser.get(f"/children/{child['id']}987")
        browser.get(f"/office/families/{child['id']}")
    said = scrape(port)
    assert 'preau_requests_total{route="/children/{child_id}",status="200"} 2.0' in said
    assert 'preau_requests_total{route="/children/{child_id}",status="404"} 1.0' in said
    assert 'preau_requests_total{route="(unknown)",status="404"} 1.0' in said
    assert 'preau_sign_ins_total{door="parents",result="ok"} 1.0' in said
    assert 'preau_sign_ins_total{door="parents",result="refused"} 1.0' in said
    assert "preau_bcrypt_waiting 0.0" in said
    for telling in (code, username, "xanthippe", "example.org", f"/children/{child['id']}", "Zo", "nowhere"):
        assert telling not in said


def test_a_port_alone_is_of_this_machine_alone_and_off_is_none(town: Town) -> None:
    port = free_port()
    server = town.serve(metrics=port)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), 2)  # another address of this machine: it does not listen there
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://[::1]:{port}/metrics", trust_env=False)
    assert httpx.get(f"{town.base_url}/metrics", trust_env=False).status_code == 404
    assert server.stop() == 0
    town.serve(metrics="off")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), 2)


@pytest.mark.sqlite
def test_an_address_that_is_taken_is_one_clear_line(town: Town) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = town.preau("serve", metrics=port)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert f"Cannot listen on 127.0.0.1, port {port}: Address already in use" in last
    assert "PREAU_METRICS" in last
