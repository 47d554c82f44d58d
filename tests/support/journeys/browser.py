"""A browser without JavaScript: cookies, forms as they stand on the page, the Origin of what it sends."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import httpx


class Forms(HTMLParser):
    """The forms of a page: by action, the method and the fields with their values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, dict[str, str]]] = {}
        self.open: dict[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = {}
            self.found[given["action"]] = (given["method"], self.open)
        elif tag == "input" and self.open is not None and (given.get("type") != "checkbox" or "checked" in given):
            self.open[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


class Browser:
    """One parent's browser. `page` is what it shows."""

    def __init__(self, server: str, host: str, timeout: float = 30) -> None:
        self.origin = f"http://{host}"
        # No TLS here: not loading the machine's authorities makes fifty browsers quick to start.
        self.client = httpx.Client(
            base_url=server, headers={"Host": host}, timeout=timeout, verify=False, trust_env=False
        )
        self.page = httpx.Response(0)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def at(self) -> str:
        return self.page.url.path

    @property
    def cookie(self) -> str:
        """The session's secret, or the empty string."""
        return next((cookie.value or "" for cookie in self.client.cookies.jar if cookie.name == "preau"), "")

    def get(self, url: str) -> httpx.Response:
        """One request; redirects are not followed."""
        parts = urlsplit(url)
        return self.client.get(parts.path + (f"?{parts.query}" if parts.query else ""))

    def post(self, url: str, **fields: str) -> httpx.Response:
        """One form sent from one of our pages; redirects are not followed."""
        return self.client.post(url, data=fields, headers={"Origin": self.origin})

    def open(self, url: str) -> httpx.Response:
        """A link or an address, to the page it leads to."""
        return self._follow(self.get(url))

    def press(self, action: str, **typed: str) -> httpx.Response:
        """The button of the form with this action on the page, with what stands in its fields and what is `typed`."""
        forms = Forms(self.page.text).found
        assert action in forms, f"no form {action} at {self.page.url}, only {list(forms)}"
        method, fields = forms[action]
        assert typed.keys() <= fields.keys() | {"remember"}, f"{action} has only {list(fields)}"
        fields |= typed
        return self._follow(self.post(action, **fields) if method == "post" else self.client.get(action))

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = self.get(answer.headers["location"])
        self.page = answer
        return answer

    def sign_in(self, username: str, password: str) -> bool:
        """Whether that opened the door; leaves the page there."""
        self.open("/")
        self.press("/sign-in", username=username, password=password)
        return self.page.status_code == 200
