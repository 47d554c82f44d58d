"""Checks of every page: strict parsing, labels, title, no inline style or script (DESIGN 9)."""

import base64
import hashlib
import re
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx

from language import text

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"  # HTML allows no microseconds


PARSED: dict[tuple[str, bool], Element] = {}  # a cache: parsing takes 10 ms a page, and many pages are the same


def parse(html: str, *, fragment: bool) -> Element:
    """The tree of a page, or of a fragment under one root. Callers must not change it. Any parse error fails the test.

    Except a character that HTML does not allow: a field shows what a visitor typed.
    """
    known = PARSED.get((html, fragment))
    if known is not None:
        return known
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parseFragment(html, "div") if fragment else parser.parse(html)
    assert [error for error in parser.errors if error[1] != "invalid-codepoint"] == [], html
    if len(PARSED) >= 200:
        PARSED.clear()
    PARSED[html, fragment] = tree
    return tree


def policy(response: httpx.Response) -> dict[str, str]:
    """The Content-Security-Policy, by directive."""
    parts = (part.strip().partition(" ") for part in response.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


def check_headers(response: httpx.Response, *, https: bool) -> None:
    """Check the headers of catalogue 37 and 39, which every response has."""
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{name} on {response.status_code} {response.url}"
    assert "camera=()" in response.headers["permissions-policy"]
    assert ("strict-transport-security" in response.headers) == https
    found = policy(response)
    assert {name: found.get(name) for name in CSP} == CSP
    assert "unsafe" not in response.headers["content-security-policy"]


def check_page(response: httpx.Response, *, fragment: bool) -> Element:
    """Check one HTML response; returns its tree."""
    assert response.headers["cache-control"] == "no-store", response.url
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in response.headers["vary"].split(",")}
    html = response.content.decode("utf-8")
    assert html.lstrip().startswith("<title>" if fragment else "<!doctype html>")
    assert ("<html" in html, "<style" in html, "<script" in html) == (not fragment,) * 3
    tree = parse(html, fragment=fragment)
    every = list(tree.iter())
    headings = len([e for e in every if e.tag == "h1"])
    part = response.request.headers.get("hx-target", "page") != "page"  # of a page whose heading stays
    assert headings == 1 or (part and not headings), html
    titles = [e for e in every if e.tag == "title"]
    assert len(titles) == 1
    assert (titles[0].text or "").strip()
    if not fragment:
        assert tree.get("lang") in text.available()
        assert tree.get("dir") == ("rtl" if tree.get("lang") == "ar" else None)
        _check_style(response, every)
    _check_references(every)
    for element in every:
        _check_element(element, every)
    focused = [e for e in every if "autofocus" in e.attrib and e.get("type") != "search"]
    assert len(focused) == any(e.get("aria-invalid") or e.get("role") == "alert" for e in every)
    return tree


def _check_style(response: httpx.Response, every: list[Element]) -> None:
    styles = [e.text or "" for e in every if e.tag == "style"]
    hashes = {base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles}
    assert {f"'sha256-{mark}'" for mark in hashes} <= set(policy(response)["style-src"].split())


def _check_references(every: list[Element]) -> None:
    ids = [e.get("id") for e in every if e.get("id")]
    assert len(ids) == len(set(ids)), ids
    for element in every:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            assert set((element.get(name) or "").split()) <= set(ids), (element.tag, dict(element.attrib))
        if (href := element.get("href") or "").startswith("#"):
            assert href[1:] in ids, href


def _check_element(element: Any, every: list[Element]) -> None:
    here = (element.tag, dict(element.attrib))
    assert not [name for name in element.attrib if name.startswith("on") or name == "style"], here
    for name in ("src", "action"):
        assert element.get(name, "/").startswith("/"), here
        assert not element.get(name, "").startswith("//"), here
    if element.tag == "link":
        assert element.get("href").startswith("/static/"), here
    if element.tag == "script":
        assert element.get("src"), here
        assert not element.text, here
    if element.tag == "form":
        assert element.get("action"), here
        assert element.get("method") in ("get", "post"), here
    if element.tag == "button":
        assert element.get("type") in ("submit", "button"), here
    if element.tag in ("input", "select", "textarea") and element.get("type") != "hidden":
        labels = [e for e in every if e.tag == "label" and e.get("for") == element.get("id")]
        assert element.get("aria-label") or labels, here
        assert "maxlength" not in element.attrib, here
        if element.get("type") == "password":
            assert not element.get("value"), here
        if element.get("type") == "file":
            assert not {"value", "autocomplete"} & set(element.attrib), here
    if element.tag == "section":
        named = {"aria-label", "aria-labelledby"} & set(element.attrib)
        assert named or [e for e in element.iter() if e.tag in ("h1", "h2", "h3")], here
    if element.tag == "img":
        assert "alt" in element.attrib, here
    if element.tag == "time":
        assert re.fullmatch(MOMENT, element.get("datetime", "")), here
