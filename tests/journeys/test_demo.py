"""`preau demo`: a school for an afternoon that leaves nothing behind."""

import re
import signal

import pytest

from tests.journeys.town import PATIENCE, Server, Town

pytestmark = pytest.mark.usefixtures("once")


def test_the_demonstration_shows_everything_and_leaves_nothing(town: Town) -> None:
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
            link = re.search(r'href="(http\S+/first-connection\?token=[^"]+)"', box.partition("celine.laurent@")[2])
            assert link
            browser.open(link[1])
            browser.press("/first-connection")
            browser.press("/password", password="trombone chaussette brume nuage")
            assert browser.at.startswith("/children/")
            assert "Gabriel" in browser.page.text
            browser.press("/sign-out")
            browser.open("/reset")
            browser.press("/reset", email="celine.laurent@example.org")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
    assert "Traceback" not in town.logs[-1].read_text()
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in town.folder.iterdir()) == ["log-0", "scratch"]
