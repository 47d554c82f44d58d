"""One school and one browser for all the browser tests; a window and a family for each."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from models.access.throttle import Throttle
from tests.support.browser import chromium
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.postgres import Cluster

EVERYBODY = [Device(size, scripts) for size in ("phone", "desktop") for scripts in (True, False)]
TWO = [Device("phone", True), Device("desktop", False)]  # each size and each way once: a window costs a second
Opener = Callable[[Device], Screen]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    with sync_playwright() as playwright:  # its loop runs in this thread: closed before the tests that are async
        browser = playwright.chromium.launch(executable_path=path, args=[*chromium.FLAGS])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def school(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    school = School(folder, cluster.new_database() if cluster else f"sqlite:///{folder / 'school.sqlite'}")
    school.open()
    yield school
    school.close()
    _, _, faults = school.log().partition(" ERROR ")
    assert not faults, "the server's log must stay clean"


@pytest.fixture
def opener(browser: Browser, school: School) -> Iterator[Opener]:
    """Opens windows; none may have seen a script error or a CSP violation when the test ends."""
    school.empty(Throttle)  # all windows here share one client address
    screens: list[Screen] = []

    def open_screen(device: Device) -> Screen:
        screens.append(Screen(browser, school.base, device))
        return screens[-1]

    yield open_screen
    for screen in screens:
        screen.close()
    assert [fault for screen in screens for fault in screen.faults] == []


@pytest.fixture(params=EVERYBODY, ids=str)
def any_screen(request: pytest.FixtureRequest, opener: Opener) -> Screen:
    """A phone and a desktop, each with scripts and without: for the main road."""
    return opener(request.param)


@pytest.fixture(params=TWO, ids=str)
def screen(request: pytest.FixtureRequest, opener: Opener) -> Screen:
    """A phone with scripts and a desktop without: for the side roads."""
    return opener(request.param)


@pytest.fixture
def phone(opener: Opener) -> Screen:
    """A phone with scripts, for what only scripts do."""
    return opener(Device())


@pytest.fixture
def plain(opener: Opener) -> Screen:
    """A phone without scripts."""
    return opener(Device(scripts=False))
