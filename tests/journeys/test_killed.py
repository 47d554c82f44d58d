"""kill -9 at a random moment: what was answered is true, the rest never happened (catalogue 49, 54)."""

import contextlib
import random
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.journeys.test_mail_server import DUE
from tests.support.journeys.browser import Browser
from tests.support.journeys.people import PASSWORD, address, password_of, settle
from tests.support.journeys.postbox import Postbox, token_in, words
from tests.support.journeys.town import Town
from tests.support.waiting import wait_until


class Storm:
    """Parents who all come at once, and what each was told before the lights went out."""

    def __init__(self, town: Town, tokens: dict[str, str]) -> None:
        self.town, self.tokens = town, tokens
        self.saved: list[str] = []  # a first password
        self.sessions: dict[str, str] = {}
        self.asked: list[str] = []  # a reset

    def run(self, strangers: list[str], regulars: list[str]) -> None:
        """Kill the server somewhere in the middle of it."""
        server = self.town.serve()
        with ThreadPoolExecutor(12) as pool:
            walks = [
                pool.submit(self._walk, steps, name)
                for pair in zip(strangers, regulars, strict=True)
                for steps, name in zip((self._first_connection, self._later), pair, strict=True)
            ]
            time.sleep(random.uniform(0.1, 1.0))
            server.kill()
            for walk in walks:
                walk.result()

    def _walk(self, steps: Callable[[Browser, str], None], name: str) -> None:
        # No answer: nothing was promised.
        with self.town.browser() as browser, contextlib.suppress(httpx.TransportError):
            steps(browser, name)

    def _first_connection(self, browser: Browser, name: str) -> None:
        assert browser.post("/first-connection", token=self.tokens[name]).status_code == 303
        assert browser.post("/password", password=password_of(name)).status_code == 303
        self.saved.append(name)
        self.sessions[name] = browser.cookie

    def _later(self, browser: Browser, name: str) -> None:
        assert browser.post("/sign-in", username=name, password=PASSWORD).status_code == 303
        self.sessions[name] = browser.cookie
        assert browser.post("/reset", email=address(name)).status_code == 303
        self.asked.append(name)


# Taken by the mail server, and not noted before the kill: on PostgreSQL it waits as claimed, and is dropped when its
# token was used by then.
USED_MEANWHILE = (
    "state = 'dropped' AND kind = 'invitation'"
    " AND guardian IN (SELECT guardian FROM token WHERE kind = 'invitation' AND spent_at IS NOT NULL)"
)


def test_what_was_answered_before_a_kill_is_true_afterwards(town: Town, postbox: Postbox) -> None:
    strangers = settle(town, "nouveau", 40)
    regulars = settle(town, "ancien", 40, activated=True)
    town.preau("invite", "--all")
    storm = Storm(town, {})
    server = town.serve()
    postbox.wait(40)
    server.kill()  # perhaps before the last one was noted as sent: it will come again
    storm.tokens = {name: token_in(postbox.last(address(name))) for name in strangers}
    for turn in range(2):
        storm.run(strangers[turn::2], regulars[turn::2])
    town.serve()
    for name in strangers:
        _either_in_or_not(town, storm, name)
    for name, cookie in storm.sessions.items():
        with town.browser() as browser:
            browser.client.cookies.set("preau", cookie)
            assert browser.open("/children").status_code == 200, name
            assert browser.at.startswith("/children/"), name
    town.rows(DUE)
    wait_until(lambda: not town.number("mail", "state = 'queued'"), "every mail has left")
    _mails_are_good(town, postbox, storm)


def _either_in_or_not(town: Town, storm: Storm, name: str) -> None:
    """The password is saved and the token spent, or neither; and saved it is when the parent was told so."""
    with town.browser() as browser:
        is_in = browser.sign_in(name, password_of(name))
    assert is_in or name not in storm.saved
    with town.browser() as browser:
        browser.open(f"/first-connection?token={storm.tokens[name]}")
        browser.press("/first-connection")
        if is_in:
            assert "déjà servi" in browser.page.text
        else:
            assert browser.at == "/password"
            browser.press("/password", password=password_of(name))
            assert browser.at.startswith("/children/")


def _mails_are_good(town: Town, postbox: Postbox, storm: Storm) -> None:
    """Whoever asked has a link that works; what came twice says the same twice."""
    copies = defaultdict(set)
    for message in postbox.messages:
        copies[message["Message-ID"]].add(words(message))
    assert all(len(texts) == 1 for texts in copies.values())
    assert not town.number("mail", f"state <> 'sent' AND NOT ({USED_MEANWHILE})")
    assert len(copies) == town.number("mail"), "each has left, whatever was noted of it"
    for name in storm.asked:
        with town.browser() as browser:
            browser.open(f"/first-connection?token={token_in(postbox.received(address(name))[-1])}")
            browser.press("/first-connection")
            assert browser.at == "/password", name


def test_an_import_that_is_killed_is_whole_or_nothing(town: Town) -> None:
    children = 2000
    file = Path(town.folder, "export.csv")
    lines = (f"{n},Dupont{n},Zoé,P3B,Dupont{n},Ève,eve{n}@example.org\n" for n in range(children))
    file.write_text(
        "matricule,nom_eleve,prenom_eleve,classe,nom_responsable,prenom_responsable,email\n" + "".join(lines)
    )
    town.preau("migrate")
    for _ in range(3):
        process = town.start("import", str(file), "--apply")
        time.sleep(random.uniform(0.4, 1.4))
        process.kill()
        process.wait()
        counts = {town.number(table) for table in ("child", "guardian", "guardianship")}
        assert counts in ({0}, {children})
    assert town.preau("import", str(file), "--apply").returncode == 0
    assert town.number("guardianship", "ended_at IS NULL") == children
