"""Malformed bodies are answered with a page of 4xx, never 500 (catalogue 44)."""

import asyncio
import html
from collections.abc import AsyncIterator

import httpx
import pytest

from cli import connection
from routes.gate import gate
from tests.support.checked import check_headers, check_page
from tests.support.family import PASSWORD, at_password_step, count, guardian, issued, sign_in
from tests.support.site import Site
from tests.support.visitor import HTMX, Browser

FORM = "application/x-www-form-urlencoded"
FORMS = {
    "/sign-in": ("username", "password", "remember"),
    "/first-connection": ("token", "switch"),
    "/first-connection/renew": ("token",),
    "/reset": ("email", "once"),
    "/password": ("password", "current_password"),
    "/sign-out": ("everywhere",),
    "/account/devices/end": ("device",),
    "/account/mails": ("mails",),
    "/announcement-mails": ("link", "mails"),
    "/language": ("language",),
    "/children/1/calendar": ("once", "version"),
    "/account/calendars/stop": ("child",),
    "/children/1/announcements/1/read": ("choice",),
    "/children/1/announcements/1/answer": ("choice",),
}


async def send(browser: Browser, path: str, body: bytes | AsyncIterator[bytes], kind: str = FORM) -> httpx.Response:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind, **(HTMX if browser.htmx else {})}
    response = await browser.client.post(path, content=body, headers=headers)
    check_headers(response, https=False)
    if response.status_code != 303:
        check_page(response, fragment=browser.htmx)
    return response


async def chunked(size: int) -> AsyncIterator[bytes]:
    yield b"username="
    for _ in range(size // 1000):
        yield b"x" * 1000


@pytest.fixture
async def parent(either: Browser) -> Browser:
    """Signed in, so that every form is open."""
    await guardian(password=PASSWORD)
    await sign_in(either)
    return either


async def test_every_form_of_the_pages_is_in_this_list(site: Site) -> None:
    posts = {path for path, methods in site.routes() if "POST" in methods and not path.startswith("/office")}
    assert posts == set(FORMS)


@pytest.mark.parametrize("path", FORMS)
async def test_more_than_sixteen_kilobytes_are_cut_off(parent: Browser, path: str) -> None:
    assert (await send(parent, path, b"username=" + b"x" * 16 * 1024)).status_code == 413
    assert (await send(parent, path, chunked(17_000))).status_code == 413
    assert (await send(parent, path, chunked(1_000_000))).status_code == 413


async def test_an_invalid_content_length_is_refused(site: Site) -> None:
    browser = site.browser()
    for length in ("-1", "1e3", "99999999999999999999999", "9" * 5000, "²", "x"):
        headers = [(b"Content-Length", length.encode("latin-1")), (b"Sec-Fetch-Site", b"same-origin")]
        response = await browser.client.request("POST", "/sign-in", content=b"a=b", headers=headers)
        assert response.status_code == 413, length


@pytest.mark.parametrize("path", FORMS)
async def test_what_is_no_form_is_a_page_of_the_400s(parent: Browser, path: str) -> None:
    bad = {
        "json": (b'{"username": "x"}', "application/json"),
        "multipart": (
            b'--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        "broken multipart": (b"--", "multipart/form-data"),
        "text": (b"username=x", "text/plain"),
        "nothing said": (b"username=x", ""),
        "invalid UTF-8": (b"username=%ff%fe", FORM),
        "a lone surrogate": (b"username=%ED%A0%80", FORM),
        "raw bytes": (b"username=\xff\xfe", FORM),
        "twice": (b"token=a&token=b", FORM),
        "twice the same": (b"username=a&password=b&username=a", FORM),
        "many": (b"&".join(b"f%d=x" % n for n in range(30)), FORM),
    }
    for name, (body, kind) in bad.items():
        response = await send(parent, path, body, kind)
        assert response.status_code == 400, name
        assert 'href="/"' in response.text
        assert "username" not in response.text  # no field dump


@pytest.mark.parametrize("path", FORMS)
async def test_empty_and_odd_forms_are_never_a_fault(parent: Browser, path: str) -> None:
    for body in (b"", b"&&&", b"=", b"%", b"%zz=1", b"a", b"token", b"username[]=x&password[a]=y"):
        response = await send(parent, path, body)
        assert response.status_code < 500, body


HOSTILE = {
    "NUL": "%00",
    "NUL inside": "marie%00dupont",
    "NUL in an address": "marie%00@example.org",
    "NUL after an address": "marie@example.org%00",
    "ten thousand": "x" * 10_000,
    "ten thousand accents": "a" + "%CC%81" * 2_500,
    "one sign that becomes eighteen": "%EF%B7%BA" * 1_800,
    "newlines": "a%0D%0ASet-Cookie:%20x=y",
    "right to left": "%E2%80%AEabc",
    "a template": "{{ 7*7 }}{% raw %}",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E%22'",
    "SQL": "' OR 1=1 --",
    "braces": "{}{0}%25s%25(x)s",
    "not a character": "%EF%BF%BF%F4%8F%BF%BF",
    "a number": "1" * 5_000,
}


@pytest.mark.parametrize("path", FORMS)
async def test_hostile_text_in_any_field_is_never_a_fault(parent: Browser, path: str) -> None:  # 44
    for hostile in HOSTILE.values():
        for name in FORMS[path]:
            others = "&".join(f"{other}=girafe+tomate+velo" for other in FORMS[path] if other != name)
            response = await send(parent, path, f"{name}={hostile}&{others}".encode())
            assert response.status_code < 500, (name, hostile[:30])
            assert "set-cookie: x=y" not in str(response.headers).lower()
            assert "<script>alert" not in response.text


async def test_hostile_text_as_a_first_password_is_never_a_fault(site: Site) -> None:  # 44
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian()))
    for hostile in ("%00" * 12, "x" * 10_000, "%EF%B7%BA" * 1_700, "%F0%9F%98%80" * 12, "4@8({[<369!1/|0$5" * 3):
        response = await send(browser, "/password", f"password={hostile}".encode())
        assert response.status_code in (303, 422), (response.status_code, hostile[:20])


