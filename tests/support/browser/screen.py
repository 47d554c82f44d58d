"""A person at a browser: one window, watched for everything that must never happen."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Request, expect

from tests.support.waiting import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)
WATCH = """
window.settled = 0; window.shift = 0;
document.addEventListener('securitypolicyviolation', function (e) {
  console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI);
});
document.addEventListener('htmx:afterSettle', function () { window.settled++; });
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (e) { if (!e.hadRecentInput) window.shift += e.value; });
}).observe({type: 'layout-shift', buffered: true});
"""
SETTLED = """n => new Promise((done, failed) => {
  const look = setInterval(() => { if (window.settled > n) { clearInterval(look); done(); } }, 5);
  setTimeout(() => failed('nothing was swapped in'), 120000);
})"""
FOCUSED = """() => {
  const e = document.activeElement;
  return e.getAttribute('aria-invalid') ? 'wrong' : e.className || e.id || e.localName;
}"""
# The field that has the focus, its label and what is wrong with it, where they are out of sight.
IN_SIGHT = """() => {
  const field = document.activeElement;
  const words = document.getElementById(field.getAttribute('aria-describedby').split(' ').pop());
  return [field, field.labels[0], words].filter(e => e.getBoundingClientRect().top < 0
    || e.getBoundingClientRect().bottom > innerHeight).map(e => e.outerHTML);
}"""
STATUS = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
SIZES = {"phone": (360, 740), "desktop": (1280, 800), "narrow": (320, 568), "office": (1366, 768)}


@dataclass(frozen=True)
class Device:
    """What somebody sits at."""

    size: str = "phone"
    scripts: bool = True
    dark: bool = False

    def __str__(self) -> str:
        return "-".join([self.size, *(["dark"] * self.dark), "scripts" if self.scripts else "plain"])


class Screen:
    """`faults` gathers script errors, CSP violations and console errors; a test that leaves any has failed."""

    def __init__(self, browser: Browser, base: str, device: Device) -> None:
        self.base, self.device = base, device
        width, height = SIZES[device.size]
        self.context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            has_touch=device.size not in ("desktop", "office"),
            java_script_enabled=device.scripts,
            color_scheme="dark" if device.dark else "light",
            locale="fr-BE",
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.add_init_script(WATCH)
        self.faults: list[str] = []
        self.requests: list[Request] = []
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not STATUS.match(message.text):
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        if request.resource_type in ("document", "xhr", "fetch"):
            self.requests.append(request)

    def open(self, path: str) -> None:
        """Type an address, or press a link of a mail."""
        self.page.goto(path)

    def region(self, name: str = "") -> Locator:
        """A part of the page by its heading; the whole page without a name."""
        return self.page.get_by_role("region", name=name, exact=True) if name else self.page.locator("body")

    def button(self, label: str, part: str = "") -> Locator:
        """The first with this label; a screen reader may hear more after it (whose it is)."""
        return self.region(part).get_by_role("button", name=re.compile(f"^{re.escape(label)}(?: |$)")).first

    def link(self, label: str) -> Locator:
        return self.page.get_by_role("link", name=label, exact=True).first

    def unfold(self, title: str) -> None:
        """Open the folded form of this title; nothing where it is open."""
        folded = self.region(title).locator("details:not([open]) > summary")
        if folded.count():
            folded.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).fill(value)

    def press(self, label: str, part: str = "") -> None:
        """Press a button, and see the step through to its end."""
        self.step(self.button(label, part).click)

    def follow(self, label: str) -> None:
        """The same with a link."""
        self.step(self.link(label).click)

    def step(self, act: Callable[[], None]) -> None:
        """One step: with scripts a single request and a swap in place, without them an ordinary page."""
        self.came_from = self.path
        if not self.device.scripts:
            with self.page.expect_navigation():
                act()
            return
        self.requests.clear()
        before = self.page.evaluate("window.settled")
        act()
        self.page.evaluate(SETTLED, before)
        kinds = [request.resource_type for request in self.requests]
        assert kinds == ["xhr"], f"one round trip a step, and no new page: {kinds}"
        assert self.focused() in ("h1", "summary", "wrong"), f"the focus is on {self.focused()!r}"

    def mark(self) -> None:
        """Remember this document, for `is_new`."""
        self.page.evaluate("window.seen = true")

    def is_new(self) -> bool:
        """Whether another document than the marked one is here, whole."""
        try:
            return bool(self.page.evaluate("!window.seen && document.readyState === 'complete'"))
        except Error:  # the old one is being taken away at this very moment
            return False

    def focused(self) -> str:
        """What a screen reader reads next; `wrong` for a field that something is wrong with."""
        return str(self.page.evaluate(FOCUSED))

    @property
    def path(self) -> str:
        url = urlsplit(self.page.url)
        return url.path + (f"?{url.query}" if url.query else "")

    def shows(self, path: str, heading: str, *, error: bool = False, refused: bool = False) -> None:
        """Exactly one page, at this address, under this heading, with its title.

        After a form that was refused (with an `error` on it, or with a page of its own) scripts leave the address
        as it was: a reload then shows the form again, with the link's token, instead of asking to send it twice.
        """
        assert self.path == (self.came_from if (error or refused) and self.device.scripts else path)
        headings = self.page.locator("h1").all_inner_texts()
        assert headings == [heading]
        for part in ("header", "main", "footer", "title"):
            assert self.page.locator(part).count() == 1, f"a page within a page: {part}"
        title = self.page.title()
        assert title.endswith(" – École du Tilleul")
        assert title.startswith("Erreur : ") is error
        assert (self.page.locator("[aria-invalid]").count() > 0) is error
        if error:
            assert self.focused() == "wrong"
            assert self.page.evaluate(IN_SIGHT) == []

    def says(self, words: str) -> bool:
        return words in " ".join(self.page.locator("body").inner_text().split())

    def close(self) -> None:
        self.context.close()
