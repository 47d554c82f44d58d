"""`preau demo`: a school for an afternoon that leaves nothing behind."""

import re
import signal

import pytest

from tests.support.journeys.town import Server, Town
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.sqlite


def test_the_demonstration_shows_everything_and_leaves_nothing(town: Town) -> None:
    before = {path.name for path in town.folder.iterdir()}
    scratch = town.folder / "scratch"
    scratch.mkdir()
    town.environ["TMPDIR"] = str(scratch)
    process = town.start("demo", port=town.port)
    try:
        assert process.stdout
        guide = ""
        while "Ctrl-C ends" not in guide:
            line = process.stdout.readline().decode()
            assert line, town.logs[-1].read_text()
            guide += line
        assert f"{town.base_url}/demo/mailbox" in guide
        Server(process, town.port, town.logs[-1])
        assert list(scratch.iterdir())
        with town.browser() as browser:
            box = browser.open("/demo/mailbox").text
            hers = [mail for mail in box.split("</details>") if "celine.laurent@" in mail]
            link = re.search(r'href="(http\S+/first-connection\?token=[^"]+)"', "".join(hers))
            assert link
            browser.open(link[1])
            browser.press("/first-connection")
            browser.press("/password", password="trombone chaussette brume nuage")
            assert browser.at.startswith("/children/")
            assert "Gabriel" in browser.page.text
            browser.press("/sign-out")
            browser.open("/reset")
            browser.press("/reset", email="celine.laurent@example.org")
        _the_languages(town)
        _the_office(town, guide)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
    log = town.logs[-1].read_text()
    assert "Traceback" not in log
    assert "earlier version" not in log, "a new database needs no word about its key"
    assert list(scratch.iterdir()) == []
    assert {path.name for path in town.folder.iterdir()} == before | {"log-0", "scratch"}


def _the_languages(town: Town) -> None:
    """The mailbox shows each mail in its language and direction; a link of one in Arabic goes on in it."""
    with town.browser() as browser:
        box = browser.open("/demo/mailbox").text
        said = dict(re.findall(r'<q lang="(\w+)" dir="(\w+)">', box))
        assert said == {"fr": "ltr", "nl": "ltr", "pl": "ltr", "ro": "ltr", "tr": "ltr", "uk": "ltr", "ar": "rtl"}
        assert dict(re.findall(r'<p lang="(\w+)" dir="(\w+)">', box)) == said
        page = browser.open("/demo/mailbox/" + re.findall(r'lang="ar".*?/demo/mailbox/(\d+)"', box, re.DOTALL)[-1])
        assert '<html lang="ar" dir="rtl">' in page.text
        link = re.search(r'href="(http\S+/reset\?lang=ar)"', page.text)
        assert link
        assert '<html lang="ar" dir="rtl">' in browser.open(link[1]).text


def _the_office(town: Town, guide: str) -> None:
    """Both accounts that the terminal names come in, and find a school in the middle of its term."""
    assert f"{town.base_url}/office" in guide
    accounts = re.findall(r"^ +(\S+) \((secretary|admin)\) +password: (.+)$", guide, re.MULTILINE)
    assert [role for _, role, _ in accounts] == ["secretary", "admin"]
    for username, role, password in accounts:
        with town.browser() as office:
            office.open("/office/sign-in")
            office.press("/office/sign-in", username=username, password=password)
            office.open("/office/families")
            assert office.at == "/office/families"
            counts = dict(re.findall(r"stands-(\w+)\b.*?(\d+)<", office.page.text, re.DOTALL))
            assert int(counts["all"]) >= 55
            some = ("in", "sent", "opened", "failed", "refused", "expired", "given", "no_address", "not_invited")
            assert all(int(counts[standing]) for standing in (*some, "disabled", "no_child")), counts
            assert ("/office/staff" in office.page.text) == (role == "admin")
            for page in ("invitations", "imports", "letters", "mails", "audit", "classes"):
                assert office.open(f"/office/{page}").status_code == 200
