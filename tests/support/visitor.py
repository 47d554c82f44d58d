"""A browser that sends cookies, Origin and Sec-Fetch-Site, with htmx or without.

Every response is checked (tests/support/checked.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import httpx

from settings import Settings
from tests.support.checked import check_headers, check_page

HTMX = {"HX-Request": "true", "HX-Target": "page"}
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


@dataclass(frozen=True)
class Answer:
    """A response, after the redirects that a browser follows. `tree` is None if it is not HTML."""

    response: httpx.Response
    tree: Element | None

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.response.text

    @property
    def headers(self) -> httpx.Headers:
        return self.response.headers

    @property
    def path(self) -> str:
        """The path in the address bar."""
        if pushed := self.headers.get("hx-push-url") or self.headers.get("hx-replace-url"):
            return str(pushed)
        return self.response.url.raw_path.decode()

    @property
    def said(self) -> str:
        """The visible text, with white space normalised."""
        assert self.tree is not None
        kept = [t for e in self.tree.iter() if e.tag not in ("style", "script") for t in (e.text, e.tail) if t]
        return " ".join(" ".join(kept).split())

    @property
    def h1(self) -> str:
        return " ".join("".join(self.find("h1").itertext()).split())

    @property
    def title(self) -> str:
        return str(self.find("title").text)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element with this tag and these attributes."""
        assert self.tree is not None, self.text
        return [e for e in self.tree.iter(tag) if all(e.get(name) == value for name, value in attributes.items())]

    def find(self, tag: str, **attributes: str) -> Element:
        """The one such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def value(self, name: str) -> str:
        """The value of the field with this name."""
        return self.find("input", name=name).get("value", "")

    @property
    def faults(self) -> list[str]:
        """The errors at the fields and in the summary, in the order of the page, with white space normalised."""
        assert self.tree is not None
        found = []
        for box in self.tree.iter():
            if "fault" in box.get("class", "").split():
                found.append("".join(box.itertext()).removeprefix("Erreur :").strip())
            elif "summary" in box.get("class", "").split():
                found += [link.text or "" for link in box.iter("a") if link.get("href", "").startswith("#")]
        return [" ".join(words.split()) for words in found]


class Browser:
    """A browser with its own cookies. `client` is its network address."""

    def __init__(self, app: Any, settings: Settings, *, htmx: bool = False, client: str = "203.0.113.7") -> None:
        self.settings, self.htmx = settings, htmx
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=(client, 50_000)),
            base_url=settings.base_url,
            headers={"User-Agent": PHONE},
        )

    @property
    def cookie(self) -> str:
        """The session cookie's value, or the empty string."""
        return next((str(c.value) for c in self.client.cookies.jar if c.name.endswith("preau")), "")

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.cookies.clear()
        name = "__Host-preau" if self.settings.https else "preau"
        self.client.cookies.set(name, value, domain=urlsplit(self.settings.base_url).hostname or "")

    @property
    def office_cookie(self) -> str:
        """The value of the office's session cookie, or the empty string."""
        return next((str(c.value) for c in self.client.cookies.jar if c.name.endswith("preau-office")), "")

    @office_cookie.setter
    def office_cookie(self, value: str) -> None:
        name = "__Host-preau-office" if self.settings.https else "preau-office"
        self.client.cookies.set(name, value, domain=urlsplit(self.settings.base_url).hostname or "")

    async def get(self, path: str, **options: Any) -> Answer:
        return await self.send("GET", path, **options)

    async def post(self, path: str, fields: Mapping[str, str] | None = None, **options: Any) -> Answer:
        return await self.send("POST", path, data=fields or {}, **options)

    async def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        follow: bool = True,
        **options: Any,
    ) -> Answer:
        """One request. `headers` are added to the browser's; an empty value removes one."""
        own = {"Sec-Fetch-Site": "same-origin"}
        if method not in ("GET", "HEAD"):
            own["Origin"] = self.settings.base_url
        wanted = {**own, **(HTMX if self.htmx else {}), **(headers or {})}
        response = await self.client.request(
            method, path, headers={name: value for name, value in wanted.items() if value}, **options
        )
        answer = self._checked(response, fragment=bool(wanted.get("HX-Request")))
        if follow and (location := response.headers.get("hx-location")):
            return await self.get(json.loads(location)["path"], headers=headers)
        if follow and response.status_code in (301, 302, 303, 307):
            location = response.headers["location"]
            assert location.startswith("/"), location  # never to another site (catalogue 40)
            assert not location.startswith("//"), location
            return await self.get(urljoin(self.settings.base_url, location), headers=headers)
        return answer

    def _checked(self, response: httpx.Response, *, fragment: bool) -> Answer:
        check_headers(response, https=self.settings.https)
        tree = None
        if response.headers.get("content-type", "").startswith("text/html") and response.content:
            tree = check_page(response, fragment=fragment)
        return Answer(response, tree)
