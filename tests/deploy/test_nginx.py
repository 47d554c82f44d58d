"""`deploy/nginx.conf` before a real server: who dribbles shuts nobody else out, and what nginx says is a page."""

import contextlib
import resource
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.support.journeys.people import PASSWORD, settle
from tests.support.journeys.town import Town
from tests.support.nginx import NAME, Nginx
from tests.support.waiting import PATIENCE

HALF = f"GET / HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode()
FORM = f"POST /sign-in HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 900\r\n\r\nu".encode()


pytestmark = pytest.mark.sqlite


@pytest.fixture
def behind(town: Town, tmp_path: Path) -> Iterator[tuple[Town, Nginx]]:
    """A school and the nginx before it."""
    (tmp_path / "nginx").mkdir()
    town.environ |= {"PREAU_BASE_URL": f"https://{NAME}", "PREAU_TRUSTED_PROXIES": "127.0.0.1"}
    with Nginx(tmp_path / "nginx", town.port) as nginx:
        yield town, nginx


def client(nginx: Nginx, address: str = "127.0.0.2") -> httpx.Client:
    """Somebody at `address`. The certificate is not looked at."""
    transport = httpx.HTTPTransport(verify=False, local_address=address)
    return httpx.Client(transport=transport, base_url=f"https://127.0.0.1:{nginx.https}", timeout=PATIENCE)


def ask(browser: httpx.Client, method: str, path: str, **options: object) -> httpx.Response:
    """One request for the school's name, whatever port this test's nginx has."""
    headers = {"Host": NAME, "Origin": f"https://{NAME}"}
    return browser.request(method, path, headers=headers, extensions={"sni_hostname": NAME}, **options)  # type: ignore[arg-type]  # passed on


def wrapped(plain: socket.socket) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=NAME)


@contextlib.contextmanager
def many_files() -> Iterator[None]:
    """This process may have as many connections as the attacker."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_who_never_ends_the_headers_shuts_nobody_out(behind: tuple[Town, Nginx]) -> None:
    """1,600 connections of one address: in half a handshake, or with a header that does not end."""
    town, nginx = behind
    town.serve()
    with many_files(), contextlib.ExitStack() as held:
        for number in range(1600):
            plain = held.enter_context(socket.create_connection(("127.0.0.1", nginx.https)))
            if number % 8:
                plain.sendall(b"\x16")
            else:
                held.enter_context(wrapped(plain)).sendall(HALF)
        with client(nginx) as browser:
            assert ask(browser, "GET", "/").status_code == 200


@contextlib.contextmanager
def dribbling(nginx: Nginx, number: int) -> Iterator[None]:
    """So many forms from 127.0.0.1, each sent a letter a second, which never time out."""
    forms: list[ssl.SSLSocket] = []
    ended = threading.Event()

    def dribble() -> None:
        while not ended.wait(1):
            for form in list(forms):
                with contextlib.suppress(OSError):  # one that was refused
                    form.sendall(b"u")

    thread = threading.Thread(target=dribble)
    with many_files(), contextlib.ExitStack() as held:
        thread.start()
        held.callback(thread.join)
        held.callback(ended.set)
        for _ in range(number):
            form = held.enter_context(wrapped(held.enter_context(socket.create_connection(("127.0.0.1", nginx.https)))))
            form.sendall(FORM)
            forms.append(form)
        yield


def test_of_one_address_no_more_than_250_forms_are_on_their_way(behind: tuple[Town, Nginx]) -> None:
    town, nginx = behind
    town.serve()
    with dribbling(nginx, 260), client(nginx, "127.0.0.1") as same, client(nginx) as other:
        refused = ask(same, "GET", "/")
        assert refused.status_code == 429
        assert "Essayez encore dans quelques minutes" in refused.text
        assert refused.headers["retry-after"] == "60"
        assert ask(other, "GET", "/").status_code == 200


def test_two_hundred_sign_ins_from_one_address_all_pass(behind: tuple[Town, Nginx]) -> None:  # 18
    town, nginx = behind
    names = settle(town, "village", 200, activated=True)
    town.serve()

    def enter(name: str) -> int:
        with client(nginx) as browser:
            return ask(browser, "POST", "/sign-in", data={"username": name, "password": PASSWORD}).status_code

    with ThreadPoolExecutor(50) as village:
        assert set(village.map(enter, names)) == {303}
    assert town.number("session") == 200


def test_what_is_too_long_for_a_parents_form_is_a_page_and_an_export_passes(behind: tuple[Town, Nginx]) -> None:
    town, nginx = behind
    town.serve()
    with client(nginx) as browser:
        long = ask(browser, "POST", "/sign-in", data={"username": "a" * 17000})
        assert long.status_code == 413
        assert "Votre demande n’est pas passée" in long.text
        assert_dressed(long)
        export = ask(browser, "POST", "/office/imports", files={"file": b"a" * 100_000})
        assert (export.status_code, "nginx" in export.text) == (303, False)  # to the office's sign-in


def test_a_school_that_does_not_answer_is_a_page_in_french(behind: tuple[Town, Nginx]) -> None:
    _, nginx = behind
    with client(nginx) as browser:
        for method in ("GET", "POST"):
            away = ask(browser, method, "/sign-in")
            assert away.status_code == 502
            assert "Le site ne répond pas pour le moment" in away.text
            assert_dressed(away)


def test_another_name_gets_no_answer_and_no_redirect(behind: tuple[Town, Nginx]) -> None:
    town, nginx = behind
    town.serve()
    with httpx.Client(base_url=f"http://127.0.0.1:{nginx.http}") as browser:
        with pytest.raises(httpx.RemoteProtocolError):
            browser.get("/", headers={"Host": "evil.example"})
        own = browser.get("/reset?a=b", headers={"Host": f"{NAME}:80"})
        assert own.headers["location"] == f"https://{NAME}/reset?a=b"
    with client(nginx) as browser:
        assert browser.get("/", headers={"Host": NAME}, extensions={"sni_hostname": NAME}).status_code == 200
        other = {"Host": "evil.example"}
        with pytest.raises(httpx.TransportError):
            browser.get("/", headers=other, extensions={"sni_hostname": NAME})
    with client(nginx) as browser, pytest.raises(httpx.ConnectError):
        browser.get("/", headers=other, extensions={"sni_hostname": "evil.example"})


def assert_dressed(answer: httpx.Response) -> None:
    """Headers as on Préau's own pages, and no version of the server."""
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "max-age" in answer.headers["strict-transport-security"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["server"] == "nginx"


def test_an_older_cipher_is_refused_and_that_of_an_old_phone_is_not(behind: tuple[Town, Nginx]) -> None:
    _, nginx = behind
    for suite, taken in {
        "ECDHE-ECDSA-AES128-GCM-SHA256": True,
        "ECDHE-ECDSA-AES256-SHA384": False,
        "ECDHE-ECDSA-AES128-SHA": False,
    }.items():
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(f"{suite}:@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", nginx.https)) as plain:
            if taken:
                context.wrap_socket(plain, server_hostname=NAME).close()
            else:
                with pytest.raises(ssl.SSLError, match=r"(?i)handshake.failure"):
                    context.wrap_socket(plain, server_hostname=NAME)
