"""A backup taken while parents come in restores to a working school (catalogue 55)."""

import threading
from collections.abc import Callable
from pathlib import Path

from tests.support.journeys.people import address, password_of, settle
from tests.support.journeys.postbox import Postbox, token_in
from tests.support.journeys.town import Town
from tests.support.waiting import wait_until


def test_a_backup_under_load_restores_to_a_working_school(
    town: Town, postbox: Postbox, another_database: Callable[[], str]
) -> None:
    names = settle(town, "marie", 20)
    town.preau("invite", "--all")
    town.serve()
    postbox.wait(20)
    tokens = {name: token_in(postbox.last(address(name))) for name in names}
    saved: list[str] = []

    def come_in() -> None:
        for name in names:
            with town.browser() as browser:
                browser.open(f"/first-connection?token={tokens[name]}")
                browser.press("/first-connection")
                browser.press("/password", password=password_of(name))
                assert browser.at.startswith("/children/")
            saved.append(name)

    coming = threading.Thread(target=come_in)
    coming.start()
    wait_until(lambda: len(saved) >= 3, "the first parents are in")
    before = list(saved)
    assert town.preau("backup", "school.backup").returncode == 0
    coming.join()
    assert len(saved) == 20

    folder = Path(town.folder, "restored")
    folder.mkdir()
    restored = Town(folder, another_database())
    done = restored.preau("restore", str(town.folder / "school.backup"))
    assert done.returncode == 0, done.stderr
    assert restored.preau("restore", str(town.folder / "school.backup")).returncode == 1  # there is a school now
    try:
        restored.serve()
        for name in names:
            with restored.browser() as browser:
                is_in = browser.sign_in(name, password_of(name))
                assert is_in or name not in before
                if is_in:
                    assert "Zoé" in browser.page.text
            with restored.browser() as browser:
                browser.open(f"/first-connection?token={tokens[name]}")
                browser.press("/first-connection")
                assert ("déjà servi" in browser.page.text) == is_in
                assert (browser.at == "/password") != is_in
    finally:
        restored.close()
