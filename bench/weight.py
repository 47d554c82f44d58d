"""Bytes on the wire of each page and fragment, headers included, as a phone with brotli gets them."""

import re
import socket
from collections.abc import Iterator

from bench import load
from bench.school import School
from bench.table import Line
from language.text import NAMES, SOURCE

FIRST_VISIT, FRAGMENT = 4500, 2000  # bytes
TRANSLATED = 5000  # of the entrance in another language than French, opened from a letter
SWAP = {"HX_Request": "true", "HX_Target": "page"}


def lines(school: School) -> Iterator[Line]:
    """Each screen as a page, then as the fragment htmx asks for; then what a first visit also loads."""
    parent = school.parents(1)[0]
    signed_in = {"Cookie": parent.cookie}
    screens = {
        "/": {},
        "/reset": {},
        "/reset/sent": {},
        "/children": signed_in,
        f"/children/{parent.child}": signed_in,
        "/account": signed_in,
        "/password": signed_in,
        "/nowhere": {},
    }
    with school.serving():
        for path, headers in screens.items():
            page, body, _ = fetch(school.port, path, **headers)
            fragment, _, _ = fetch(school.port, path, **headers, **SWAP)
            first = path == "/"
            reach = f"≤ {FIRST_VISIT:,}, ≤ {FRAGMENT:,}" if first else f"≤ {FRAGMENT:,} as fragment"
            figures = f"page {page:,} ({body:,} without headers), fragment {fragment:,}"
            yield Line(f"bytes of {path}", figures, reach, fragment <= FRAGMENT and (page <= FIRST_VISIT or not first))
        sizes = {language: fetch(school.port, f"/?lang={language}")[0] for language in NAMES if language != SOURCE}
        largest = max(sizes, key=lambda language: sizes[language])
        figures = f"at most {sizes[largest]:,} ({largest})"
        yield Line("bytes of / in 11 other languages", figures, f"≤ {TRANSLATED:,}", sizes[largest] <= TRANSLATED)
        _, _, text = fetch(school.port, "/", Accept_Encoding="identity")
        for path in re.findall(rb'(?:src|href)="(/static/[^"]+)"', text):
            size, _, _ = fetch(school.port, path.decode())
            yield Line(f"bytes of {re.sub(rb'.*-', b'', path).decode()}", f"{size:,}, once and for good")


def fetch(port: int, path: str, **headers: str) -> tuple[int, int, bytes]:
    """All bytes of the answer, those of its body, and the body."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(load.get(port, path, **{**headers, "Connection": "close"}).encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    body = answer.partition(b"\r\n\r\n")[2]
    return len(answer), len(body), body