@pytest.mark.parametrize(
    "path",
    [
        "/first-connection?token=%00",
        "/first-connection?token=%ED%A0%80",
        "/first-connection?token=%FF",
        "/first-connection?token=a&token=b",
        "/first-connection?" + "&".join(f"a{n}=b" for n in range(2000)),
        "/first-connection?token=" + "x" * 10_000,
        "/?notice=%00",
        "/?notice=__class__",
        "/?%ED%A0%80=%ED%A0%80",
        "/%00",
        "/%ED%A0%80",
        "/%FF",
        "/children/%00",
        "/children/%ED%A0%80",
        "/children/" + "9" * 5000,
        "/account?notice=%ED%A0%80",
        "/static/..%2fapp.py",
        "/static/",
    ],
)
async def test_hostile_addresses_are_never_a_fault(parent: Browser, path: str) -> None:  # 42
    page = await parent.get(path)
    assert page.status < 500
    assert "Traceback" not in page.text


async def test_a_hostile_cookie_is_no_cookie(site: Site) -> None:
    for cookie in (b"preau=\xff\xfe", b"preau=%00", b"preau", b"=;=;", b"preau=" + b"x" * 8000, b"preau=a; preau=b"):
        response = await site.browser().client.get("/", headers=[(b"Cookie", cookie)])
        assert response.status_code == 200, cookie
    assert await count("session") == 0


async def test_a_hostile_user_agent_is_only_unknown(site: Site) -> None:
    await guardian(password=PASSWORD)
    for agent in ("\x7f", "<script>alert", "x" * 7000, "Chrome" * 500):
        browser = site.browser()
        browser.client.headers["User-Agent"] = agent
        assert (await sign_in(browser)).status == 200
        assert "<script>alert" not in (await browser.get("/account")).text


async def never() -> AsyncIterator[bytes]:
    yield b"username="
    await asyncio.sleep(60)


async def test_a_form_that_does_not_arrive_is_not_waited_for(
    parent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:  # 44
    assert gate.BODY_SECONDS < connection.SECONDS  # else nobody would see the page
    monkeypatch.setattr(gate, "BODY_SECONDS", 0.05)
    for path in FORMS:
        response = await send(parent, path, never())
        assert response.status_code == 408, path
        assert "Rien n’a changé" in html.unescape(response.text)
